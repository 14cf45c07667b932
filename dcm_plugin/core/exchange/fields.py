"""Which field of a delivery is which field of the profile."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

from ..grid.checks.context import parse_dates
from ..standards import FieldSpec
from .names import cut_forms

#: Values of a field that are looked at where its name alone does not tell.
_LOOK = 200
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_COUNTED = re.compile(r"_?\d{1,2}$")
_DIGITS = re.compile(r"\d{6,20}")

Values = Callable[[str], Sequence[Any]]


@dataclass
class Match:
    """Role -> field of the layer, and how it was told ("own", "naming", "alias", "cut").

    ``unclear``: field -> roles it may be, where neither name nor values decide.
    """

    roles: Dict[str, str] = field(default_factory=dict)
    how: Dict[str, str] = field(default_factory=dict)
    unclear: Dict[str, Tuple[str, ...]] = field(default_factory=dict)

    def put(self, role: str, name: str, how: str) -> None:
        self.roles[role] = name
        self.how[role] = how


def match_fields(
    names: Sequence[str],
    specs: Mapping[str, FieldSpec],
    values: Optional[Values] = None,
    fixed: Optional[Mapping[str, str]] = None,
) -> Match:
    """Find the fields of a profile in a layer.

    First by the names of the profile, then by those of the naming schemes and older data, then by
    the words for it in Chinese and English, last by names cut to ten letters or bytes (either
    side may be the cut one). ``values`` gives the values of a field, for names that are cut so
    short that several fields could be meant. ``fixed``: role -> field that the user chose.
    """
    found = Match()
    for role, name in (fixed or {}).items():
        found.put(role, name, "chosen")
    tiers: Tuple[Tuple[str, Callable[[FieldSpec], List[str]]], ...] = (
        ("own", lambda spec: [spec.name]),
        ("naming", lambda spec: [*spec.names.values(), *spec.legacy]),
        ("alias", _words),
    )
    for how, wanted in tiers:
        for role, spec in specs.items():
            if role in found.roles:
                continue
            free = _free(names, found)
            for word in wanted(spec):
                if _key(word) in free:
                    found.put(role, free[_key(word)], how)
                    break
    _match_cut(names, specs, values, found)
    return found


def _free(names: Sequence[str], found: Match) -> Dict[str, str]:
    taken = set(found.roles.values())
    result: Dict[str, str] = {}
    for name in names:
        if name not in taken:
            result.setdefault(_key(name), name)
    return result


def _key(name: str) -> str:
    """A name without what does not tell: case, width of letters, broken last character."""
    return unicodedata.normalize("NFKC", name).replace("\ufffd", "").strip().casefold()


def _words(spec: FieldSpec) -> List[str]:
    """The words for a field, with and without what stands in brackets."""
    words = [spec.alias_zh, *spec.synonyms, spec.alias_en]
    return [*words, *(_BRACKETS.sub("", word).strip() for word in words)]


def _match_cut(
    names: Sequence[str], specs: Mapping[str, FieldSpec], values: Optional[Values], found: Match
) -> None:
    meant: Dict[str, List[str]] = {}
    for key, name in _free(names, found).items():
        mine = {key, *(_key(form) for form in cut_forms(name))}
        for role, spec in specs.items():
            if role not in found.roles and _is_cut(key, mine, spec):
                meant.setdefault(name, []).append(role)
    for name, roles in meant.items():
        roles = [role for role in roles if role not in found.roles]
        if len(roles) > 1 and values is not None:
            roles = _fitting(roles, specs, values(name)) or roles
        if len(roles) == 1:
            found.put(roles[0], name, "cut")
        elif roles:
            found.unclear[name] = tuple(roles)


def _is_cut(key: str, mine: set, spec: FieldSpec) -> bool:
    wanted = [spec.name, *spec.names.values(), *spec.legacy, *_words(spec)]
    for word in wanted:
        if not word:
            continue
        forms = [_key(form) for form in cut_forms(word)]
        if key in forms or (_key(word) in mine and _key(word) != key):
            return True
        # a second field with the same short name gets a number in place of its last letters
        stem = _COUNTED.sub("", key)
        long_enough = stem != key and len(stem.encode("gb18030")) >= 8
        if long_enough and any(form.startswith(stem) for form in forms):
            return True
    return False


def _fitting(roles: List[str], specs: Mapping[str, FieldSpec], values: Sequence[Any]) -> List[str]:
    """The roles whose kind the values are."""
    some = [value for value in values if value is not None and value == value and value != ""]
    some = some[:_LOOK]
    if not some:
        return []
    texts = [str(int(v)) if isinstance(v, float) and v.is_integer() else str(v) for v in some]
    digits = all(_DIGITS.fullmatch(text.strip()) for text in texts)
    longest = max(len(text.strip()) for text in texts)
    result = []
    for role in roles:
        spec = specs[role]
        if spec.type == "date":
            fits = not _wrong_days(some)
        elif is_code(spec):
            fits = digits and longest <= spec.length
        elif spec.type == "string":
            fits = not digits
        else:
            fits = all(isinstance(value, (int, float)) for value in some)
        if fits:
            result.append(role)
    if len(result) > 1:  # two codes: the one of this very length
        exact = [role for role in result if specs[role].length == longest]
        result = exact if len(exact) == 1 else result
    return result


def is_code(spec: FieldSpec) -> bool:
    """A field that holds one code of fixed length."""
    return spec.role in ("code", "community", "street", "parent")


def _wrong_days(values: Sequence[Any]) -> bool:
    import pandas as pd

    return bool(parse_dates(pd.Series(list(values), dtype=object))[1].any())
