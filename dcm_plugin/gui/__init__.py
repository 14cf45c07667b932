"""Panels and map tools: what needs the window of QGIS."""
