-- What makes lists of a million cases quick in PostgreSQL: texts by pairs of characters (pg_trgm
-- finds no Chinese words of two characters), and the columns of all filters in one index, which is
-- read without the table.
CREATE FUNCTION {schema}.case_text(
    task_no text, case_code text, address text, description text
) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(
        task_no || E'\n' || COALESCE(case_code, '') || E'\n' || address || E'\n' || description
    )
$$;;
CREATE FUNCTION {schema}.pairs(content text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT substr(content, i, 2))
    FROM generate_series(1, length(content) - 1) AS i
$$;;
CREATE INDEX cases_text_idx ON {schema}.cases
USING gin ({schema}.pairs({schema}.case_text(task_no, case_code, address, description)));;
CREATE INDEX cases_list_idx ON {schema}.cases (
    state, is_open, case_kind, class_code, department, source_code, street_code, community_code,
    duty_grid_code, clock_deadline, clock_warn, report_time, "current_role", current_unit
);;
CREATE INDEX cases_deadline_idx ON {schema}.cases ((COALESCE(clock_deadline, 'infinity')), id);;
