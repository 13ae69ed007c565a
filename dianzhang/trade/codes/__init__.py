"""What platforms call things, and which articles of ours that is: mapped, taken apart, held while nobody knows."""
