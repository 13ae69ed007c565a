"""The one place that names everybody: settings, addresses, how the web server enters."""
