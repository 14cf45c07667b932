"""What is kept in files and databases: the register of codes, and bulk work on GeoPackages."""
