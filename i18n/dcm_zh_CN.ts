<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DCM</name>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>All that the geocoder says about a text, as a map.</source>
        <translation>以映射（map）形式返回地理编码的全部结果。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>An address taken apart into the ten levels and what follows.</source>
        <translation>将地址拆分为十个级别及其后的各部分。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Grids with an end date are left out. On a common border the smaller code counts. Unsaved edits of the layer count too. Outside of all grids the value is NULL.</source>
        <translation>已终止的网格不参与；位于公共边上时取较小的标识码；图层中未保存的编辑同样有效；不在任何网格内时返回 NULL。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Keys: description, city, county, town, community, street, street_m, plate, plate_m, poi, poi_m. Distances are in metres.</source>
        <translation>键：description 位置描述、city 市、county 县（区）、town 街道（乡镇）、community 社区（村）、street 最近街巷、street_m、plate 最近门牌、plate_m、poi 最近兴趣点、poi_m。距离单位为米。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Keys: province, city, county, town, community, street, zone, door_number, building, poi; unit, floor, room, second_street, direction, distance, rest, notes. Zone and poi are told only with a place database; else such names stand in rest.</source>
        <translation>键：province 省级、city 地级、county 县级、town 街道（乡镇）、community 社区（村）、street 道路街巷、zone 地片区片、door_number 门牌号、building 楼号、poi 兴趣点；unit 单元、floor 楼层、room 室、second_street 相交道路、direction 方位、distance 距离、rest 其余文字、notes 备注。只有使用地名地址数据库时才能识别 zone 和 poi，否则这些名称列入 rest。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Keys: state (matched, tied, uncertain, unmatched), name, address, pattern, level, method, match, score, error_m, county, id, grid, x, y, count, others, reason. The grid comes from the layer of unit grids in the project.</source>
        <translation>键：state（matched 匹配、tied 并列、uncertain 存疑、unmatched 未匹配）、name 地点、address 标准地址、pattern 描述模式、level 达到级别、method 方法、match 名称匹配、score 置信度、error_m 预期误差（米）、county 县（区）、id 标识码、grid 网格编码、x、y、count 候选数、others 其他候选、reason 原因。网格编码取自工程中的单元网格图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Nothing is guessed: where several places fit equally, or only the street is known, the value is NULL unless a lower score is allowed. dcm_geocode_details tells why.</source>
        <translation>不作猜测：多个地点同样符合，或只知道街巷时，除非允许更低的置信度，否则返回 NULL。原因见 dcm_geocode_details。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Outside of all that is known the value is NULL.</source>
        <translation>不在任何已知范围内时返回 NULL。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>The code of the unit grid in which a geometry lies.</source>
        <translation>返回几何图形所在单元网格的标识码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>The place of an address or place name, as a point.</source>
        <translation>返回地址或地名所在位置的点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Where a geometry lies, as a map of areas and nearest things.</source>
        <translation>以映射（map）形式返回所在行政区域和最近的地物。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>Where a geometry lies, in words: areas, house number, landmark.</source>
        <translation>用文字描述几何图形所在位置：行政区域、门牌、兴趣点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>a point; of lines and polygons a point on them is taken</source>
        <translation>点；线和面取其上的一点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>an address, a place name or a sentence</source>
        <translation>地址、地名或一段描述</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>its reference system; left out: that of the layer</source>
        <translation>几何图形的坐标系；省略时为图层的坐标系</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>layer of unit grids (layer, id, name or file), or the field that holds the codes; left out: the layer of the project with a usual field of codes</source>
        <translation>单元网格图层（图层、ID、名称或文件），或存放标识码的字段名；省略时取工程中带有常用标识码字段的面图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>lowest score, 0 to 1; left out: 0.8. Below it the value is NULL</source>
        <translation>最低置信度，0 至 1；省略时为 0.8。低于该值时返回 NULL</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>path of a place database, whose names are recognised; left out: the one of the project, if there is one</source>
        <translation>地名地址数据库的路径，用于识别其中的名称；省略时使用本工程的数据库（如有）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>path of a place database; left out: the one of the project</source>
        <translation>地名地址数据库的路径；省略时使用本工程的数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>reference system of the point, such as 'EPSG:4326' or @layer_crs; left out: that of the database</source>
        <translation>点的坐标系，例如 'EPSG:4326' 或 @layer_crs；省略时为数据库的坐标系</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/functions.py"/>
        <source>reference system of x and y; left out: that of the database</source>
        <translation>x、y 的坐标系；省略时为数据库的坐标系</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/help.py"/>
        <source>Arguments</source>
        <translation>参数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/help.py"/>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/help.py"/>
        <location filename="../dcm_plugin/gui/findings/labels.py"/>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>Notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/expressions/help.py"/>
        <source>Syntax</source>
        <translation>语法</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/action_dialog.py"/>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/alert.py"/>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/alert.py"/>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <location filename="../dcm_plugin/gui/cases/feature.py"/>
        <location filename="../dcm_plugin/gui/cases/map_link.py"/>
        <location filename="../dcm_plugin/gui/locator/codes.py"/>
        <location filename="../dcm_plugin/processing/base.py"/>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/alert.py"/>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/alert.py"/>
        <source>{count} due soon</source>
        <translation>{count} 件案件即将超时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/alert.py"/>
        <source>{count} overdue</source>
        <translation>{count} 件案件超时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/alert.py"/>
        <source>{count} waiting for me</source>
        <translation>{count} 件待我处理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/bars.py"/>
        <source>Cases by light</source>
        <translation>按灯色统计案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/bars.py"/>
        <source>Cases by state</source>
        <translation>按状态统计案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/bars.py"/>
        <source>{state}: {count} cases</source>
        <translation>{state}：{count} 件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/class_field.py"/>
        <source>Choose a class of the list.</source>
        <translation>请从列表中选择类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/class_field.py"/>
        <source>Classes found</source>
        <translation>查到的类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/class_field.py"/>
        <source>Code, name, pinyin or its initials</source>
        <translation>代码、名称、拼音或首字母</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>Any time</source>
        <translation>不限时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <source>Case state</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Department</source>
        <translation>责任部门</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Duty grid</source>
        <translation>责任网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>From … to …</source>
        <translation>自定日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>In the area</source>
        <translation>区域</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>In the map view</source>
        <translation>地图范围内</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>Last 30 days</source>
        <translation>近 30 天</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>Last 365 days</source>
        <translation>近 365 天</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>Last 7 days</source>
        <translation>近 7 天</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>Last 90 days</source>
        <translation>近 90 天</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>Light</source>
        <translation>灯色</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>My turn</source>
        <translation>待我办</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/conditions.py"/>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>Choose the city database…</source>
        <translation>选择城市数据库…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/cases/database_parameter.py"/>
        <source>City database</source>
        <translation>城市数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>City database: {name}</source>
        <translation>城市数据库：{name}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>Disconnect</source>
        <translation>断开</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>GeoPackage file…</source>
        <translation>GeoPackage 文件…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>Of the project: {name}</source>
        <translation>本工程：{name}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <location filename="../dcm_plugin/processing/cases/database_parameter.py"/>
        <source>PostgreSQL connection</source>
        <translation>PostgreSQL 连接</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <location filename="../dcm_plugin/processing/cases/database_parameter.py"/>
        <source>Schema</source>
        <translation>模式</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>Try again now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>Who I am</source>
        <translation>操作人</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>Who I am: what I may do follows from my roles</source>
        <translation>操作人：可执行的操作取决于其角色</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/connect.py"/>
        <source>Who are you?</source>
        <translation>请选择操作人</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/desk_work.py"/>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/desk_work.py"/>
        <source>Say who you are before you report a case.</source>
        <translation>上报案件前请先选择操作人。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/desk_work.py"/>
        <source>Your roles may not report cases; supervisors and acceptors may.</source>
        <translation>您的角色不能上报案件；监督员和受理员可以。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/desk_work.py"/>
        <source>{number}: {action} → {state}</source>
        <translation>{number}：{action} → {state}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/detail.py"/>
        <source>Choose a case in the list or on the map.</source>
        <translation>请在列表或地图上选择案件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/detail.py"/>
        <source>Clocks</source>
        <translation>计时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/detail.py"/>
        <source>Facts</source>
        <translation>概况</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/detail.py"/>
        <source>History</source>
        <translation>流转</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/detail.py"/>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/detail.py"/>
        <source>Tasks</source>
        <translation>任务</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By area</source>
        <translation>按区域</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By class</source>
        <translation>按类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By department</source>
        <translation>按部门</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By duty grid</source>
        <translation>按责任网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By light</source>
        <translation>按灯色</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By number</source>
        <translation>按任务号</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By source</source>
        <translation>按来源</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>By state</source>
        <translation>按状态</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Cases ({count} new)</source>
        <translation>案件（{count} 件新）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Cases on the map</source>
        <translation>在地图上显示案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Choose cases on the map</source>
        <translation>在地图上选择案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Choose the city database above: the GeoPackage that “Create city database” made, or a PostgreSQL connection.</source>
        <translation>请在上方选择城市数据库：由“创建城市数据库”生成的 GeoPackage，或 PostgreSQL 连接。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Group by</source>
        <translation>分组</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Last changed first</source>
        <translation>最近更新在前</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Most urgent first</source>
        <translation>最急在前</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>New case</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Newest first</source>
        <translation>最新上报在前</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Next deadline first</source>
        <translation>最先到期在前</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>No case fits these filters.</source>
        <translation>没有符合筛选条件的案件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>No layer of the project has the component {code}.</source>
        <translation>工程中没有图层包含部件 {code}。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Nothing for your roles to do now</source>
        <translation>当前没有您的角色可执行的操作</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Oldest first</source>
        <translation>最早上报在前</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Opening the city database…</source>
        <translation>正在打开城市数据库…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Order</source>
        <translation>排序</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Play the period on the map</source>
        <translation>在地图上回放时段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Say above who you are: what you may do follows from your roles.</source>
        <translation>请在上方选择操作人：可执行的操作取决于其角色。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Say who you are to act.</source>
        <translation>选择操作人后方可操作。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Tell me about cases while I look elsewhere</source>
        <translation>离开案件面板时提醒我</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>The cases could not be put on the map.</source>
        <translation>无法在地图上显示案件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>The city database can only be read: no actions are possible.</source>
        <translation>城市数据库为只读，不能执行操作。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>The map shows the cases of the list</source>
        <translation>地图只显示列表中的案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Tried again in {seconds} s; what you typed is kept.</source>
        <translation>{seconds} 秒后重试；已输入的内容会保留。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/dock.py"/>
        <source>Zoom to the case</source>
        <translation>缩放至案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>&amp;Add…</source>
        <translation>添加(&amp;A)…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>Choose one of the list.</source>
        <translation>请从列表中选择。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <location filename="../dcm_plugin/gui/cases/photos.py"/>
        <source>Photos and files</source>
        <translation>照片和附件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>Photos and files of the case</source>
        <translation>案件照片和附件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>Shift+Enter begins a new line</source>
        <translation>按 Shift+Enter 换行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>Take the chosen file away (Delete)</source>
        <translation>移除所选文件（Delete）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>The file {path} is not there.</source>
        <translation>文件 {path} 不存在。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>This is not a number.</source>
        <translation>不是数字。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/editors.py"/>
        <source>What the photo shows</source>
        <translation>照片用途</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/feature.py"/>
        <source>Cases ({count})</source>
        <translation>案件（{count}）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/feature.py"/>
        <source>Cases of the city: watch, report and handle them</source>
        <translation>城市案件：监看、上报和处理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/feature.py"/>
        <location filename="../dcm_plugin/gui/catalogue/feature.py"/>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <location filename="../dcm_plugin/processing/provider.py"/>
        <source>Digital City Management</source>
        <translation>数字城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/feature.py"/>
        <location filename="../dcm_plugin/gui/catalogue/feature.py"/>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <source>These Python packages are missing: {packages}.</source>
        <translation>缺少 Python 包：{packages}。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Class</source>
        <translation>类别(&amp;C)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>&amp;Department</source>
        <translation>责任部门(&amp;D)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Source</source>
        <translation>来源(&amp;S)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Cases that wait for me (Alt+M)</source>
        <translation>只看待我办理的案件（Alt+M）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Clear all</source>
        <translation>清除全部</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Comm&amp;unity</source>
        <translation>社区(&amp;U)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Duty &amp;grid</source>
        <translation>责任网格(&amp;G)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Find cases (Ctrl+F)</source>
        <translation>查找案件（Ctrl+F）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>First day</source>
        <translation>起始日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Last day</source>
        <translation>截止日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>More filters</source>
        <translation>更多筛选</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>More filters (Alt+F)</source>
        <translation>更多筛选（Alt+F）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Number, address, description</source>
        <translation>任务号、地址、问题描述</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Only cases in the map view (Alt+V)</source>
        <translation>只看地图范围内的案件（Alt+V）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Only cases that are not closed (Alt+O)</source>
        <translation>只看未结案件（Alt+O）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Open</source>
        <translation>未结</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Re&amp;ported</source>
        <translation>上报时间(&amp;P)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Sub-dis&amp;trict</source>
        <translation>街道(&amp;T)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/filters.py"/>
        <source>Take this filter away: {filter}</source>
        <translation>去掉筛选条件：{filter}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>A photo is needed: {role}</source>
        <translation>需要照片：{role}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>Limit: {limit}</source>
        <translation>时限：{limit}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>This is needed.</source>
        <translation>此项必填。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>closed when: {text}</source>
        <translation>结案条件：{text}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>duty grid</source>
        <translation>责任网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>management class {code}</source>
        <translation>{code} 类管理区域</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>no limit</source>
        <translation>无时限</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/forms.py"/>
        <source>proposed</source>
        <translation>建议</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <location filename="../dcm_plugin/gui/locator/codes.py"/>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Components</source>
        <translation>部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>Due soon</source>
        <translation>将到期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>In time</source>
        <translation>正常</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>No clock</source>
        <translation>不计时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Overdue</source>
        <translation>超时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>{days} d</source>
        <translation>{days} 天</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>{days} d {hours} h</source>
        <translation>{days} 天 {hours} 小时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>{minutes} min</source>
        <translation>{minutes} 分</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <source>{time} left</source>
        <translation>剩 {time}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/labels.py"/>
        <location filename="../dcm_plugin/gui/cases/view.py"/>
        <source>{time} over</source>
        <translation>超 {time}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <source>Remaining</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Reported</source>
        <translation>上报时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/model.py"/>
        <source>{group}, {count} cases</source>
        <translation>{group}，{count} 件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Address</source>
        <translation>地址(&amp;A)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Description</source>
        <translation>问题描述(&amp;D)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Find</source>
        <translation>查找(&amp;F)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Kind</source>
        <translation>上报方式(&amp;K)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Photos</source>
        <translation>照片(&amp;P)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>&amp;Urgent</source>
        <translation>紧急(&amp;U)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Address or name; Enter finds it</source>
        <translation>地址或地名，按 Enter 查找</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Ca&amp;ller</source>
        <translation>来电人(&amp;L)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Caller wants a &amp;reply</source>
        <translation>需回复来电人(&amp;R)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Cases that may be the same</source>
        <translation>可能重复的案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Description</source>
        <translation>问题描述</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Enter shows this case</source>
        <translation>按 Enter 查看该案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Finding the address</source>
        <translation>正在查找地址</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>May be the same</source>
        <translation>可能重复</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Name of the caller</source>
        <translation>来电人姓名</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>No place yet: find the address or click the map.</source>
        <translation>尚未定位：请查找地址或在地图上点击。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>On the &amp;map…</source>
        <translation>地图选点(&amp;M)…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Phone of the caller</source>
        <translation>来电号码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Places found</source>
        <translation>查到的地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Proposing a class</source>
        <translation>正在建议类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Report case</source>
        <translation>上报</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>Still needed: {name}</source>
        <translation>尚需填写：{name}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>The address was not found. Shorten it, or click the map.</source>
        <translation>未查到该地址。请缩短地址，或在地图上点击。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>The project has no place database.</source>
        <translation>工程没有地名地址数据库。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>found: {place}</source>
        <translation>已找到：{place}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>none proposed</source>
        <translation>无建议</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>outside all unit grids</source>
        <translation>不在任何单元网格内</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>unit grid {code}</source>
        <translation>单元网格 {code}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/new_case.py"/>
        <source>{department} (proposed)</source>
        <translation>{department}（建议）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>(undone)</source>
        <translation>（已撤销）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Answered</source>
        <translation>答复时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Approved</source>
        <translation>同意</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Asked</source>
        <translation>申请时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Asked by</source>
        <translation>申请人</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Caller</source>
        <translation>来电人</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Case code</source>
        <translation>案件编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Community</source>
        <translation>社区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Component</source>
        <translation>部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Counts</source>
        <translation>次数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Deadline</source>
        <translation>截止时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Decided by</source>
        <translation>决定人</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Deferred until</source>
        <translation>挂账至</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Disposal limit</source>
        <translation>处置时限</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>District</source>
        <translation>区（县）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Filing condition</source>
        <translation>立案条件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Management class</source>
        <translation>管理类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>New deadline</source>
        <translation>新截止时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>No clock has run yet.</source>
        <translation>尚未开始计时。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>No tasks and no requests.</source>
        <translation>没有任务和申请。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Opinion</source>
        <translation>意见</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Other number</source>
        <translation>外部编号</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Overall deadline</source>
        <translation>总处置截止</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Refused</source>
        <translation>不同意</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Reported by</source>
        <translation>上报人</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Sent</source>
        <translation>发出时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Similar case</source>
        <translation>相似案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Site check</source>
        <translation>核查</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Sub-district</source>
        <translation>街道</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Supervisor</source>
        <translation>监督员</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <location filename="../dcm_plugin/gui/findings/model.py"/>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Unit grid</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Until</source>
        <translation>至</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Urged by</source>
        <translation>督办人</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Verification</source>
        <translation>核实</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Waits for</source>
        <translation>待办</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>Waits for a decision</source>
        <translation>待审批</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>deferrals</source>
        <translation>挂账</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>ended {time}</source>
        <translation>{time} 结束</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>extensions</source>
        <translation>延期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>request: {kind}</source>
        <translation>申请：{kind}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>returns</source>
        <translation>回退</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>reworks</source>
        <translation>返工</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>round {number}</source>
        <translation>第 {number} 轮</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>show on the map</source>
        <translation>在地图上查看</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>stands</source>
        <translation>暂停</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>to</source>
        <translation>至</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>until {time}</source>
        <translation>截止 {time}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>{clock} took {time}</source>
        <translation>{clock}用时 {time}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>{count} photos or files</source>
        <translation>照片和附件 {count} 个</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>{used} of {limit}</source>
        <translation>已用 {used}，时限 {limit}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/pages.py"/>
        <source>{used} used</source>
        <translation>已用 {used}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/photos.py"/>
        <source>{role}: file is missing</source>
        <translation>{role}：文件缺失</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/cases/tree.py"/>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Add…</source>
        <translation>新增…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>All own classes, of every version, as a CSV file</source>
        <translation>将各版本的全部本市类别写入 CSV 文件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Choose a class in the list, or type what you look for.</source>
        <translation>请在列表中选择类别，或输入要查找的内容。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Choose one of the city's own classes.</source>
        <translation>请选择本市扩展类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <location filename="../dcm_plugin/gui/catalogue/feature.py"/>
        <source>Classes of components and events</source>
        <translation>部件与事件（事项）分类</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Classes of the standard are never changed. Own classes get codes by the extension rule of the version and are offered everywhere.</source>
        <translation>标准类别不可修改。本市扩展类别按所属版本的扩展规则编码，可在插件各处使用。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Code, Chinese name, alias, pinyin or its initials, English</source>
        <translation>代码、中文名称、别名、拼音或拼音首字母、英文</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Export of own classes</source>
        <translation>导出本市扩展类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <location filename="../dcm_plugin/gui/catalogue/faults.py"/>
        <source>Import of classes</source>
        <translation>导入类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Own classes are left out and cannot be edited until this is put right in {folder}: {problem}</source>
        <translation>在更正 {folder} 中的下列问题之前，本市扩展类别不显示，也不能编辑：{problem}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Own classes from a CSV or Excel file, as an export writes it</source>
        <translation>从 CSV 或 Excel 文件导入本市扩展类别，格式与导出文件相同</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>The city's own classes were changed. Save the changes?</source>
        <translation>本市扩展类别已修改，是否保存？</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>This class stands in another file of the folder.</source>
        <translation>该类别位于目录文件夹中的其他文件，请在该文件中修改。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Undo: {step}</source>
        <translation>撤销：{step}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Undone: {step}</source>
        <translation>已撤销：{step}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Version of the standard</source>
        <translation>标准版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>Written: {file}</source>
        <translation>已写入：{file}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>{code} {name} was deleted; “Undo” brings it back.</source>
        <translation>已删除 {code} {name}，可用“撤销”恢复。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>{count} classes, {own} of them the city's own</source>
        <translation>共 {count} 个类别，其中本市扩展 {own} 个</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>{file}: {added} classes added, {changed} changed, {same} as before.</source>
        <translation>{file}：新增 {added} 个类别，修改 {changed} 个，未变 {same} 个。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/browser.py"/>
        <source>{found} of {count} classes</source>
        <translation>共 {count} 个类别，找到 {found} 个</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/details.py"/>
        <source>In the other versions</source>
        <translation>其他版本中的对应类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/details.py"/>
        <source>our default</source>
        <translation>本插件默认</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/faults.py"/>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/faults.py"/>
        <source>Copy list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/faults.py"/>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/faults.py"/>
        <source>Nothing was taken over: {count} errors. Correct the file and import it again.</source>
        <translation>未导入任何内容：共 {count} 处错误。请更正文件后重新导入。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/faults.py"/>
        <source>Problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/faults.py"/>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Accuracy class</source>
        <translation>精度等级</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Add class</source>
        <translation>新增类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Aliases</source>
        <translation>别名</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Chinese description</source>
        <translation>中文说明</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <location filename="../dcm_plugin/gui/catalogue/model.py"/>
        <source>Chinese name</source>
        <translation>中文名称</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <location filename="../dcm_plugin/gui/catalogue/model.py"/>
        <source>Class code</source>
        <translation>类别代码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Edit class</source>
        <translation>编辑类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>English description</source>
        <translation>英文说明</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <location filename="../dcm_plugin/gui/catalogue/model.py"/>
        <source>English name</source>
        <translation>英文名称</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Geometry</source>
        <translation>几何类型</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Major class</source>
        <translation>大类</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Separated by semicolons</source>
        <translation>以分号分隔</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/form.py"/>
        <source>{standard} leaves {range} to cities</source>
        <translation>{standard} 的扩展范围：{range}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/model.py"/>
        <source>Found by</source>
        <translation>匹配内容</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/model.py"/>
        <source>The city's own class</source>
        <translation>本市扩展类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <source>Browse and extend the classes…</source>
        <translation>浏览和扩展分类…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Components and events</source>
        <translation>部件与事件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <source>Default profile</source>
        <translation>默认标准配置</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <source>Default version of the classes</source>
        <translation>默认分类版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <source>Own profiles (YAML) are read from {folder}.</source>
        <translation>自定义标准配置（YAML）从 {folder} 读取。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/catalogue/options.py"/>
        <source>The windows of the plugin begin with these choices. Algorithms of the toolbox keep their own default, so that models and scripts give the same result everywhere.</source>
        <translation>插件的各窗口以此处的选择为初始值。工具箱中的算法保持各自的默认值，以保证模型和脚本在任何计算机上结果一致。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/labels.py"/>
        <source>Community {code}</source>
        <translation>社区 {code}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/labels.py"/>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Errors</source>
        <translation>错误</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/labels.py"/>
        <source>No community</source>
        <translation>未归属社区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/labels.py"/>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>By community</source>
        <translation>按社区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>By severity</source>
        <translation>按级别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Check the layer</source>
        <translation>检查图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Filter by code, check or words</source>
        <translation>按编码、检查项或文字筛选</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Fix</source>
        <translation>修复</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Next finding</source>
        <translation>下一个问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Only what is in the map view</source>
        <translation>仅显示地图范围内的问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Previous finding</source>
        <translation>上一个问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Set aside …</source>
        <translation>搁置…</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Show or hide these findings</source>
        <translation>显示或隐藏此级别的问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Show what was set aside, too</source>
        <translation>同时显示已搁置的问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>Zoom to the finding</source>
        <translation>缩放至问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/layout.py"/>
        <source>{name} {number}</source>
        <translation>{name} {number}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/model.py"/>
        <source>Measure</source>
        <translation>量值</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/model.py"/>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Set aside: {note}</source>
        <translation>已搁置：{note}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/model.py"/>
        <source>What was found</source>
        <translation>问题说明</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/model.py"/>
        <source>{name} ({number})</source>
        <translation>{name}（{number}）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Checking the unit grid</source>
        <translation>正在检查单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Findings of the unit grid</source>
        <translation>单元网格问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Fix all {number} of this kind</source>
        <translation>修复全部 {number} 个同类问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Fix {number} findings ({check})</source>
        <translation>修复 {number} 个问题（{check}）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Layer “{layer}” cannot be edited.</source>
        <translation>图层“{layer}”不可编辑。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Looking for fixes</source>
        <translation>正在计算修复方案</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>No fix that keeps everything else; redraw the border by hand</source>
        <translation>没有不影响其他网格的修复方案，请手工调整边界</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Nothing was found.</source>
        <translation>未发现问题。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Run the check to see what is wrong with the unit grid.</source>
        <translation>点击“检查”查看单元网格存在的问题。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Set the finding aside</source>
        <translation>搁置问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>The check was cancelled; the findings are those from before.</source>
        <translation>检查已取消，列表仍为此前的结果。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>This finding has no place on the map.</source>
        <translation>该问题没有地图位置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Unit grids: {codes}</source>
        <translation>单元网格：{codes}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>Why it may stay as it is:</source>
        <translation>保持现状的理由：</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>{fixed} findings fixed, {left} left that have no fix.</source>
        <translation>已修复 {fixed} 个问题，{left} 个没有可用的修复方案。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>{number} open findings, {aside} set aside</source>
        <translation>未处理问题 {number} 个，已搁置 {aside} 个</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/panel.py"/>
        <source>{shown} shown by the filter of {number} open findings, {aside} set aside</source>
        <translation>筛选显示 {shown} 个，未处理问题共 {number} 个，已搁置 {aside} 个</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/findings/recheck.py"/>
        <source>Checking the changed unit grids</source>
        <translation>正在检查已修改的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/codes.py"/>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Unit grids</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/feature.py"/>
        <location filename="../dcm_plugin/gui/locator/options.py"/>
        <source>Choose a place database</source>
        <translation>选择地名地址数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/feature.py"/>
        <location filename="../dcm_plugin/gui/locator/options.py"/>
        <source>Place databases (*.gpkg)</source>
        <translation>地名地址数据库 (*.gpkg)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/filter.py"/>
        <source>City management: addresses, places, codes</source>
        <translation>城市管理：地址、地名、编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/options.py"/>
        <source>Asked by the locator bar (Ctrl+K) and by the functions dcm_… of expressions. “Build geocode index” makes one.</source>
        <translation>用于定位栏（Ctrl+K）和表达式函数 dcm_…。可用“建立地理编码索引”建立。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/options.py"/>
        <location filename="../dcm_plugin/processing/base.py"/>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <source>Geocoding</source>
        <translation>地理编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/options.py"/>
        <source>Place database of other projects</source>
        <translation>其他工程的地名地址数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/options.py"/>
        <source>Place database of this project</source>
        <translation>本工程的地名地址数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/options.py"/>
        <source>the one in the layers of the project, else the next one</source>
        <translation>工程图层中的数据库，若无则用下一项</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Addresses and places</source>
        <translation>地名地址</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Approximate or similar</source>
        <translation>近似结果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Between house numbers</source>
        <translation>门牌间推算</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Beyond the known house numbers</source>
        <translation>已知门牌之外推算</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Block</source>
        <translation>区片</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Crossing</source>
        <translation>交叉口</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Exactly so</source>
        <translation>完全匹配</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>From {place}</source>
        <translation>{place}（按方位推移）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>House number</source>
        <translation>门牌</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>House number in part</source>
        <translation>门牌部分匹配</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Landmark</source>
        <translation>兴趣点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Names that contain it</source>
        <translation>名称中包含</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Near the crossing</source>
        <translation>交叉口附近</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Press Enter to choose a place database.</source>
        <translation>按回车键选择地名地址数据库。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Street</source>
        <translation>街巷</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>Zone</source>
        <translation>地片</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>about ±{error} m, score {score}</source>
        <translation>误差约 ±{error} 米，置信度 {score}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>also called so</source>
        <translation>别名</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>former name</source>
        <translation>曾用名</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/places.py"/>
        <source>similar name</source>
        <translation>近似名称</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/show.py"/>
        <source>It has no geometry: there is nothing to show on the map.</source>
        <translation>该要素没有几何图形，无法在地图上显示。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/show.py"/>
        <source>It is no longer there. Search again.</source>
        <translation>该要素已不存在，请重新查询。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/show.py"/>
        <source>Locator</source>
        <translation>定位查询</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/locator/show.py"/>
        <source>The place cannot be shown in the coordinate reference system of the map. Choose another one in the project properties.</source>
        <translation>该地点无法在地图的坐标系中显示。请在工程属性中改选坐标系。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>A border that cuts one is refused.</source>
        <translation>切割建筑物的边界将被拒绝。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Add a polygon layer of unit grids to the project first.</source>
        <translation>请先向工程中添加单元网格面图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Buildings</source>
        <translation>建筑物</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Choose what the redraw works with. The choice is kept in the project; only the layer of unit grids is edited.</source>
        <translation>选择重绘所用的图层。选择结果保存在工程中；只编辑单元网格图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Communities</source>
        <translation>社区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Compounds</source>
        <translation>院落</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Layer “{layer}” is chosen for two purposes.</source>
        <translation>图层“{layer}”被用于两种用途。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Layer “{layer}” is read-only.</source>
        <translation>图层“{layer}”为只读。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Real lines</source>
        <translation>真实地物线</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Redraw unit grids</source>
        <translation>重绘单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Roads, rivers, walls: the line drawn catches on them and runs along them. Of polygons the outline counts.</source>
        <translation>道路、河流、围墙等：绘制的线会捕捉并沿其走向。面图层取其轮廓。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Standard profile</source>
        <translation>标准配置</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>The layer that is edited; a copy, where others use the layer.</source>
        <translation>将被编辑的图层；如他人也在使用，请编辑其副本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Their borders are fixed. Empty: the community in the code counts.</source>
        <translation>社区边界不可移动。留空时按标识码中的社区判断。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>They are counted in each cell.</source>
        <translation>统计每个网格内的部件数。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <source>Yards of one unit; one above 10,000 m² is never split.</source>
        <translation>一个单位管理的院落；超过 10 000 平方米的院落不得拆分。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/loading.py"/>
        <source>Reading “{layer}” for the redraw</source>
        <translation>正在读取重绘图层“{layer}”</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source> (+{count} on the border)</source>
        <translation>（另有 {count} 个在边界上）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>(no code)</source>
        <translation>（无标识码）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>Cell</source>
        <translation>网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>Components: {count}</source>
        <translation>部件：{count}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>Not possible</source>
        <translation>无法执行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>Possible, but</source>
        <translation>可以执行，但请注意</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <source>… and {count} more</source>
        <translation>……另有 {count} 项</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/tool.py"/>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Add the unit grids as they were before the redraw to the project: the redrawn layer is compared with them.</source>
        <translation>请将重绘前的单元网格图层加入工程：需与重绘后的图层比较。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Cells {codes} were changed by somebody else. Nothing was overwritten.</source>
        <translation>网格 {codes} 已被他人修改，未覆盖任何内容。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Cells {codes} were changed by somebody else. Your edits of that place were not saved, all others were. Not saved: {mine}.</source>
        <translation>网格 {codes} 已被他人修改。您在该处的编辑未保存，其余均已保存。未保存的网格：{mine}。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Choose the layers and begin; press again to end the redraw.</source>
        <translation>选择图层并开始；再次点击结束重绘。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Click cells, or press and drag across them; right click or Enter merges them into the first.</source>
        <translation>单击网格，或按住拖过多个网格；右键或回车将其合并到第一个网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Compare the redrawn layer with the one it was taken from: codes by the rules of change, end dates, predecessors, change table.</source>
        <translation>将重绘后的图层与原图层比较：按变更规则编码，记录终止日期、原标识码和变更表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Draw across a cell from border to border; right click or Enter makes it. Where cells are selected, only those are split.</source>
        <translation>从边界到边界画线穿过网格；右键或回车执行。如已选中网格，则只拆分选中的网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Draw where the border shall run, from a place on it to another. Left click: next place. Right click or Enter: make it. Backspace: one place back. F: follow real lines or not. Esc: begin anew.</source>
        <translation>从边界上一点到另一点，绘制边界的新位置。左键：下一点；右键或回车：执行；退格：退回一点；F：是否沿真实地物线；Esc：重新开始。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Follow real lines</source>
        <translation>沿真实地物线</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Merge cells</source>
        <translation>合并网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Move border</source>
        <translation>调整边界</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Put mine back</source>
        <translation>恢复我的编辑</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Redo: {step}</source>
        <translation>重做：{step}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Redraw</source>
        <translation>重绘</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Save the edits of “{layer}” first.</source>
        <translation>请先保存图层“{layer}”的编辑。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Split cell</source>
        <translation>拆分网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Take over their version</source>
        <translation>接受对方的版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Take over: {codes}</source>
        <translation>接受他人版本：{codes}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>The line drawn runs along roads, rivers and borders (F).</source>
        <translation>绘制的线沿道路、河流和边界走向（F）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Unit grid redraw</source>
        <translation>单元网格重绘</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Update with history</source>
        <translation>更新并保留历史</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>What is wrong with the grid, where, and how it can be fixed.</source>
        <translation>网格存在哪些问题、位于何处、如何修复。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>{count} cells of “{layer}” are ready to be redrawn.</source>
        <translation>图层“{layer}”的 {count} 个网格已就绪，可以重绘。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Code structure, tolerances, checks and field names. Own profiles (YAML) are read from the folder dcm/profiles of your QGIS settings.</source>
        <translation>规定标识码结构、容差、检查项和字段名称。自定义配置（YAML）放在 QGIS 用户配置目录的 dcm/profiles 文件夹中。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>Interchange</source>
        <translation>数据交换</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/base.py"/>
        <source>These Python packages are missing: {packages}. Install them into the Python of QGIS (OSGeo4W Setup, your Linux distribution, or conda) and start QGIS again.</source>
        <translation>缺少以下 Python 包：{packages}。请将其安装到 QGIS 的 Python 中（OSGeo4W 安装程序、Linux 发行版软件包或 conda），然后重新启动 QGIS。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>A table of actions (CSV or xlsx), instead of a layer.</source>
        <translation>办理表文件（CSV 或 xlsx），代替图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>A table of actions that is loaded in QGIS. Or give a file.</source>
        <translation>已在 QGIS 中加载的办理表；也可给出文件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Actions done</source>
        <translation>已办理数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Actions done before</source>
        <translation>此前已办理数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Actions refused</source>
        <translation>拒绝数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Advance cases</source>
        <translation>批量办理案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Conflicts</source>
        <translation>冲突数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Does actions on many cases from a table, by the same rules.</source>
        <translation>按表格批量办理案件，规则与单件办理相同。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Dry run</source>
        <translation>试运行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Each row names a case (task number or case code), an action (code or name) and who acts (login); further columns hold what the action needs: opinion, department, filing condition, supervisor, result, until, photos. Rows are done in their order, by the same rules as in the cases panel: role, state, area and limits.

Each row is stored on its own. The output lists every row: done, refused with the reason, in conflict with somebody who acted meanwhile, done before, or left after stopping. A table may be run again: rows that were done are recognised by a column “key”, else by the name of the table and what the row says.

A dry run judges all rows one after the other and writes nothing.</source>
        <translation>每行给出案件（任务号或案件编码）、动作（代码或名称）和操作人（登录名）；其余列为该动作所需内容：意见、责任部门、立案条件、监督员、结果、截止日期、照片。各行按顺序办理，规则与案件面板相同：角色、状态、管辖区和次数上限。

每行单独保存。结果表列出每一行：已办理、被拒绝及原因、与他人操作冲突、此前已办理，或停止后未处理。同一张表可以再次运行：已办理的行按“key”列识别，没有该列时按表名和行内容识别。

试运行依次判定所有行，不写入任何内容。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Encoding of the file</source>
        <translation>文件编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Everything is judged and listed; nothing is written.</source>
        <translation>只判断并列出结果，不写入。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Login of who acts, for rows that name nobody.</source>
        <translation>未填写操作人的行所用的登录名。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Only where a column has no usual heading: meaning=column, one a line or separated by semicolons, for example case=工单编号. Meanings: case, id, action, actor, role, time, key, opinion, department, condition_code, until, patrol, result, limit_unit, limit_value, kind, satisfaction, media. Nothing behind = leaves one out.</source>
        <translation>仅当列名不常见时填写：含义=列名，每行一个或以分号分隔，例如 case=工单编号。含义：case、id、action、actor、role、time、key、opinion、department、condition_code、until、patrol、result、limit_unit、limit_value、kind、satisfaction、media。“=”后留空表示不使用。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Operator</source>
        <translation>操作员</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Outcomes</source>
        <translation>导入结果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>Rows left</source>
        <translation>未处理行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>auto: UTF-8 if the bytes allow it, else GB 18030 (GBK).</source>
        <translation>auto：内容符合 UTF-8 则按 UTF-8，否则按 GB 18030（GBK）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/advance_cases.py"/>
        <source>case,action,batch,workflow,dispatch,close,file,CSV,city management</source>
        <translation>case,action,batch,workflow,dispatch,close,file,CSV,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>A copy of the project as a file, best in the folder of the database: paths are relative. A project for PostgreSQL is written only here.</source>
        <translation>工程文件的副本，最好放在数据库所在文件夹：路径为相对路径。PostgreSQL 的工程只写到此处。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Bring an existing database up to date</source>
        <translation>升级已有数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Clock of the city; 480 for China. Times are kept in UTC.</source>
        <translation>城市的时钟；中国为 480。时间按 UTC 存储。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Components with an identification code. Lines and areas become one point.</source>
        <translation>带有标识码的部件。线和面取其上的一点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Coordinate reference system</source>
        <translation>坐标参考系</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Create city database</source>
        <translation>创建城市数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Departments</source>
        <translation>部门</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Districts</source>
        <translation>区（县）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Duty grids</source>
        <translation>责任网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Field mapping</source>
        <translation>字段对应</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>For a database that is there already: its structure is brought to the present version and the project is written anew. Cases stay as they are.</source>
        <translation>用于已存在的数据库：结构升级到当前版本，工程重新生成，案件保持不变。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>For fields that are not found by their names: one line for each, as unit_grid.code=MyField. Tables and columns are those of the database.</source>
        <translation>用于按名称找不到的字段：每行一个，例如 unit_grid.code=我的字段。表和列使用数据库中的名称。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>GeoPackages (*.gpkg)</source>
        <translation>GeoPackage 文件 (*.gpkg)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>In metres. Empty: that of the unit grids.</source>
        <translation>以米为单位。留空：采用单元网格图层的坐标参考系。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Language of layer names, forms and legend. auto: as in QGIS.</source>
        <translation>图层名称、表单和图例的语言。auto：与 QGIS 相同。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Leave it empty when a PostgreSQL connection is given.</source>
        <translation>选用 PostgreSQL 连接时此项留空。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Let the server enforce the roles</source>
        <translation>由服务器强制执行角色权限</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Makes the city database – a GeoPackage, or a schema of a PostgreSQL database with PostGIS – with the workflow, time limits, calendar and code tables as data that the city may change, and copies unit grids, duty grids, areas, components, departments and operators into it. Areas that are not given are made of the unit grids, by the parts of their codes.

The QGIS project has forms in the language chosen, relations, map themes, and cases in the colours of their states with a ring for the light of the time limit. It is stored inside the GeoPackage (open it in the browser panel) and, where wanted, as a file beside it. What the rules of the workflow write cannot be edited in the forms.

An existing database is refused, unless it is to be brought up to date: then its structure and its project are renewed and no case is touched.</source>
        <translation>创建城市数据库：可以是 GeoPackage，也可以是 PostgreSQL（含 PostGIS）中的一个模式。工作流程、时限、日历和代码表均作为数据存入，城市可自行修改；单元网格、责任网格、行政区划、部件、部门和操作员复制到库中。未提供的行政区划按代码分段由单元网格合并生成。

QGIS 工程带有所选语言的表单、关联关系和地图主题，案件按状态着色，外圈颜色表示时限灯。工程存放在 GeoPackage 内（可在浏览器面板中打开），也可另存为旁边的文件。由工作流程规则写入的内容不能在表单中修改。

已存在的数据库不会被覆盖；选择升级时，只更新其结构和工程，不改动任何案件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Makes the database of a city for cases, and the QGIS project to work with it.</source>
        <translation>创建城市案件数据库，以及用于日常工作的 QGIS 工程。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/components/check_components.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Number of components</source>
        <translation>部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Number of operators</source>
        <translation>操作员数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <source>Number of unit grids</source>
        <translation>单元网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Offset to UTC (minutes)</source>
        <translation>与 UTC 的时差（分钟）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Operation mode</source>
        <translation>运行模式</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Operators</source>
        <translation>操作员</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Polygons with a code: the area that one supervisor walks.</source>
        <translation>带代码的面：一名监督员负责巡查的区域。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Polygons with code and name. Empty: made of the unit grids, by their codes.</source>
        <translation>带代码和名称的面。留空：按单元网格的代码由单元网格合并生成。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>PostgreSQL only, for an administrator: makes a group of the server for each role and puts the operators who have a login there into their groups. Run it with MIGRATE again after operators have changed.</source>
        <translation>仅用于 PostgreSQL，由管理员运行：为每个角色建立服务器角色组，并把在服务器上有账号的操作员加入相应的组。操作员变动后，勾选升级再运行一次。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Project file</source>
        <translation>工程文件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <location filename="../dcm_plugin/processing/components/create_survey_project.py"/>
        <source>QGIS projects (*.qgz *.qgs)</source>
        <translation>QGIS 工程 (*.qgz *.qgs)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Streets and towns</source>
        <translation>街道（镇、乡）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Table with the columns code, name, parent, kind, level and jurisdiction_code, or with Chinese headings and words (机构代码, 机构名称, 上级机构, 类型, 层级).</source>
        <translation>含 code、name、parent、kind、level、jurisdiction_code 列的表；也可使用中文表头和用语（机构代码、机构名称、上级机构、类型、层级）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Table with the columns login, name, unit_code, phone and role (one or several, separated by |), or with Chinese headings and names of roles (登录名, 姓名, 所属机构, 电话, 角色).</source>
        <translation>含 login、name、unit_code、phone、role 列的表（可填一个或多个角色，以 | 分隔）；也可使用中文表头和角色名称（登录名、姓名、所属机构、电话、角色）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>Version of the schema</source>
        <translation>结构版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>city database,cases,case management,GeoPackage,PostGIS,PostgreSQL,project,migrate,city management</source>
        <translation>城市数据库,案件,案件管理,GeoPackage,PostGIS,PostgreSQL,工程,升级,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/create_database.py"/>
        <source>one_one: one level of supervision and of command; one_two: one of supervision, two of command; two_two: two of both; shared: one platform of city and counties.</source>
        <translation>one_one：一级监督、一级指挥；one_two：一级监督、两级指挥；two_two：两级监督、两级指挥；shared：市县共享平台。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/database_parameter.py"/>
        <source>A PostgreSQL connection stored in QGIS, instead of a file; or a connection string such as service=city. Passwords belong into the stored connection or the authentication manager: what is typed here is kept in the history.</source>
        <translation>QGIS 中已存储的 PostgreSQL 连接，用来代替文件；也可填写连接字符串，例如 service=city。密码应保存在已存储的连接或身份验证管理器中：此处输入的内容会保留在历史记录里。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/database_parameter.py"/>
        <source>Schema of the city database in PostgreSQL, usually dcm.</source>
        <translation>城市数据库在 PostgreSQL 中的模式名，通常为 dcm。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/database_parameter.py"/>
        <source>The GeoPackage that “Create city database” made. Leave it empty when a PostgreSQL connection is given.</source>
        <translation>由“创建城市数据库”生成的 GeoPackage。选用 PostgreSQL 连接时此项留空。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>C (component) or E (event) and the beginning of the class code: E09.</source>
        <translation>C（部件）或 E（事件）加类别代码的开头，例如 E09。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Cases not given away</source>
        <translation>未导出的案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <location filename="../dcm_plugin/processing/components/component_parameters.py"/>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Class catalogue</source>
        <translation>类别目录</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Codes of departments, separated by commas.</source>
        <translation>部门代码，以逗号分隔。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Codes of states of the workflow, separated by commas.</source>
        <translation>流程状态代码，以逗号分隔。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Columns of the cases</source>
        <translation>案件字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Export cases</source>
        <translation>导出案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Exported cases</source>
        <translation>导出的案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Extent</source>
        <translation>范围</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Gives cases of the city database away. The ending of the file says the format: .json is Open311 GeoReport v2, a list of service requests with the list of services beside it; .csv is Open311 Bulk; .gpkg holds the cases with their log, tasks, requests and urgings.

Open311 knows open and closed: the states of the workflow are mapped by the table of states of the city database, and drafts are not given away. service_code is C (component) or E (event) and the class code; coordinates are WGS 84; times carry their zone.

Names and phone numbers are left out unless you keep them; the log of the run says what personal data the file holds. The file is written whole or not at all, in little memory whatever the number of cases.</source>
        <translation>导出城市数据库中的案件。格式由扩展名决定：.json 为 Open311 GeoReport v2 服务请求列表，旁附服务列表；.csv 为 Open311 批量文件；.gpkg 含案件及其流转记录、任务、申请和督办。

Open311 只分未结和已结：流程状态按城市数据库的状态表对应，草稿不导出。service_code 为 C（部件）或 E（事件）加类别代码；坐标为 WGS 84；时间带时区。

默认不含姓名和电话，可选择保留；运行日志说明文件含哪些个人信息。文件要么完整写出，要么不写；案件再多，占用内存也很少。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Gives classes and services their names. Empty: that of the city database.</source>
        <translation>类别和服务的名称取自此目录。留空：城市数据库的目录。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>In local time of the city.</source>
        <translation>按本市当地时间。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>In task number, case code, address and description.</source>
        <translation>在任务号、案件编码、地址和问题描述中查找。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Of a GeoPackage, separated by commas. Empty: all columns.</source>
        <translation>用于 GeoPackage，以逗号分隔。留空：全部字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Only cases with a place inside.</source>
        <translation>仅位置在范围内的案件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Open311 GeoReport v2 (*.json);;Open311 Bulk (*.csv);;GeoPackage (*.gpkg)</source>
        <translation>Open311 GeoReport v2 (*.json);;Open311 批量 (*.csv);;GeoPackage (*.gpkg)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Personal data</source>
        <translation>个人信息</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Reported from</source>
        <translation>上报时间起</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Reported until</source>
        <translation>上报时间止</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Search text</source>
        <translation>查找文字</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Services</source>
        <translation>服务列表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>States</source>
        <translation>状态</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Which cases</source>
        <translation>案件范围</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>Writes cases as Open311 JSON, Open311 Bulk CSV or GeoPackage.</source>
        <translation>将案件写为 Open311 JSON、Open311 批量 CSV 或 GeoPackage。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>all, those that are open, or those that are closed.</source>
        <translation>all：全部；open：未结；closed：已结。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>case,export,Open311,GeoReport,JSON,CSV,GeoPackage,open data,city management</source>
        <translation>案件,导出,Open311,GeoReport,JSON,CSV,GeoPackage,开放数据,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>leave_out: no names, phone numbers and logins; phone and identity card numbers inside texts become stars. keep: everything as it is.</source>
        <translation>leave_out：去除姓名、电话和登录名，文本中的电话和身份证号以星号代替。keep：保持原样。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/export_cases.py"/>
        <source>none: no photo is named. paths: a GeoPackage lists their files, which are not copied; with personal data left out it lists none.</source>
        <translation>none：不列照片。paths：GeoPackage 中列出照片文件路径，但不复制文件；去除个人信息时不列。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Another number gives other cases.</source>
        <translation>换一个数即生成另一批案件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Cases on streets are placed beside them and named after them. Empty: along the borders of unit grids, with invented names.</source>
        <translation>街面案件布置在道路两侧，并以道路命名。留空：沿单元网格边界布置，道路名称为虚构。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Empty: the field “name”, if there is one.</source>
        <translation>留空：采用名为 name 的字段（如有）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Fills a city database with a realistic load of invented cases, for training.</source>
        <translation>向城市数据库写入一批逼真的虚构案件，用于培训和演练。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Fills a city database with invented cases: classes, sources and hours of the day as in a Chinese city of today, hot spots, places along streets and at components, descriptions in Chinese. Each case is played through the rules of the workflow, so that log, clocks, tasks and requests are as real ones: some are overdue, deferred, returned, reworked, refused, cancelled or reported twice.

How often what happens is our own picture of a city, not a statistic of one; it stands in the tables of data/cases/generate.

A database without departments and operators gets a sample organisation. The same seed gives the same cases, when the period has ended. No photos are made. Use it on a database for training: generated cases cannot be told from real ones.</source>
        <translation>向城市数据库写入虚构案件：类别、来源和时段分布参照当前国内城市的情况，有高发区域，沿街道和部件布置，问题描述为中文。每件案件都按工作流程规则逐步办理，流转记录、计时、任务和申请与真实案件一致；其中有超时、挂账、回退、返工、不予受理、作废和重复上报的案件。

各种情况的比例是本插件的默认设定，并非任何城市的统计，见 data/cases/generate 中的各表。

数据库中没有部门和操作员时，自动生成示例机构。时段已结束时，相同的随机种子得到相同的案件。不生成照片。请只在培训用数据库中使用：生成的案件与真实案件无法区分。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>From some ten thousand on, cases that took the same course in other weeks are taken as patterns, so that a million takes minutes.</source>
        <translation>超过一万余件时，以其他周内经过相同的案件为模板，百万件只需数分钟。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Generate cases</source>
        <translation>生成模拟案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Language of the descriptions. auto: as in QGIS.</source>
        <translation>问题描述的语言。auto：与 QGIS 相同。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Number of cases</source>
        <translation>案件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Number of open cases</source>
        <translation>在办案件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Number of overdue disposals</source>
        <translation>处置超时次数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Number of steps in the log</source>
        <translation>流转记录数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Of the reports. Empty: 60 days before the last day.</source>
        <translation>上报日期。留空：结束日期之前 60 天。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Of the reports; what would happen later does not happen. Empty: today, up to this moment.</source>
        <translation>上报日期；此后的流转不再发生。留空：今天，截至当前时刻。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Road name field</source>
        <translation>道路名称字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>Roads</source>
        <translation>道路</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <location filename="../dcm_plugin/processing/components/draw_sample.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/generate_cases.py"/>
        <source>cases,generate,sample,training,test data,random,simulate,city management</source>
        <translation>案件,生成,样例,培训,测试数据,随机,模拟,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>A code of the table of sources of the city database: hotline, web, wechat, public_app, transfer …</source>
        <translation>城市数据库来源表中的代码：hotline、web、wechat、public_app、transfer 等。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>A hotline table that is loaded in QGIS. Or give a file below.</source>
        <translation>已加载到 QGIS 的热线工单表。或在下面指定文件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Answers with a lower score count as uncertain. The score is the probability that the place is the one meant.</source>
        <translation>低于此值的结果记为存疑。置信度是该地点即为所指地点的概率。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Cases made</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Class of reports whose class is not clear: C (component) or E (event) and the class code. Empty: they are listed and not imported.</source>
        <translation>类别不明确的工单所归的类别：C（部件）或 E（事件）加类别代码。留空：列出而不导入。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Counts by outcome, reasons, columns, classes and places.</source>
        <translation>按结果、原因、列对应、类别和定位方式统计。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Datum of the coordinates</source>
        <translation>坐标基准</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Fallback class</source>
        <translation>兜底类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Format of the file</source>
        <translation>文件格式</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Hotline table (CSV or xlsx), Open311 GeoReport v2 (JSON) or Open311 Bulk (CSV), instead of a layer.</source>
        <translation>热线工单表（CSV 或 xlsx）、Open311 GeoReport v2（JSON）或 Open311 批量文件（CSV），用以代替图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Hours from UTC</source>
        <translation>与 UTC 的时差（小时）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>How dates that end with the year are read. ymd: such dates are refused, since day and month cannot be told apart.</source>
        <translation>年份在末尾的日期如何读取。ymd：不接受此类日期，因日与月无法区分。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Import cases</source>
        <translation>导入案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Import closed reports</source>
        <translation>导入已办结的工单</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Login of the acceptor who registers. Empty: “import” stands in the log.</source>
        <translation>登记的受理员登录名。留空：流转记录中写 import。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Lowest score</source>
        <translation>最低得分</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Makes cases of hotline tables and Open311 service requests.</source>
        <translation>由热线工单表和 Open311 服务请求建立案件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Name of the other system</source>
        <translation>对方系统名称</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Names and phone numbers</source>
        <translation>姓名和电话</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Of times that name no zone. Empty: the setting of the city, usually 8.</source>
        <translation>用于未注明时区的时间。留空：本市设置，一般为 8。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Only where a column has no usual heading: meaning=column, one a line or separated by semicolons, for example external_id=工单编号. Meanings: external_id, report_time, caller_name, caller_sex, caller_phone, title, description, address, class_name, class_code, lon, lat, need_reply, is_urgent, satisfaction, status, remark. Nothing behind = leaves one out.</source>
        <translation>仅在列名不常见时填写：用途=列名，每行一个或以分号分隔，例如 external_id=工单编号。用途：external_id、report_time、caller_name、caller_sex、caller_phone、title、description、address、class_name、class_code、lon、lat、need_reply、is_urgent、satisfaction、status、remark。等号后留空表示不用该项。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Order of dates</source>
        <translation>日期顺序</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Place database</source>
        <translation>地名地址数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Possible duplicates among them</source>
        <translation>其中疑似重复</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Registers reports from elsewhere as cases of the city database: tables of the 12345 or 12319 hotline (CSV in UTF-8 or GBK, xlsx, any layer), Open311 GeoReport v2 JSON and Open311 Bulk CSV.

Columns of hotline tables are found by their usual headings; what was taken for what is told, and can be said otherwise. The class is found by code, name or text; the place by coordinates or address. A report whose class is not clear is not imported but listed with the classes that may be meant, unless a fallback class is given. A report whose place is not certain becomes a draft that a person places.

A report whose number is a case already is skipped, so the same file may be imported again. One that may be the same problem as another case (same class, near in place and time, by the settings of the city; or the same caller saying the same) is imported and flagged. All cases are written in one transaction or none; every row of the input is listed with its outcome.</source>
        <translation>将外部工单登记为城市数据库的案件：12345 或 12319 热线工单表（UTF-8 或 GBK 的 CSV、xlsx、任意图层）、Open311 GeoReport v2 JSON 和 Open311 批量 CSV。

热线工单表的列按常见列名识别，识别结果会列出，也可另行指定。类别按代码、名称或文本判定，位置按坐标或地址确定。类别不明确的工单不导入，而是列出可能的类别；指定兜底类别时除外。位置不确定的工单存为草稿，由人工定位。

编号已是案件的工单跳过，因此同一文件可重复导入。可能与其他案件为同一问题的（按本市设置，类别相同且时空相近；或同一来电号码内容相近），照常导入并标记。所有案件在一个事务中写入，要么全部写入，要么都不写；输入的每一行都列出结果。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Reports not imported</source>
        <translation>未导入的工单</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Reports that are cases already</source>
        <translation>已是案件的工单</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Reports that are closed in the other system become new cases too. Off: they are listed and not imported.</source>
        <translation>对方系统中已办结的工单也建为新案件。不选：列出而不导入。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Reports without certain place</source>
        <translation>位置不确定的工单</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Source of the cases</source>
        <translation>案件来源</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>The GeoPackage that “Build geocode index” made. Empty: the one in the city database, where there is one.</source>
        <translation>由“建立地理编码索引”生成的 GeoPackage。留空：使用城市数据库中的地名地址库（如有）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Together with the number of a report it says which report it is: choose the same name each time, for example 12345.</source>
        <translation>与工单编号一起确定是哪条工单：每次请用相同名称，例如 12345。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>Version of the standard whose classes the cases get. city: that of the city database.</source>
        <translation>案件类别所依据的标准版本。city：城市数据库的类别目录。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>as_is: WGS 84 or CGCS2000 (the coordinate system of a layer of points). gcj02: Amap, Tencent. bd09: Baidu. It is never guessed.</source>
        <translation>as_is：WGS 84 或 CGCS2000（点图层按其坐标系）。gcj02：高德、腾讯。bd09：百度。不作猜测。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>auto: by ending and header. hotline: a table. open311: JSON. bulk: CSV.</source>
        <translation>auto：按扩展名和表头判断。hotline：工单表。open311：JSON。bulk：批量 CSV。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>case,import,hotline,12345,Open311,GeoReport,CSV,complaint,city management</source>
        <translation>案件,导入,热线,12345,Open311,GeoReport,CSV,投诉,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>draft: they become drafts, with the best place as proposal. leave: they are listed and not imported.</source>
        <translation>draft：存为草稿，以最可能的位置为建议。leave：列出而不导入。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_cases.py"/>
        <source>keep: callers are stored with the case, so that they can be answered. leave_out: name, sex and number of callers are not stored.</source>
        <translation>keep：随案件保存来电人信息，便于回复。leave_out：不保存来电人姓名、性别和号码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>A table; flag says why a person must look at a row.</source>
        <translation>属性表；flag 字段说明该行为何须人工核对。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Counts, and the rows that a person must look at.</source>
        <translation>统计数，以及须人工核对的行。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Days without saying which</source>
        <translation>未注明类型的天</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Hours without saying which</source>
        <translation>未注明类型的小时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>How 2小时 or 3天 are read; such limits are flagged.</source>
        <translation>“2小时”“3天”等如何解释；此类时限带待核标记。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Import time limits</source>
        <translation>导入处置时限</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Its classes are those of the table.</source>
        <translation>表中类别所属的标准版本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Kind of the cases</source>
        <translation>案件类型</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Limits to replace</source>
        <translation>替换范围</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Reads disposal time limits by class and filing condition: an Excel file with the sheets 部件 and 事件 and the columns 大类代码, 小类代码, 立案条件, 结案条件 and 处置时限, or with 立案明细编码 and limits of management class A, B and C; or the same as CSV in UTF-8 or GBK. Columns are found by their headings, a title above them does not matter, and blank cells take what stands above.

Limits that cannot be read are kept as they are written, with a flag, and never hold for a case. With a city database the limits of the classes in the table are replaced there, or on request all limits of components or events; other catalogues and the default limits of a kind (class *) stay.</source>
        <translation>按类别和立案条件读取处置时限：含“部件”“事件”工作表及大类代码、小类代码、立案条件、结案条件、处置时限等列的 Excel 文件，或含立案明细编码和 A、B、C 类时限的 Excel 文件；也可为同样内容的 CSV（UTF-8 或 GBK）。按表头识别各列，表头上方可有标题行，空白单元格沿用上方内容。

无法识别的时限按原文保留并加待核标记，不用于任何案件。给出城市数据库时，替换其中表内各类别的时限，也可选择替换全部部件或事件的时限；其他类别目录和各案件类型的默认时限（类别 *）保留。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Reads disposal time limits from the spreadsheet of a city.</source>
        <translation>从城市的电子表格读取处置时限。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Rows read</source>
        <translation>读入行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Rows stored</source>
        <translation>写入行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Rows with a flag</source>
        <translation>带待核标记的行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Table of time limits</source>
        <translation>处置时限表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>Time limits</source>
        <translation>处置时限</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>auto: by the names of sheets and file (部件, 事件) or a column.</source>
        <translation>auto：按工作表名、文件名（部件、事件）或列判断。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>classes: those of the classes in the table, other classes keep theirs; kinds: all of the kind (components, events), for the whole table of a city.</source>
        <translation>classes：只替换表中各类别的时限，其他类别的时限保留；kinds：替换该类案件（部件、事件）的全部时限，用于导入全市完整的时限表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/import_time_limits.py"/>
        <source>time limit,deadline,filing condition,import,Excel,CSV,cases,city management</source>
        <translation>时限,截止时间,立案条件,导入,Excel,CSV,案件,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Changed deadlines</source>
        <translation>变化的截止时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Clocks that run</source>
        <translation>运行中的计时</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Counts running time limits anew after the calendar has changed.</source>
        <translation>工作日历变更后，重新计算运行中的时限。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Deadlines changed</source>
        <translation>变化的截止时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Deadlines that are earlier now</source>
        <translation>提前的截止时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Deadlines that are later now</source>
        <translation>推后的截止时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Deferred cases that went on</source>
        <translation>恢复办理的挂账案件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Refresh deadlines</source>
        <translation>刷新截止时间</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>Run this after office hours (calendar_slot), holidays and make-up days (calendar_day) or the settings of the calendar were changed: the deadlines of all clocks that run are counted anew. What a clock had used before it stood and went on stays as it was counted. Clocks that stand or have ended are not touched.

All changes are written in one transaction, or none. Every clock that changed gets a row in the log of its case with the deadline before and after; the output lists them with task number and times by the clock of the city. Years without any holiday in the table are told.

Deferred cases whose day has come go on first, from that day (setting hang_auto_resume), so this may be run every night.</source>
        <translation>办公时间（calendar_slot）、节假日和调休上班日（calendar_day）或日历相关设置修改后运行：所有运行中的计时重新计算截止时间。计时暂停前已用的时间保持当时的计算结果；已暂停或已结束的计时不变。

全部修改在一个事务中写入，要么全部写入，要么都不写入。每个变化的计时都会在案件流转记录中留下一行，记下修改前后的截止时间；输出表按任务号逐条列出，时间为本市时间。节假日表中没有任何日期的年份会给出提示。

挂账到期的案件先恢复办理，自到期之日起计时（设置项 hang_auto_resume），因此可每晚运行。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/cases/refresh_deadlines.py"/>
        <source>deadline,time limit,calendar,holiday,working day,cases,city management</source>
        <translation>截止时间,时限,工作日历,节假日,工作日,案件,城市管理</translation>
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
        <source>components,check,validate,quality,identification code,duplicates,acceptance,city management</source>
        <translation>部件,检查,验证,质量,标识码,重复,验收,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>A description in which the name of a class may stand.</source>
        <translation>可能包含类别名称的描述字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>A layer called BJ0101 or prefix_name holds one class.</source>
        <translation>名为 BJ0101 或“前缀_小类名”的图层只含一个类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>A similar name decides only when it is better by this much.</source>
        <translation>相似名称须比次优类别高出该值才算确定。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Classified components</source>
        <translation>已分类部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Classify components</source>
        <translation>部件分类</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Code field</source>
        <translation>代码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Empty: the field that the standards name, if there is one.</source>
        <translation>留空：使用标准规定名称的字段（如有）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Fields with OpenStreetMap tags: named by their key (highway), or with values of any key. Empty: the fields that are named like a key.</source>
        <translation>存放 OpenStreetMap 标签的字段：以键命名（如 highway），或存放任意键的值。留空：名称与某个键相同的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Gives each component its class from codes, names, tags, texts or layer name.</source>
        <translation>根据代码、名称、标签、文本或图层名称确定每个部件的类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Gives each component of any layer or table its class in the chosen catalogue.

What the survey has is looked at in this order: a class code or identification code of any version, the name of a class, an alias, the name or code of another version, OpenStreetMap tags, the name of the layer (BJ0101, prefix_name), a name inside a text, a similar name. Full-width and traditional characters, brackets, blanks and running numbers do not matter.

Nothing is guessed: where several classes fit, where code and name contradict each other, or where no name is similar enough, the row stays without class and is listed with its candidates and the reason.

Fields of the layer that are called like the new ones are replaced, so the result can be classified again.</source>
        <translation>为任意图层或表中的每个部件确定所选类别目录中的类别。

依次查看普查数据中的内容：各版本的类别代码或部件标识码、类别名称、别名、其他版本的名称或代码、OpenStreetMap 标签、图层名称（BJ0101、“前缀_小类名”）、文本中包含的名称、相似名称。全角字符、繁体字、括号、空格和顺序编号不影响匹配。

不作猜测：有多个类别符合、代码与名称矛盾或没有足够相似的名称时，该行不赋类别，并连同候选类别和原因列出。

图层中与新增字段同名的字段会被替换，因此结果可再次分类。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Lead over the next class</source>
        <translation>与次优类别的最小差距</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Name field</source>
        <translation>名称字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Read the layer name</source>
        <translation>读取图层名称</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Rows without class, with reason and candidates.</source>
        <translation>未确定类别的行，附原因和候选类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Similar names with a lower score are candidates only.</source>
        <translation>得分低于该值的相似名称仅列为候选。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>Tag fields</source>
        <translation>标签字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Text field</source>
        <translation>文本字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <location filename="../dcm_plugin/processing/components/look.py"/>
        <source>Without class</source>
        <translation>未确定类别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_components.py"/>
        <source>component,class,classification,code,osm,survey,facility,city management</source>
        <translation>部件,类别,分类,代码,OSM,普查,设施,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>A text whose first choice scores lower stays open.</source>
        <translation>首选类别得分低于该值的文本不赋类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Class codes or event codes of any version.</source>
        <translation>任意版本的类别代码或事件代码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Classified events</source>
        <translation>已分类事件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Classify events</source>
        <translation>事件分类</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Events without class, with reason and choices.</source>
        <translation>未确定类别的事件，附原因和候选类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>First over second choice</source>
        <translation>首选与次选得分之比</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Gives each event (matter) its class in the chosen catalogue.

A class code or name of any version goes first. Where there is none, the Chinese text of the complaint decides: words that stand for a class, and likeness to its name, aliases and description. The first three choices are written with their scores, and the words that decided.

A row is open when no choice scores high enough, when the second is almost as good, or when code and text contradict each other. Open rows are listed and get no class.

How often the texts of the evaluation set are classified rightly stands in docs/components.md of the repository.</source>
        <translation>为每个事件（事项）确定所选类别目录中的类别。

优先采用任意版本的类别代码或名称；没有时由诉求的中文文本确定：依据代表某类别的词语，以及与类别名称、别名和描述的相似程度。写出前三个候选类别及其得分，以及起决定作用的关键词。

首选得分不够高、次选得分接近，或代码与文本矛盾时，该行列为待确认，不赋类别。

评测集文本的分类准确率见代码库中的 docs/components.md。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Names of classes in any version.</source>
        <translation>任意版本的类别名称。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Open events</source>
        <translation>待确认事件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>Tells the class of each event from the Chinese text of the complaint.</source>
        <translation>根据诉求的中文文本确定每个事件的类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>The description of the event in Chinese.</source>
        <translation>事件的中文描述。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>The first choice must have this many times the score of the second.</source>
        <translation>首选类别的得分须为次选的这么多倍。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/classify_events.py"/>
        <source>event,matter,case,complaint,hotline,text,classification,city management</source>
        <translation>事件,事项,案件,诉求,热线,文本,分类,城市管理</translation>
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
        <source>Version of the standard that the classes and fields are taken from. Own classes (CSV or Excel) are read from the folder dcm/catalogues of your QGIS settings.</source>
        <translation>类别和字段所依据的标准版本。自定义类别（CSV 或 Excel）从 QGIS 设置目录的 dcm/catalogues 文件夹读取。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Areas without components</source>
        <translation>没有部件的统计单元数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Charts and tables by class and by area.</source>
        <translation>按类别和按统计单元的图表与表格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Class code field</source>
        <translation>类别代码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Classes</source>
        <translation>类别层级</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Classes that occur</source>
        <translation>出现的类别数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Classes without components</source>
        <translation>没有部件的类别数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Communities and streets are put together of their unit grids. Needed for all levels but departments.</source>
        <translation>社区和街道由其单元网格合并而成。除主管部门外，各统计层级都需要。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Component density</source>
        <translation>部件密度</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Component statistics</source>
        <translation>部件统计</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Components in no area</source>
        <translation>不在任何统计单元内的部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Components without known class</source>
        <translation>没有已知类别的部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Counted by</source>
        <translation>统计层级</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Counts components by class and by unit grid, community, street or department, with their density per km² and per 10,000 m².

A component is counted where its locating point lies; on a border in the grid with the smallest code, as by the coding. Grids with an end date are left out. Areas and classes without components are in the tables with 0, and components in no area or without known class are counted in the totals and told.

The layer has one row per area with the number of each major class; the table one row per class, per area and per pair of both that occurs. The report has charts.</source>
        <translation>按类别以及按单元网格、社区、街道或主管部门统计部件数量，并给出每平方公里和每万平方米的密度。

部件计入其定位点所在的单元；位于边界时与编码一致，计入标识码最小的网格。有终止日期的网格不参与。没有部件的统计单元和类别以 0 列出；不在任何统计单元内或没有已知类别的部件计入合计并提示。

成果图层每个统计单元一行，含各大类的数量；统计表中每个类别、每个统计单元以及实际出现的每种组合各一行。报告含图表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Department field</source>
        <translation>主管部门字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>For the level of departments. Empty: the competent department of the version.</source>
        <translation>用于按主管部门统计。留空：该版本规定的主管部门字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Numbers and densities of components by class and by grid, street or department.</source>
        <translation>按类别以及按网格、街道或主管部门统计部件的数量和密度。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Rows for all pairs</source>
        <translation>列出全部组合</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Rows without area code are over all areas, rows without class code over all classes; a hyphen stands for components in no area or without class.</source>
        <translation>没有统计单元代码的行为全部统计单元的合计，没有类别代码的行为全部类别的合计；连字符表示不在任何统计单元内或没有类别的部件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Statistics by class</source>
        <translation>分类统计表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>The field with the class code. Empty: LBDM, else the class inside the identification code.</source>
        <translation>类别代码所在字段。留空：LBDM；没有时取部件标识码中的类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>The table gets a row for every pair of area and class, also where there is no component. With many unit grids that is a very long table.</source>
        <translation>统计表为每个统计单元与类别的组合各列一行，没有部件的也列出。单元网格很多时表会很长。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Unit grids, communities, streets, or the competent departments.</source>
        <translation>单元网格、社区、街道或主管部门。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>Version of the standard whose classes the components have.</source>
        <translation>部件类别所依据的标准版本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>component,statistics,count,density,choropleth,class,chart,city management</source>
        <translation>部件,统计,数量,密度,分级设色,类别,图表,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/component_statistics.py"/>
        <source>minor: every class; major: the major classes only.</source>
        <translation>minor：每个小类；major：仅按大类。</translation>
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
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Empty: the field that the profile names.</source>
        <translation>留空：标准配置规定的字段。</translation>
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
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>A GeoPackage (such as the city database) or SQLite file that remembers the largest number given per county and class. It is made when it is not there. Without it numbers of deleted components are given again.</source>
        <translation>GeoPackage（例如城市数据库）或 SQLite 文件，记录每个区县、每个类别已使用的最大顺序号。文件不存在时自动创建。不选登记表时，已删除部件的顺序号会被再次使用。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>A point for each component without code, and for each one on a border of grids, with what to do.</source>
        <translation>每个没有标识码的部件以及位于网格边界上的部件各对应一个点，并说明如何处理。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Codes changed</source>
        <translation>换码数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <source>Codes kept</source>
        <translation>保留的标识码数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Codes of 16 digits</source>
        <translation>16 位标识码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Codes that are there already. Empty: the field that the version names.</source>
        <translation>已有的标识码。留空：该版本规定的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Coding errors</source>
        <translation>编码问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Components on a border</source>
        <translation>位于边界的部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Components with codes</source>
        <translation>部件（已编码）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Components without code</source>
        <translation>无标识码的部件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>County codes of six digits, separated by commas. Components elsewhere get no code and are listed.</source>
        <translation>六位区县代码，多个用逗号分隔。其他区县的部件不编码，并列入问题列表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Databases (*.gpkg *.sqlite *.db);;All files (*.*)</source>
        <translation>数据库 (*.gpkg *.sqlite *.db);;所有文件 (*.*)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Encode components</source>
        <translation>部件编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>For lines and areas: the grid of the locating point (middle of the line, point inside the area), or the grid with the larger part. On a border the smallest grid code is taken and the component is listed.</source>
        <translation>用于线状和面状部件：按定位点（线的中点、面内的点）所在网格，或按较大部分所在网格。位于边界时取最小的网格标识码，并列入问题列表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Gives components their unit grid and their identification code, and keeps both.</source>
        <translation>确定部件所在单元网格并赋予部件标识码，已有的正确标识码保持不变。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Gives each component the unit grid it lies in and an identification code: county, class and a running number, 16 or 17 digits as the version says.

There is one counter per county and class. New numbers follow the largest one ever given, in the order of the unit grids, then from north to south, then from west to east. Choose a register: it remembers the numbers over all runs, also those of removed components, and lets several people code at once.

Right codes stay, so a second run changes nothing. A component whose class or county changed gets a new code; the one before is kept in the field YBSM.

A component in no unit grid, without a known class, or with a wrong or duplicate code gets no code. It stays in the result, its code before stays in YBSM, and the list of errors says what to do.

The result has the field table of the version; fields of the layer that it does not know are carried over. From GeoPackage to GeoPackage this is fastest.</source>
        <translation>确定每个部件所在的单元网格，并编制部件标识码：区县代码、类别代码和顺序号，位数按所选版本为 16 或 17 位。

每个区县、每个类别各有一个计数器。新顺序号接在历史最大号之后，按单元网格、由北向南、由西向东的顺序编排。请选择登记表：它记录历次编码使用过的号码（包括已拆除部件的号码），并支持多人同时编码。

正确的原码保持不变，因此重复运行不会改变任何内容。类别或区县发生变化的部件换用新码，原码保存在 YBSM 字段。

不在任何单元网格内、类别未知、标识码有误或重复的部件不编码：部件保留在成果中，原码保存在 YBSM 字段，问题列表说明如何处理。

成果采用所选版本的字段表；其中没有的图层字段原样保留。输入和输出均为 GeoPackage 时速度最快。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Grid of a component</source>
        <translation>部件的网格归属</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Grids with an end date are left out. Codes and names of street and community come from its fields, else from the grid code.</source>
        <translation>有终止日期的网格不参与。街道和社区的代码、名称取自该图层的字段，否则由网格标识码得出。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Identification code field</source>
        <translation>标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Keep right codes</source>
        <translation>保留正确的原码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Newly coded</source>
        <translation>新编码数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Off: every component gets a new code, the one before is kept in YBSM.</source>
        <translation>关闭：所有部件重新编码，原码保存在 YBSM 字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Only these counties</source>
        <translation>限定区县</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Problems, numbers by class and county, and how it was run.</source>
        <translation>问题、按类别和区县统计的数量以及运行设置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Register of codes</source>
        <translation>标识码登记表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>The field with the class code of 4 or 5 digits. Empty: LBDM, which classification writes.</source>
        <translation>4 位或 5 位类别代码所在字段。留空：分类工具写入的 LBDM。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>Version of the standard: its classes, fields and digits. draft: the draft of 2026 with 16 digits (6+2+3+5), which some platforms still use. Own classes (CSV or Excel) are read from the folder dcm/catalogues of your QGIS settings.</source>
        <translation>标准版本：决定类别、字段和标识码位数。draft：2026 年标准的征求意见稿，16 位（6+2+3+5），部分平台仍在使用。自有类别（CSV 或 Excel）放在 QGIS 用户配置目录的 dcm/catalogues 文件夹中。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>What codes of 16 digits are where the version has 17. ask: they are listed as errors; old: 6+2+2+6 of 2007 and 2013; draft: 6+2+3+5 of the draft. Read ones get a new code, the one before is kept in YBSM.</source>
        <translation>版本为 17 位时如何看待 16 位标识码。ask：列为问题；old：2007、2013 版的 6+2+2+6；draft：征求意见稿的 6+2+3+5。读懂的部件换用新码，原码保存在 YBSM 字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_components.py"/>
        <source>component,code,identification,number,register,unit grid,city management</source>
        <translation>部件,编码,标识码,顺序号,登记表,单元网格,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Coded events</source>
        <translation>已编码事件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Composes the code of each event (matter) of the county code and the class code, 10 or 11 digits by the chosen catalogue, and adds the name of the class and the unit grid the event lies in.

The county is read from the code of that unit grid; a division code can be given for events outside all grids. A place on a border belongs to the grid with the smaller code. The code names the class in a county, it is not unique for an event.

Events without class, with a class that the catalogue does not have, or outside the unit grids are listed with the reason.</source>
        <translation>由县级行政区划代码和类别代码组成每个事件（事项）的代码，按所选类别目录为 10 位或 11 位，并添加类别名称和事件所在单元网格。

县级代码取自所在单元网格的标识码；对于网格之外的事件可指定行政区划代码。位于边界上的位置归标识码较小的网格。该代码表示某县（区）内的类别，对单个事件并不唯一。

没有类别、类别目录中没有该类别或位于单元网格之外的事件，连同原因列出。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>County code of 6 digits for events outside all unit grids.</source>
        <translation>用于单元网格之外事件的 6 位县级代码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Division code</source>
        <translation>行政区划代码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Empty: the field that the classification wrote.</source>
        <translation>留空：分类结果所写的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Encode events</source>
        <translation>事件编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Events in a unit grid</source>
        <translation>位于单元网格内的事件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Events with a code</source>
        <translation>已编码事件数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Events without code</source>
        <translation>未编码事件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Events without code, with the reason.</source>
        <translation>未编码的事件，附原因。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Gives events their code and the unit grid they lie in, by class and place.</source>
        <translation>按类别和位置为事件赋予代码及所在单元网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>Polygons with the codes of the unit grids.</source>
        <translation>带有单元网格标识码的面图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/encode_events.py"/>
        <source>event,matter,code,unit grid,encode,case,location,city management</source>
        <translation>事件,事项,代码,单元网格,编码,案件,定位,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>A file that is there is replaced.</source>
        <translation>已有文件将被替换。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>A table with the identification code of the component and how its owner was confirmed; fields as in the documentation.</source>
        <translation>记录部件标识码及权属确认方式的表；字段见文档。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Delivery</source>
        <translation>交付成果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Encoding of a Shapefile</source>
        <translation>Shapefile 的编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Evidence of ownership</source>
        <translation>权属确认证据</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Export components</source>
        <translation>导出部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>GeoPackage and GeoJSON are always UTF-8.</source>
        <translation>GeoPackage 和 GeoJSON 一律为 UTF-8。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Rows of evidence</source>
        <translation>权属确认证据行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Table, feature, field, problem and value.</source>
        <translation>所在表、要素、字段、问题和值。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Values that do not fit</source>
        <translation>不符合要求的值</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Version of the standard whose field table is written.</source>
        <translation>按哪个标准版本的字段表写出。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Writes components in exactly the field table of a version.</source>
        <translation>严格按所选版本的字段表写出部件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>Writes components to a GeoPackage, Shapefile or GeoJSON with exactly the fields of the chosen version: names, types, lengths and order. Fields that the version does not know are left out and named in the log; fields of other versions are recognised.

Values are checked before anything is written: fields that must be filled, lengths, dates, identification codes that are wrong or stand twice. What does not fit is listed with its value. Either nothing is written then, or such values are emptied; nothing is ever cut.

Evidence of ownership goes into the GeoPackage as a child table. A Shapefile holds geometries of one kind and texts of at most 254 bytes; a list of its fields is written beside it (.fields.csv). GeoJSON is written in longitude and latitude.</source>
        <translation>将部件写入 GeoPackage、Shapefile 或 GeoJSON，字段的名称、类型、长度和顺序与所选版本完全一致。该版本没有的字段不写出，并在日志中列出；其他版本的字段名可以识别。

写出前先检查：必填字段、长度、日期、有误或重复的部件标识码。不符合要求的值连同其内容一并列出。此时可选择不写出任何成果，或将这些值置空；绝不截断。

权属确认证据作为子表写入 GeoPackage。一个 Shapefile 只能存放一种几何类型，文字不超过 254 字节；字段对照表写在其旁（.fields.csv）。GeoJSON 以经纬度写出。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>component,export,delivery,field table,standard,geopackage,city management</source>
        <translation>部件,导出,成果,字段表,标准,GeoPackage,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/export_components.py"/>
        <source>refuse: nothing is written; empty: they are written as empty. They are listed in both cases.</source>
        <translation>refuse：不写出任何成果；empty：将此类值置空后写出。两种情况都会列出问题。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Codes with another number</source>
        <translation>顺序码有变化的标识码数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Empty: the class is taken from the identification code.</source>
        <translation>留空：从标识码中取类别代码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>From version</source>
        <translation>原版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Layer</source>
        <translation>图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Migrate classes</source>
        <translation>类别版本迁移</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Migrated layer</source>
        <translation>已迁移图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>ORDate becomes CSRQ, and so on, as the new version names them.</source>
        <translation>按新版本命名，例如 ORDate 改为 CSRQ。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Rename fields of the standard</source>
        <translation>按新版本更改标准字段名</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Reversible rows</source>
        <translation>可逆行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Rows migrated</source>
        <translation>已迁移行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Rows to decide</source>
        <translation>待确认的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Rows without new class, with reason and candidates.</source>
        <translation>没有新类别的行，附原因和候选类别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Takes a layer of components or events from one version of the class catalogue to another by the crosswalk.

Each row gets the code and name of its new class, and a new identification code with the same running number; where classes were merged and use the same number, later rows get the next free one. The old codes and names stay in fields of their own, and a field says whether the step can be reversed.

A class that was split is decided only by a name that is exactly that of one of the new classes; all others are listed with the classes in question. Unknown codes and classes without counterpart are listed, not rejected.</source>
        <translation>按版本对照表将部件或事件图层从一个版本的类别目录迁移到另一版本。

每行得到新类别的代码和名称，以及顺序码不变的新标识码；类别合并后顺序码相同时，靠后的行取下一个可用号码。原代码和原名称保留在单独的字段中，并注明该行是否可逆。

已拆分的类别，只有名称与某个新类别完全一致时才予以确定；其余连同相关类别列出。未知代码和没有对应类别的行予以列出，不拒绝处理。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Takes classes and identification codes to another version of the standard.</source>
        <translation>将类别和标识码迁移到标准的另一版本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>To version</source>
        <translation>新版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Version of the codes of the layer. draft: identification codes of 16 digits with classes of 2026.</source>
        <translation>图层代码所属版本。draft：16 位标识码、2026 版类别的草案。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>Version that the layer is taken to.</source>
        <translation>迁移到的版本。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/migrate_classes.py"/>
        <source>component,event,class,migration,crosswalk,version,code,city management</source>
        <translation>部件,事件,类别,迁移,对照,版本,代码,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Ambiguous rows</source>
        <translation>不唯一行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Results and open values as a page.</source>
        <translation>结果和待确认内容的网页报告。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Rows with a class</source>
        <translation>已确定类别的行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Unresolved rows</source>
        <translation>未确定行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Version of the codes</source>
        <translation>代码所属版本</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>Version of the standard whose classes are given. Own classes (CSV or Excel) are read from the folder dcm/catalogues of your QGIS settings.</source>
        <translation>赋予类别所依据的标准版本。自定义类别（CSV 或 Excel）从 QGIS 设置目录的 dcm/catalogues 文件夹读取。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>auto: found out from codes and names; what stays in doubt is listed. Codes of 16 digits are those of 2007 and 2013, or those of a draft of 2026 (draft).</source>
        <translation>auto：根据代码和名称自动判断，无法判断的予以列出。16 位标识码可能属于 2007、2013 版，也可能属于 2026 版的草案（draft）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/components/shared.py"/>
        <source>component, or event (matter in the standard of 2026).</source>
        <translation>component 为部件，event 为事件（2026 版标准称“事项”）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <source>Check region border</source>
        <translation>检查区域接边</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <source>Compares the unit grids of two adjacent regions (districts, streets) along their common border and lists with their places: gaps and overlaps, vertices of one side that the other lacks, codes that stand in both or belong to the other region, codes of another profile, different coordinate systems and different fields.

Gaps and overlaps up to the tolerance can be closed by Merge regions; wider ones have to be settled by the surveyors. Gaps are looked for up to three times the tolerance, overlaps everywhere. Ended rows do not count, except for their codes.</source>
        <translation>沿公共边界比较两个相邻区域（区县、街道）的单元网格，并按位置列出：缝隙和重叠，一侧有而另一侧缺少的顶点，同时出现在两个图层或属于另一区域的标识码，其他配置的标识码，不同的坐标参照系和字段。

不超过容差的缝隙和重叠可由“合并区域”消除；更宽的须由测绘人员处理。缝隙的查找范围为容差的三倍，重叠不限范围。已终止的行只计其标识码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <source>Figures and what does not match.</source>
        <translation>数据概况和不符之处。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Gaps</source>
        <translation>缝隙</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <source>Gaps and overlaps up to this width can be closed by a merge.</source>
        <translation>不超过此宽度的缝隙和重叠可通过合并消除。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <source>Lists what does not match where the grids of two regions meet.</source>
        <translation>列出两个区域的网格接边处的不符之处。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <source>Missing vertices</source>
        <translation>缺失的顶点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Overlaps</source>
        <translation>重叠</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/check_region_border.py"/>
        <source>border,region,district,gap,overlap,vertices,adjacent,check,city management</source>
        <translation>接边,区域,区县,缝隙,重叠,顶点,相邻,检查,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>A table or layer with code and name of each area.</source>
        <translation>含各区域代码和名称的表或图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>A table with the code of the unit grid and the code of its duty grid in each row; goes before the duty grid field.</source>
        <translation>每行包含单元网格标识码及其责任网格代码的表；优先于责任网格字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Areas to make</source>
        <translation>合成层级</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Code of the names</source>
        <translation>名称表的代码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Derive areas</source>
        <translation>合成管理区域</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Dissolves the unit grids in use into areas: communities, streets and districts by the parts of their codes, duty grids and management grids by a field of the layer or by a list of members.

The areas have the vertices of the unit grids, no more and no less, so neighbours share their border exactly; islands and holes stay. Each area has code, name, code of the area above, number of unit grids, area and start date (the first of its members). Ended rows are left out.

For duty grids the rules are checked: members adjoin, no unit grid is in two, all members lie in one street; members in several communities are a warning or an error, as the profile says. What does not fit is listed with the unit grid.</source>
        <translation>将使用中的单元网格合成为区域：社区、街道、区县按标识码的各段合成，责任网格、管理网格按图层字段或成员表合成。

区域的顶点与单元网格的顶点完全一致，相邻区域共用同一边界，飞地和孔洞予以保留。每个区域带代码、名称、上级代码、单元网格数、面积和初始日期（取成员中最早者）。已终止的行略去。

对责任网格检查以下规则：成员相邻，同一单元网格不归属两个网格，全部成员在同一街道；成员跨社区时按标准配置作为警告或错误。不符合要求的内容按单元网格列出。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Duty grid field</source>
        <translation>责任网格字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Duty grid of the list</source>
        <translation>成员表的责任网格字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>List of members</source>
        <translation>成员表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Makes communities, streets, districts or duty grids out of unit grids.</source>
        <translation>由单元网格合成社区、街道、区县或责任网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Name of the names</source>
        <translation>名称表的名称字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Names of the areas</source>
        <translation>区域名称表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>The areas, and what does not fit.</source>
        <translation>区域清单，以及不符合要求的内容。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>The field of the unit grids that says the code of their duty grid.</source>
        <translation>单元网格中存放责任网格代码的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>The field of the unit grids that says the name of the area.</source>
        <translation>单元网格中存放区域名称的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Unit grid of the list</source>
        <translation>成员表的单元网格字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Unit grids in areas</source>
        <translation>已归属的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>Unit grids in no area</source>
        <translation>无归属的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>community, street, district: by the parts of the code. dutygrid, managementgrid: by the field or the list of members below.</source>
        <translation>community、street、district：按标识码的各段。dutygrid、managementgrid：按下面的字段或成员表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/derive_areas.py"/>
        <source>dissolve,community,street,district,duty grid,management grid,city management</source>
        <translation>合成,社区,街道,区县,责任网格,管理网格,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Dates</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Export unit grids</source>
        <translation>导出单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Field names</source>
        <translation>字段命名</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Fields of the file, and what did not fit.</source>
        <translation>文件的字段，以及不符合要求的内容。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>File with unit grids</source>
        <translation>单元网格文件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Grids in use only</source>
        <translation>仅使用中的网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Leaves ended rows out.</source>
        <translation>略去已终止的行。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Rows written</source>
        <translation>写出行数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Writes unit grids in the field set of the chosen profile, under its own names, the pinyin names or the older names (BGCODE, Area, ORDate, EDDate, Note). The ending of the file says the format: .gpkg, .shp or .geojson.

A Shapefile is written in UTF-8 or GBK, with .cpg and .prj, names of at most ten bytes, and a list of the full names beside it (.fields.csv). GeoJSON is in WGS 84 longitude and latitude (RFC 7946): coordinates are transformed.

Codes that do not fit the profile, texts that are too long or have characters that GBK does not have, and numbers that are too large stop the export, or are left empty and listed, as you choose. Nothing is cut silently. The file is written completely or not at all.</source>
        <translation>按所选标准配置的字段写出单元网格，字段名可用配置的名称、拼音名称或旧名称（BGCODE、Area、ORDate、EDDate、Note）。格式由文件扩展名决定：.gpkg、.shp 或 .geojson。

Shapefile 以 UTF-8 或 GBK 写出，带 .cpg 和 .prj，字段名不超过十个字节，并附完整名称对照表（.fields.csv）。GeoJSON 采用 WGS 84 经纬度（RFC 7946），坐标会被转换。

不符合配置的编码、过长的文字、GBK 没有的字符、过大的数值，可选择停止导出，或置空并列出；不会悄悄截断。文件要么完整写出，要么不写。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>Writes unit grids in the fields of a profile as GeoPackage, Shapefile, GeoJSON.</source>
        <translation>按标准配置的字段将单元网格写为 GeoPackage、Shapefile 或 GeoJSON。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>auto: as dates where the format knows dates, else as text YYYYMMDD. date, text: always so (GeoJSON: 2026-07-01).</source>
        <translation>auto：格式支持日期时写为日期，否则写为 YYYYMMDD 文本。date、text：一律如此（GeoJSON 的日期为 2026-07-01）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>profile: as the profile says. pinyin: DYWGBSM, MJ, CSRQ, ZZRQ, BZ. legacy: BGCODE, Area, ORDate, EDDate, Note.</source>
        <translation>profile：按标准配置。pinyin：DYWGBSM、MJ、CSRQ、ZZRQ、BZ。legacy：BGCODE、Area、ORDate、EDDate、Note。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>refuse: stop and say what and where. empty: leave the value empty and list it.</source>
        <translation>refuse：停止并说明内容和位置。empty：将该值置空并列出。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/export_unit_grid.py"/>
        <source>unit grid,export,Shapefile,GeoJSON,GeoPackage,GBK,field names,city management</source>
        <translation>单元网格,导出,Shapefile,GeoJSON,GeoPackage,GBK,字段名,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Coordinate system of delivery</source>
        <translation>成果的坐标系</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Coordinates are transformed into it, from the degrees of GeoJSON for instance. Empty: as delivered.</source>
        <translation>将坐标转换到该坐标系，例如由 GeoJSON 的经纬度转换。为空：保持原样。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Delivered grid</source>
        <translation>网格成果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Encoding taken</source>
        <translation>采用的编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Import unit grids</source>
        <translation>导入单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Imported unit grids</source>
        <translation>导入的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Only for a delivery that does not say its coordinate reference system, such as a Shapefile without .prj. Coordinates are not changed.</source>
        <translation>仅用于未说明坐标参照系的成果，例如缺少 .prj 的 Shapefile。不改变坐标。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Reads a delivered grid into the fields of a profile, whatever they are called.</source>
        <translation>将网格成果读入标准配置的字段，不论原字段如何命名。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Reads a delivery (Shapefile, GeoPackage, GeoJSON, any layer) into the fields of the chosen profile.

Fields are found by the names of the profile, by the pinyin and the older names, by Chinese and English words, and by names that a Shapefile cut to ten bytes. Codes kept as numbers become text; dates may be dates, numbers or texts. Fields that the profile does not know are kept.

The encoding of a Shapefile is told by its .cpg file, its language driver byte and its bytes; the log says which one was taken and why. A layer without coordinate reference system is refused unless you choose one.

Codes that do not fit the profile (14 and 15 digits mixed, for instance), values that are no date or number and texts that are too long stop the import, or are listed, as you choose.</source>
        <translation>将成果（Shapefile、GeoPackage、GeoJSON 或任意图层）读入所选标准配置的字段。

字段按配置的名称、拼音名称、旧名称、中英文名称以及被 Shapefile 截为十个字节的名称识别。以数值保存的编码转为文本；日期可为日期、数值或文本。配置中没有的字段予以保留。

Shapefile 的编码依据 .cpg 文件、语言驱动字节和字节内容判断，日志说明采用了哪种编码及原因。没有坐标参照系的图层，除非指定，否则拒绝导入。

不符合配置的编码（例如 14 位与 15 位混用）、不是日期或数值的值、过长的文字，可选择停止导入或列出。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Target coordinate system</source>
        <translation>目标坐标系</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>Which field became which, and what does not fit.</source>
        <translation>字段的对应关系，以及不符合要求的内容。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>auto: told by the files themselves; the log says how.</source>
        <translation>auto：由文件本身判断，依据见日志。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>refuse: stop and say what and where. leaveout: leave these grids out. keep: keep them, with a field that says what is wrong. Both list them in the table of values that do not fit.</source>
        <translation>refuse：停止并说明内容和位置。leaveout：略去这些网格。keep：保留并用一个字段注明问题。后两者均列入“不符合要求的值”表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/import_unit_grid.py"/>
        <source>unit grid,import,delivery,Shapefile,encoding,GBK,field names,city management</source>
        <translation>单元网格,导入,成果,Shapefile,编码,GBK,字段名,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>A row for each grid touched, with the outline it had.</source>
        <translation>每个涉及的网格一行，图形为原边界。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Border that stands</source>
        <translation>保持不变的边界</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Cells with moved borders</source>
        <translation>边界调整的网格数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Changes</source>
        <translation>变更表</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Date of change</source>
        <translation>变更日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Figures before and after, and what is left.</source>
        <translation>合并前后的数据和遗留问题。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Grids touched</source>
        <translation>涉及的网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Joins the grids of two regions along their common border in one layer.</source>
        <translation>将两个区域的网格沿公共边界接边，合并为一个图层。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Largest movement (m)</source>
        <translation>最大移动距离（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Merge regions</source>
        <translation>合并区域</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Merged unit grids</source>
        <translation>合并后的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>No vertex of the border moves farther than this.</source>
        <translation>边界顶点的移动不超过此距离。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Puts the unit grids of two adjacent regions into one layer and joins them along their common border: no gap and no overlap within the tolerance, the same vertices on both sides.

One line stands (that of the first or the second layer, or one in the middle), the other side is laid on it. Only vertices of the outer edges move, each by no more than the tolerance; grids off the border stay exactly as they are. Areas of the grids touched are brought up to date, and each of them is a row of the change table, with the outline it had.

What lies beyond the tolerance is left and listed. Codes that stand in both layers stop the merge.</source>
        <translation>将两个相邻区域的单元网格合并为一个图层，并沿公共边界接边：在容差范围内无缝隙、无重叠，两侧顶点完全相同。

一侧的边界保持不变（第一图层、第二图层，或取中线），另一侧与之重合。只移动外边界的顶点，移动距离均不超过容差；不在边界上的网格完全不变。涉及网格的面积随之更新，每个网格在变更表中占一行，并保留原边界。

超出容差之处保持原样并列出。同一标识码出现在两个图层时停止合并。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Reason of change</source>
        <translation>变更原因</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Written to grids whose border moved, and to the changes.</source>
        <translation>写入边界移动的网格和变更表。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>Written to grids whose border moved. Empty: today.</source>
        <translation>写入边界移动的网格。为空：今天。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>first, second: the line of that layer stands. middle: both sides move half the way.</source>
        <translation>first、second：该图层的边界保持不变。middle：两侧各移动一半。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/merge_regions.py"/>
        <source>merge,join,border,region,district,snap,adjacent,gap,city management</source>
        <translation>合并,接边,边界,区域,区县,捕捉,相邻,缝隙,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/place_layers.py"/>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/place_layers.py"/>
        <source>Gaps and overlaps</source>
        <translation>缝隙与重叠</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/place_layers.py"/>
        <source>One point for each finding, with unit grids and what was found.</source>
        <translation>每个问题一个点，注明单元网格和问题说明。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/place_layers.py"/>
        <source>The findings that are areas, with their outline.</source>
        <translation>面状问题的范围。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/regions_run.py"/>
        <source>Grid code field of the neighbour</source>
        <translation>相邻区域的网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/regions_run.py"/>
        <source>The grid of the adjacent district, street or other region.</source>
        <translation>相邻区县、街道或其他区域的网格。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/regions_run.py"/>
        <source>Tolerance (m)</source>
        <translation>容差（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/regions_run.py"/>
        <source>Unit grids of a region</source>
        <translation>区域的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/exchange/regions_run.py"/>
        <source>Unit grids of the neighbour</source>
        <translation>相邻区域的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Address field</source>
        <translation>地址字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <source>Batch geocode layer</source>
        <translation>批量地理编码图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <source>Geocodes the rows of a layer with the batch geocoder of QGIS.</source>
        <translation>用 QGIS 自带的批量地理编码功能对图层逐行编码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Places</source>
        <translation>地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>The GeoPackage that “Build geocode index” made.</source>
        <translation>由“建立地理编码索引”生成的 GeoPackage。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <source>The batch geocoding of QGIS with the place database as its source: every row of the layer comes out, with a point in the coordinate system of the layer (a table without one: of the database) and the fields of “Geocode table”, also for rows that are tied or unmatched, with the reason; rows without a text stay empty.

“Geocode table” does more: CSV and xlsx files in UTF-8 or GBK, codes of unit grids, all candidates of a row, a style, and large tables in a third of the time.</source>
        <translation>以地名地址数据库为数据源的 QGIS 批量地理编码：图层的每一行都输出，点采用图层的坐标系（表格没有坐标系时采用数据库的坐标系），并附“批量地理编码”各字段；并列和未匹配的行也保留，并说明原因；没有文字的行留空。

“批量地理编码”功能更多：支持 UTF-8 或 GBK 的 CSV 和 xlsx 文件、单元网格编码、每行的全部候选、样式，大表用时约为三分之一。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <source>The field with addresses, names or descriptions.</source>
        <translation>存放地址、名称或位置描述的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/batch_geocode.py"/>
        <source>geocoding,batch,address,layer,city management</source>
        <translation>地理编码,批量,地址,图层,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>1 (6° × 4°) to 10 (1/2048″). Level 8, about 1 m, fits plates.</source>
        <translation>1（6°×4°）至 10（1/2048″）。8 级约 1 米，适合门牌。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>A text field of that name is filled anew, else one is added.</source>
        <translation>已有同名文本字段时重新填写，否则新增字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>Adds a field with the BeiDou grid location code of GB/T 39409 in two dimensions. Coordinates are turned into CGCS2000 longitudes and latitudes first; a line or polygon is coded at a point on it.

Cells by level: 1 is 6° × 4°, 2 30′, 3 15′ × 10′, 4 1′, 5 4″ (about 120 m), 6 2″, 7 1/4″ (about 8 m), 8 1/32″ (about 1 m), 9 1/256″, 10 1/2048″. A code begins with the codes of all coarser levels.

Only the north-eastern hemisphere is coded, in which all of China lies. Web map coordinates (GCJ-02, BD-09) must be converted first: they give the code of a place some hundred metres away.</source>
        <translation>添加一个字段，写入 GB/T 39409 规定的北斗二维网格位置码。坐标先转换为 CGCS2000 经纬度；线、面取其上一点编码。

各级网格大小：1 级 6°×4°，2 级 30′，3 级 15′×10′，4 级 1′，5 级 4″（约 120 米），6 级 2″，7 级 1/4″（约 8 米），8 级 1/32″（约 1 米），9 级 1/256″，10 级 1/2048″。编码以其上各级网格的编码开头。

仅对东北半球编码，我国全部位于其中。网络地图坐标（GCJ-02、BD-09）须先转换，否则得到的是数百米外地点的编码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>BeiDou grid code</source>
        <translation>北斗网格码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>Field for the code</source>
        <translation>编码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>Places with BeiDou grid codes</source>
        <translation>带北斗网格码的地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>Places with a code</source>
        <translation>有编码的地点数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>Places without a code</source>
        <translation>无编码的地点数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>Writes the BeiDou 2-D grid code (GB/T 39409) of every place.</source>
        <translation>写入每个地点的北斗二维网格位置码（GB/T 39409）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/beidou_grid_code.py"/>
        <source>beidou,grid code,location code,GB/T 39409,geocoding,city management</source>
        <translation>北斗,网格码,位置码,GB/T 39409,地理编码,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>A new file, or an existing one to bring up to date (other layers in it are left alone).</source>
        <translation>新文件，或要更新的已有文件（其中的其他图层不受影响）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>A projected system in metres. Empty: that of an existing database, else of the first layer in metres.</source>
        <translation>以米为单位的投影坐标系。留空：沿用已有数据库的坐标系，否则取第一个以米为单位的图层的坐标系。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Alias field</source>
        <translation>别名字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Areas or points known by a name, such as housing estates.</source>
        <translation>以名称为人所知的范围或点位，如居住小区。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Blocks</source>
        <translation>区片</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Build geocode index</source>
        <translation>建立地理编码索引</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Centre lines of streets and lanes.</source>
        <translation>街巷中心线。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Coordinate system of the database</source>
        <translation>数据库坐标系</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Counties, street offices and communities. The level is told by the length of the code (6, 9, 12 digits) or the end of the name.</source>
        <translation>县（市、区）、街道（乡镇）和社区（村）。级别按代码位数（6、9、12 位）或名称词尾判定。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>County field</source>
        <translation>县（区）字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Datum of plates and points of interest</source>
        <translation>门牌和兴趣点的坐标基准</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Day of the update, written to new and ended places. Empty: today.</source>
        <translation>更新日期，写入新增和终止的地点。留空：今天。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Door plates</source>
        <translation>门（楼）牌</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Empty: the field with a usual name, if there is one.</source>
        <translation>留空：使用常见名称的字段（如有）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Former name field</source>
        <translation>曾用名字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Full name, for example 苏州市. With it, texts that name another city are refused, and names of organisations are also found without it.</source>
        <translation>城市全称，例如“苏州市”。填写后，文中写有其他城市的将被拒绝；机构名称省略城市名也能查到。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>GeoPackage files (*.gpkg)</source>
        <translation>GeoPackage 文件 (*.gpkg)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>House number field</source>
        <translation>门牌号字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Layers are</source>
        <translation>图层范围</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Makes or updates the place database from layers of the city.</source>
        <translation>由本市图层建立或更新地名地址数据库。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Name of the city</source>
        <translation>城市名称</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Organisations, shops, public buildings and other landmarks.</source>
        <translation>单位、店铺、公共建筑及其他地标。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Parts of zones with a name of their own.</source>
        <translation>地片内有独立名称的部分。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Places added</source>
        <translation>新增地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Places by type, what was not used and why, identifiers given, how well house numbers are placed between plates.</source>
        <translation>按类型的地点数、未采用的数据及原因、新赋标识码、门牌内插精度。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Places changed</source>
        <translation>变更地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Places ended</source>
        <translation>终止地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Places unchanged</source>
        <translation>未变化地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Points (or buildings) with house numbers.</source>
        <translation>带门牌号的点（或建筑物）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Points of interest</source>
        <translation>兴趣点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Puts the place names of the city into one GeoPackage: areas, zones, blocks, streets, door plates and points of interest as layers, with aliases and former names, and beside them what is needed to find them fast, also with wrong or missing characters.

Parts of a street with one name are put together; streets of the same name that lie far apart stay apart. House numbers are taken from fields of their own or from an address in one text. Plates and points of interest get their BeiDou grid code (level 8). Places lie in the areas that their fields name, or that surround them.

Run again with newer layers to update the file: what has not changed is left as it is, a renamed place keeps its former name, a place that is gone is ended with the date and stays in the history. When something fails, the file is as it was before. In QGIS the layers of the file come with styles in your language; a style that you save there as default is kept.

How well house numbers are placed between plates is measured on your own plates and kept with the database.</source>
        <translation>把本市的地名汇集到一个 GeoPackage：区域、地片、区片、街巷、门（楼）牌和兴趣点各为图层，含别名和曾用名；同时建立快速查找所需的结构，有错字、漏字也能查到。

同名街巷的各段合并为一条；相距较远的同名街巷分别保留。门牌号可取自单独的字段，也可取自一段地址文字。门牌和兴趣点自动赋北斗网格码（8 级）。地点所属区域取自字段，或按所在位置确定。

用新的图层再次运行即可更新：未变化的保持不变，更名的地点保留曾用名，消失的地点按日期终止并留在历史中。出错时文件保持原状。在 QGIS 中加载时，各图层自带中文样式和图例；您在文件中另存为默认的样式予以保留。

门牌内插的误差用您自己的门牌数据测定，并随数据库保存。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Rows not used</source>
        <translation>未使用的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Street field</source>
        <translation>街巷字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Streets</source>
        <translation>街巷</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Zones and estates</source>
        <translation>地片与小区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>gcj02, bd09: longitudes and latitudes of Chinese web maps, converted to WGS 84 and marked in the note of each place. It is never guessed.</source>
        <translation>gcj02、bd09：互联网地图的经纬度，换算为 WGS 84，并在每个地点的备注中标明。程序从不猜测坐标基准。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>geocoding,index,place name,address,gazetteer,database,city management</source>
        <translation>地理编码,索引,地名,地址,地名库,数据库,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>whole: places that are in none of the layers are ended. part: only the kinds of places whose layers are given are brought up to date.</source>
        <translation>whole：所有图层中都没有的地点将被终止。part：只更新所给图层对应类型的地点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>{layer}: {field}</source>
        <translation>{layer}：{field}</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>Check place database</source>
        <translation>检查地名地址数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>Finds gaps, misplaced house numbers and odd names.</source>
        <translation>查找缺漏、位置可疑的门牌和不规范的名称。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>Looks through a place database: unit grids without any basic place; house numbers far from where their neighbours put them; gaps in the numbers of a street; streets without numbers; streets of the same name; the same landmark twice; odd names; places in none of the areas.

The limits are defaults of this product, no standard asks for them. Each finding is a point with check, severity and place.</source>
        <translation>检查地名地址数据库：没有任何基本地点的单元网格；与相邻门牌推算位置相差过大的门牌；街巷门牌号不连续；没有门牌号的街巷；同名街巷；重复的地标；不规范的名称；不在任何区域内的地点。

各项限值为本产品的默认值，并非标准要求。每个问题为一个点，含检查项、级别和地点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>geocoding,check,quality,completeness,place name,city management</source>
        <translation>地理编码,检查,质量,完整性,地名,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>CSV (UTF-8 or GBK, separated by comma, semicolon, tab or bar) or xlsx, instead of a layer. The first row holds the names of the columns.</source>
        <translation>代替图层的 CSV（UTF-8 或 GBK，逗号、分号、制表符或竖线分隔）或 xlsx 文件。第一行为列名。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Distance of directions (m)</source>
        <translation>方位推移距离（米）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Grid code field</source>
        <translation>网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>How far a direction without a distance leads, such as 东侧, 南面. The result says that it is approximate, with an expected error of at least this size.</source>
        <translation>只有方位没有距离（如东侧、南面）时推移的距离。结果会注明为近似位置，预期误差不小于该距离。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Or give a file below.</source>
        <translation>也可在下方指定文件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Table file</source>
        <translation>表格文件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Table or layer</source>
        <translation>表格或图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>To write the code of the unit grid in which a place lies.</source>
        <translation>用于写出地点所在单元网格的编码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Compare addresses</source>
        <translation>地址比对</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Compared addresses</source>
        <translation>地址比对结果</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Compares two columns of addresses or descriptions: same; partly the same (one says more than the other, or another room of one house); different; unclear, when one of them is not known. Written differently is not different: aliases, former names, numerals and slips of the pen are seen through.

The distance between the two places and the parts that contradict each other are written too.</source>
        <translation>比对两列地址或位置描述：相同；部分相同（一方更详细，或同一门牌的不同房号）；不同；无法判断（其中一方未知）。写法不同不等于地址不同：别名、曾用名、数字写法和错漏字均能识别。

同时写出两地点的距离和相互矛盾的部分。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Field of the layer or column of the file.</source>
        <translation>图层的字段或文件的列。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>First address field</source>
        <translation>第一地址字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Rows different</source>
        <translation>不同的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Rows partly the same</source>
        <translation>部分相同的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Rows the same</source>
        <translation>相同的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Rows unclear</source>
        <translation>无法判断的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Second address field</source>
        <translation>第二地址字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>Tells row by row whether two addresses mean the same place.</source>
        <translation>逐行判断两个地址是否指同一地点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/compare_addresses.py"/>
        <source>geocoding,address,compare,duplicate,match,city management</source>
        <translation>地理编码,地址,比对,重复,匹配,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>Address or description</source>
        <translation>地址或位置描述</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>At most so many places come out.</source>
        <translation>最多输出的地点数。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Candidates</source>
        <translation>候选地点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>Finds the places that one address or description may mean, the most probable first, with score and expected error. When several places fit equally, all of them come out; when none is known, the log says why.

The standard form of the text and its pattern (A to E) are given as outputs too.</source>
        <translation>查找一条地址或位置描述可能指的地点，可能性大的在前，附置信度和预期误差。多个地点同样符合时全部输出；没有已知地点时在日志中说明原因。

同时给出文字的标准写法及其描述模式（A 至 E）。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>For example 人民路100号, 人民路与中山路交叉口东50米.</source>
        <translation>例如：人民路100号、人民路与中山路交叉口东50米。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>Geocode address</source>
        <translation>地址查询</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>Number of candidates</source>
        <translation>候选地点数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>Pattern</source>
        <translation>描述模式</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>Standard address</source>
        <translation>标准地址</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>State</source>
        <translation>匹配状态</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>The places that an address or description may mean.</source>
        <translation>查找地址或位置描述可能指的地点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode.py"/>
        <source>geocoding,address,search,place name,city management</source>
        <translation>地理编码,地址,查询,地名,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Address column of the file</source>
        <translation>文件的地址列</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>All candidates of all rows, the best of each row first.</source>
        <translation>所有行的全部候选地点，每行最佳者在前。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Empty: the column with a usual name, such as 地址 or address.</source>
        <translation>留空：使用常见名称的列，如“地址”或 address。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Empty: the field with a usual name, such as 地址 or address.</source>
        <translation>留空：使用常见名称的字段，如“地址”或 address。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Finds the place of every row: addresses with house numbers, names of places, crossings, directions with distances, and sentences of complaints that contain one of these.

Each row comes out once, with the best place, the level reached, the score (the probability that it is the place meant), the expected error in metres, the standard address and, with a layer of unit grids, the grid code. The state says what became of it: matched; tied, when several places fit equally (they are listed as candidates); uncertain; unmatched, with the reason. A district or city that the text does not name is never guessed.

Works offline on the place database that “Build geocode index” makes. Levels: 1 plate, 2 between plates, 3 named place, 4 crossing, 5 street, 6 zone or block, 7 community, 8 street office, 9 county, 10 city.</source>
        <translation>查找每一行的地点：带门牌号的地址、地点名称、交叉口、方位加距离，以及含有上述内容的投诉语句。

每行输出一次，包括最佳地点、达到的级别、置信度（该地点即为所指地点的概率）、以米计的预期误差、标准地址，给出单元网格图层时还有网格编码。匹配状态说明结果：matched 匹配；tied 并列，多个地点同样符合（列为候选）；uncertain 存疑；unmatched 未匹配，附原因。文中没有写明的市、县（区）从不猜测。

使用“建立地理编码索引”生成的地名地址数据库，离线运行。级别：1 门牌，2 门牌之间，3 有名称的地点，4 交叉口，5 街巷，6 地片或区片，7 社区，8 街道，9 县（区），10 市。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Finds the places of a table of addresses or descriptions.</source>
        <translation>批量查找表格中地址或位置描述的地点。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Geocode table</source>
        <translation>批量地理编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Rows matched</source>
        <translation>匹配的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Rows tied</source>
        <translation>并列的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Rows uncertain</source>
        <translation>存疑的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Rows unmatched</source>
        <translation>未匹配的行</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>geocoding,address,table,batch,match,place name,city management</source>
        <translation>地理编码,地址,表格,批量,匹配,地名,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>Datum of the points</source>
        <translation>点的坐标基准</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>Describes points by areas, streets, house numbers and landmarks.</source>
        <translation>用区域、街巷、门牌和地标描述点的位置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>Points</source>
        <translation>点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>Points described</source>
        <translation>已描述的点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>Points with descriptions</source>
        <translation>带位置描述的点</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>Reverse geocode</source>
        <translation>逆地理编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>Writes to every point in which city, county, street office and community it lies, the code of its unit grid, the nearest street and house number, the nearest landmark, each with its distance, and a description in words: the house number when the point is at it, else a landmark with direction and distance.

Lines and polygons are described at a point on or in them. Coordinates of Chinese web maps must be declared as such; they are converted and the result is marked.</source>
        <translation>为每个点写出所在的市、县（区）、街道和社区，所在单元网格的编码，最近的街巷、门牌和地标及其距离，以及一句位置描述：点在门牌处时用门牌，否则用地标加方位和距离。

线和面按其上或其内的一点描述。互联网地图坐标须事先声明；换算后在结果中标明。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>gcj02, bd09: longitudes and latitudes of Chinese web maps, converted to WGS 84 before they are described. It is never guessed.</source>
        <translation>gcj02、bd09：互联网地图的经纬度，描述前换算为 WGS 84。程序从不猜测坐标基准。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/reverse_geocode.py"/>
        <source>geocoding,reverse,address,description,nearest,place name,city management</source>
        <translation>地理编码,逆地理编码,地址,位置描述,最近,地名,城市管理</translation>
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
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>A table with one row for each value, with feature and code.</source>
        <translation>每个值一行的表，注明要素和标识码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Checks</source>
        <translation>检查项</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Columns of the table</source>
        <translation>列对应</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Empty: found by its name.</source>
        <translation>为空：按名称识别。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML 文件 (*.html)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>Report for machines</source>
        <translation>报告（机器可读）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>The same as JSON.</source>
        <translation>同样内容的 JSON 文件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/parameters.py"/>
        <source>What to check; the report says what each is. Empty: all.</source>
        <translation>要执行的检查项，各项含义见报告。留空：全部。</translation>
    </message>
</context>
</TS>
