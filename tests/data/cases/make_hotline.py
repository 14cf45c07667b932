"""Makes ``hotline_gbk.csv``: a table as hotlines export it, with places of the Shanghai sample.

    python tests/data/cases/make_hotline.py

Seeded; people and phone numbers are made up. The mess is deliberate: a title above the headings,
dates in several shapes, numbers as text, missing values, closed and repeated reports.
"""

from __future__ import annotations

import csv
import datetime
import random
from pathlib import Path
from typing import Dict, List, Tuple

import fiona
import numpy as np
import shapely
from shapely.geometry import shape

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "shanghai_core.gpkg"
COUNT = 240
HEADINGS = (
    "序号", "工单编号", "来电人", "性别", "来电号码", "来电时间", "诉求标题", "诉求内容",
    "事发地址", "诉求分类", "紧急程度", "是否回复", "工单状态", "备注",
)  # fmt: skip
TEXTS = (
    ("占道经营", "有人占道经营摆摊，影响行人通行，希望尽快处理"),
    ("店外经营", "餐馆店外经营，桌椅摆到人行道上"),
    ("暴露垃圾", "路边堆放暴露垃圾，气味很大，多日没人清运"),
    ("夜间施工", "工地夜间施工噪音扰民，无法休息"),
    ("小广告", "墙面和电线杆上乱贴小广告"),
    ("道路破损", "道路破损有坑，雨天积水，骑车容易摔倒"),
    ("路灯", "路灯不亮已经三天了，晚上很黑"),
    ("", "无照经营游商在路口叫卖"),
    ("乱停车", "非机动车乱停放占满人行道"),
    ("", "请问有关部门什么时候来人看看"),
    ("咨询", "反映很久了没有人管"),
)
SHAPES = ("{:%Y/%m/%d %H:%M}", "{:%Y-%m-%d %H:%M:%S}", "{:%Y年%m月%d日 %H时%M分}", "")
SURNAMES, GIVEN = "王李张刘陈杨黄赵周吴徐孙", "伟芳娜敏静丽强磊军洋勇艳"


def names(layer: str) -> List[str]:
    with fiona.open(SAMPLE, layer=layer) as source:
        rows = [feature["properties"] for feature in source]
    found = {row["name"] for row in rows if row.get("name")}
    return sorted(name for name in found if any("一" <= c <= "鿿" for c in name))


def crossings() -> List[Tuple[str, str]]:
    """Names of streets that meet."""
    with fiona.open(SAMPLE, layer="roads") as source:
        rows = [(f["properties"]["name"], shape(f["geometry"])) for f in source]
    rows = [row for row in rows if row[0] in set(names("roads"))]
    lines = np.array([line for _, line in rows], dtype=object)
    pairs = shapely.STRtree(lines).query(lines, predicate="intersects")
    found = {tuple(sorted((rows[one][0], rows[two][0]))) for one, two in pairs.T.tolist()}
    return sorted((one, two) for one, two in found if one != two)


def when(chance: random.Random, time: datetime.datetime) -> str:
    form = chance.choice(SHAPES)
    if form:
        return form.format(time).replace("/0", "/")
    days = (time - datetime.datetime(1899, 12, 30)).total_seconds() / 86400
    return f"{days:.6f}"


def main() -> None:
    chance = random.Random(12345)
    roads, pois, meeting = names("roads"), names("pois"), crossings()
    start = datetime.datetime(2026, 9, 14, 7, 0)
    rows: List[Dict[str, str]] = []
    for number in range(COUNT):
        title, text = chance.choice(TEXTS)
        time = start + datetime.timedelta(minutes=30 * number + chance.randrange(30))
        place = chance.random()
        if place < 0.45:
            address = chance.choice(pois) + chance.choice(("", "门口", "附近", "北侧"))
        elif place < 0.75:
            first, second = chance.choice(meeting)
            address = f"{first}与{second}路口"
        elif place < 0.95:
            address = f"上海市{chance.choice(roads)}{chance.randrange(1, 400)}号"
        else:
            address = chance.choice(("", "不清楚", "家门口"))
        rows.append(
            {
                "序号": str(number + 1),
                "工单编号": f"SH{time:%Y%m%d}{number + 1:05d}",
                "来电人": chance.choice(SURNAMES) + chance.choice(GIVEN),
                "性别": chance.choice("男女"),
                "来电号码": f"13{chance.randrange(10**9):09d}" + chance.choice(("", "", ".0")),
                "来电时间": when(chance, time),
                "诉求标题": title,
                "诉求内容": text,
                "事发地址": address,
                "诉求分类": title if chance.random() < 0.3 else "",
                "紧急程度": chance.choice(("一般", "一般", "紧急", "")),
                "是否回复": chance.choice(("是", "否", "需要")),
                "工单状态": chance.choice(("待受理", "办理中", "办理中", "已办结")),
                "备注": "",
            }
        )
    for number in range(0, COUNT, 12):  # the same problem once more, by somebody else, or the same
        again = dict(rows[number])
        if number % 24:
            again["工单编号"] += "B"
            again["来电号码"] = f"15{chance.randrange(10**9):09d}"
        again["诉求内容"] += "，再次来电催办"
        rows.append(again)
    rows[5]["来电时间"], rows[17]["来电时间"], rows[29]["诉求内容"] = "昨天下午", "", ""
    rows[29]["诉求标题"] = ""
    rows[41]["工单编号"] = ""
    rows[53]["诉求内容"] += "\n联系电话 021-63210000"
    with (HERE / "hotline_gbk.csv").open("w", encoding="gbk", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["12345热线工单明细（2026年9月14日至18日）"] + [""] * (len(HEADINGS) - 1))
        writer.writerow(HEADINGS)
        writer.writerows([[row[name] for name in HEADINGS] for row in rows])


if __name__ == "__main__":
    main()
