"""That data survive and nobody alters them unnoticed: seals of the journal, backups, the look at the whole."""
