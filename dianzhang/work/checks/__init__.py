"""检查表: what is looked at again and again in shop, warehouse and office, and each time that it was."""
