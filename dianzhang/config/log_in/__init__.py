"""How one logs in: what the packages for it (allauth, axes) are told about this house."""
