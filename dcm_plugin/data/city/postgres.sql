-- What the tables in PostgreSQL do by themselves. Statements end with two semicolons; {schema} is
-- the schema of the city database.

-- The log is append-only, whoever writes.
CREATE FUNCTION {schema}.case_log_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case_log is append-only' USING ERRCODE = 'DC001';
END
$$;;
CREATE TRIGGER case_log_append_only BEFORE UPDATE OR DELETE ON {schema}.case_log
FOR EACH ROW EXECUTE FUNCTION {schema}.case_log_append_only();;
CREATE TRIGGER case_log_no_truncate BEFORE TRUNCATE ON {schema}.case_log
FOR EACH STATEMENT EXECUTE FUNCTION {schema}.case_log_append_only();;

-- An edit by hand (attribute table, form) is a change that others must notice.
CREATE FUNCTION {schema}.cases_version() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version = OLD.version THEN
        NEW.version := OLD.version + 1;
        NEW.updated := now();
    END IF;
    RETURN NEW;
END
$$;;
CREATE TRIGGER cases_version BEFORE UPDATE ON {schema}.cases
FOR EACH ROW EXECUTE FUNCTION {schema}.cases_version();;

-- Everybody who listens is told which cases changed; of many at once only that there were many.
CREATE FUNCTION {schema}.cases_notify() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM (SELECT 1 FROM changed LIMIT 101) AS first) > 100 THEN
        PERFORM pg_notify('dcm_cases', TG_TABLE_SCHEMA || ':');
    ELSE
        PERFORM pg_notify('dcm_cases', TG_TABLE_SCHEMA || ':' || id) FROM changed;
    END IF;
    RETURN NULL;
END
$$;;
CREATE TRIGGER cases_notify_insert AFTER INSERT ON {schema}.cases
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {schema}.cases_notify();;
CREATE TRIGGER cases_notify_update AFTER UPDATE ON {schema}.cases
REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {schema}.cases_notify();;

-- Most urgent first: urged or urgent, then by deadline (none last), then by time of report.
CREATE INDEX cases_urgency_idx ON {schema}.cases (
    (is_supervised OR is_urgent) DESC, (COALESCE(clock_deadline, 'infinity')), report_time, id
);;
