"""Templates, components, static files and translations."""
