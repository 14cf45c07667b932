<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>DCM</name>
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
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Communities</source>
        <translation>社区</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/gui/redraw/readout.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Components</source>
        <translation>部件</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/dialog.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Compounds</source>
        <translation>院落</translation>
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
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/number_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Unit grids</source>
        <translation>单元网格</translation>
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
        <source>Area</source>
        <translation>面积</translation>
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
        <source>Cells {codes} were changed by somebody else. Nothing was overwritten.</source>
        <translation>网格 {codes} 已被他人修改，未覆盖任何内容。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Cells {codes} were changed by somebody else: your edits of this place ({count} cells) were not saved, all others were.</source>
        <translation>网格 {codes} 已被他人修改：您在此处的编辑（{count} 个网格）未保存，其余均已保存。</translation>
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
        <source>These Python packages are missing: {packages}.</source>
        <translation>缺少 Python 包：{packages}。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/gui/redraw/toolbar.py"/>
        <source>Undo: {step}</source>
        <translation>撤销：{step}</translation>
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
        <source>Geocoding</source>
        <translation>地理编码</translation>
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
        <location filename="../dcm_plugin/processing/geocoding/geocode_table.py"/>
        <source>Address field</source>
        <translation>地址字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Alias field</source>
        <translation>别名字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Areas</source>
        <translation>区域</translation>
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
        <source>Code field</source>
        <translation>代码字段</translation>
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
        <source>Name field</source>
        <translation>名称字段</translation>
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
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Place database</source>
        <translation>地名地址数据库</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/build_index.py"/>
        <source>Places added</source>
        <translation>新增地点</translation>
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

Parts of a street with one name are put together; streets of the same name that lie far apart stay apart. House numbers are taken from fields of their own or from an address in one text. Places lie in the areas that their fields name, or that surround them.

Run again with newer layers to update the file: what has not changed is left as it is, a renamed place keeps its former name, a place that is gone is ended with the date and stays in the history. When something fails, the file is as it was before.

How well house numbers are placed between plates is measured on your own plates and kept with the database.</source>
        <translation>把本市的地名汇集到一个 GeoPackage：区域、地片、区片、街巷、门（楼）牌和兴趣点各为图层，含别名和曾用名；同时建立快速查找所需的结构，有错字、漏字也能查到。

同名街巷的各段合并为一条；相距较远的同名街巷分别保留。门牌号可取自单独的字段，也可取自一段地址文字。地点所属区域取自字段，或按所在位置确定。

用新的图层再次运行即可更新：未变化的保持不变，更名的地点保留曾用名，消失的地点按日期终止并留在历史中。出错时文件保持原状。

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
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <source>Findings</source>
        <translation>问题</translation>
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
        <source>Notes</source>
        <translation>提示</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/check_geocodes.py"/>
        <source>geocoding,check,quality,completeness,place name,city management</source>
        <translation>地理编码,检查,质量,完整性,地名,城市管理</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Answers with a lower score count as uncertain. The score is the probability that the place is the one meant.</source>
        <translation>低于此值的结果记为存疑。置信度是该地点即为所指地点的概率。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>CSV (UTF-8 or GBK, separated by comma, semicolon, tab or bar) or xlsx, instead of a layer. The first row holds the names of the columns.</source>
        <translation>代替图层的 CSV（UTF-8 或 GBK，逗号、分号、制表符或竖线分隔）或 xlsx 文件。第一行为列名。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Empty: the field that the profile names.</source>
        <translation>留空：标准配置规定的字段。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Encoding of the file</source>
        <translation>文件编码</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/unit_grid_at_date.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Grid code field</source>
        <translation>网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>Lowest score</source>
        <translation>最低置信度</translation>
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
        <source>Table or layer</source>
        <translation>表格或图层</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>The GeoPackage that “Build geocode index” made.</source>
        <translation>由“建立地理编码索引”生成的 GeoPackage。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>To write the code of the unit grid in which a place lies.</source>
        <translation>用于写出地点所在单元网格的编码。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/geocoding/common.py"/>
        <source>auto: UTF-8 if the bytes allow it, else GB 18030 (GBK).</source>
        <translation>auto：内容符合 UTF-8 则按 UTF-8，否则按 GB 18030（GBK）。</translation>
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
        <source>Reason</source>
        <translation>原因</translation>
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
        <source>Places</source>
        <translation>地点</translation>
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
        <source>All findings, one a line, for a spreadsheet.</source>
        <translation>全部问题，每行一条，可用电子表格打开。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Building footprints; no grid border may cut one.</source>
        <translation>建筑物轮廓面，网格边界不得切割建筑物。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Check unit grids</source>
        <translation>检查单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Checks</source>
        <translation>检查项</translation>
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
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Community code field</source>
        <translation>社区代码字段</translation>
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
        <source>Empty: as the profile says.</source>
        <translation>留空：按标准配置。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Field of whole yards</source>
        <translation>院落保持完整的标记字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Findings as areas</source>
        <translation>问题（面）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Findings as points</source>
        <translation>问题（点）</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Grid code of components</source>
        <translation>部件的网格标识码字段</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>HTML files (*.html)</source>
        <translation>HTML 文件 (*.html)</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Hard barriers</source>
        <translation>硬阻隔要素</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
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
        <source>List of findings</source>
        <translation>问题清单</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of checks not run</source>
        <translation>未执行的检查项数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of errors</source>
        <translation>错误数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of notes</source>
        <translation>提示数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Number of warnings</source>
        <translation>警告数</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>One point per finding; findings about the whole layer have no place.</source>
        <translation>每个问题一个点；针对整个图层的问题没有位置。</translation>
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
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>Report for machines</source>
        <translation>报告（机器可读）</translation>
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
        <location filename="../dcm_plugin/processing/grid/partition_unit_grid.py"/>
        <location filename="../dcm_plugin/processing/grid/update_unit_grid.py"/>
        <source>The same as JSON.</source>
        <translation>同样内容的 JSON 文件。</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>Unit grids with findings</source>
        <translation>有问题的单元网格</translation>
    </message>
    <message>
        <location filename="../dcm_plugin/processing/grid/check_unit_grid.py"/>
        <source>What to check; the report says what each is. Empty: all.</source>
        <translation>要执行的检查项，各项含义见报告。留空：全部。</translation>
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
        <source>Seed</source>
        <translation>随机种子</translation>
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
