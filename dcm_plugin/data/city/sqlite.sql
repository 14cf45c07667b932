-- What the tables of the GeoPackage do by themselves. Statements end with two semicolons.

-- The log is append-only, whoever writes.
CREATE TRIGGER case_log_no_update BEFORE UPDATE ON case_log
BEGIN
    SELECT RAISE(ABORT, 'case_log is append-only');
END;;
CREATE TRIGGER case_log_no_delete BEFORE DELETE ON case_log
BEGIN
    SELECT RAISE(ABORT, 'case_log is append-only');
END;;

-- An edit by hand (attribute table, form) is a change that others must notice.
CREATE TRIGGER cases_version AFTER UPDATE ON cases
WHEN NEW.version = OLD.version AND NEW.id = OLD.id
BEGIN
    UPDATE cases
    SET version = OLD.version + 1, updated = strftime('%Y-%m-%dT%H:%M:%S.000Z', 'now')
    WHERE id = NEW.id;
END;;

-- Most urgent first: urged or urgent, then by deadline (none last), then by time of report.
CREATE INDEX cases_urgency_idx ON cases (
    (is_supervised OR is_urgent) DESC, COALESCE(clock_deadline, '9999'), report_time, id
);;
