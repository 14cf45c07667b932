"""One spelling for the many ways in which a text is written."""

from __future__ import annotations

import re
import unicodedata

from .tables import simplified

_BLANKS = re.compile(r"\s+")
_DIGITS = {
    "〇": 0, "○": 0, "零": 0, "一": 1, "壹": 1, "二": 2, "贰": 2, "两": 2, "三": 3, "叁": 3,
    "四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8,
    "九": 9, "玖": 9,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
#: Characters of a number written in Chinese, for regular expressions.
NUMERALS = "".join(_DIGITS) + "".join(_UNITS) + "廿卅"


def plain(text: str) -> str:
    """Half-width, simplified, lower case, without blanks at the ends."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(simplified())
    return text.strip().casefold()


def squeezed(text: str) -> str:
    """:func:`plain` without any blank inside."""
    return _BLANKS.sub("", plain(text))


def written_number(text: str) -> int:
    """The value of a number written in Chinese (八百八十五, 八八五, 廿三, 两千零一); -1 if none."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if not text:
        return -1
    if not any(character in _UNITS for character in text):
        value = 0
        for character in text:
            if character not in _DIGITS:
                return -1
            value = value * 10 + _DIGITS[character]
        return value
    total, digit, highest = 0, -1, 10**6
    for character in text:
        if character in _UNITS:
            unit = _UNITS[character]
            if unit >= highest:
                return -1
            total += (1 if digit < 0 else digit) * unit
            digit, highest = -1, unit
        elif character in _DIGITS:
            digit = _DIGITS[character]
            if digit == 0:
                digit = -1
        else:
            return -1
    if digit > 0:
        # 一百二 stands for 120
        tail = highest // 10 if text[-2:-1] in _UNITS and highest > 10 else 1
        total += digit * tail
    return total
