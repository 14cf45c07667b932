-- Fills what is derived from the cases anew: after a bulk load, a repair, a migration.
DELETE FROM case_fact;;
INSERT OR IGNORE INTO case_fact_code (value)
SELECT state FROM cases UNION SELECT case_kind FROM cases UNION SELECT class_code FROM cases
UNION SELECT department FROM cases WHERE department IS NOT NULL
UNION SELECT source_code FROM cases
UNION SELECT street_code FROM cases WHERE street_code IS NOT NULL
UNION SELECT community_code FROM cases WHERE community_code IS NOT NULL
UNION SELECT duty_grid_code FROM cases WHERE duty_grid_code IS NOT NULL
UNION SELECT "current_role" FROM cases WHERE "current_role" IS NOT NULL
UNION SELECT current_unit FROM cases WHERE current_unit IS NOT NULL;;
INSERT INTO case_fact SELECT * FROM case_fact_source ORDER BY id;;
INSERT INTO case_text (case_text) VALUES ('delete-all');;
INSERT INTO case_text (rowid, content)
SELECT id, task_no || char(10, 10) || COALESCE(case_code, '') || char(10, 10)
    || address || char(10, 10) || description || char(10, 10)
FROM cases;;
ANALYZE cases;;
ANALYZE case_fact;;
