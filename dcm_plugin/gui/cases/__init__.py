"""The desk of cases: a dock over the map from which cases are watched, reported and handled."""
