"""The classes of components and events: browse, search, and a city's own ones."""
