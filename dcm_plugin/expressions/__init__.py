"""Functions for the expressions of QGIS: addresses, places, unit grids."""
