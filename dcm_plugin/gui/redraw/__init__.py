"""Redrawing unit grids on the map: toolbar, map tools, live figures."""
