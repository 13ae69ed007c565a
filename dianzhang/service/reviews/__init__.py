"""What buyers write about goods: stars and words, and what is done about a bad one."""
