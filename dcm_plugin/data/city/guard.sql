-- Who may do what is decided by the server: every change of a case must come with a step of the
-- log in the same transaction, by the user who is logged in, in a role that this user holds, along
-- a transition of the workflow table that this role may take. Administrators (dcm_admin, the owner,
-- superusers) are free of it; the log stays append-only for them too.

CREATE FUNCTION {schema}.is_admin() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = session_user) THEN
        RETURN TRUE;
    END IF;
    IF pg_has_role(
        session_user, (SELECT relowner FROM pg_class WHERE oid = '{schema}.cases'::regclass), 'MEMBER'
    ) THEN
        RETURN TRUE;
    END IF;
    RETURN EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'dcm_admin')
        AND pg_has_role(session_user, 'dcm_admin', 'MEMBER');
END
$$;;
CREATE FUNCTION {schema}.refuse(reason text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', reason USING ERRCODE = 'DC002';
END
$$;;

-- A step of the log is in the name of the user who is logged in, in a role of this user.
CREATE FUNCTION {schema}.case_log_actor() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF {schema}.is_admin() THEN
        RETURN NEW;
    END IF;
    IF NEW.actor <> session_user THEN
        PERFORM {schema}.refuse(format('%s cannot act as %s', session_user, NEW.actor));
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM {schema}.operator_role r JOIN {schema}.operator o ON o.login = r.login
        WHERE r.login = session_user AND r.role = NEW.role AND o.active
    ) THEN
        PERFORM {schema}.refuse(format('%s does not hold the role %s', session_user, NEW.role));
    END IF;
    RETURN NEW;
END
$$;;
CREATE TRIGGER case_log_actor BEFORE INSERT ON {schema}.case_log
FOR EACH ROW EXECUTE FUNCTION {schema}.case_log_actor();;

-- A change of a case needs a step of this transaction along an allowed transition.
CREATE FUNCTION {schema}.cases_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
DECLARE
    before text := CASE WHEN TG_OP = 'UPDATE' THEN OLD.state END;
BEGIN
    IF {schema}.is_admin() THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT 1
        FROM {schema}.case_log l
        JOIN {schema}.operator o ON o.login = l.actor
        WHERE l.case_id = NEW.id
            AND l.xmin::text::bigint = (txid_current() & 4294967295)
            AND l.actor = session_user
            AND l.to_state = NEW.state
            AND (
                EXISTS (
                    SELECT 1 FROM {schema}.workflow_transition t
                    WHERE t.code = l.transition
                        AND t.from_state IS NOT DISTINCT FROM before
                        AND t.to_state = NEW.state
                        AND l.role = ANY (string_to_array(t.roles, '|'))
                        -- a department acts on the cases that are with it
                        AND (
                            l.role <> 'department' OR TG_OP = 'INSERT' OR o.unit_code IN (
                                OLD.department, OLD.department_2, OLD.department_3, OLD.current_unit
                            )
                        )
                )
                -- taking back the step before this one, which was the user's own
                OR EXISTS (
                    SELECT 1 FROM {schema}.case_log u
                    WHERE u.case_id = NEW.id AND u.seq = l.undoes AND u.seq = l.seq - 1
                        AND u.actor = session_user
                        AND u.to_state = before AND u.from_state = NEW.state
                )
            )
    ) THEN
        PERFORM {schema}.refuse(
            format('%s may not change case %s from %s to %s', session_user, NEW.task_no,
                   COALESCE(before, '-'), NEW.state)
        );
    END IF;
    RETURN NULL;
END
$$;;
CREATE CONSTRAINT TRIGGER cases_guard AFTER INSERT OR UPDATE ON {schema}.cases
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.cases_guard();;

-- What hangs on a case changes together with the case, and so with a step of the log.
CREATE FUNCTION {schema}.case_part_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
BEGIN
    IF {schema}.is_admin() THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM {schema}.cases c
        WHERE c.id = NEW.case_id AND c.xmin::text::bigint = (txid_current() & 4294967295)
    ) THEN
        PERFORM {schema}.refuse(
            format('%s of case %s changes only with an action on the case', TG_TABLE_NAME,
                   NEW.case_id)
        );
    END IF;
    RETURN NULL;
END
$$;;
CREATE CONSTRAINT TRIGGER case_log_guard AFTER INSERT ON {schema}.case_log
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.case_part_guard();;
CREATE CONSTRAINT TRIGGER case_clock_guard AFTER INSERT OR UPDATE ON {schema}.case_clock
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.case_part_guard();;
CREATE CONSTRAINT TRIGGER case_task_guard AFTER INSERT OR UPDATE ON {schema}.case_task
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.case_part_guard();;
CREATE CONSTRAINT TRIGGER case_request_guard AFTER INSERT OR UPDATE ON {schema}.case_request
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.case_part_guard();;
CREATE CONSTRAINT TRIGGER case_supervise_guard AFTER INSERT OR UPDATE ON {schema}.case_supervise
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.case_part_guard();;
CREATE CONSTRAINT TRIGGER case_media_guard AFTER INSERT OR UPDATE ON {schema}.case_media
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {schema}.case_part_guard();;

-- The cases without what tells who reported them, for users who may not read that.
CREATE VIEW {schema}.case_public AS
SELECT
    id, geom, version, task_no, case_code, case_kind, class_code, type_code, catalogue_id,
    condition_code, object_code, source_code, report_class, address, cell_code, duty_grid_code,
    community_code, street_code, district_code, road_name, mgmt_class, description, is_urgent,
    is_supervised, is_typical, is_similar, similar_to, state, is_open, stage, "current_role",
    current_unit, hung_until, extension_count, hang_count, rework_count, return_count,
    self_handled, disposal_round, clock, clock_start, clock_warn, clock_deadline, limit_unit,
    limit_value, dispose_start, dispose_deadline, bundle_deadline, bundle_used, report_time,
    accept_time, file_time, dispatch_time, receive_time, dispose_end_time, close_time, cancel_time,
    updated, department, department_2, department_3, supervise_unit, profile_id
FROM {schema}.cases;;
