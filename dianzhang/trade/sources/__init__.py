"""Where orders come from by themselves: addresses that platforms send to, and what became of each message."""
