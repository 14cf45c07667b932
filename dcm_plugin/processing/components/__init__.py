"""Algorithms of components and events: (module, class) in the order of the toolbox."""

from __future__ import annotations

ALGORITHMS = (
    ("create_survey_project", "CreateSurveyProject"),
    ("check_components", "CheckComponents"),
    ("draw_sample", "DrawSample"),
    ("compare_survey", "CompareSurvey"),
)
