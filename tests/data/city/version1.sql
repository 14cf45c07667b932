CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);;
INSERT INTO "gpkg_spatial_ref_sys" VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL);;
INSERT INTO "gpkg_spatial_ref_sys" VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);;
INSERT INTO "gpkg_spatial_ref_sys" VALUES ('CGCS2000 / 3-degree Gauss-Kruger CM 120E', 4549, 'EPSG', 4549, 'PROJCS["CGCS2000 / 3-degree Gauss-Kruger CM 120E",AUTHORITY["EPSG","4549"]]', NULL);;
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);;
INSERT INTO "gpkg_contents" VALUES ('schema_version', 'attributes', '库结构版本', 'Schema version (one row for each migration that was applied)', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('setting', 'attributes', '设置', 'Settings (key and value; what a city sets for itself)', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('district', 'features', '区县', 'Districts', '2026-11-25T12:17:24.107Z', 500000.0, 3400000.0, 500100.0, 3400100.0, 4549);;
INSERT INTO "gpkg_contents" VALUES ('street', 'features', '街道', 'Streets (sub-districts)', '2026-11-25T12:17:24.107Z', 500000.0, 3400000.0, 500100.0, 3400100.0, 4549);;
INSERT INTO "gpkg_contents" VALUES ('community', 'features', '社区', 'Communities', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 4549);;
INSERT INTO "gpkg_contents" VALUES ('unit_grid', 'features', '单元网格', 'Unit grids', '2026-11-25T12:17:24.120Z', 500000.0, 3400000.0, 500100.0, 3400100.0, 4549);;
INSERT INTO "gpkg_contents" VALUES ('duty_grid', 'features', '责任网格', 'Duty grids', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 4549);;
INSERT INTO "gpkg_contents" VALUES ('component', 'features', '部件', 'Components', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 4549);;
INSERT INTO "gpkg_contents" VALUES ('org_unit', 'attributes', '机构部门', 'Departments (centres and departments and streets and companies)', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('operator', 'attributes', '操作员', 'Operators', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('operator_role', 'attributes', '操作员角色', 'Roles of operators', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('dispatch_rule', 'attributes', '派遣规则', 'Dispatch rules (default department of a class in an area)', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('calendar_slot', 'attributes', '工作时段', 'Office hours', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('calendar_day', 'attributes', '节假日与调休', 'Holidays and make-up days', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('time_limit', 'attributes', '处置时限', 'Disposal time limits (by class and filing condition and management class)', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('stage_limit', 'attributes', '环节时限', 'Stage time limits', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('code_value', 'attributes', '代码表', 'Code tables', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('workflow_state', 'attributes', '流程状态', 'Workflow states', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('workflow_transition', 'attributes', '流程流转', 'Workflow transitions', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('cases', 'features', '案件', 'Cases', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 4549);;
INSERT INTO "gpkg_contents" VALUES ('case_log', 'attributes', '案件流转记录', 'Case log (append-only)', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('case_clock', 'attributes', '案件计时', 'Case clocks', '2026-11-25T12:17:23.963Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('case_task', 'attributes', '核实核查任务', 'Verify and check tasks', '2026-11-25T12:17:23.987Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('case_request', 'attributes', '案件申请', 'Case requests', '2026-11-25T12:17:23.987Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('case_supervise', 'attributes', '督办', 'Urging of cases', '2026-11-25T12:17:23.987Z', NULL, NULL, NULL, NULL, 0);;
INSERT INTO "gpkg_contents" VALUES ('case_media', 'attributes', '案件多媒体', 'Case media', '2026-11-25T12:17:23.988Z', NULL, NULL, NULL, NULL, 0);;
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name)
);;
INSERT INTO "gpkg_geometry_columns" VALUES ('district', 'geom', 'MULTIPOLYGON', 4549, 0, 0);;
INSERT INTO "gpkg_geometry_columns" VALUES ('street', 'geom', 'MULTIPOLYGON', 4549, 0, 0);;
INSERT INTO "gpkg_geometry_columns" VALUES ('community', 'geom', 'MULTIPOLYGON', 4549, 0, 0);;
INSERT INTO "gpkg_geometry_columns" VALUES ('unit_grid', 'geom', 'MULTIPOLYGON', 4549, 0, 0);;
INSERT INTO "gpkg_geometry_columns" VALUES ('duty_grid', 'geom', 'MULTIPOLYGON', 4549, 0, 0);;
INSERT INTO "gpkg_geometry_columns" VALUES ('component', 'geom', 'POINT', 4549, 0, 0);;
INSERT INTO "gpkg_geometry_columns" VALUES ('cases', 'geom', 'POINT', 4549, 0, 0);;
CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);;
INSERT INTO "gpkg_extensions" VALUES ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write');;
INSERT INTO "gpkg_extensions" VALUES ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write');;
INSERT INTO "gpkg_extensions" VALUES ('district', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');;
INSERT INTO "gpkg_extensions" VALUES ('street', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');;
INSERT INTO "gpkg_extensions" VALUES ('community', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');;
INSERT INTO "gpkg_extensions" VALUES ('unit_grid', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');;
INSERT INTO "gpkg_extensions" VALUES ('duty_grid', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');;
INSERT INTO "gpkg_extensions" VALUES ('component', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');;
INSERT INTO "gpkg_extensions" VALUES ('cases', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');;
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    name TEXT,
    title TEXT,
    description TEXT,
    mime_type TEXT,
    constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
);;
INSERT INTO "gpkg_data_columns" VALUES ('schema_version', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('schema_version', 'version', '版本', '版本', 'Version', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('schema_version', 'applied', '应用时间', '应用时间', 'Applied', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('schema_version', 'note', '说明', '说明', 'Note', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('setting', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('setting', 'key', '设置项', '设置项', 'Key', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('setting', 'value', '值', '值', 'Value', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('district', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('district', 'code', '代码', '代码', 'Code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('district', 'name', '名称', '名称', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('street', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('street', 'code', '代码', '代码', 'Code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('street', 'name', '名称', '名称', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('street', 'district_code', '区县代码', '区县代码', 'District code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('community', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('community', 'code', '代码', '代码', 'Code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('community', 'name', '名称', '名称', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('community', 'street_code', '街道代码', '街道代码', 'Street code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'code', '单元网格代码', '单元网格代码', 'Unit-grid code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'name', '名称', '名称', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'community_code', '社区代码', '社区代码', 'Community code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'mgmt_class', '管理类别', '管理类别', 'Management class', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'eval_class', '评价类别', '评价类别', 'Evaluation class', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'area', '面积（m²）', '面积（m²）', 'Area (m²)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('unit_grid', 'profile_id', '标准配置', '标准配置', 'Standard profile', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('duty_grid', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('duty_grid', 'code', '责任网格代码', '责任网格代码', 'Duty-grid code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('duty_grid', 'name', '名称', '名称', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('duty_grid', 'operator_id', '监督员', '监督员', 'Supervisor', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'code', '部件标识码', '部件标识码', 'Component code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'class_code', '类别代码', '类别代码', 'Class code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'name', '部件名称', '部件名称', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'department', '主管部门', '主管部门', 'Responsible department', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'cell_code', '单元网格代码', '单元网格代码', 'Unit-grid code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'state', '状态', '状态', 'State', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('component', 'profile_id', '标准配置', '标准配置', 'Standard profile', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('org_unit', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('org_unit', 'code', '机构代码', '机构代码', 'Unit code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('org_unit', 'name', '机构名称', '机构名称', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('org_unit', 'parent', '上级机构', '上级机构', 'Parent unit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('org_unit', 'kind', '机构类型', '机构类型', 'Kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('org_unit', 'level', '层级', '层级', 'Level (1 city 2 district 3 street 4 community)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('org_unit', 'jurisdiction_code', '管辖区代码', '管辖区代码', 'Jurisdiction', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator', 'login', '登录名', '登录名', 'Login', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator', 'name', '姓名', '姓名', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator', 'unit_code', '所属机构', '所属机构', 'Unit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator', 'phone', '电话', '电话', 'Phone', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator', 'active', '在用', '在用', 'Active', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator_role', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator_role', 'login', '登录名', '登录名', 'Login', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('operator_role', 'role', '角色', '角色', 'Role', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('dispatch_rule', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('dispatch_rule', 'class_code', '类别代码（前缀）', '类别代码（前缀）', 'Class code (prefix)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('dispatch_rule', 'area_code', '区域代码（前缀）', '区域代码（前缀）', 'Area code (prefix)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('dispatch_rule', 'level', '派遣层级', '派遣层级', 'Dispatch level', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('dispatch_rule', 'department', '责任部门', '责任部门', 'Department', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('dispatch_rule', 'priority', '优先级', '优先级', 'Priority', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_slot', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_slot', 'valid_from', '生效日期', '生效日期', 'Valid from', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_slot', 'valid_to', '失效日期', '失效日期', 'Valid to', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_slot', 'weekdays', '适用星期', '适用星期', 'Weekdays (1 Monday)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_slot', 'start', '开始', '开始', 'Start (HH:MM)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_slot', 'stop', '结束', '结束', 'Stop (HH:MM)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_day', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_day', 'day', '日期', '日期', 'Day', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_day', 'kind', '类型', '类型', 'Kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_day', 'name', '说明', '说明', 'Name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('calendar_day', 'basis', '依据', '依据', 'Basis', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'catalogue_id', '类别目录', '类别目录', 'Class catalogue', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'case_kind', '案件类型', '案件类型', 'Case kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'class_code', '类别代码', '类别代码', 'Class code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'condition_code', '立案条件编码', '立案条件编码', 'Filing condition code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'filing_condition', '立案条件', '立案条件', 'Filing condition', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'closing_condition', '结案条件', '结案条件', 'Closing condition', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'mgmt_class', '管理类别', '管理类别', 'Management class (empty for all)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'limit_unit', '时限单位', '时限单位', 'Unit of the limit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'limit_value', '时限值', '时限值', 'Value of the limit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'limit_text', '时限原文', '时限原文', 'Limit as written', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'flag', '待核标记', '待核标记', 'Flag (why a person must look)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'supervising', '主管部门', '主管部门', 'Supervising body', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'responsible', '处置单位', '处置单位', 'Responsible body', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'note', '备注', '备注', 'Note', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('time_limit', 'basis', '依据', '依据', 'Basis', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('stage_limit', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('stage_limit', 'clock', '计时环节', '计时环节', 'Clock', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('stage_limit', 'district_code', '区县代码', '区县代码', 'District code (empty for all)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('stage_limit', 'limit_unit', '时限单位', '时限单位', 'Unit of the limit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('stage_limit', 'limit_value', '时限值', '时限值', 'Value of the limit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('stage_limit', 'warn_share', '黄灯比例', '黄灯比例', 'Share of the limit for yellow', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('stage_limit', 'basis', '依据', '依据', 'Basis', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('code_value', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('code_value', 'list', '代码表', '代码表', 'List (source; role; action; request; media_role; ...)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('code_value', 'code', '代码', '代码', 'Code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('code_value', 'name_zh', '中文名称', '中文名称', 'Chinese name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('code_value', 'name_en', '英文名称', '英文名称', 'English name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('code_value', 'attributes', '属性', '属性', 'Attributes (JSON)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('code_value', 'sort', '排序', '排序', 'Order', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'code', '状态代码', '状态代码', 'State', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'name_zh', '中文名称', '中文名称', 'Chinese name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'name_en', '英文名称', '英文名称', 'English name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'stage', '阶段', '阶段', 'Stage', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'terminal', '终止状态', '终止状态', 'Terminal', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'open311', 'Open311 状态', 'Open311 状态', 'Open311 v2 status', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'bulk', '批量状态', '批量状态', 'Open311 bulk status', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'colour', '颜色', '颜色', 'Colour', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'sort', '排序', '排序', 'Order', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_state', 'basis', '依据', '依据', 'Basis', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'code', '流转代码', '流转代码', 'Transition', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'from_state', '起始状态', '起始状态', 'From (empty for a new case)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'action', '动作', '动作', 'Action', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'roles', '角色', '角色', 'Roles (separated by |)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'to_state', '目标状态', '目标状态', 'To', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'when_data', '分支条件', '分支条件', 'When (key=value of the data of the action)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'needs', '必填内容', '必填内容', 'Needed data (separated by |)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'guards', '校验', '校验', 'Guards (separated by |)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'clocks', '计时', '计时', 'Clocks (end:accept|start:file ...)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'undo', '可撤销', '可撤销', 'May be undone', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'name_zh', '中文名称', '中文名称', 'Chinese name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'name_en', '英文名称', '英文名称', 'English name', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'sort', '排序', '排序', 'Order', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('workflow_transition', 'basis', '依据', '依据', 'Basis', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'version', '版本', '版本', 'Version', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'task_no', '任务号', '任务号', 'Task number', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'case_code', '案件编码', '案件编码', 'Case code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'case_kind', '案件类型', '案件类型', 'Case kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'class_code', '类别代码', '类别代码', 'Class code (big and small class)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'type_code', '完整类别代码', '完整类别代码', 'Full class code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'catalogue_id', '类别目录', '类别目录', 'Class catalogue', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'condition_code', '立案条件编码', '立案条件编码', 'Filing condition', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'object_code', '部件标识码', '部件标识码', 'Component code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'source_code', '案件来源', '案件来源', 'Source', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'report_class', '上报类别', '上报类别', 'Report class', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'reporter_id', '上报人', '上报人', 'Reporter', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'reporter_name', '上报人姓名', '上报人姓名', 'Name of the reporter', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'reporter_phone', '上报人电话', '上报人电话', 'Phone of the reporter', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'caller_name', '来电人', '来电人', 'Caller', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'caller_sex', '来电人性别', '来电人性别', 'Sex of the caller', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'caller_phone', '来电号码', '来电号码', 'Phone of the caller', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'need_reply', '需回复', '需回复', 'Reply wanted', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'reply_done', '已回复', '已回复', 'Reply done', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'visit_result', '回访结果', '回访结果', 'Result of the call back', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'satisfaction', '满意度', '满意度', 'Satisfaction', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'external_id', '外部编号', '外部编号', 'Number in another system', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'external_system', '外部系统', '外部系统', 'Other system', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'address', '地址', '地址', 'Address', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'position_method', '定位方式', '定位方式', 'How the place was found', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'position_error', '定位误差（m）', '定位误差（m）', 'Expected error (m)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'cell_code', '单元网格代码', '单元网格代码', 'Unit-grid code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'duty_grid_code', '责任网格代码', '责任网格代码', 'Duty-grid code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'community_code', '社区代码', '社区代码', 'Community code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'street_code', '街道代码', '街道代码', 'Street code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'district_code', '区县代码', '区县代码', 'District code', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'road_name', '道路', '道路', 'Road', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'mgmt_class', '管理类别', '管理类别', 'Management class', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'description', '问题描述', '问题描述', 'Description', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'remark', '备注', '备注', 'Remark', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'is_urgent', '紧急', '紧急', 'Urgent', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'is_supervised', '督办', '督办', 'Urged', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'is_typical', '典型', '典型', 'Typical', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'is_similar', '疑似重复', '疑似重复', 'Possible duplicate', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'similar_to', '相似案件', '相似案件', 'Similar case', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'state', '状态', '状态', 'State', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'is_open', '未结', '未结', 'Open', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'stage', '阶段', '阶段', 'Stage', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'current_role', '当前角色', '当前角色', 'Role that must act', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'current_unit', '当前机构', '当前机构', 'Unit that must act', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'current_operator', '当前处理人', '当前处理人', 'Operator that must act', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'pending_request', '待批申请', '待批申请', 'Request that waits for a decision', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'hung_until', '挂账至', '挂账至', 'Hung until', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'extension_count', '延期次数', '延期次数', 'Extensions', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'hang_count', '挂账次数', '挂账次数', 'Hangs', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'rework_count', '返工次数', '返工次数', 'Reworks', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'return_count', '回退次数', '回退次数', 'Returns', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'self_handled', '自处置', '自处置', 'Handled by the reporter', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'disposal_round', '处置轮次', '处置轮次', 'Disposal round', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'clock', '当前计时', '当前计时', 'Running clock', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'clock_start', '计时开始', '计时开始', 'Clock started', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'clock_warn', '黄灯时间', '黄灯时间', 'Turns yellow', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'clock_deadline', '截止时间', '截止时间', 'Deadline of the stage', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'limit_unit', '处置时限单位', '处置时限单位', 'Unit of the disposal limit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'limit_value', '处置时限值', '处置时限值', 'Disposal limit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'dispose_start', '处置开始', '处置开始', 'Disposal started', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'dispose_deadline', '处置截止', '处置截止', 'Disposal deadline', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'bundle_deadline', '总处置截止', '总处置截止', 'Bundled deadline', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'bundle_used', '累计处置用时（秒）', '累计处置用时（秒）', 'Disposal time used in all rounds (s)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'report_time', '上报时间', '上报时间', 'Reported', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'verify_sent', '发核实时间', '发核实时间', 'Verify task sent', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'verify_answered', '核实回复时间', '核实回复时间', 'Verify task answered', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'accept_time', '受理时间', '受理时间', 'Accepted', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'file_time', '立案时间', '立案时间', 'Filed', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'dispatch_time', '派遣时间', '派遣时间', 'Dispatched', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'receive_time', '部门接收时间', '部门接收时间', 'Received by the department', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'dispose_end_time', '处置完成时间', '处置完成时间', 'Disposal done', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'check_sent', '发核查时间', '发核查时间', 'Check task sent', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'check_answered', '核查回复时间', '核查回复时间', 'Check task answered', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'close_time', '结案时间', '结案时间', 'Closed', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'cancel_time', '作废时间', '作废时间', 'Cancelled', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'updated', '更新时间', '更新时间', 'Last change', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'report_patrol', '上报监督员', '上报监督员', 'Supervisor who reported', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'verify_patrol', '核实监督员', '核实监督员', 'Supervisor who verified', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'check_patrol', '核查监督员', '核查监督员', 'Supervisor who checked', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'acceptor', '受理员', '受理员', 'Acceptor', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'filer', '立案人', '立案人', 'Filed by', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'dispatcher', '派遣员', '派遣员', 'Dispatcher', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'closer', '结案人', '结案人', 'Closed by', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'department', '责任部门', '责任部门', 'Responsible department', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'department_2', '二级责任部门', '二级责任部门', 'Department of the second level', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'department_3', '三级责任部门', '三级责任部门', 'Department of the third level', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'supervise_unit', '监督中心', '监督中心', 'Centre that closes', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('cases', 'profile_id', '标准配置', '标准配置', 'Standard profile', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'case_id', '案件', '案件', 'Case', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'seq', '步骤', '步骤', 'Step', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'action', '动作', '动作', 'Action', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'transition', '流转代码', '流转代码', 'Transition', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'from_state', '原状态', '原状态', 'From', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'to_state', '新状态', '新状态', 'To', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'stage', '阶段', '阶段', 'Stage', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'actor', '操作人', '操作人', 'Actor', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'role', '角色', '角色', 'Role', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'actor_unit', '操作机构', '操作机构', 'Unit of the actor', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'receiver', '接收人', '接收人', 'Receiver', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'receiver_unit', '接收机构', '接收机构', 'Receiving unit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'level', '派遣层级', '派遣层级', 'Dispatch level', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'time', '时间', '时间', 'Time', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'clock', '计时', '计时', 'Clock that ended', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'used_seconds', '用时（秒）', '用时（秒）', 'Time used (s)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'overdue', '超时', '超时', 'Overdue', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'opinion', '意见', '意见', 'Opinion', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'data', '数据', '数据', 'Data of the action (JSON)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_log', 'undoes', '撤销步骤', '撤销步骤', 'Step that this one undoes', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'case_id', '案件', '案件', 'Case', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'clock', '计时环节', '计时环节', 'Clock', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'round', '轮次', '轮次', 'Round', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'unit_code', '机构', '机构', 'Unit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'limit_unit', '时限单位', '时限单位', 'Unit of the limit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'limit_value', '时限值', '时限值', 'Limit with extensions', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'limit_base', '原时限', '原时限', 'Limit without extensions', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'warn_share', '黄灯比例', '黄灯比例', 'Share for yellow', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'started', '开始', '开始', 'Started', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'resumed', '继续', '继续', 'Running since (empty while it stands)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'used_seconds', '已用（秒）', '已用（秒）', 'Used before it was resumed (s)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'deadline', '截止', '截止', 'Deadline', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'warn', '黄灯', '黄灯', 'Turns yellow', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'ended', '结束', '结束', 'Ended', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_clock', 'overdue', '超时', '超时', 'Overdue', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'case_id', '案件', '案件', 'Case', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'number', '任务编号', '任务编号', 'Task number', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'kind', '任务类型', '任务类型', 'Kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'patrol', '监督员', '监督员', 'Supervisor', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'assigned', '发出时间', '发出时间', 'Assigned', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'deadline', '截止', '截止', 'Deadline', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'done', '完成时间', '完成时间', 'Done', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'result', '结果', '结果', 'Result', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_task', 'opinion', '意见', '意见', 'Opinion', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'case_id', '案件', '案件', 'Case', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'kind', '申请类型', '申请类型', 'Kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'applicant', '申请人', '申请人', 'Applicant', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'unit_code', '申请机构', '申请机构', 'Unit', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'reason', '理由', '理由', 'Reason', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'asked_value', '申请时限值', '申请时限值', 'Asked time', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'asked_until', '申请至', '申请至', 'Asked until', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'asked', '申请时间', '申请时间', 'Asked at', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'decision', '决定', '决定', 'Decision', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'decider', '决定人', '决定人', 'Decided by', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'decided', '决定时间', '决定时间', 'Decided at', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'opinion', '意见', '意见', 'Opinion', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'old_deadline', '原截止', '原截止', 'Old deadline', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_request', 'new_deadline', '新截止', '新截止', 'New deadline', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'case_id', '案件', '案件', 'Case', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'kind', '督办类型', '督办类型', 'Kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'actor', '督办人', '督办人', 'Urged by', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'department', '被督办部门', '被督办部门', 'Department', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'text', '督办内容', '督办内容', 'Text', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'asked', '督办时间', '督办时间', 'Urged at', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'answer', '答复', '答复', 'Answer', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_supervise', 'answered', '答复时间', '答复时间', 'Answered at', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'id', '序号', '序号', 'Id', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'case_id', '案件', '案件', 'Case', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'log_seq', '步骤', '步骤', 'Step of the log', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'kind', '媒体类型', '媒体类型', 'Kind', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'role', '用途', '用途', 'Role', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'path', '文件', '文件', 'File (below the media folder)', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'x', '经度', '经度', 'Longitude', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'y', '纬度', '纬度', 'Latitude', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'shot_time', '拍摄时间', '拍摄时间', 'Shot at', NULL, NULL);;
INSERT INTO "gpkg_data_columns" VALUES ('case_media', 'uploader', '上传人', '上传人', 'Uploaded by', NULL, NULL);;
CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL,
    constraint_type TEXT NOT NULL,
    value TEXT,
    min NUMERIC,
    min_is_inclusive BOOLEAN,
    max NUMERIC,
    max_is_inclusive BOOLEAN,
    description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);;
CREATE TABLE "schema_version" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "version" INTEGER NOT NULL, "applied" DATETIME NOT NULL, "note" TEXT);;
INSERT INTO "schema_version" VALUES (1, 1, '2026-11-25T12:17:23.000Z', 'created');;
CREATE TABLE "setting" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "key" TEXT NOT NULL, "value" TEXT);;
INSERT INTO "setting" VALUES (1, 'utc_offset_minutes', '480');;
CREATE TABLE "district" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTIPOLYGON, "code" TEXT NOT NULL, "name" TEXT NOT NULL);;
INSERT INTO "district" VALUES (1, X'47500001C5110000010600000001000000010300000001000000050000000000000010861E4100000000A0F049410000000010861E4100000000D2F049410000000080841E4100000000D2F049410000000080841E4100000000A0F049410000000010861E4100000000A0F04941', '110101', '区');;
CREATE VIRTUAL TABLE "rtree_district_geom" USING rtree(id, minx, maxx, miny, maxy);;
INSERT INTO "rtree_district_geom" VALUES (1, 500000.0, 500100.0, 3400000.0, 3400100.0);;
CREATE TABLE "street" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTIPOLYGON, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "district_code" TEXT);;
INSERT INTO "street" VALUES (1, X'47500001C5110000010600000001000000010300000001000000050000000000000010861E4100000000A0F049410000000010861E4100000000D2F049410000000080841E4100000000D2F049410000000080841E4100000000A0F049410000000010861E4100000000A0F04941', '110101001', '街', '110101');;
CREATE VIRTUAL TABLE "rtree_street_geom" USING rtree(id, minx, maxx, miny, maxy);;
INSERT INTO "rtree_street_geom" VALUES (1, 500000.0, 500100.0, 3400000.0, 3400100.0);;
CREATE TABLE "community" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTIPOLYGON, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "street_code" TEXT);;
CREATE VIRTUAL TABLE "rtree_community_geom" USING rtree(id, minx, maxx, miny, maxy);;
CREATE TABLE "unit_grid" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTIPOLYGON, "code" TEXT NOT NULL, "name" TEXT, "community_code" TEXT, "mgmt_class" TEXT CHECK ("mgmt_class" IN ('A', 'B', 'C')), "eval_class" TEXT CHECK ("eval_class" IN ('1', '2')), "area" REAL, "profile_id" TEXT);;
INSERT INTO "unit_grid" VALUES (1, X'47500001C5110000010600000001000000010300000001000000050000000000000048851E4100000000A0F049410000000048851E4100000000D2F049410000000080841E4100000000D2F049410000000080841E4100000000A0F049410000000048851E4100000000A0F04941', '11010100100100', NULL, '110101001001', 'A', NULL, NULL, NULL);;
INSERT INTO "unit_grid" VALUES (2, X'47500001C5110000010600000001000000010300000001000000050000000000000010861E4100000000A0F049410000000010861E4100000000D2F049410000000048851E4100000000D2F049410000000048851E4100000000A0F049410000000010861E4100000000A0F04941', '11010100100101', NULL, '110101001001', 'A', NULL, NULL, NULL);;
CREATE VIRTUAL TABLE "rtree_unit_grid_geom" USING rtree(id, minx, maxx, miny, maxy);;
INSERT INTO "rtree_unit_grid_geom" VALUES (1, 500000.0, 500050.0, 3400000.0, 3400100.0);;
INSERT INTO "rtree_unit_grid_geom" VALUES (2, 500050.0, 500100.0, 3400000.0, 3400100.0);;
CREATE TABLE "duty_grid" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" MULTIPOLYGON, "code" TEXT NOT NULL, "name" TEXT, "operator_id" TEXT);;
CREATE VIRTUAL TABLE "rtree_duty_grid_geom" USING rtree(id, minx, maxx, miny, maxy);;
CREATE TABLE "component" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" POINT, "code" TEXT NOT NULL, "class_code" TEXT NOT NULL, "name" TEXT, "department" TEXT, "cell_code" TEXT, "state" TEXT, "profile_id" TEXT);;
CREATE VIRTUAL TABLE "rtree_component_geom" USING rtree(id, minx, maxx, miny, maxy);;
CREATE TABLE "org_unit" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "code" TEXT NOT NULL, "name" TEXT NOT NULL, "parent" TEXT REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "kind" TEXT NOT NULL CHECK ("kind" IN ('center_supervise', 'center_command', 'department', 'street', 'community', 'company')), "level" INTEGER NOT NULL DEFAULT 1, "jurisdiction_code" TEXT);;
INSERT INTO "org_unit" VALUES (1, 'D1', '市政部门', 'C1', 'department', 1, NULL);;
INSERT INTO "org_unit" VALUES (2, 'D2', '园林部门', 'C1', 'department', 1, NULL);;
INSERT INTO "org_unit" VALUES (3, 'C1', '指挥中心', NULL, 'center_command', 1, NULL);;
CREATE TABLE "operator" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "login" TEXT NOT NULL, "name" TEXT NOT NULL, "unit_code" TEXT REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "phone" TEXT, "active" BOOLEAN NOT NULL DEFAULT 1 CHECK ("active" IN (0, 1)));;
CREATE TABLE "operator_role" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "login" TEXT NOT NULL REFERENCES "operator" ("login") DEFERRABLE INITIALLY DEFERRED, "role" TEXT NOT NULL);;
CREATE TABLE "dispatch_rule" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "class_code" TEXT, "area_code" TEXT, "level" INTEGER NOT NULL DEFAULT 1, "department" TEXT NOT NULL REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "priority" INTEGER NOT NULL DEFAULT 0);;
CREATE TABLE "calendar_slot" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "valid_from" DATE, "valid_to" DATE, "weekdays" TEXT NOT NULL DEFAULT '1234567', "start" TEXT NOT NULL, "stop" TEXT NOT NULL);;
CREATE TABLE "calendar_day" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "day" DATE NOT NULL, "kind" TEXT NOT NULL CHECK ("kind" IN ('work', 'off')), "name" TEXT, "basis" TEXT);;
CREATE TABLE "time_limit" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "catalogue_id" TEXT NOT NULL, "case_kind" TEXT NOT NULL CHECK ("case_kind" IN ('component', 'event')), "class_code" TEXT NOT NULL, "condition_code" TEXT NOT NULL, "filing_condition" TEXT, "closing_condition" TEXT, "mgmt_class" TEXT CHECK ("mgmt_class" IN ('A', 'B', 'C')), "limit_unit" TEXT CHECK ("limit_unit" IN ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'natural_day')), "limit_value" REAL, "limit_text" TEXT, "flag" TEXT, "supervising" TEXT, "responsible" TEXT, "note" TEXT, "basis" TEXT);;
CREATE TABLE "stage_limit" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "clock" TEXT NOT NULL CHECK ("clock" IN ('accept', 'file', 'dispatch', 'dispose', 'verify', 'send_check', 'check', 'close')), "district_code" TEXT, "limit_unit" TEXT NOT NULL CHECK ("limit_unit" IN ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'natural_day')), "limit_value" REAL NOT NULL, "warn_share" REAL NOT NULL DEFAULT 0.8, "basis" TEXT);;
CREATE TABLE "code_value" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "list" TEXT NOT NULL, "code" TEXT NOT NULL, "name_zh" TEXT NOT NULL, "name_en" TEXT NOT NULL, "attributes" TEXT, "sort" INTEGER NOT NULL DEFAULT 0);;
CREATE TABLE "workflow_state" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "code" TEXT NOT NULL, "name_zh" TEXT NOT NULL, "name_en" TEXT NOT NULL, "stage" TEXT NOT NULL, "terminal" BOOLEAN NOT NULL DEFAULT 0 CHECK ("terminal" IN (0, 1)), "open311" TEXT CHECK ("open311" IN ('open', 'closed')), "bulk" TEXT CHECK ("bulk" IN ('Open', 'Processing', 'Hold', 'Closed')), "colour" TEXT NOT NULL, "sort" INTEGER NOT NULL DEFAULT 0, "basis" TEXT);;
INSERT INTO "workflow_state" VALUES (1, 'reported', 'reported', 'reported', 'file', 0, NULL, NULL, '#fff', 0, NULL);;
INSERT INTO "workflow_state" VALUES (2, 'disposing', 'disposing', 'disposing', 'file', 0, NULL, NULL, '#fff', 0, NULL);;
INSERT INTO "workflow_state" VALUES (3, 'closed', 'closed', 'closed', 'file', 1, NULL, NULL, '#fff', 0, NULL);;
CREATE TABLE "workflow_transition" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "code" TEXT NOT NULL, "from_state" TEXT REFERENCES "workflow_state" ("code") DEFERRABLE INITIALLY DEFERRED, "action" TEXT NOT NULL, "roles" TEXT NOT NULL, "to_state" TEXT NOT NULL REFERENCES "workflow_state" ("code") DEFERRABLE INITIALLY DEFERRED, "when_data" TEXT, "needs" TEXT, "guards" TEXT, "clocks" TEXT, "undo" BOOLEAN NOT NULL DEFAULT 0 CHECK ("undo" IN (0, 1)), "name_zh" TEXT NOT NULL, "name_en" TEXT NOT NULL, "sort" INTEGER NOT NULL DEFAULT 0, "basis" TEXT);;
CREATE TABLE "cases" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" POINT, "version" INTEGER NOT NULL DEFAULT 1, "task_no" TEXT NOT NULL, "case_code" TEXT, "case_kind" TEXT NOT NULL CHECK ("case_kind" IN ('component', 'event')), "class_code" TEXT NOT NULL, "type_code" TEXT, "catalogue_id" TEXT, "condition_code" TEXT, "object_code" TEXT, "source_code" TEXT NOT NULL, "report_class" TEXT NOT NULL DEFAULT 'other' CHECK ("report_class" IN ('patrol', 'public', 'other')), "reporter_id" TEXT, "reporter_name" TEXT, "reporter_phone" TEXT, "caller_name" TEXT, "caller_sex" TEXT, "caller_phone" TEXT, "need_reply" BOOLEAN NOT NULL DEFAULT 0 CHECK ("need_reply" IN (0, 1)), "reply_done" BOOLEAN NOT NULL DEFAULT 0 CHECK ("reply_done" IN (0, 1)), "visit_result" TEXT, "satisfaction" TEXT, "external_id" TEXT, "external_system" TEXT, "address" TEXT NOT NULL, "position_method" TEXT, "position_error" REAL, "cell_code" TEXT, "duty_grid_code" TEXT, "community_code" TEXT, "street_code" TEXT, "district_code" TEXT, "road_name" TEXT, "mgmt_class" TEXT CHECK ("mgmt_class" IN ('A', 'B', 'C')), "description" TEXT NOT NULL, "remark" TEXT, "is_urgent" BOOLEAN NOT NULL DEFAULT 0 CHECK ("is_urgent" IN (0, 1)), "is_supervised" BOOLEAN NOT NULL DEFAULT 0 CHECK ("is_supervised" IN (0, 1)), "is_typical" BOOLEAN NOT NULL DEFAULT 0 CHECK ("is_typical" IN (0, 1)), "is_similar" BOOLEAN NOT NULL DEFAULT 0 CHECK ("is_similar" IN (0, 1)), "similar_to" INTEGER, "state" TEXT NOT NULL REFERENCES "workflow_state" ("code") DEFERRABLE INITIALLY DEFERRED, "is_open" BOOLEAN NOT NULL DEFAULT 1 CHECK ("is_open" IN (0, 1)), "stage" TEXT NOT NULL, "current_role" TEXT, "current_unit" TEXT REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "current_operator" TEXT, "pending_request" TEXT, "hung_until" DATETIME, "extension_count" INTEGER NOT NULL DEFAULT 0, "hang_count" INTEGER NOT NULL DEFAULT 0, "rework_count" INTEGER NOT NULL DEFAULT 0, "return_count" INTEGER NOT NULL DEFAULT 0, "self_handled" BOOLEAN NOT NULL DEFAULT 0 CHECK ("self_handled" IN (0, 1)), "disposal_round" INTEGER NOT NULL DEFAULT 0, "clock" TEXT, "clock_start" DATETIME, "clock_warn" DATETIME, "clock_deadline" DATETIME, "limit_unit" TEXT CHECK ("limit_unit" IN ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'natural_day')), "limit_value" REAL, "dispose_start" DATETIME, "dispose_deadline" DATETIME, "bundle_deadline" DATETIME, "bundle_used" REAL, "report_time" DATETIME NOT NULL, "verify_sent" DATETIME, "verify_answered" DATETIME, "accept_time" DATETIME, "file_time" DATETIME, "dispatch_time" DATETIME, "receive_time" DATETIME, "dispose_end_time" DATETIME, "check_sent" DATETIME, "check_answered" DATETIME, "close_time" DATETIME, "cancel_time" DATETIME, "updated" DATETIME NOT NULL, "report_patrol" TEXT, "verify_patrol" TEXT, "check_patrol" TEXT, "acceptor" TEXT, "filer" TEXT, "dispatcher" TEXT, "closer" TEXT, "department" TEXT REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "department_2" TEXT REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "department_3" TEXT REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "supervise_unit" TEXT REFERENCES "org_unit" ("code") DEFERRABLE INITIALLY DEFERRED, "profile_id" TEXT NOT NULL);;
INSERT INTO "cases" VALUES (1, X'47500001C511000001010000000000000084841E4100000000A1F04941', 2, '26010100001', NULL, 'component', '0101', NULL, NULL, NULL, NULL, 'patrol', 'other', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, '人民路1号', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '井盖破损', NULL, 0, 0, 0, 0, NULL, 'disposing', 1, 'collect', NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-25T12:17:24.000Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-25T12:17:24.000Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'D1', NULL, NULL, NULL, 'test');;
INSERT INTO "cases" VALUES (2, X'47500001C511000001010000000000000084841E4100000000A1F04941', 1, '26010100002', NULL, 'component', '0101', NULL, NULL, NULL, NULL, 'patrol', 'other', NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL, NULL, '人民路1号', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '路灯不亮', NULL, 0, 0, 0, 0, NULL, 'reported', 1, 'collect', NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-25T12:17:24.000Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-25T12:17:24.000Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'test');;
CREATE VIRTUAL TABLE "rtree_cases_geom" USING rtree(id, minx, maxx, miny, maxy);;
INSERT INTO "rtree_cases_geom" VALUES (1, 500001.0, 500001.0, 3400002.0, 3400002.0);;
INSERT INTO "rtree_cases_geom" VALUES (2, 500001.0, 500001.0, 3400002.0, 3400002.0);;
CREATE TABLE "case_clock" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "case_id" INTEGER NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED, "clock" TEXT NOT NULL CHECK ("clock" IN ('accept', 'file', 'dispatch', 'dispose', 'verify', 'send_check', 'check', 'close')), "round" INTEGER NOT NULL DEFAULT 1, "unit_code" TEXT, "limit_unit" TEXT CHECK ("limit_unit" IN ('urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'natural_day')), "limit_value" REAL, "limit_base" REAL, "warn_share" REAL NOT NULL DEFAULT 0.8, "started" DATETIME NOT NULL, "resumed" DATETIME, "used_seconds" REAL NOT NULL DEFAULT 0, "deadline" DATETIME, "warn" DATETIME, "ended" DATETIME, "overdue" BOOLEAN CHECK ("overdue" IN (0, 1)));;
CREATE TABLE "case_task" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "case_id" INTEGER NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED, "number" TEXT NOT NULL, "kind" TEXT NOT NULL CHECK ("kind" IN ('verify', 'check')), "patrol" TEXT NOT NULL, "assigned" DATETIME NOT NULL, "deadline" DATETIME, "done" DATETIME, "result" TEXT CHECK ("result" IN ('exists', 'absent', 'unknown', 'fixed', 'not_fixed')), "opinion" TEXT);;
CREATE TABLE "case_request" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "case_id" INTEGER NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED, "kind" TEXT NOT NULL CHECK ("kind" IN ('extension', 'hang', 'return', 'cancel', 'appeal')), "applicant" TEXT NOT NULL, "unit_code" TEXT, "reason" TEXT NOT NULL, "asked_value" REAL, "asked_until" DATETIME, "asked" DATETIME NOT NULL, "decision" TEXT CHECK ("decision" IN ('approved', 'refused')), "decider" TEXT, "decided" DATETIME, "opinion" TEXT, "old_deadline" DATETIME, "new_deadline" DATETIME);;
CREATE TABLE "case_supervise" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "case_id" INTEGER NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED, "kind" TEXT NOT NULL CHECK ("kind" IN ('overdue', 'leader', 'key')), "actor" TEXT NOT NULL, "department" TEXT, "text" TEXT NOT NULL, "asked" DATETIME NOT NULL, "answer" TEXT, "answered" DATETIME);;
CREATE TABLE "case_media" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "case_id" INTEGER NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED, "log_seq" INTEGER, "kind" TEXT NOT NULL DEFAULT 'image' CHECK ("kind" IN ('image', 'video', 'audio', 'document')), "role" TEXT NOT NULL DEFAULT 'reference' CHECK ("role" IN ('far', 'near', 'reference', 'before', 'after')), "path" TEXT NOT NULL, "x" REAL, "y" REAL, "shot_time" DATETIME, "uploader" TEXT);;
INSERT INTO "case_media" VALUES (1, 1, 1, 'image', 'reference', 'a.jpg', NULL, NULL, NULL, NULL);;
INSERT INTO "case_media" VALUES (2, 2, 1, 'image', 'reference', 'a.jpg', NULL, NULL, NULL, NULL);;
CREATE TABLE "case_log" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "case_id" INTEGER NOT NULL REFERENCES "cases" ("id") DEFERRABLE INITIALLY DEFERRED, "seq" INTEGER NOT NULL, "action" TEXT NOT NULL, "transition" TEXT, "from_state" TEXT, "to_state" TEXT NOT NULL, "stage" TEXT, "actor" TEXT NOT NULL, "role" TEXT NOT NULL, "actor_unit" TEXT, "receiver" TEXT, "receiver_unit" TEXT, "level" INTEGER, "time" DATETIME NOT NULL, "clock" TEXT, "used_seconds" REAL, "overdue" BOOLEAN CHECK ("overdue" IN (0, 1)), "opinion" TEXT, "data" TEXT, "undoes" INTEGER);;
INSERT INTO "case_log" VALUES (1, 1, 1, 'report', NULL, NULL, 'reported', NULL, 'wang', 'patrol', NULL, NULL, NULL, NULL, '2026-11-25T12:17:24.000Z', NULL, NULL, NULL, NULL, NULL, NULL);;
INSERT INTO "case_log" VALUES (2, 1, 2, 'move', NULL, NULL, 'disposing', NULL, 'li', 'dispatcher', NULL, NULL, NULL, NULL, '2026-11-25T12:17:24.000Z', NULL, NULL, NULL, NULL, NULL, NULL);;
INSERT INTO "case_log" VALUES (3, 2, 1, 'report', NULL, NULL, 'reported', NULL, 'wang', 'patrol', NULL, NULL, NULL, NULL, '2026-11-25T12:17:24.000Z', NULL, NULL, NULL, NULL, NULL, NULL);;
CREATE UNIQUE INDEX "setting_key_key" ON "setting" ("key");;
CREATE UNIQUE INDEX "district_code_key" ON "district" ("code");;
CREATE UNIQUE INDEX "street_code_key" ON "street" ("code");;
CREATE UNIQUE INDEX "community_code_key" ON "community" ("code");;
CREATE UNIQUE INDEX "unit_grid_code_key" ON "unit_grid" ("code");;
CREATE UNIQUE INDEX "duty_grid_code_key" ON "duty_grid" ("code");;
CREATE UNIQUE INDEX "component_code_key" ON "component" ("code");;
CREATE UNIQUE INDEX "org_unit_code_key" ON "org_unit" ("code");;
CREATE UNIQUE INDEX "operator_login_key" ON "operator" ("login");;
CREATE UNIQUE INDEX "operator_role_login_role_key" ON "operator_role" ("login", "role");;
CREATE UNIQUE INDEX "calendar_day_day_key" ON "calendar_day" ("day");;
CREATE UNIQUE INDEX "time_limit_catalogue_id_condition_code_mgmt_class_key" ON "time_limit" ("catalogue_id", "condition_code", COALESCE("mgmt_class", ''));;
CREATE INDEX "time_limit_class_code_idx" ON "time_limit" ("class_code");;
CREATE UNIQUE INDEX "stage_limit_clock_district_code_key" ON "stage_limit" ("clock", COALESCE("district_code", ''));;
CREATE UNIQUE INDEX "code_value_list_code_key" ON "code_value" ("list", "code");;
CREATE UNIQUE INDEX "workflow_state_code_key" ON "workflow_state" ("code");;
CREATE UNIQUE INDEX "workflow_transition_code_key" ON "workflow_transition" ("code");;
CREATE UNIQUE INDEX "cases_task_no_key" ON "cases" ("task_no");;
CREATE UNIQUE INDEX "cases_case_code_key" ON "cases" ("case_code");;
CREATE UNIQUE INDEX "cases_external_system_external_id_key" ON "cases" ("external_system", "external_id");;
CREATE INDEX "cases_is_open_clock_deadline_idx" ON "cases" ("is_open", "clock_deadline");;
CREATE INDEX "cases_state_clock_deadline_idx" ON "cases" ("state", "clock_deadline");;
CREATE INDEX "cases_department_state_clock_deadline_idx" ON "cases" ("department", "state", "clock_deadline");;
CREATE INDEX "cases_class_code_state_idx" ON "cases" ("class_code", "state");;
CREATE INDEX "cases_street_code_state_idx" ON "cases" ("street_code", "state");;
CREATE INDEX "cases_duty_grid_code_state_idx" ON "cases" ("duty_grid_code", "state");;
CREATE INDEX "cases_source_code_state_idx" ON "cases" ("source_code", "state");;
CREATE INDEX "cases_report_time_idx" ON "cases" ("report_time");;
CREATE INDEX "cases_updated_idx" ON "cases" ("updated");;
CREATE INDEX "case_clock_case_id_clock_round_idx" ON "case_clock" ("case_id", "clock", "round");;
CREATE INDEX "case_task_case_id_idx" ON "case_task" ("case_id");;
CREATE UNIQUE INDEX "case_task_number_key" ON "case_task" ("number");;
CREATE INDEX "case_request_case_id_idx" ON "case_request" ("case_id");;
CREATE INDEX "case_supervise_case_id_idx" ON "case_supervise" ("case_id");;
CREATE INDEX "case_media_case_id_idx" ON "case_media" ("case_id");;
CREATE INDEX cases_urgency_idx ON cases (
    (is_supervised OR is_urgent) DESC, COALESCE(clock_deadline, '9999'), report_time, id
);;
CREATE UNIQUE INDEX "case_log_case_id_seq_key" ON case_log (case_id, seq);;
CREATE TRIGGER "rtree_district_geom_insert" AFTER INSERT ON "district" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_district_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_district_geom_update1" AFTER UPDATE OF "geom" ON "district" WHEN OLD.id = NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_district_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_district_geom_update2" AFTER UPDATE OF "geom" ON "district" WHEN OLD.id = NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) AND OLD."geom" NOTNULL BEGIN DELETE FROM "rtree_district_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_district_geom_update3" AFTER UPDATE ON "district" WHEN OLD.id != NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_district_geom" WHERE id = OLD.id; INSERT OR REPLACE INTO "rtree_district_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_district_geom_update4" AFTER UPDATE ON "district" WHEN OLD.id != NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_district_geom" WHERE id IN (OLD.id, NEW.id); END;;
CREATE TRIGGER "rtree_district_geom_delete" AFTER DELETE ON "district" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_district_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_street_geom_insert" AFTER INSERT ON "street" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_street_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_street_geom_update1" AFTER UPDATE OF "geom" ON "street" WHEN OLD.id = NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_street_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_street_geom_update2" AFTER UPDATE OF "geom" ON "street" WHEN OLD.id = NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) AND OLD."geom" NOTNULL BEGIN DELETE FROM "rtree_street_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_street_geom_update3" AFTER UPDATE ON "street" WHEN OLD.id != NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_street_geom" WHERE id = OLD.id; INSERT OR REPLACE INTO "rtree_street_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_street_geom_update4" AFTER UPDATE ON "street" WHEN OLD.id != NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_street_geom" WHERE id IN (OLD.id, NEW.id); END;;
CREATE TRIGGER "rtree_street_geom_delete" AFTER DELETE ON "street" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_street_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_community_geom_insert" AFTER INSERT ON "community" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_community_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_community_geom_update1" AFTER UPDATE OF "geom" ON "community" WHEN OLD.id = NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_community_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_community_geom_update2" AFTER UPDATE OF "geom" ON "community" WHEN OLD.id = NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) AND OLD."geom" NOTNULL BEGIN DELETE FROM "rtree_community_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_community_geom_update3" AFTER UPDATE ON "community" WHEN OLD.id != NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_community_geom" WHERE id = OLD.id; INSERT OR REPLACE INTO "rtree_community_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_community_geom_update4" AFTER UPDATE ON "community" WHEN OLD.id != NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_community_geom" WHERE id IN (OLD.id, NEW.id); END;;
CREATE TRIGGER "rtree_community_geom_delete" AFTER DELETE ON "community" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_community_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_unit_grid_geom_insert" AFTER INSERT ON "unit_grid" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_unit_grid_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_unit_grid_geom_update1" AFTER UPDATE OF "geom" ON "unit_grid" WHEN OLD.id = NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_unit_grid_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_unit_grid_geom_update2" AFTER UPDATE OF "geom" ON "unit_grid" WHEN OLD.id = NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) AND OLD."geom" NOTNULL BEGIN DELETE FROM "rtree_unit_grid_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_unit_grid_geom_update3" AFTER UPDATE ON "unit_grid" WHEN OLD.id != NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_unit_grid_geom" WHERE id = OLD.id; INSERT OR REPLACE INTO "rtree_unit_grid_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_unit_grid_geom_update4" AFTER UPDATE ON "unit_grid" WHEN OLD.id != NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_unit_grid_geom" WHERE id IN (OLD.id, NEW.id); END;;
CREATE TRIGGER "rtree_unit_grid_geom_delete" AFTER DELETE ON "unit_grid" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_unit_grid_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_duty_grid_geom_insert" AFTER INSERT ON "duty_grid" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_duty_grid_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_duty_grid_geom_update1" AFTER UPDATE OF "geom" ON "duty_grid" WHEN OLD.id = NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_duty_grid_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_duty_grid_geom_update2" AFTER UPDATE OF "geom" ON "duty_grid" WHEN OLD.id = NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) AND OLD."geom" NOTNULL BEGIN DELETE FROM "rtree_duty_grid_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_duty_grid_geom_update3" AFTER UPDATE ON "duty_grid" WHEN OLD.id != NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_duty_grid_geom" WHERE id = OLD.id; INSERT OR REPLACE INTO "rtree_duty_grid_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_duty_grid_geom_update4" AFTER UPDATE ON "duty_grid" WHEN OLD.id != NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_duty_grid_geom" WHERE id IN (OLD.id, NEW.id); END;;
CREATE TRIGGER "rtree_duty_grid_geom_delete" AFTER DELETE ON "duty_grid" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_duty_grid_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_component_geom_insert" AFTER INSERT ON "component" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_component_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_component_geom_update1" AFTER UPDATE OF "geom" ON "component" WHEN OLD.id = NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_component_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_component_geom_update2" AFTER UPDATE OF "geom" ON "component" WHEN OLD.id = NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) AND OLD."geom" NOTNULL BEGIN DELETE FROM "rtree_component_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_component_geom_update3" AFTER UPDATE ON "component" WHEN OLD.id != NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_component_geom" WHERE id = OLD.id; INSERT OR REPLACE INTO "rtree_component_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_component_geom_update4" AFTER UPDATE ON "component" WHEN OLD.id != NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_component_geom" WHERE id IN (OLD.id, NEW.id); END;;
CREATE TRIGGER "rtree_component_geom_delete" AFTER DELETE ON "component" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_component_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_cases_geom_insert" AFTER INSERT ON "cases" WHEN (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_cases_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_cases_geom_update1" AFTER UPDATE OF "geom" ON "cases" WHEN OLD.id = NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_cases_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_cases_geom_update2" AFTER UPDATE OF "geom" ON "cases" WHEN OLD.id = NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) AND OLD."geom" NOTNULL BEGIN DELETE FROM "rtree_cases_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER "rtree_cases_geom_update3" AFTER UPDATE ON "cases" WHEN OLD.id != NEW.id AND (NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_cases_geom" WHERE id = OLD.id; INSERT OR REPLACE INTO "rtree_cases_geom" VALUES (NEW.id, ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;;
CREATE TRIGGER "rtree_cases_geom_update4" AFTER UPDATE ON "cases" WHEN OLD.id != NEW.id AND (NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom")) BEGIN DELETE FROM "rtree_cases_geom" WHERE id IN (OLD.id, NEW.id); END;;
CREATE TRIGGER "rtree_cases_geom_delete" AFTER DELETE ON "cases" WHEN OLD."geom" NOT NULL BEGIN DELETE FROM "rtree_cases_geom" WHERE id = OLD.id; END;;
CREATE TRIGGER cases_version AFTER UPDATE ON cases
WHEN NEW.version = OLD.version AND NEW.id = OLD.id
BEGIN
    UPDATE cases
    SET version = OLD.version + 1, updated = strftime('%Y-%m-%dT%H:%M:%S.000Z', 'now')
    WHERE id = NEW.id;
END;;
CREATE TRIGGER case_log_no_update BEFORE UPDATE ON case_log
BEGIN
    SELECT RAISE(ABORT, 'case_log is append-only');
END;;
CREATE TRIGGER case_log_no_delete BEFORE DELETE ON case_log
BEGIN
    SELECT RAISE(ABORT, 'case_log is append-only');
END;;
