"""Events (matters): which class a complaint is about, and its code."""

from __future__ import annotations

from .classify import EventClassification, EventOptions, classify_events
from .report import event_report
from .text_model import Choice, EventModel, load_model

__all__ = [
    "Choice",
    "EventClassification",
    "EventModel",
    "EventOptions",
    "classify_events",
    "event_report",
    "load_model",
]
