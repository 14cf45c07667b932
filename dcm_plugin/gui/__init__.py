"""Windows, tools and panels: the only place, with plugin.py, that knows the desktop."""
