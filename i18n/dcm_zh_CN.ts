<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DCM</name>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Code structure, tolerances, checks and field names. Own profiles (YAML) are read from the folder dcm/profiles of your QGIS settings.</source>
        <translation>规定标识码结构、容差、检查项和字段名称。自定义配置（YAML）放在 QGIS 用户配置目录的 dcm/profiles 文件夹中。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Components and events</source>
        <translation>部件与事件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Standard profile</source>
        <translation>标准配置</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>These Python packages are missing: {packages}. Install them into the Python of QGIS (OSGeo4W Setup, your Linux distribution, or conda) and start QGIS again.</source>
        <translation>缺少以下 Python 包：{packages}。请将其安装到 QGIS 的 Python 中（OSGeo4W 安装程序、Linux 发行版软件包或 conda），然后重新启动 QGIS。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Unit grid</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>All checks, figures, classes and findings.</source>
        <translation>全部检查项、统计指标、分类统计和问题清单。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>All findings, one a line, for a spreadsheet.</source>
        <translation>全部问题，每行一条，可用电子表格打开。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>Check components</source>
        <translation>检查部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>Checks one or more layers of components: required fields, lengths, code lists, identification codes, classes and names, unit grids, geometry, duplicates, dates, line ends and overlapping areas.

The fields are found by the names that the catalogue gives them, or by those of older versions. Codes must be unique over all layers together. What cannot be checked because a layer or field is missing is reported as not checked, never as passed.

The numbers are settings of this plugin, not of a standard: a city profile can change them (checks: C12: distance).

The layers must be in a projected system in metres. The components are not changed.</source>
        <translation>检查一个或多个部件图层：必填字段、长度、代码表、标识码、类别与名称、所在单元网格、几何、重复部件、日期、线段衔接和面重叠。

按类别目录规定的字段名或旧版字段名识别字段。标识码在所有图层中必须唯一。因缺少图层或字段而无法检查的项目报告为“未检查”，不会视为通过。

各项数值是本插件的设置，并非标准规定；可在城市配置中修改（checks: C12: distance）。

图层应采用以米为单位的投影坐标系。部件数据不会被修改。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>Checks surveyed components by the field table, classes, codes and places.</source>
        <translation>按字段表、类别、标识码和位置检查普查部件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Departments</source>
        <translation>部门</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>Distance of duplicates (m)</source>
        <translation>重复判定距离（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Empty: as the profile says.</source>
        <translation>留空：按标准配置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>Empty: grid codes and divisions are not checked.</source>
        <translation>留空：不检查网格编码和行政区划。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Findings as areas</source>
        <translation>问题（面）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Findings as points</source>
        <translation>问题（点）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>List of findings</source>
        <translation>问题清单</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of checks not run</source>
        <translation>未执行的检查项数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Number of components</source>
        <translation>部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of errors</source>
        <translation>错误数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of notes</source>
        <translation>提示数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of warnings</source>
        <translation>警告数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>One point per finding; findings about the whole layer have no place.</source>
        <translation>每个问题一个点；针对整个图层的问题没有位置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>Table of departments with the fields code and name.</source>
        <translation>部门表，须有代码（code）和名称（name）字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>The findings that have an area: overlaps.</source>
        <translation>具有面积的问题：面重叠。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Unit grids</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>What to check; the report says what each is. Empty: all.</source>
        <translation>要执行的检查项，各项含义见报告。留空：全部。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <source>components,check,validate,quality,identification code,duplicates,acceptance,city management</source>
        <translation>部件,检查,验证,质量,标识码,重复,验收,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>A setting of this plugin.</source>
        <translation>本插件的设置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Accepts or refuses a survey of components by a second survey of a sample.</source>
        <translation>以样本复测成果判定部件普查是否合格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Compare with second survey</source>
        <translation>与复测成果比对</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Compared beside the class, where both surveys have them.</source>
        <translation>除类别外比对的属性（两份成果均有时）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Compares a survey of components with a second, independent one of the sampled unit grids and says whether it passes.

Components are matched one to one: those of one class first, then what is left whatever its class, so that the sum of the distances is smallest. Then are judged: missing and superfluous components, records with a wrong attribute, and for each accuracy class the root mean square error of the position and the share of gross errors.

Lines and areas are compared by their centre. The limits of position are those of the accuracy classes of the catalogue; the other limits are settings of this plugin, no standard names them.</source>
        <translation>将部件普查成果与样本网格的独立复测成果比对，判定是否合格。

部件一一对应：先匹配同类部件，再匹配剩余部件（不论类别），使距离之和最小。然后判定：遗漏和多余部件、属性错误记录，以及各精度等级的位置中误差和粗差比例。

线和面按中心比对。位置限差取自类别目录的精度等级；其他限值为本插件的设置，标准未作规定。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Comparison</source>
        <translation>比对结果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Gross errors at most (%)</source>
        <translation>粗差上限（%）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Layers of the second survey; they are taken as true.</source>
        <translation>复测图层，作为真值。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Missing at most (%)</source>
        <translation>遗漏上限（%）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Number of gross errors</source>
        <translation>粗差数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Number of matched components</source>
        <translation>对应部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Number of missing components</source>
        <translation>遗漏部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Number of records with attribute errors</source>
        <translation>属性错误记录数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Number of superfluous components</source>
        <translation>多余部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Only what lies in them counts as missing or superfluous. Empty: everything.</source>
        <translation>仅其中的部件计入遗漏或多余。留空：全部计入。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>PDF files (*.pdf)</source>
        <translation>PDF 文件 (*.pdf)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Passed</source>
        <translation>是否合格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Passed or not, requirement by requirement.</source>
        <translation>逐项说明是否合格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Protocol to sign</source>
        <translation>签字用验收记录</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Sampled unit grids</source>
        <translation>样本网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Second survey</source>
        <translation>复测成果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Superfluous at most (%)</source>
        <translation>多余上限（%）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>The same on paper, with places to sign.</source>
        <translation>同样内容的打印版，含签字栏。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>Wrong attributes at most (%)</source>
        <translation>属性错误上限（%）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/compare_survey.py"/>
        <source>acceptance,survey,completeness,accuracy,position,attributes,sample,city management</source>
        <translation>验收,普查,完整性,精度,位置,属性,样本,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <source>All layers of one survey: points, lines and areas.</source>
        <translation>同一次普查的全部图层：点、线、面。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <source>Class catalogue</source>
        <translation>类别目录</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Components</source>
        <translation>部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Empty: the field that the profile names.</source>
        <translation>留空：标准配置规定的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Grid code field</source>
        <translation>网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML 文件 (*.html)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Report for machines</source>
        <translation>报告（机器可读）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>The same as JSON.</source>
        <translation>同样内容的 JSON 文件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <source>Version of the standard that the classes and fields are taken from. Own classes (CSV or Excel) are read from the folder dcm/catalogues of your QGIS settings.</source>
        <translation>类别和字段所依据的标准版本。自定义类别（CSV 或 Excel）从 QGIS 设置目录的 dcm/catalogues 文件夹读取。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Best in the folder of the package.</source>
        <translation>建议与数据包放在同一文件夹。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Communities</source>
        <translation>社区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Community code field</source>
        <translation>社区代码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Community or village polygons with code and name. Empty: made of the unit grids, by the first digits of their codes.</source>
        <translation>带代码和名称的社区（村）面。留空：按单元网格标识码前段由网格合并生成。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Create survey project</source>
        <translation>创建普查工程</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>GeoPackages (*.gpkg)</source>
        <translation>GeoPackage 文件 (*.gpkg)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Language of layer names, forms and legend. auto: as in QGIS. What is stored are the words of the standard in either case.</source>
        <translation>图层名称、表单和图例的语言。auto：与 QGIS 相同。无论选择何种语言，存储的都是标准规定的取值。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Makes a GeoPackage and a QGIS project for a survey of components and events.</source>
        <translation>生成部件与事件普查所需的 GeoPackage 数据包和 QGIS 工程。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Makes a GeoPackage with layers for components (points, lines, areas), events and ownership evidence, the unit grids, communities and code tables; and a QGIS project with forms, symbols, relations and snapping, ready for digitizing.

The forms ask for the major class, then for its classes. Grid code, street, community, name, dates and key are filled in by themselves, and the fields of the standard are checked while they are typed. Only functions of QGIS itself are used: apps for the field that open QGIS projects need no plugin.

The symbols are inside the project and paths are relative: keep the two files in one folder and copy it to another machine. A package that already has records is never overwritten.</source>
        <translation>生成 GeoPackage 数据包（部件点、线、面图层，事件图层，权属确认记录，单元网格、社区及代码表）和可直接采集的 QGIS 工程（表单、符号、关联关系与捕捉设置）。

表单先选大类，再选该大类下的小类。网格标识码、街道、社区、名称、日期和记录标识自动填写，标准规定的字段在录入时即时校验。仅使用 QGIS 自身的函数，能打开 QGIS 工程的外业应用无需安装插件。

符号内嵌于工程，路径为相对路径：两个文件放在同一文件夹即可复制到其他机器使用。已有记录的数据包不会被覆盖。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Number of classes</source>
        <translation>类别数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Number of departments</source>
        <translation>部门数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Number of unit grids</source>
        <translation>单元网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>QGIS projects (*.qgz *.qgs)</source>
        <translation>QGIS 工程 (*.qgz *.qgs)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Survey package</source>
        <translation>普查数据包</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Survey project</source>
        <translation>普查工程</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Table of departments with the fields code and name, and perhaps role. Empty: the table of the package stays empty and is filled in during the survey.</source>
        <translation>部门表，须有代码（code）和名称（name）字段，可有职责（role）字段。留空：数据包中的部门表为空，普查时填写。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>survey,project,components,events,digitize,form,field,mobile,GeoPackage,symbols,city management</source>
        <translation>普查,工程,部件,事件,数字化,表单,外业,移动端,GeoPackage,符号,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Another seed gives another sample.</source>
        <translation>不同的种子得到不同的样本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>At least so many of all unit grids.</source>
        <translation>不少于全部单元网格的该比例。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>At least so many of each class, where there are as many.</source>
        <translation>每个类别不少于该数量（数量不足时全部抽取）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Components per class</source>
        <translation>每类部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Draw acceptance sample</source>
        <translation>抽取验收样本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Draws a sample of a survey, to be surveyed a second time.

Whole unit grids are drawn, because only there a second survey can tell what is missing: first a share of all grids, then further grids with classes of which there are too few, until every class has its number or is in the sample completely. The same seed gives the same sample.

The sampled grids are for the surveyors, the list of components is for the comparison (dcm:comparesurvey). Share and number are settings of this plugin, no standard names them.</source>
        <translation>抽取普查成果的样本，供复测使用。

按整个单元网格抽取，因为只有这样复测才能发现遗漏：先按比例抽取网格，再补抽含有数量不足类别的网格，直至各类别达到应抽数量或已全部列入样本。种子相同，样本相同。

样本网格交给复测人员，部件清单用于比对（dcm:comparesurvey）。比例和数量为本插件的设置，标准未作规定。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Draws unit grids and their components for an acceptance by lot.</source>
        <translation>随机抽取用于验收的单元网格及其部件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Sampled components</source>
        <translation>样本部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Share of grids (%)</source>
        <translation>网格比例（%）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>The grids in use; ended ones are left out.</source>
        <translation>现行网格；已终止的不计。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>To be surveyed a second time, in the order of the lot.</source>
        <translation>需复测的网格，按抽取顺序排列。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>What was drawn, class by class.</source>
        <translation>分类别说明抽取结果。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>sample,acceptance,inspection,survey,components,random,city management</source>
        <translation>样本,验收,抽检,普查,部件,随机,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>All checks, figures, areas as a histogram, and findings.</source>
        <translation>全部检查项、统计数字、面积直方图和问题清单。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Building footprints; no grid border may cut one.</source>
        <translation>建筑物轮廓面，网格边界不得切割建筑物。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Buildings</source>
        <translation>建筑物</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Check unit grids</source>
        <translation>检查单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Checks a layer of unit grids: topology, communities, codes, dates, areas, cut buildings and yards, balance of components, and more.

Only the unit grids are needed. What cannot be checked because a layer is missing is reported as not checked, never as passed. Severities and numbers come from the standard profile.

The findings come out as points, those with an extent as polygons too, each with the check, the features and a sentence. The report lists all checks, figures and findings. The unit grids themselves are not changed.

Layers in another coordinate system are transformed to that of the unit grids, which must be a projected one in metres. Rows with an end date are history: only their codes and dates are checked.</source>
        <translation>检查单元网格图层：拓扑、社区归属、标识码、日期、面积、被切割的建筑物和院落、部件均衡等。

只有单元网格图层是必需的。因缺少图层而无法检查的项目报告为“未检查”，绝不视为通过。严重程度和数值取自标准配置。

问题以点输出，有范围的同时以面输出，均带有检查项、相关要素和说明。报告列出全部检查项、统计数字和问题。不修改单元网格图层。

其他坐标系的图层转换到单元网格的坐标系，该坐标系须为以米为单位的投影坐标系。有终止日期的行为历史记录，只检查其标识码和日期。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Checks a unit grid by the division principles G01-G10 and the tests Q01-Q16.</source>
        <translation>按划分原则 G01–G10 和质量检查项 Q01–Q16 检查单元网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Community or village polygons with their code of 12 digits.</source>
        <translation>社区（村）面，带 12 位代码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Denominator: 500 for 1:500. Empty: the largest one in the field that the profile names.</source>
        <translation>比例尺分母，1:500 填 500。留空：取标准配置所指字段中的最大值。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>District code field</source>
        <translation>区（县）代码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>District or county polygons with their code of 6 digits.</source>
        <translation>区（县）面，带 6 位代码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Districts</source>
        <translation>区（县）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Field of whole yards</source>
        <translation>院落保持完整的标记字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Grid code of components</source>
        <translation>部件的网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Hard barriers</source>
        <translation>硬阻隔要素</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Layout lines</source>
        <translation>布局线</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Length tolerance (m)</source>
        <translation>长度容差（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Lines that borders should follow: roads, water, walls. Of polygons the outline counts. Barriers, yards and communities are added by themselves.</source>
        <translation>网格边界宜遵循的线：道路、水系、围墙等，面取其轮廓。阻隔要素、院落和社区自动计入。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Previous grid code field</source>
        <translation>原网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Previous unit grids</source>
        <translation>原单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Railways, expressways, rivers, canals: none should run through a grid.</source>
        <translation>铁路、快速路、河流、渠道等，不宜穿过网格内部。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Scale of base map</source>
        <translation>底图比例尺</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Street code field</source>
        <translation>街道代码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Street or town polygons with their code of 9 digits.</source>
        <translation>街道（镇、乡）面，带 9 位代码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Streets or towns</source>
        <translation>街道（镇、乡）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Surveyed components as points, lines or polygons.</source>
        <translation>普查的部件，点、线、面均可。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>The findings that have an area: overlaps, gaps, cut buildings.</source>
        <translation>有面积的问题：重叠、缝隙、被切割的建筑物等。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>The grid code that a component carries. Empty: as the profile names it.</source>
        <translation>部件所带的网格标识码字段。留空：按标准配置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>The layer as it was before, to compare by code.</source>
        <translation>变更前的图层，按标识码比较。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Unit grids with findings</source>
        <translation>有问题的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Yards</source>
        <translation>院落</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Yards (compounds); large ones must not be split.</source>
        <translation>院落面，大型院落不得拆分。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Yards with 1, true or yes in this field must stay whole. Empty: all yards larger than the profile says.</source>
        <translation>该字段值为 1、true 或 yes 的院落必须保持完整。留空：大于标准配置规定面积的所有院落。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>unit grid,check,validate,quality,topology,overlap,gap,acceptance,city management</source>
        <translation>unit grid,check,validate,quality,topology,overlap,gap,acceptance,city management,质量检查,重叠,缝隙,数字城管</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>A field of the grids that holds the community code; it is used instead of a layer of communities.</source>
        <translation>网格图层中存放社区代码的字段，用来代替社区图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>A table of codes that are in use or were; none is given again.</source>
        <translation>正在使用或曾经使用的标识码表，其中的标识码不会再次赋予。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Codes ever used</source>
        <translation>历史标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Codes kept</source>
        <translation>保留的标识码数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Communities with grids</source>
        <translation>含网格的社区数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Empty: the code field that the profile names.</source>
        <translation>留空：标准配置规定的标识码字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Empty: the field that the profile names, if the layer has it.</source>
        <translation>留空：标准配置规定的字段（图层中有该字段时）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Empty: the field that the profile names, or the field “code”.</source>
        <translation>留空：标准配置规定的字段，或名为“code”的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Field with community code</source>
        <translation>网格图层中的社区代码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Field with grid code</source>
        <translation>网格标识码所在字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Field with used codes</source>
        <translation>历史标识码所在字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Gives each unit grid a code: the community code and a running number, counted west to east and north to south inside the community.

The community of a grid comes from a layer of communities (the one in which the grid's point on surface lies) or from a field. Codes that are there stay; new grids get the next number after the largest one ever used, and no number is given twice. Rows with an end date are history: they stay as they are and their codes count as used; so do the codes of grids that are not selected.

The work stops before any code is given when the layer is measured in degrees, a geometry is missing or invalid, a community is missing or stands twice, a code does not fit the profile, or a community has more grids than numbers.

In place, only the code field of the layer is changed.</source>
        <translation>为每个单元网格赋标识码：社区代码加顺序号，顺序号在社区内自西向东、自北向南编排。

网格所属社区取自社区图层（网格内点所在的社区）或字段。已有标识码保持不变；新网格取历史最大顺序号之后的号码，任何号码不重复使用。有终止日期的行为历史记录：保持原样，其标识码视为已用；未选中网格的标识码同样视为已用。

图层以度为单位、几何缺失或无效、社区缺失或重复、标识码不符合标准配置，或社区内网格数超过顺序号容量时，在赋码之前停止。

原位编辑时只修改图层的标识码字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Gives unit grids their codes, west to east and north to south per community.</source>
        <translation>按社区自西向东、自北向南为单元网格赋标识码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Grids numbered</source>
        <translation>新编号的网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Grids with a code keep it and only the others are numbered. Switch off only for a draft: published codes should never change.</source>
        <translation>已有标识码的网格保留原码，只为其余网格编号。仅在编制草案时关闭：已发布的标识码不应改变。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Height of a row, or width of a column. Empty: the median size of the grids of the community.</source>
        <translation>行的高度或列的宽度。留空：取社区内网格尺寸的中位数。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Keep existing codes</source>
        <translation>保留已有标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Managed object code</source>
        <translation>管理对象代码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Number unit grids</source>
        <translation>单元网格编号</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Numbered unit grids</source>
        <translation>已编号的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Numbering order</source>
        <translation>编号顺序</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Only for special grids (CJ/T 349): six digits in front of the code.</source>
        <translation>仅用于专用网格（CJ/T 349）：标识码最前面的六位。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Row height (m)</source>
        <translation>行高（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Start date of new grids</source>
        <translation>新网格的初始日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Written for grids that get a code now and have no start date.</source>
        <translation>写入本次赋码且没有初始日期的网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>row_band: rows of about the height of a grid, each west to east. strict_y_then_x: by north coordinate alone, then east. column_band: columns, each north to south.</source>
        <translation>row_band：按约一个网格高度分行，行内自西向东；strict_y_then_x：严格按纵坐标，再按横坐标；column_band：分列，列内自北向南。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>unit grid,number,code,identifier,community,city management,renumber</source>
        <translation>unit grid,number,code,identifier,community,city management,renumber,顺序号,社区,数字城管</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>0: one for each core. The result does not depend on it.</source>
        <translation>0：每个处理器核心一个。结果与进程数无关。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>&lt;p&gt;Divides every community into unit grids (单元网格) that follow roads, rivers, walls and other lines of the map and have about the target area.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Always kept:&lt;/b&gt; no gap and no overlap, neighbours share every vertex; one part; inside one community; no building is cut, unless a community border cuts it; compounds that must stay whole are not cut; the same input and seed give the same result.&lt;/p&gt;&lt;p&gt;&lt;b&gt;As well as possible, all together:&lt;/b&gt; area, borders on real lines (higher ranks first), compact shape, equal numbers of components.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Ranks of barriers:&lt;/b&gt; 5 river, railway, expressway (no unit grid should straddle it); 4 main road, canal; 3 street; 2 service road, wall, fence, shore; 1 path, parcel edge; 0 no barrier (tunnel, subway, ferry). They are found from the usual fields of OpenStreetMap, Geofabrik and Chinese survey layers; the table of ranks overrides them.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Compounds:&lt;/b&gt; of 3,700 real compounds 87 % are larger than 10,000 m² (median 40,854 m²). Keeping all of them whole would make the target area impossible, so by default only those between the bounds stay whole; the report says what keeping them costs.&lt;/p&gt;&lt;p&gt;All layers are brought to the coordinate system of the communities, which must be in metres. Slightly overlapping or gapped communities are repaired; the repaired frame and every finding are given as layers of their own.&lt;/p&gt;</source>
        <translation>&lt;p&gt;把每个社区划分为单元网格：边界沿道路、河流、围墙等现状地物，面积接近目标面积。&lt;/p&gt;&lt;p&gt;&lt;b&gt;始终保证：&lt;/b&gt;无缝隙、无重叠，相邻网格公共边节点完全一致；单部件；不跨社区；除社区界线本身切割外不切割建筑物；须保持完整的院落不拆分；输入和种子相同，结果就相同。&lt;/p&gt;&lt;p&gt;&lt;b&gt;综合优化：&lt;/b&gt;面积、边界贴合现状线（等级高者优先）、形状紧凑、部件数量均衡。&lt;/p&gt;&lt;p&gt;&lt;b&gt;阻隔要素等级：&lt;/b&gt;5 河流、铁路、快速路（单元网格不宜跨越）；4 主干道、渠道；3 街道；2 支路、围墙、栅栏、岸线；1 小路、地块边线；0 不构成阻隔（隧道、地铁、轮渡）。等级由 OpenStreetMap、Geofabrik 及国内测绘图层的常用字段判定，可用等级表覆盖。&lt;/p&gt;&lt;p&gt;&lt;b&gt;院落：&lt;/b&gt;实测 3700 个院落中 87 % 大于 10 000 平方米（中位数 40 854 平方米）。全部保持完整将无法达到目标面积，因此默认只保持面积在上下限之间的院落完整；报告中说明保持完整的代价。&lt;/p&gt;&lt;p&gt;所有图层统一转换到社区图层的坐标系，该坐标系须以米为单位。社区之间的轻微重叠和缝隙会被修正；修正后的边界框架和每一处问题均作为单独图层输出。&lt;/p&gt;</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>All figures, the areas as a histogram, reasons and findings.</source>
        <translation>全部统计数字、面积直方图、超限原因和问题清单。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>All vertices are put on a grid of this width.</source>
        <translation>所有节点坐标均取整到此间隔。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Barrier layers</source>
        <translation>阻隔要素图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Code of the community, 12 digits; it becomes the front of the unit grid code.</source>
        <translation>社区代码，12 位，作为单元网格标识码的前缀。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Community name field</source>
        <translation>社区名称字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Components of the survey (部件), as points, lines or polygons: counted, balanced between unit grids, and borders keep off them.</source>
        <translation>部件普查成果，点、线、面均可：统计各网格部件数并使其均衡，网格边界避开部件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Compounds</source>
        <translation>院落</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Compounds that stay whole</source>
        <translation>保持完整的院落</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Divides communities into unit grids of about 10,000 m² along roads and other lines, cuts no building, numbers and codes the result.</source>
        <translation>沿道路等现状地物把社区划分为约 10 000 平方米的单元网格，不切割建筑物，并对成果编号、编码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Empty: the lower bound of a unit grid, or no limit when an expression chooses.</source>
        <translation>留空：取单元网格的面积下限；用表达式选定时不限。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Empty: the upper bound of a unit grid, or no limit when an expression chooses. Of 3,700 real compounds 87 % are larger than 10,000 m², so a high value makes many unit grids larger than the target.</source>
        <translation>留空：取单元网格的面积上限；用表达式选定时不限。实测 3700 个院落中 87 % 大于 10 000 平方米，取值过大会使许多单元网格超过目标面积。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Empty: the value of the profile.</source>
        <translation>留空：取标准配置中的值。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Field or expression that is true for the compounds that must stay whole. Empty: the area range decides.</source>
        <translation>值为真的院落保持完整（字段或表达式）。留空：由面积范围决定。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Filter expression</source>
        <translation>筛选表达式</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Gaps and overlaps between communities up to this width are closed. Larger ones are reported.</source>
        <translation>社区之间宽度不超过此值的缝隙和重叠自动消除，更大的列入报告。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Largest compound kept whole (m²)</source>
        <translation>保持完整的最大院落面积（平方米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Layer (* for all)</source>
        <translation>图层（* 表示全部）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Lower bound (m²)</source>
        <translation>面积下限（平方米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Name of the community, copied to its unit grids.</source>
        <translation>社区名称，写入其单元网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>No border cuts a building, unless a community border does.</source>
        <translation>除社区界线本身切割外，网格边界不切割建筑物。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Order of numbers</source>
        <translation>编号顺序</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Own ranks: layer name or *, filter expression (empty for all features), rank 0 (no barrier) to 5. The first row that fits a feature counts; features no row fits get their rank from the built-in table.</source>
        <translation>自定义等级：图层名称或 *、筛选表达式（留空表示全部要素）、等级 0（不构成阻隔）至 5。每个要素以第一条符合的规则为准，均不符合时按内置等级表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Partition unit grid</source>
        <translation>划分单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Precision of coordinates (m)</source>
        <translation>坐标精度（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Rank 0 to 5</source>
        <translation>等级 0 至 5</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Ranks of barriers</source>
        <translation>阻隔要素等级</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Relative; 1 is the default, 0 leaves the goal out.</source>
        <translation>相对权重，默认为 1，0 表示不考虑该目标。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Repaired communities</source>
        <translation>修正后的社区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Roads, railways, rivers, canals, walls, as lines or polygons (their outline is used). Borders of unit grids run along them, along higher ranks first.</source>
        <translation>道路、铁路、河流、渠道、围墙等，线或面（取轮廓）均可。单元网格边界沿这些要素走，等级高者优先。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Smallest compound kept whole (m²)</source>
        <translation>保持完整的最小院落面积（平方米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Start date</source>
        <translation>初始日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Target area (m²)</source>
        <translation>目标面积（平方米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>The communities the unit grids fill, after gaps and overlaps are closed.</source>
        <translation>消除缝隙和重叠之后的社区，即单元网格所覆盖的范围。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>The same input and seed give the same result.</source>
        <translation>输入和种子相同，结果就相同。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Their outlines are used as lines of rank 2.</source>
        <translation>其轮廓作为 2 级线使用。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Tolerance of the frame (m)</source>
        <translation>边界框架容差（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Unit grids above it get a reason.</source>
        <translation>超过此值的单元网格注明原因。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Unit grids below it get a reason.</source>
        <translation>低于此值的单元网格注明原因。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Upper bound (m²)</source>
        <translation>面积上限（平方米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Wanted area of a unit grid.</source>
        <translation>单元网格的期望面积。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Water, green space, squares</source>
        <translation>水域、绿地、广场</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Weight of compactness</source>
        <translation>紧凑度权重</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Weight of component balance</source>
        <translation>部件均衡权重</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Weight of real lines</source>
        <translation>贴合现状线权重</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Weight of the area</source>
        <translation>面积权重</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>What was found about the input and the result, as points.</source>
        <translation>输入数据和成果中发现的问题，以点表示。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Worker processes</source>
        <translation>并行进程数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Written to every unit grid. Empty: today.</source>
        <translation>写入每个单元网格。留空：当天。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Yards, residential quarters, schools … (院落). Outlines of all of them are used as lines of rank 1; the parameters below choose which stay whole.</source>
        <translation>独立管理的院落、居住小区、学校等。全部轮廓作为 1 级线使用；由下面的参数选定哪些保持完整。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>row_band: rows from north to south, west to east in a row; strict_y_then_x: by height only; column_band: columns from west to east.</source>
        <translation>row_band：自北向南分行，行内自西向东；strict_y_then_x：严格按纵坐标；column_band：自西向东分列。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>A code to follow, or several with commas between. Empty: all cells.</source>
        <translation>要追溯的标识码，多个用逗号分隔。留空：全部网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Changes</source>
        <translation>变更表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Code</source>
        <translation>标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Codes on that day</source>
        <translation>当日标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Number of cells</source>
        <translation>网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Outlines brought back</source>
        <translation>恢复边界的网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Takes from a layer with history the unit grids that were in use on a day: begun on or before it, and not ended on or before it.

With a code, only the cells of that code come out: the cell itself when it was in use on that day, else the cells that came of it, also over several changes, or for an earlier day the cells that it came from.

A moved border keeps the code and the row, so the layer knows only the outline of today; with the tables of changes that the updates wrote, the outlines of that day come back.</source>
        <translation>从带历史的图层中取出某日使用中的单元网格：初始日期不晚于该日，且终止日期晚于该日或为空。

给出标识码时，只输出该标识码对应的网格：当日使用中则为网格本身，否则为由其变更而来的网格（可经过多次变更）；日期更早时为其前身。

边界调整不改变标识码和行，因此图层只保存当前边界；提供更新时生成的变更表，即可恢复当日边界。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>The change table of the updates, to bring back outlines of that day.</source>
        <translation>更新时生成的变更表，用于恢复当日边界。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>The day to look at. Empty: today.</source>
        <translation>要查看的日期。留空：今天。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>The unit grids in use on a day, or what became of a code.</source>
        <translation>某日使用中的单元网格，或某标识码的变更去向。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Unit grids at date</source>
        <translation>按日期提取单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Unit grids of the day</source>
        <translation>当日单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Unit grids with history</source>
        <translation>单元网格（含历史）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>unit grid,history,date,code,successor,predecessor,look up,city management</source>
        <translation>单元网格,历史,日期,标识码,后继,前身,查询,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>A table of ended unit grids that are not in the layer. Their codes count as used.</source>
        <translation>存放不在图层中的已终止单元网格的表。其标识码视为已使用。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Cells ended</source>
        <translation>终止的网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Cells kept</source>
        <translation>未变化的网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Cells with moved borders</source>
        <translation>边界调整的网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Cells with new codes</source>
        <translation>重新编码的网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Changes of attributes</source>
        <translation>属性变更数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Code kept by a merge</source>
        <translation>合并时保留标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Code kept by a split</source>
        <translation>拆分时保留标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Community or village polygons with their code of 12 digits, as they are now. Empty: the community of the old cell at the place, or the community field of the edited layer where it was changed.</source>
        <translation>现行的社区（村）面，带 12 位代码。留空：采用该处原网格所属社区；编辑图层的社区代码字段经修改时以其为准。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Compares an edited copy with the unit grids it was taken from and writes the new version with its history.

Cells are compared by location. A cell with the same outline is kept; a moved border keeps the code; when a cell is split, or cells are merged, the old ones end and the new ones get the next number after the largest ever used in the community. A cell whose community got another code ends and gets a new code. Ended rows stay in the layer with their end date, new ones carry the codes they came from. Every change is a row of the change table.

Where somebody else changed the grid after the copy was taken, the edit is not applied: the place stays as it is and is listed as a conflict. Running again with unchanged data changes nothing.

The work stops before anything is written when a layer is measured in degrees, a geometry is missing or invalid, edited cells overlap, codes do not fit the profile, the history contradicts itself, or a community runs out of numbers.</source>
        <translation>将编辑副本与原单元网格比较，输出带历史的新版本。

按位置比较网格。边界相同的网格不变；边界调整保留标识码；拆分或合并时原网格终止，新网格取该社区曾用最大顺序号之后的号码。所属社区代码改变的网格终止并重新编码。已终止的行带终止日期保留在图层中，新行记录其原标识码。每项变更在变更表中占一行。

取得副本之后他人已修改原网格的地方，不执行编辑：保持原状并列为冲突。数据未变时再次运行不产生任何变化。

以下情况在写出之前停止：图层以度为单位，几何图形缺失或无效，编辑后的网格互相重叠，标识码不符合配置，历史自相矛盾，或社区号码用尽。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Conflicts</source>
        <translation>冲突数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Date of change</source>
        <translation>变更日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Edited layer is a part</source>
        <translation>编辑图层仅含部分网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Edited unit grids</source>
        <translation>编辑后的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Ended rows elsewhere</source>
        <translation>另存的已终止行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Give codes again</source>
        <translation>重复使用标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Grid code field of the edited layer</source>
        <translation>编辑图层的网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Merges</source>
        <translation>合并数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>New cells</source>
        <translation>新增网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>One row per change with codes and areas before and after, community, date and reason; the shape is the outline before the change. Keep these tables: they are the record of moved borders.</source>
        <translation>每项变更一行，含变更前后的标识码和面积、社区、日期与原因；图形为变更前的边界。请保存这些表：它们是边界调整的记录。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Outlines that nowhere lie farther apart count as the same. Empty: as the profile says.</source>
        <translation>边界处处相距不超过此值的网格视为相同。留空：按配置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Reason of change</source>
        <translation>变更原因</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Splits</source>
        <translation>拆分数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>The copy that was edited. Leave codes and dates in it as they were: they tell which version it was taken from.</source>
        <translation>经过编辑的副本。请保留其中的标识码和日期：它们说明副本取自哪个版本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>The day from which the new cells are valid. Empty: today.</source>
        <translation>新网格生效的日期。留空：今天。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>The edited layer holds only some of the cells; cells it does not touch stay. To end a cell, give it an end date in the edited layer.</source>
        <translation>编辑图层只含部分网格；未涉及的网格保持不变。如需终止某网格，请在编辑图层中填写其终止日期。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Turns an edited copy of the unit grids into a new version with history.</source>
        <translation>将单元网格的编辑副本更新为带历史的新版本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Update unit grids</source>
        <translation>更新单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>What changed, what was not applied, and how it was run.</source>
        <translation>变更内容、未执行的编辑以及运行设置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Which part of a cell keeps its code: none, the largest, or the first in numbering order.</source>
        <translation>拆分后哪一部分保留标识码：均不保留（none）、面积最大者（largest）或编号顺序第一者（first）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Whose code merged cells keep: none, or that of the largest.</source>
        <translation>合并后保留谁的标识码：均不保留（none）或面积最大者（largest）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Written to each change for which the edited layer does not give a reason of its own.</source>
        <translation>编辑图层中没有另写原因的变更均记此原因。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>no: the code of an ended cell is never given to another. Change this only for drafts.</source>
        <translation>no：已终止网格的标识码不再使用。仅草稿可更改此项。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>profile: as the standard profile says.</source>
        <translation>profile：按标准配置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>unit grid,update,history,change,split,merge,version,life cycle,city management</source>
        <translation>单元网格,更新,历史,变更,拆分,合并,版本,生命周期,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/provider.py"/>
        <source>Digital City Management</source>
        <translation>数字城市管理</translation>
    </message>
</context>
</TS>
