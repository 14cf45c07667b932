"""One spelling for the many ways in which the name of a class is written."""

from __future__ import annotations

import re
from typing import Iterator, List, Tuple

from .. import text as written

_OWN_MARK = re.compile(r"[(\[{<【〔《]*(?:自定义|扩展|暂定)[)\]}>】〕》]+")
_BRACKETS = re.compile(r"[(\[{【〔]([^()\[\]{}【】〔〕]*)[)\]}】〕]")
_NO_WORD = re.compile(r"[\W_]+")
#: Running numbers before and behind a name: "路灯0012", "12号路灯", "01037 路灯".
_NUMBER_BEHIND = re.compile(r"(?:[0-9]+[号#]?|第?[0-9]+号?|[a-z]{0,3}[0-9]+)$")
_NUMBER_BEFORE = re.compile(r"^(?:[a-z]{0,3}[0-9]+[号#]?)")


def plain(text: str) -> str:
    """Half-width, simplified, lower case; blanks at the ends gone, marks of own classes gone."""
    return _OWN_MARK.sub("", written.plain(text))


def key(text: str) -> str:
    """The spelling by which names are compared: letters and digits of :func:`plain` only."""
    return _NO_WORD.sub("", plain(text))


def spellings(name: str) -> Tuple[str, ...]:
    """Keys of a class name with what stands in brackets read in every way.

    公交站亭（牌）: 公交站亭牌, 公交站亭, 公交站牌; 车辆加油（气、电）站: 车辆加油站, 车辆加气站 …
    """
    text = plain(name)
    match = _BRACKETS.search(text)
    if match is None:
        return (key(text),)
    before, inside, after = text[: match.start()], match.group(1), text[match.end() :]
    made = [before + inside + after, before + after]
    for option in re.split(r"[、,/或]", inside):
        width = len(option)
        made += [before + option + after, before[: max(len(before) - width, 0)] + option + after]
    return tuple(dict.fromkeys(filter(None, map(key, made))))


def readings(text: str) -> Iterator[str]:
    """Keys under which the text of a survey may be known, the most literal first."""
    simple = plain(text)
    whole = _NO_WORD.sub("", simple)
    yield whole
    seen: List[str] = [whole]
    without = key(_BRACKETS.sub("", simple))
    for form in (whole, without):
        for cut in (form, _NUMBER_BEHIND.sub("", form), _NUMBER_BEFORE.sub("", form)):
            if cut and cut not in seen:
                seen.append(cut)
                yield cut
