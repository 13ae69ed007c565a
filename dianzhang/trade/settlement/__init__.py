"""What platforms really paid: files of payouts, matched order by order, with what differs; margins; invoices."""
