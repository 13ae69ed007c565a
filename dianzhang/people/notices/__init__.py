"""Notices on their way to people outside the system: what each chose, robots of groups, each message and its proof."""
