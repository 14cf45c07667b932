"""Cases (案件): workflow, working calendar, clocks, time limits, numbers, queries.

Nothing here knows a database or QGIS; ``store.city`` keeps what is decided here.
"""
