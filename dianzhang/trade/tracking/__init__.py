"""Where parcels are: asked of kuaidi100 or told by it; by when they should be scanned and delivered; what is stuck."""
