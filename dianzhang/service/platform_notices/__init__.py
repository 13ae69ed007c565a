"""What a platform writes to a shop: warnings, penalties, goods taken down, papers that run out, rules that change."""
