"""Texts as people write them, made from places whose position is known. The same for a seed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Dict, List, NamedTuple, Sequence

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
from dcm_plugin.core.text.tables import first_readings  # noqa: E402

KINDS = (
    "full", "road_number", "room_tail", "numerals", "homophone", "missing", "poi", "poi_district",
    "poi_missing", "complaint",
)  # fmt: skip
ROOMS = (
    "3号楼502室",
    "2单元301室",
    "5栋1203",
    "1幢201室",
    "B座1806室",
    "12号楼3单元",
    "2楼",
    "302室",
)
LEADS = (
    "市民反映", "来电反映", "群众投诉", "市民来电称", "巡查发现", "网友反映,", "您好,我想反映",
    "位于", "居民举报", "",
)  # fmt: skip
TAILS = (
    "门口垃圾堆放无人清理", "附近路灯不亮", "对面有人占道经营", "旁井盖破损", "门前人行道积水",
    "楼下夜间施工噪音扰民", "附近共享单车乱停放", "有流动摊贩,请尽快处理",
)  # fmt: skip
_DIGITS = "零一二三四五六七八九"


class Spot(NamedTuple):
    """A place with a known position: an address (street and number) or a named one."""

    name: str
    district: str
    street: str
    plate: str
    x: float
    y: float


class Query(NamedTuple):
    kind: str
    text: str
    x: float
    y: float


def numeral(value: int) -> str:
    """885 -> 八百八十五."""
    if value >= 10000:
        return "".join(_DIGITS[int(c)] for c in str(value))
    text, zero = "", False
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero else "") + _DIGITS[digit] + word
            zero = False
        elif text:
            zero = True
    return text[1:] if text.startswith("一十") else text


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


class Writer:
    """Writes queries with a seeded generator."""

    def __init__(self, city: str, seed: int) -> None:
        self.city = city
        self.rng = np.random.default_rng(seed)
        self.same_sound: Dict[str, List[str]] = {}
        for code, sound in first_readings().items():
            character = chr(code)
            try:
                usual = character.encode("gb2312")[0] < 0xD8
            except UnicodeEncodeError:
                usual = False
            if usual:
                self.same_sound.setdefault(sound, []).append(character)

    def pick(self, options: Sequence[str]) -> str:
        return options[int(self.rng.integers(len(options)))]

    def homophone(self, name: str) -> str:
        """The name with one character replaced by another one of the same reading."""
        readings = first_readings()
        for position in self.rng.permutation(len(name)):
            sound = readings.get(ord(name[position]), "")
            others = [c for c in self.same_sound.get(sound, ()) if c != name[position]]
            if others:
                return name[:position] + self.pick(others) + name[position + 1 :]
        return name

    def missing(self, name: str) -> str:
        position = int(self.rng.integers(len(name)))
        return name[:position] + name[position + 1 :]

    def numerals(self, plate: str) -> str:
        if self.rng.random() < 0.5:
            return wide(plate)
        result, digits = "", ""
        for character in plate:
            if character.isdigit():
                digits += character
            else:
                if digits:
                    spoken = self.rng.random() < 0.5 and len(digits) > 1
                    result += (
                        "".join(_DIGITS[int(c)] for c in digits) if spoken else numeral(int(digits))
                    )
                result, digits = result + character, ""
        return result + digits

    def address(self, kind: str, spot: Spot) -> str:
        street, plate = spot.street, spot.plate
        front = self.city + spot.district
        if kind == "road_number":
            front = ""
        elif kind != "full":
            front = self.pick([front, spot.district, ""])
        tail = ""
        if kind == "room_tail":
            tail = self.pick(ROOMS)
        elif kind == "numerals":
            plate = self.numerals(plate)
        elif kind == "homophone":
            street = self.homophone(street)
        elif kind == "missing":
            street = self.missing(street)
        elif kind == "complaint":
            front, tail = self.pick(LEADS) + front, self.pick(TAILS)
        return front + street + plate + tail

    def name(self, kind: str, spot: Spot) -> str:
        if kind == "poi_district":
            return spot.district + spot.name
        if kind == "poi_missing":
            return self.missing(spot.name)
        if kind == "complaint":
            return self.pick(LEADS) + spot.name + self.pick(TAILS)
        return spot.name

    def queries(self, addresses: Sequence[Spot], named: Sequence[Spot], each: int) -> List[Query]:
        made = []
        for kind in KINDS:
            for number in range(each):
                by_name = kind.startswith("poi") or (kind == "complaint" and number % 2)
                spots = named if by_name else addresses
                spot = spots[int(self.rng.integers(len(spots)))]
                text = self.name(kind, spot) if by_name else self.address(kind, spot)
                made.append(Query(kind, text, spot.x, spot.y))
        return made
