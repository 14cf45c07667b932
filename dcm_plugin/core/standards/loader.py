"""Read profiles from YAML: built-in ones and those of a city's own folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional, Tuple

import yaml

from ..errors import InputError
from . import model
from .model import Basis, Profile

FOLDER = Path(__file__).resolve().parent.parent.parent / "data" / "profiles"
DEFAULT_PROFILE = "gbt47678_3_2026"

#: Order in which the built-in profiles are offered.
_OFFERED = (
    "gbt47678_3_2026",
    "gbt30428_1_2013",
    "cjt213_2005",
    "db11t2157_2023",
    "cjt349_2010",
    "custom",
)
_HEAD = ("id", "extends", "abstract", "title", "base_standard")
_GROUPS = ("code", "tolerances", "area", "numbering", "lifecycle", "checks", "tables")
_FREE = ("kinds", "accuracy", "drawing", "duty_grids")


def list_profiles(folder: Optional[Path] = None) -> Tuple[str, ...]:
    """Ids of the built-in profiles (the default first) and of those in ``folder``."""
    ids = [name for name in _OFFERED if (FOLDER / (name + ".yaml")).exists()]
    known = set(ids) | {"base"}
    for place in (FOLDER, folder):
        if place is not None and place.is_dir():
            for path in sorted(place.glob("*.yaml")):
                if path.stem not in known:
                    known.add(path.stem)
                    ids.append(path.stem)
    return tuple(ids)


def load_profile(profile_id: str, folder: Optional[Path] = None) -> Profile:
    """The profile with this id; one in ``folder`` goes before a built-in one of the same id."""
    path = _find(profile_id, folder)
    return _cached(profile_id, folder, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _cached(profile_id: str, folder: Optional[Path], stamp: int) -> Profile:
    path = _find(profile_id, folder)
    raw = _merged(profile_id, folder, ())
    if raw.get("abstract"):
        raise InputError("standards.profile_abstract", profile=profile_id)
    return parse_profile(raw, path.name)


def _find(profile_id: str, folder: Optional[Path], skip: Tuple[Path, ...] = ()) -> Path:
    for place in (folder, FOLDER):
        if place is not None:
            path = place / (profile_id + ".yaml")
            if path.exists() and path not in skip:
                return path
    raise InputError(
        "standards.profile_unknown",
        profile=profile_id,
        known=", ".join(list_profiles(folder)),
    )


def _merged(profile_id: str, folder: Optional[Path], seen: Tuple[Path, ...]) -> Dict[str, Any]:
    path = _find(profile_id, folder, seen)
    own = read_yaml(path)
    if own.get("id") != path.stem:
        raise InputError(
            "standards.profile_value",
            file=path.name,
            key="id",
            value=own.get("id"),
            expected=path.stem,
        )
    parent = own.pop("extends", None)
    own.setdefault("abstract", False)
    if parent is None:
        return own
    below = _merged(str(parent), folder, seen + (path,))
    return merge(below, own)


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> Dict[str, Any]:
    """``above`` over ``below``; null takes a value away, leaves are replaced whole."""
    result = dict(below)
    for key, value in above.items():
        old = result.get(key)
        if value is None:
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(old, dict) and "value" not in value:
            result[key] = merge(old, value)
        else:
            result[key] = value
    return result


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses a key written twice."""


def _mapping(loader: _Loader, node: Any, deep: bool = False) -> Dict[Any, Any]:
    loader.flatten_mapping(node)
    result: Dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in result:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {key!r} twice", key_node.start_mark
            )
        result[key] = loader.construct_object(value_node, deep=True)
    return result


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_yaml(path: Path) -> Dict[str, Any]:
    try:
        loader = _Loader(path.read_text(encoding="utf-8-sig"))
        try:
            raw = loader.get_single_data()
        finally:
            loader.dispose()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise InputError("standards.profile_unreadable", file=path.name, reason=reason) from error
    if not isinstance(raw, dict):
        raise InputError("standards.profile_unreadable", file=path.name, reason="no keys")
    return raw


def parse_profile(raw: Mapping[str, Any], file: str) -> Profile:
    """A profile from its (merged) YAML content; ``file`` is named in errors."""
    reader = Reader(file)
    for key in raw:
        if key not in _HEAD + _GROUPS + _FREE:
            reader.wrong(str(key), "", "/".join(_HEAD + _GROUPS + _FREE))
    plain = {group: reader.plain(raw.get(group) or {}, group, None) for group in _GROUPS + _FREE}
    title = raw.get("title")
    if not isinstance(title, dict) or not title.get("en"):
        reader.wrong("title", title, "{en: ..., zh: ...}")
    return Profile(
        id=str(raw.get("id")),
        title=dict(title or {}),
        base_standard=str(raw.get("base_standard") or ""),
        code=_code(reader, plain["code"]),
        tolerances=model.Tolerances(
            **reader.numbers(plain, "tolerances", model.Tolerances.__dataclass_fields__)
        ),
        area=_area(reader, plain),
        numbering=_numbering(reader, plain["numbering"]),
        lifecycle=_lifecycle(reader, plain["lifecycle"]),
        checks=_checks(reader, plain["checks"]),
        tables=_tables(reader, plain["tables"]),
        values={group: plain[group] for group in _FREE},
        bases=dict(reader.bases),
    )


class Reader:
    """Takes values and their basis apart, and knows the file for error messages.

    Other data files that mark their values with a basis (class catalogues) are read with it too.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.bases: Dict[str, Basis] = {}

    def wrong(self, key: str, value: Any, expected: Any) -> None:
        raise InputError(
            "standards.profile_value", file=self.file, key=key, value=value, expected=expected
        )

    def plain(self, node: Any, key: str, group: Optional[Basis]) -> Any:
        """The values of a node without the marks, which go to ``bases``."""
        if not isinstance(node, dict):
            if group is not None:
                self.bases[key] = group
            return node
        mark = self._basis(node.get("basis"), key) if "basis" in node else group
        if mark is not None:
            self.bases[key] = mark
        if "name_basis" in node:
            self.bases[key + ".name"] = self._basis(node["name_basis"], key + ".name_basis")
        if "value" in node:
            unknown = set(node) - {"value", "basis"}
            if unknown:
                self.wrong(key, sorted(unknown), "value, basis")
            if mark is None:
                self.wrong(key + ".basis", None, "/".join(b.value for b in Basis))
            return node["value"]
        result = {}
        for name, child in node.items():
            if name in ("basis", "name_basis"):
                continue
            below = key + "." + str(name)
            result[name] = self.plain(child, below, mark) if isinstance(child, dict) else child
            if not isinstance(child, dict) and "name_basis" not in node and mark is not None:
                self.bases[below] = mark
        return result

    def _basis(self, text: Any, key: str) -> Basis:
        try:
            return Basis(text)
        except ValueError:
            self.wrong(key + ".basis", text, "/".join(b.value for b in Basis))
            raise

    def known(self, node: Mapping[str, Any], key: str, names: Iterable[str]) -> None:
        """Refuse a name that is not in the list."""
        allowed = list(names)
        for name in node:
            if name not in allowed:
                self.wrong(key + "." + str(name), node[name], "/".join(allowed))

    def number(self, node: Mapping[str, Any], key: str, name: str, lowest: float = 0.0) -> float:
        value = node.get(name)
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < lowest:
            self.wrong(f"{key}.{name}", value, f">= {lowest:g}")
        return float(value)  # type: ignore[arg-type]

    def whole(self, node: Mapping[str, Any], key: str, name: str, lowest: int = 0) -> int:
        value = node.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or value < lowest:
            self.wrong(f"{key}.{name}", value, f"integer >= {lowest}")
        return int(value)  # type: ignore[arg-type]

    def optional_whole(self, node: Mapping[str, Any], key: str, name: str) -> Optional[int]:
        return None if node.get(name) is None else self.whole(node, key, name)

    def flag(self, node: Mapping[str, Any], key: str, name: str) -> bool:
        value = node.get(name)
        if not isinstance(value, bool):
            self.wrong(f"{key}.{name}", value, "true/false")
        return bool(value)

    def choice(self, node: Mapping[str, Any], key: str, name: str, choices: Tuple[str, ...]) -> str:
        value = node.get(name)
        if value not in choices:
            self.wrong(f"{key}.{name}", value, "/".join(choices))
        return str(value)

    def numbers(
        self, plain: Mapping[str, Any], group: str, names: Iterable[str]
    ) -> Dict[str, float]:
        wanted = list(names)
        self.known(plain[group], group, wanted)
        return {name: self.number(plain[group], group, name) for name in wanted}


def _code(reader: Reader, node: Mapping[str, Any]) -> model.CodeStructure:
    reader.known(node, "code", ("order", "alphabet", "segments"))
    order = node.get("order")
    segments = node.get("segments")
    alphabet = node.get("alphabet")
    if not isinstance(segments, dict):
        reader.wrong("code.segments", segments, "{name: {length: ...}}")
    if not isinstance(order, list) or not order or set(order) != set(segments or {}):
        reader.wrong("code.order", order, sorted(segments or {}))
    if not isinstance(alphabet, str) or not set("0123456789") <= set(alphabet):
        reader.wrong("code.alphabet", alphabet, "0123456789…")
    for name in ("county", "street", "community"):
        if name not in order:  # type: ignore[operator]
            reader.wrong("code.order", order, name)
    places = [order.index(name) for name in ("county", "street", "community")]  # type: ignore
    if places != list(range(places[0], places[0] + 3)) or places[2] == len(order or ()) - 1:
        reader.wrong("code.order", order, "[..., county, street, community, ..., sequence]")
    made = [parse_segment(reader, str(name), (segments or {})[name]) for name in order or ()]
    return model.CodeStructure(tuple(made), str(alphabet))


def parse_segment(
    reader: Reader, name: str, node: Mapping[str, Any], group: str = "code.segments"
) -> model.Segment:
    key = f"{group}.{name}"
    reader.known(node, key, ("length", "minimum", "maximum", "suspicious", "source"))
    length = reader.whole(node, key, "length", 1)
    minimum = reader.optional_whole(node, key, "minimum")
    maximum = reader.optional_whole(node, key, "maximum")
    if maximum is not None and (maximum >= 10**length or maximum < (minimum or 0)):
        reader.wrong(key + ".maximum", maximum, f"{minimum or 0} … {10**length - 1}")
    ranges = []
    for pair in node.get("suspicious") or ():
        if not (isinstance(pair, list) and len(pair) == 2 and pair[0] <= pair[1]):
            reader.wrong(key + ".suspicious", pair, "[[from, to], ...]")
        ranges.append((int(pair[0]), int(pair[1])))
    return model.Segment(
        name, length, minimum, maximum, tuple(ranges), str(node.get("source") or "")
    )


def _area(reader: Reader, plain: Mapping[str, Any]) -> model.AreaRule:
    rule = model.AreaRule(**reader.numbers(plain, "area", model.AreaRule.__dataclass_fields__))
    if not rule.lower < rule.target < rule.upper:
        reader.wrong("area.target", rule.target, f"{rule.lower:g} … {rule.upper:g}")
    if not rule.strong_warn_below <= rule.warn_below < rule.warn_above:
        reader.wrong("area.warn_below", rule.warn_below, f"< {rule.warn_above:g}")
    return rule


def _numbering(reader: Reader, node: Mapping[str, Any]) -> model.NumberingRule:
    key = "numbering"
    reader.known(node, key, model.NumberingRule.__dataclass_fields__)
    height = node.get("row_height")
    if height != "median":
        height = reader.number(node, key, "row_height", 0.001)
    return model.NumberingRule(
        direction=str(node.get("direction")),
        order=reader.choice(node, key, "order", model.ORDERS),
        row_height=height,
        new_row_above=reader.number(node, key, "new_row_above"),
        first=reader.whole(node, key, "first"),
        minimum_tau=reader.number(node, key, "minimum_tau", -1.0),
        merged_community_first=reader.whole(node, key, "merged_community_first"),
        single=reader.optional_whole(node, key, "single"),
    )


def _lifecycle(reader: Reader, node: Mapping[str, Any]) -> model.LifecycleRule:
    key = "lifecycle"
    reader.known(node, key, model.LifecycleRule.__dataclass_fields__)
    share = reader.number(node, key, "identity_share", 0.5)
    if share > 1:
        reader.wrong(key + ".identity_share", share, "0.5 … 1")
    return model.LifecycleRule(
        reuse_codes=reader.flag(node, key, "reuse_codes"),
        new_code=reader.choice(node, key, "new_code", ("after_largest",)),
        split_keeps_code_for=reader.choice(node, key, "split_keeps_code_for", model.KEEPERS),
        merge_keeps_code_for=reader.choice(node, key, "merge_keeps_code_for", model.KEEPERS[:2]),
        boundary_shift_keeps_code=reader.flag(node, key, "boundary_shift_keeps_code"),
        parent_change_gives_new_code=reader.flag(node, key, "parent_change_gives_new_code"),
        rows_deleted=reader.flag(node, key, "rows_deleted"),
        identity_share=share,
    )


def _checks(reader: Reader, node: Mapping[str, Any]) -> Dict[str, model.CheckRule]:
    rules = {}
    for check_id, content in node.items():
        key = "checks." + str(check_id)
        if not isinstance(content, dict):
            reader.wrong(key, content, "{severity: ...}")
        for name in content:
            if name == "severity" or str(name).startswith("severity_"):
                reader.choice(content, key, name, model.SEVERITIES)
        severity = reader.choice(content, key, "severity", model.SEVERITIES)
        params = {name: value for name, value in content.items() if name != "severity"}
        rules[str(check_id)] = model.CheckRule(severity, params)
    return rules


def _tables(reader: Reader, node: Mapping[str, Any]) -> Dict[str, Dict[str, model.FieldSpec]]:
    if model.UNIT_GRID not in node:
        reader.wrong("tables", sorted(node), model.UNIT_GRID)
    tables = {}
    for table, roles in node.items():
        tables[str(table)] = parse_table(reader, str(table), roles)
    for role in ("code", "area", "start", "end", "note", "community", "profile"):
        if role not in tables[model.UNIT_GRID]:
            reader.wrong("tables.unit_grid", sorted(tables[model.UNIT_GRID]), role)
    return tables


def parse_table(reader: Reader, table: str, roles: Mapping[str, Any]) -> Dict[str, model.FieldSpec]:
    """The fields of one table by role; two of the same name are refused."""
    specs = {
        str(role): parse_field(reader, f"tables.{table}.{role}", str(role), content)
        for role, content in roles.items()
    }
    for scheme in ("profile", *model.NAMING):
        names: List[str] = [spec.named(scheme).casefold() for spec in specs.values()]
        for name in names:
            if names.count(name) > 1:
                reader.wrong(f"tables.{table}", name, "unique names")
    return specs


def parse_field(reader: Reader, key: str, role: str, node: Any) -> model.FieldSpec:
    if not isinstance(node, dict):
        reader.wrong(key, node, "{name: ..., type: ...}")
    reader.known(node, key, model.FieldSpec.__dataclass_fields__)
    name = node.get("name")
    if not isinstance(name, str) or not name.isascii() or not name.isidentifier():
        reader.wrong(key + ".name", name, "ASCII name")
    names = node.get("names") or {}
    if not isinstance(names, dict):
        reader.wrong(key + ".names", names, "/".join(model.NAMING))
    reader.known(names, key + ".names", model.NAMING)
    for scheme, other in names.items():
        fits = isinstance(other, str) and other.isascii() and other.isidentifier()
        if not fits or len(other) > model.SHORT_NAME:
            reader.wrong(f"{key}.names.{scheme}", other, "ASCII name, 1 … 10")
    for alias in ("alias_en", "alias_zh"):
        if not isinstance(node.get(alias), str):
            reader.wrong(f"{key}.{alias}", node.get(alias), "text")
    return model.FieldSpec(
        role=role,
        name=str(name),
        alias_en=node["alias_en"],
        alias_zh=node["alias_zh"],
        type=reader.choice(node, key, "type", model.FIELD_TYPES),
        length=reader.optional_whole(node, key, "length") or 0,
        decimals=reader.optional_whole(node, key, "decimals") or 0,
        required=reader.choice(node, key, "required", model.CONSTRAINTS),
        legacy=tuple(str(item) for item in node.get("legacy") or ()),
        names={str(scheme): str(other) for scheme, other in names.items()},
        synonyms=tuple(str(item) for item in node.get("synonyms") or ()),
    )
