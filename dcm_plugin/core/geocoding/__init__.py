"""Place names and addresses of a city: taken apart, found, placed, compared, and back again.

``build`` makes places of layers, a store keeps them, :class:`match.Geocoder` answers texts and
:class:`reverse.Reverse` describes points.
"""
