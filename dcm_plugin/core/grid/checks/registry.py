"""Which function answers which check of the catalogue, and what it needs to be answered."""

from __future__ import annotations

from typing import Optional, Tuple

from ...checks.run import Check, Need
from ...report import Msg
from . import (
    access,
    attributes,
    balance,
    codes,
    components,
    geometry,
    history,
    layout,
    legal,
    objects,
    order,
    territory,
    topology,
)
from .context import Context


def layer(name: str) -> Need:
    """The layer must be given."""

    def missing(context: Context) -> Optional[Msg]:
        if getattr(context.data, name) is not None:
            return None
        return Msg("checks.skip.no_layer", {"layer": Msg("checks.layer." + name)})

    return missing


def any_layer(*names: str) -> Need:
    """At least one of the layers must be given."""

    def missing(context: Context) -> Optional[Msg]:
        if any(getattr(context.data, name) is not None for name in names):
            return None
        return Msg("checks.skip.no_" + "_or_".join(names))

    return missing


def column(role: str) -> Need:
    """The grid layer must have the field."""

    def missing(context: Context) -> Optional[Msg]:
        if context.has(role):
            return None
        spec = context.profile.fields.get(role)
        named = {"en": spec.alias_en, "zh": spec.alias_zh} if spec else role
        return Msg("checks.skip.no_field", {"field": named})

    return missing


def layer_code(name: str) -> Need:
    """The layer must carry grid codes."""

    def missing(context: Context) -> Optional[Msg]:
        frame = getattr(context.data, name)
        if frame is None or "code" in frame.columns:
            return None
        return Msg("checks.skip.no_code", {"layer": Msg("checks.layer." + name)})

    return missing


CHECKS: Tuple[Check, ...] = (
    Check("scale", ("G01", "Q16"), legal.run_scale, weight=0.1),
    Check("crs", ("Q16",), legal.run_crs, weight=0.1),
    Check("geometry", ("Q01", "G05"), geometry.run, weight=4),
    Check("topology", ("Q02", "G08"), topology.run, weight=8),
    Check("crossing", ("G02",), territory.run_crossing, (layer("communities"),), 4),
    Check("cover", ("Q03", "G02", "G08"), territory.run_cover, (layer("communities"),), 3),
    Check("form", ("Q04",), codes.run_form, (column("code"),)),
    Check("unique", ("Q05",), codes.run_unique, (column("code"),)),
    Check(
        "prefix",
        ("Q06", "G02"),
        territory.run_prefix,
        (column("code"), any_layer("communities", "streets", "districts")),
    ),
    Check("sequence", ("Q07",), codes.run_sequence, (column("code"),)),
    Check("order", ("Q08",), order.run, (column("code"),), 2),
    Check("fields", ("Q09",), attributes.run_fields),
    Check("area_attribute", ("Q10",), attributes.run_area_attribute, (column("area"),), 0.3),
    Check("area_band", ("Q11",), attributes.run_area_band, weight=0.5),
    Check("hills", ("G10",), attributes.run_hills, (column("land_use_class"),), 0.2),
    Check("layout", ("G03",), layout.run, (layer("layout"),), 8),
    Check("access", ("G05",), access.run, weight=3),
    Check("yards", ("Q13", "G04"), objects.run_yards, (layer("compounds"),), 3),
    Check(
        "objects",
        ("Q12", "G06"),
        objects.run_objects,
        (any_layer("buildings", "components"),),
        10,
    ),
    Check("balance", ("Q14", "G07"), balance.run, (layer("components"),), 2),
    Check(
        "components",
        ("Q15",),
        components.run,
        (layer("components"), layer_code("components"), column("code")),
        2,
    ),
    Check(
        "history",
        ("G09",),
        history.run,
        (layer("previous"), layer_code("previous"), column("code")),
        2,
    ),
)
