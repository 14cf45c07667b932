-- What the case list is filtered and sorted by, as numbers, one narrow row for each case: any
-- filter over a million cases is one quick pass. Codes stand for the texts of case_fact_code.
CREATE TABLE case_fact_code (
    id INTEGER PRIMARY KEY,
    value TEXT NOT NULL UNIQUE
);;
CREATE TABLE case_fact (
    id INTEGER PRIMARY KEY,
    is_open INTEGER NOT NULL,
    urgent INTEGER NOT NULL,
    state INTEGER,
    case_kind INTEGER,
    class_code INTEGER,
    department INTEGER,
    source_code INTEGER,
    street_code INTEGER,
    community_code INTEGER,
    duty_grid_code INTEGER,
    "current_role" INTEGER,
    current_unit INTEGER,
    clock_deadline INTEGER,
    clock_warn INTEGER,
    report_time INTEGER NOT NULL,
    x REAL,
    y REAL,
    updated INTEGER NOT NULL,
    task_no TEXT
);;
CREATE INDEX case_fact_urgency ON case_fact (
    urgent DESC, COALESCE(clock_deadline, 9999999999), report_time, id
);;
CREATE INDEX case_fact_report_time ON case_fact (report_time, id);;
CREATE INDEX case_fact_updated ON case_fact (updated, id);;
CREATE INDEX case_fact_task_no ON case_fact (task_no, id);;
CREATE INDEX case_fact_state ON case_fact (state, COALESCE(clock_deadline, 9999999999), id);;
CREATE INDEX case_fact_deadline ON case_fact (COALESCE(clock_deadline, 9999999999), id);;
-- Counts by state under any filter: the whole row again, in the order of the states.
CREATE INDEX case_fact_by_state ON case_fact (
    state, is_open, urgent, case_kind, class_code, department, source_code, street_code,
    community_code, duty_grid_code, "current_role", current_unit, clock_deadline, clock_warn,
    report_time, x, y
);;
CREATE INDEX case_fact_case_kind ON case_fact (case_kind);;
CREATE INDEX case_fact_class_code ON case_fact (class_code);;
CREATE INDEX case_fact_department ON case_fact (department);;
CREATE INDEX case_fact_source_code ON case_fact (source_code);;
CREATE INDEX case_fact_street_code ON case_fact (street_code);;
CREATE INDEX case_fact_community_code ON case_fact (community_code);;
CREATE INDEX case_fact_duty_grid_code ON case_fact (duty_grid_code);;
CREATE VIEW case_fact_source AS
SELECT
    c.id,
    c.is_open,
    (c.is_supervised OR c.is_urgent) AS urgent,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.state) AS state,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.case_kind) AS case_kind,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.class_code) AS class_code,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.department) AS department,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.source_code) AS source_code,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.street_code) AS street_code,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.community_code) AS community_code,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.duty_grid_code) AS duty_grid_code,
    (SELECT f.id FROM case_fact_code f WHERE f.value = c."current_role") AS "current_role",
    (SELECT f.id FROM case_fact_code f WHERE f.value = c.current_unit) AS current_unit,
    CAST(strftime('%s', c.clock_deadline) AS INTEGER) AS clock_deadline,
    CAST(strftime('%s', c.clock_warn) AS INTEGER) AS clock_warn,
    CAST(strftime('%s', c.report_time) AS INTEGER) AS report_time,
    ST_MinX(c.geom) AS x,
    ST_MinY(c.geom) AS y,
    CAST(strftime('%s', c.updated) AS INTEGER) AS updated,
    c.task_no
FROM cases c;;
CREATE TRIGGER case_fact_insert AFTER INSERT ON cases
BEGIN
    INSERT OR IGNORE INTO case_fact_code (value)
    SELECT value FROM (
        SELECT NEW.state AS value
        UNION SELECT NEW.case_kind
        UNION SELECT NEW.class_code
        UNION SELECT NEW.department
        UNION SELECT NEW.source_code
        UNION SELECT NEW.street_code
        UNION SELECT NEW.community_code
        UNION SELECT NEW.duty_grid_code
        UNION SELECT NEW."current_role"
        UNION SELECT NEW.current_unit
    ) WHERE value IS NOT NULL;
    INSERT INTO case_fact SELECT * FROM case_fact_source WHERE id = NEW.id;
END;;
CREATE TRIGGER case_fact_update AFTER UPDATE ON cases
BEGIN
    INSERT OR IGNORE INTO case_fact_code (value)
    SELECT value FROM (
        SELECT NEW.state AS value
        UNION SELECT NEW.case_kind
        UNION SELECT NEW.class_code
        UNION SELECT NEW.department
        UNION SELECT NEW.source_code
        UNION SELECT NEW.street_code
        UNION SELECT NEW.community_code
        UNION SELECT NEW.duty_grid_code
        UNION SELECT NEW."current_role"
        UNION SELECT NEW.current_unit
    ) WHERE value IS NOT NULL;
    DELETE FROM case_fact WHERE id IN (OLD.id, NEW.id);
    INSERT INTO case_fact SELECT * FROM case_fact_source WHERE id = NEW.id;
END;;
CREATE TRIGGER case_fact_delete AFTER DELETE ON cases
BEGIN
    DELETE FROM case_fact WHERE id = OLD.id;
END;;

-- Texts by groups of three characters. The end is padded so that one or two characters are the
-- beginning of a group wherever they stand.
CREATE VIRTUAL TABLE case_text USING fts5(content, content='', tokenize='trigram');;
CREATE TRIGGER case_text_insert AFTER INSERT ON cases
BEGIN
    INSERT INTO case_text (rowid, content) VALUES (
        NEW.id,
        NEW.task_no || char(10, 10) || COALESCE(NEW.case_code, '') || char(10, 10)
        || NEW.address || char(10, 10) || NEW.description || char(10, 10)
    );
END;;
CREATE TRIGGER case_text_update AFTER UPDATE OF task_no, case_code, address, description ON cases
WHEN NEW.task_no IS NOT OLD.task_no OR NEW.case_code IS NOT OLD.case_code
    OR NEW.address IS NOT OLD.address OR NEW.description IS NOT OLD.description
BEGIN
    INSERT INTO case_text (case_text, rowid, content) VALUES (
        'delete',
        OLD.id,
        OLD.task_no || char(10, 10) || COALESCE(OLD.case_code, '') || char(10, 10)
        || OLD.address || char(10, 10) || OLD.description || char(10, 10)
    );
    INSERT INTO case_text (rowid, content) VALUES (
        NEW.id,
        NEW.task_no || char(10, 10) || COALESCE(NEW.case_code, '') || char(10, 10)
        || NEW.address || char(10, 10) || NEW.description || char(10, 10)
    );
END;;
CREATE TRIGGER case_text_delete AFTER DELETE ON cases
BEGIN
    INSERT INTO case_text (case_text, rowid, content) VALUES (
        'delete',
        OLD.id,
        OLD.task_no || char(10, 10) || COALESCE(OLD.case_code, '') || char(10, 10)
        || OLD.address || char(10, 10) || OLD.description || char(10, 10)
    );
END;;
