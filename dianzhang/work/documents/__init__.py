"""Documents and knowledge: folders, documents with versions, links, full-text search, archive."""
