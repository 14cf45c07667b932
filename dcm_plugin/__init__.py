"""Digital City Management (数字城市管理): a QGIS plugin for unit grids and their uses."""


def classFactory(iface):
    """QGIS asks here for the plugin; nothing heavy is imported before it does."""
    from .plugin import DcmPlugin

    return DcmPlugin(iface)
