"""One's own account: how one logs in, where one is logged in, and keys for programs."""
