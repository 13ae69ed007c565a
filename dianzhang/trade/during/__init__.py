"""During the sale: an address changed before it is shipped, buyers who urge, flags and remarks."""
