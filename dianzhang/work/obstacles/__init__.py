"""阻碍: what holds a task up, whom it needs, and how it climbs when it is not removed."""
