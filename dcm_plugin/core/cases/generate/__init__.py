"""A realistic load of cases for training and tests, the same for the same seed.

What is drawn (classes, times, places, texts, what happens) stands in ``data/cases/generate``: our
default picture of a city, not a statistic of one.
"""

from __future__ import annotations
