"""Names of fields cut to what a Shapefile holds, and recognised again."""

from __future__ import annotations

from typing import Dict, Iterable, List

from .dbf import NAME_BYTES


def cut_name(name: str, encoding: str, size: int = NAME_BYTES) -> str:
    """The name as far as it fits into ``size`` bytes; no character is cut in the middle."""
    return name.encode(encoding, "ignore")[:size].decode(encoding, "ignore")


def cut_forms(name: str) -> List[str]:
    """What programs make of a name that is too long: by letters, or by bytes of an encoding."""
    forms = []
    for encoding in ("utf-8", "gb18030"):
        raw = name.encode(encoding)
        if len(raw) > NAME_BYTES:
            forms.append(raw[:NAME_BYTES].decode(encoding, "ignore"))
    if len(name) > NAME_BYTES:
        forms.append(name[:NAME_BYTES])
    return list(dict.fromkeys(form for form in forms if form))


def short_names(names: Iterable[str], encoding: str) -> Dict[str, str]:
    """Long name -> name of at most ten bytes, unique without regard to case; order decides."""
    result: Dict[str, str] = {}
    taken: set = set()
    wanted = list(names)
    for name in wanted:  # names that fit keep their place
        if len(name.encode(encoding, "ignore")) <= NAME_BYTES and name.casefold() not in taken:
            result[name] = name
            taken.add(name.casefold())
    for name in wanted:
        if name in result:
            continue
        short = cut_name(name, encoding) or "F"
        number = 0
        while short.casefold() in taken:
            number += 1
            tail = f"_{number}"
            short = cut_name(name, encoding, NAME_BYTES - len(tail)) + tail
        result[name] = short
        taken.add(short.casefold())
    return {name: result[name] for name in wanted}
