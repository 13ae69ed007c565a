"""The `dianzhang` command."""
