"""Descriptions taken apart: ten levels, plate and building parts, crossings, offsets, noise.

Without a vocabulary the parts are told by their suffixes alone; with the names of the city the
streets and areas are recognised wherever they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import List, NamedTuple, Optional, Pattern, Tuple

from ..text.normalise import NUMERALS, squeezed, written_number
from .model import AdminLevel, Offset, Parsed, PlaceType, Plate
from .vocabulary import Hit, Vocabulary
from .words import directions, provinces, words

#: Longer texts are cut here: an address is no novel.
LONGEST = 1000

_BRACKETS = str.maketrans("[{【〔〈《「『]}】〕〉》」』—–―－~～﹣", "(((((((())))))))-------")
_MARKS = "甲乙丙丁戊临附增旁"


def _regex(*parts: str, **words: str) -> Pattern[str]:
    """The parts as one expression; ``<NAME>`` in them stands for the words of that name."""
    text = "".join(parts).replace("<MARKS>", _MARKS)
    for name, value in words.items():
        text = text.replace(f"<{name}>", value)
    return re.compile(text)


_CHINESE_NUMBER = _regex(
    "(?<![第<N>])([<N>]{1,8})(?=号|弄|支弄|栋|幢|单元|楼(?![盘市])|层|室|米)", N=NUMERALS
)
#: 301弄22支弄70号, 676-686号, 甲24号, 24号-丙, 3645、3649号; a bare number too.
PLATE = _regex(
    r"(?P<before>[<MARKS>])?(?P<chain>(?:\d{1,5}(?:号弄|支弄|弄)[-,]?)*)",
    r"(?P<number>\d{1,5})(?P<mark>[<MARKS>a-e](?=号))?",
    r"(?P<range>(?:[-、,/至]\d{1,5}(?=[-、,/至\d]*(?:号|$|\()))*)",
    r"(?P<kind>号弄|支弄|弄|号院|号(?!楼(?![下上前后旁顶道梯])|线|厅|门(?![口前])|房|站)|",
    r"(?![\d号栋幢层室f米#路街村]|楼(?![下上前后旁顶道梯])|单元))",
    r"(?P<behind>-?[<MARKS>](?![\u4e00-\u9fff]))?",
)
_LANE = re.compile(r"(\d{1,5})(号弄|支弄|弄)")
_BUILDING = _regex(
    r"(?P<building>(?:\d{1,4}|[a-z]|[<MARKS>]|[东西南北中])(?:号楼|栋|幢|座|#楼|#))?[-,]?",
    r"(?:(?P<unit>\d{1,3}|[a-z])单元)?[-,]?",
    r"(?:(?P<floor>地下\d|[bf]?\d{1,3}[a-z]?)(?:楼|层|f(?![a-z])))?[-,]?",
    r"(?:(?P<room>[a-z]?\d{1,5}(?:[-,、]\d{1,5})*[a-z]?)(?:室|号房|房间|房))?",
)
#: A building, unit or room of an estate.
_INSIDE = re.compile(r"\d{1,4}(?:号楼|栋|幢|座|单元|层|楼|室|号)")
_DASHED = re.compile(r"-?(\d{1,3})-(\d{1,3}-)?(\d{3,4})$")
#: Words between two street names that make a crossing of them without 路口 behind.
_MEETING = ("与", "和", "近", "靠近", "临近", "/", "(近", "(靠近", "(临近")
_TRIMMED = " ,，。.;；:：、-/!?！？…\"'“”‘’|"


class _Words(NamedTuple):
    offset: Pattern[str]
    side: Pattern[str]
    second: Pattern[str]
    suffixed: Pattern[str]
    crossing: Pattern[str]
    connector: Pattern[str]
    lead: Pattern[str]
    tail: Pattern[str]
    street: Pattern[str]
    two_streets: Pattern[str]
    province: Pattern[str]
    admin: Pattern[str]
    city: Pattern[str]
    district: Pattern[str]


@lru_cache(maxsize=1)
def _compiled() -> _Words:
    def either(kind: str) -> str:
        return "|".join(map(re.escape, words(kind)))

    compass = sorted((w for w, a in directions().items() if a is not None), key=len, reverse=True)
    bearing = "|".join(compass)
    plain = "|".join(w for w, a in directions().items() if a is None)
    # 南面馆 and 西边防 are no directions
    end = "(?:侧|面(?![馆包食条店粉])|边(?![防界]))"
    side = f"(?P<word><BEARING>)(?:{end}|方向)|(?P<plain>(?:<PLAIN>){end}|对面|相邻)"
    street = f"[\u4e00-\u9fff]{{1,8}}?(?:{either('street_suffix')})"
    joined, meeting = either("connector"), either("crossing")
    return _Words(
        offset=_regex(
            r"(?:[以向往的偏正]|方向)*(?P<word><BEARING>)(?:侧|面|边|方向|方|行|走)?",
            r"(?:大约|约|近)?",
            r"(?P<distance>\d{1,5}(?:\.\d{1,3})?)(?:多|余)?",
            r"(?P<unit>米|公尺|m(?![a-z])|公里|千米|km)",
            BEARING=bearing,
        ),
        side=_regex(side, BEARING=bearing, PLAIN=plain),
        second=_regex(
            "^[,的]?(?P<name>.{2,30}?)(?:<SIDE>)", SIDE=side, BEARING=bearing, PLAIN=plain
        ),
        suffixed=_regex("[东南西北中大小一二三四五六七八九十]*(?:<W>)", W=either("street_suffix")),
        crossing=_regex("的?(?:<W>)", W=meeting),
        connector=_regex("(?:<W>)", W=joined),
        lead=_regex("^.*(?:<W>)[:,]?", W=either("lead")),
        tail=_regex("(?:<W>)", W=either("tail")),
        street=_regex("(?P<street><S>)(?=[0-9<MARKS>])", S=street),
        two_streets=_regex(
            "(?P<first><S>)(?:<J>)(?P<second><S>)的?(?:<M>)", S=street, J=joined, M=meeting
        ),
        province=_regex("^(?:<W>)", W="|".join(sorted(provinces(), key=len, reverse=True))),
        admin=_regex(
            "^(?P<p>[\u4e00-\u9fff]{2,3}省|[\u4e00-\u9fff]{2,7}自治区)?",
            "(?P<c>[\u4e00-\u9fff]{2,4}(?:市(?![民场政容中立级内第委府区])|自治州|地区|盟))?",
            "(?P<d>[\u4e00-\u9fff]{1,12}?(?:新区|区(?!域|间)|县|旗|市(?![民场政容中立级内第委府区])))?",
            "(?P<t>[\u4e00-\u9fff]{1,6}?(?:街道(?!\\d)|镇|乡))?",
            "(?P<v>[\u4e00-\u9fff0-9]{1,8}?(?:社区|居委会|村委会))?",
        ),
        city=_regex("[\u4e00-\u9fff]{2,4}?市(?![民场政容中立级内第委府区])"),
        district=_regex("[\u4e00-\u9fff]{1,5}?(?:新区|(?<![园业发景小社校院街])区(?!域|间)|县|旗)"),
    )


def clean(text: str) -> str:
    """The spelling in which texts are parsed and names are kept.

    Half-width, simplified, lower case, no blanks, one kind of bracket and dash, numbers in front
    of 号, 弄, 楼 and the like in digits.
    """
    made = squeezed(text[:LONGEST]).translate(_BRACKETS)
    if not made.isascii():
        made = _CHINESE_NUMBER.sub(_in_digits, made)
    return made


def _in_digits(match: re.Match[str]) -> str:
    value = written_number(match.group(1))
    return str(value) if value > 0 else match.group(0)


def parse(text: str, vocabulary: Optional[Vocabulary] = None) -> Parsed:
    """A description taken apart; never raises, what is not understood is in ``rest``."""
    parsed = Parsed(clean(text))
    if len(text) > LONGEST:
        parsed.notes.append("geocoding.note.cut")
    _Reader(parsed, vocabulary).read()
    return parsed


class _Reader:
    """Reads one text. Positions are those in ``text`` without the offset."""

    def __init__(self, parsed: Parsed, vocabulary: Optional[Vocabulary]) -> None:
        self.parsed, self.vocabulary = parsed, vocabulary
        self.words = _compiled()
        self.text = parsed.text
        #: Where a short name of a district stands, if one was read.
        self.short_at = -1

    def read(self) -> None:
        self._take_offset()
        if self.parsed.offset is None:
            self._take_two_landmarks()
        self._take_extra()
        hits = self.vocabulary.scan(self.text) if self.vocabulary else []
        start = self._take_admin(hits)
        self.parsed.body = self.text[start:]
        if self.parsed.admin:
            first = self.text.find(next(iter(self.parsed.admin.values())))
            first = first if first >= 0 else self.short_at
            self.parsed.areas = self.text[max(first, 0) : start]
        streets = self._streets(hits, start)
        if not self._take_crossing(streets, start):
            self._take_address(streets, start)
        if self.parsed.offset is None:
            self._take_side()

    def _take_offset(self) -> None:
        """东50米 and the like are cut out; what stands before is the base."""
        if not any(unit in self.text for unit in ("米", "里", "尺", "m")):
            return
        match = self.words.offset.search(self.text)
        if match is None:
            return
        distance = float(match["distance"])
        if match["unit"] in ("公里", "千米", "km"):
            distance *= 1000
        word = match["word"]
        self.parsed.offset = Offset(word, directions()[word], distance, self.text[: match.start()])
        self._take_second(self.text[match.end() :])
        self.text = self.text[: match.start()].rstrip(_TRIMMED)

    def _take_side(self) -> None:
        """东侧, 对面 and the like behind an address or name: a direction without distance.

        The text is not cut: the words may belong to a longer name, which only the search knows.
        """
        region = self.behind or self.before
        least = 0 if self.behind else 2
        match = self._side(region, least)
        if match is not None:
            self.parsed.offset = _side_of(match, region[: match.start()])

    def _take_two_landmarks(self) -> None:
        """A landmark, a direction, another landmark and its direction: cut at the first one."""
        match = self._side(self.text, 2)
        if match is None or "(" in self.text[: match.start()]:
            return
        self._take_second(self.text[match.end() :])
        if self.parsed.second_landmark:
            before = self.text[: match.start()]
            self.parsed.offset = _side_of(match, before)
            self.text = before.rstrip(_TRIMMED)

    def _side(self, text: str, least: int) -> Optional[re.Match[str]]:
        if not any(mark in text for mark in "侧面边向邻"):
            return None
        return self.words.side.search(text, least)

    def _take_second(self, behind: str) -> None:
        """A second landmark with its direction: …东侧红星菜市场南侧."""
        match = self.words.second.match(behind)
        if match is None:
            return
        name = match["name"].strip(_TRIMMED)
        if len(name) >= 2 and not begins_tail(name):
            self.parsed.second_landmark = name
            self.parsed.second_offset = _side_of(match, name)

    def _take_extra(self) -> None:
        """What stands in brackets behind a number is an extra note, not part of the address."""
        self.brackets: Tuple[str, ...] = ()
        at = self.text.find("(")
        if at > 0 and (self.text[at - 1].isdigit() or self.text[at - 1] in "号弄楼室层"):
            inside, _, behind = self.text[at + 1 :].partition(")")
            self.brackets = (inside,)
            self.text = self.text[:at] + behind

    # --- areas -----------------------------------------------------------------------------------

    def _take_admin(self, hits: List[Hit]) -> int:
        """Fills the levels 1 to 5; where the rest begins."""
        end = self._known_areas(hits) if self.vocabulary else 0
        if end == 0:
            end = self._unknown_areas()
        return end

    def _known_areas(self, hits: List[Hit]) -> int:
        names = self.vocabulary.names if self.vocabulary else {}
        admin, end, first = self.parsed.admin, 0, True
        for hit in self._with_short_names(hits):
            if hit.start < end:
                continue
            kinds = names[hit.name]
            levels = [known.level for known in kinds if known.type == PlaceType.AREA]
            if not levels or (len(kinds) > len(levels) and self._number_at(hit.end)):
                continue
            if not first and hit.start > end and admin and hit.start - end > 2:
                # a second area far behind the first belongs to a name, unless it says otherwise
                if min(levels) <= AdminLevel.CITY and min(levels) in admin:
                    self._conflict(admin[min(levels)], hit.name)
                break
            if first and hit.start > 0:
                other = self._unknown_areas(self.text[: hit.start])
                end = max(end, other)
            level = min(levels)
            if level in admin and admin[level] != hit.name:
                self._conflict(admin[level], hit.name)
                break
            if any(level <= known for known in admin):
                break
            admin[level] = hit.name
            end, first = hit.end, False
        self._other_city(hits, end)
        return end

    def _other_city(self, hits: List[Hit], start: int) -> None:
        """Notes a city that is not known, behind known areas and in front of a street, a district
        or the end: 上海市苏州市人民路. A name like 上海市苏州市场 is none."""
        if max(self.parsed.admin, default=0) < AdminLevel.CITY:
            return
        match = self.words.city.match(self.text, start)
        if match is None or not _is_city(match.group()):
            return
        own = self.vocabulary.cities if self.vocabulary is not None else ()
        value = match.group()
        if any(value.endswith(name) for name in own) or any(part in value for part in "区镇乡县路"):
            return  # names of organisations often begin with that of the city
        if value.endswith("城市") and len(value) > 3:
            return  # 盐城市 is a city, 宝山城市工业园区 is none
        end = match.end()
        district = self.words.district.match(self.text, end)
        if end == len(self.text) or district or any(hit.start == end for hit in hits):
            self.parsed.notes.append("geocoding.note.other_city")

    def _with_short_names(self, hits: List[Hit]) -> List[Hit]:
        """The hits, and the district that a text calls by its short name (浦东, 徐汇).

        A short name counts only where a district is expected: at the beginning or behind the
        city, and in front of a known street or area, or at the end behind the city. It is not
        looked for inside longer known names, and 徐汇路 is a street even when it is unknown.
        """
        known = self.vocabulary
        match = known.short_names.search(self.text) if known and known.short_names else None
        if known is None or match is None:
            return hits
        begin, end = match.span()
        full = known.shorts[match.group()]
        if any(hit.start < end and begin < hit.end for hit in hits):
            return hits
        if self.words.suffixed.match(self.text, end):
            return hits
        lead = strip_lead(self.text[:begin]).strip(_TRIMMED)
        in_city = any(lead.endswith(form) for form in known.city_forms)
        follows = next((hit for hit in hits if hit.start >= end), None)
        near = follows is not None and not self.text[end : follows.start].strip(_TRIMMED)
        ends = in_city and not self.text[end:].strip(_TRIMMED)
        if not (ends or (near and (in_city or not lead))):
            return hits
        self.short_at = begin
        return sorted([*hits, Hit(begin, end, full)])

    def _conflict(self, first: str, second: str) -> None:
        if first != second and "geocoding.note.two_areas" not in self.parsed.notes:
            self.parsed.notes.append("geocoding.note.two_areas")

    def _unknown_areas(self, text: Optional[str] = None) -> int:
        """Areas told by their suffixes at the beginning of the text."""
        text = self.text if text is None else text
        match = self.words.admin.match(text)
        end = 0
        if match is not None:
            for level, group in enumerate("pcdtv", 1):
                value = match[group]
                if value and self._plausible(value, level):
                    self.parsed.admin[level] = value
                    end = match.end(group)
                elif value:
                    break
        if not end:
            short = self.words.province.match(text)
            if short is not None and short.group() in ("北京市", "上海市", "天津市", "重庆市"):
                self.parsed.admin[AdminLevel.CITY] = short.group()
                end = short.end()
        return end

    def _plausible(self, value: str, level: int) -> bool:
        if level == AdminLevel.PROVINCE:
            return value in provinces()
        if level == AdminLevel.CITY:
            own = self.vocabulary is not None and any(
                value[:2] == name[:2] and value not in self.vocabulary.areas
                for name in self.vocabulary.cities
            )
            return not own and _is_city(value)
        if value.endswith("市") and not _is_city(value):
            return False
        known = self.vocabulary is not None
        return (not known or AdminLevel.CITY in self.parsed.admin) and not any(
            suffix in value[:-1] for suffix in ("路", "号", "弄")
        )

    # --- streets and numbers ---------------------------------------------------------------------

    def _streets(self, hits: List[Hit], start: int) -> List[Hit]:
        """Street names behind the areas that do not lie inside each other."""
        if self.vocabulary is None:
            return []
        found: List[Hit] = []
        for hit in hits:
            if hit.start < start or hit.name not in self.vocabulary.streets:
                continue
            if found and hit.start < found[-1].end:
                if hit.end > found[-1].end and self._number_at(hit.end):
                    found[-1] = hit
                continue
            found.append(hit)
        return found

    def _number_at(self, position: int) -> bool:
        return self.text[position : position + 1].isdigit()

    def _take_crossing(self, streets: List[Hit], start: int) -> bool:
        for first, second in zip(streets, streets[1:]):
            between = self.text[first.end : second.start]
            ends = self.words.crossing.match(self.text, second.end)
            meeting = not between or between in _MEETING
            joined = meeting or self.words.connector.fullmatch(between) is not None
            if not joined or first.name == second.name or self._number_at(second.end):
                continue
            if ends or meeting:
                self._crossing(first.name, second.name, first.start, second.end, start)
                return True
        if self.vocabulary is None:
            match = self.words.two_streets.search(self.text, start)
            if match is not None:
                self._crossing(match["first"], match["second"], match.start(), match.end(), start)
                return True
        return False

    def _crossing(self, first: str, second: str, begin: int, end: int, start: int) -> None:
        self.parsed.street, self.parsed.second_street = first, second
        self._set_rest(self.text[start:begin], self.text[end:])

    def _take_address(self, streets: List[Hit], start: int) -> None:
        for hit in streets:
            match = PLATE.match(self.text, hit.end)
            if match is not None:
                self._take_plate(hit.name, hit.start, match, start)
                return
        if self.vocabulary is None:
            street = self.words.street.search(self.text, start)
            if street is not None:
                match = PLATE.match(self.text, street.end())
                if match is not None:
                    self._take_plate(street["street"], street.start(), match, start)
                    return
        match = self._number_with_kind(start)
        if match is not None:
            self._take_plate("", start, match, start)
            return
        if streets:
            hit = max(streets, key=lambda h: h.end - h.start)
            self.parsed.street = hit.name
            self._set_rest(self.text[start : hit.start], self.text[hit.end :])
            return
        self._set_rest(self.text[start:], "")

    def _number_with_kind(self, start: int) -> Optional[re.Match[str]]:
        """The first plate number in the text that says it is one, or stands at the end."""
        for match in PLATE.finditer(self.text, start):
            if match["kind"] or match["chain"] or match.end() == len(self.text):
                return match
        return None

    def _take_plate(self, street: str, begin: int, match: re.Match[str], start: int) -> None:
        parsed = self.parsed
        parsed.street = street
        parsed.before_number = self.text[start : match.start()][-16:]
        parsed.plate = plate_of(match)
        end = match.end()
        inner = _BUILDING.match(self.text, end)
        if inner is not None and inner.end() > end:
            parsed.building = inner["building"] or ""
            parsed.unit = inner["unit"] or ""
            parsed.floor = inner["floor"] or ""
            parsed.room = inner["room"] or ""
            end = inner.end()
        else:
            dashed = _DASHED.match(self.text, end)
            if dashed is not None:
                parsed.building, parsed.room = dashed[1], dashed[3]
                end = dashed.end()
        self._set_rest(self.text[start:begin], self.text[end:])

    def _set_rest(self, before: str, behind: str) -> None:
        self.before, self.behind = before, behind
        pieces = (before, behind, *self.brackets)
        self.parsed.rest = tuple(p for p in (piece.strip(_TRIMMED) for piece in pieces) if p)


def _side_of(match: re.Match[str], before: str) -> Offset:
    """The direction of a match of ``side``, without a distance."""
    word = match["word"] or match["plain"]
    return Offset(word, directions().get(word), float("nan"), before)


def _is_city(value: str) -> bool:
    """Whether a word that ends in 市 may be the name of a city."""
    wrong = ("反映", "反应", "投诉", "举报", "有市", "超市", "夜市", "菜市")
    return len(value) > 2 and not any(word in value for word in wrong)


def plate_of(match: re.Match[str]) -> Plate:
    """The plate of a match of PLATE."""
    number = int(match["number"])
    kind = match["kind"] or "号"
    kind = "弄" if kind == "号弄" else kind
    mark = match["before"] or match["mark"] or (match["behind"] or "").lstrip("-")
    chain = match["chain"] or ""
    lanes = [(int(n), "弄" if k == "号弄" else k) for n, k in _LANE.findall(chain)]
    key = "".join(f"{n}{k}" for n, k in lanes) + f"{number}{kind}"
    last = number
    if match["range"]:
        numbers = [int(n) for n in re.findall(r"\d+", match["range"])]
        last = max(numbers) if max(numbers) >= number else number
    first = lanes[0][0] if lanes else number
    return Plate(key, first, mark, last if not lanes else first)


def read_plate(text: str) -> Optional[Plate]:
    """A plate number as it stands in a field ("885号", "885", "301弄22号"), or None."""
    match = PLATE.match(clean(text))
    return plate_of(match) if match is not None else None


def strip_lead(text: str) -> str:
    """The text behind the last word that leads to a place (位于, 反映 …)."""
    return _compiled().lead.sub("", text)


def strip_tail(text: str) -> str:
    """The text before the first word that belongs to a report, not to a place (附近, 有人 …)."""
    match = _compiled().tail.search(text, 2)
    return text if match is None else text[: match.start()]


def begins_tail(text: str) -> bool:
    """Whether a text begins with a word that belongs to a report, not to a place."""
    return _compiled().tail.match(text) is not None or _INSIDE.match(text) is not None
