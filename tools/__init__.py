"""What is needed to work on Dianzhang, not to run it. Each is run from the root: `python -m tools.NAME`."""
