"""Algorithms of components and events: (module, class) in the order of the toolbox."""

from __future__ import annotations

ALGORITHMS = (
    ("classify_components", "ClassifyComponents"),
    ("migrate_classes", "MigrateClasses"),
    ("classify_events", "ClassifyEvents"),
    ("encode_events", "EncodeEvents"),
    ("encode_components", "EncodeComponents"),
    ("component_statistics", "ComponentStatistics"),
    ("export_components", "ExportComponents"),
    ("create_survey_project", "CreateSurveyProject"),
    ("check_components", "CheckComponents"),
    ("draw_sample", "DrawSample"),
    ("compare_survey", "CompareSurvey"),
)
