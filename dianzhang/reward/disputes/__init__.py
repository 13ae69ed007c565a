"""异议: somebody says that a figure of their score or pay is wrong; whoever the clause names answers in time."""
