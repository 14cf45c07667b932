<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DCM</name>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>These Python packages are missing: {packages}. Install them into the Python of QGIS (OSGeo4W Setup, your Linux distribution, or conda) and start QGIS again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Unit grid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/provider.py"/>
        <source>Digital City Management</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
