"""After-sales: a case from what a buyer asks to what the buyer is told, and parcels that come back without one."""
