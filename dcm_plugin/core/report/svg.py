"""Drawings for reports, as inline SVG."""

from __future__ import annotations

import math
from html import escape
from typing import Dict, List, Mapping, Optional, Sequence, Tuple

_WIDTH, _HEIGHT = 860, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 30, 36, 44
_BAR, _BAR_IN, _BAND, _INK, _GRID = "#9db4c6", "#2f78ad", "#e6f1e9", "#5b6b7b", "#e3e9ee"

_BAR_STEP, _BAR_GAP, _BAR_NUMBER = 20, 6, 70
#: Widths of letters at 12 points, and where wide ones begin (Chinese and full-width signs).
_NARROW, _WIDE, _LATIN = 7.8, 12.2, 0x2E80


def histogram_svg(
    edges: Sequence[float],
    counts: Sequence[int],
    unit: str,
    band: Optional[Tuple[float, float]],
    target: Optional[float],
    words: Mapping[str, str],
    title: str,
) -> str:
    """Bars of equal or unequal width over a true scale, with the wanted band and the target."""
    if not counts:
        return ""
    low, high = edges[0], edges[-1]
    span = (high - low) or 1.0
    step = nice_step(max(max(counts), 1), 4, whole=True)
    top = step * max(1, math.ceil(max(counts) / step))
    plot_w, plot_h = _WIDTH - _LEFT - _RIGHT, _HEIGHT - _TOP - _BOTTOM
    base = _TOP + plot_h

    def x_of(value: float) -> float:
        return _LEFT + plot_w * (min(max(value, low), high) - low) / span

    out: List[str] = [
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'role="img" aria-label="{escape(title)}" '
        f'font-size="12" fill="{_INK}">'
    ]
    if band is not None and band[1] > low and band[0] < high:
        left, right = x_of(band[0]), x_of(band[1])
        out.append(_rect(left, _TOP, right - left, plot_h, _BAND))
        out.append(_words(left + 5, _TOP - 8, words["band"], "start"))
    value = 0.0
    while value <= top + step / 2:
        y = base - plot_h * value / top
        out.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{_GRID}"/>'
        )
        out.append(_words(_LEFT - 7, y + 4, f"{value:,.0f}", "end"))
        value += step
    for index, count in enumerate(counts):
        if not count:
            continue
        left, right = x_of(edges[index]), x_of(edges[index + 1])
        height = max(plot_h * count / top, 1.0)
        middle = (edges[index] + edges[index + 1]) / 2
        inside = band is None or band[0] <= middle <= band[1]
        tip = f"{edges[index]:,.0f} – {edges[index + 1]:,.0f} {unit}: {count:,}"
        out.append(
            _rect(
                left + 0.75,
                base - height,
                max(right - left - 1.5, 1.0),
                height,
                _BAR_IN if inside else _BAR,
                tip,
            )
        )
    out.append(
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{base}" y2="{base}" stroke="{_INK}"/>'
    )
    tick = nice_step(span, 8)
    mark = math.ceil(low / tick) * tick
    while mark <= high + tick * 1e-6:
        out.append(_words(x_of(mark), base + 17, f"{mark:,.10g}", "middle"))
        mark += tick
    out.append(_words(_WIDTH - _RIGHT, base + 35, unit, "middle" if len(unit) < 4 else "end"))
    long = _width(words["count"]) > _LEFT - 7
    place, anchor = (0, "start") if long else (_LEFT - 7, "end")
    out.append(_words(place, _TOP - 16, words["count"], anchor))
    if target is not None and low <= target <= high:
        x = x_of(target)
        out.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{base}" stroke="#1d7f4b" '
            'stroke-dasharray="4 3"/>'
        )
        out.append(_words(x, base + 35, "{}: {:,.10g}".format(words["target"], target), "middle"))
    out.append("</svg>")
    return "".join(out)


def bars_svg(labels: Sequence[str], counts: Sequence[int], unit: str, title: str) -> str:
    """Horizontal bars from the top down, the name on the left and the number behind the bar."""
    if not counts:
        return ""
    widest = max(_width(label) for label in labels)
    left = min(max(90.0, widest + 14), _WIDTH * 0.45)
    height = _BAR_STEP * len(counts) + 2 * _BAR_GAP
    room = _WIDTH - left - _BAR_NUMBER
    top = max(max(counts), 1)
    out: List[str] = [
        f'<svg viewBox="0 0 {_WIDTH} {height:g}" width="{_WIDTH}" height="{height:g}" '
        f'role="img" aria-label="{escape(title)}" font-size="12" fill="{_INK}">'
    ]
    for place, (label, count) in enumerate(zip(labels, counts)):
        y = _BAR_GAP + place * _BAR_STEP
        width = max(room * count / top, 1.0 if count else 0.0)
        out.append(_words(left - 8, y + 13, _cut(label, left - 14), "end"))
        out.append(_rect(left, y + 2, width, _BAR_STEP - 5, _BAR_IN, f"{label}: {count:,} {unit}"))
        out.append(_words(left + width + 6, y + 13, f"{count:,}", "start"))
    bottom = height - _BAR_GAP + 1
    out.append(
        f'<line x1="{left:.1f}" x2="{left:.1f}" y1="{_BAR_GAP - 1}" y2="{bottom:.1f}" '
        f'stroke="{_INK}"/>'
    )
    out.append("</svg>")
    return "".join(out)


def _width(text: str) -> float:
    """About how wide a text is drawn."""
    return sum(_WIDE if ord(sign) > _LATIN else _NARROW for sign in text)


def _cut(text: str, width: float) -> str:
    """As much of a text as fits."""
    if _width(text) <= width:
        return text
    while text and _width(text) > width - _WIDE:
        text = text[:-1]
    return text.rstrip() + "…"


def nice_step(span: float, parts: int, whole: bool = False) -> float:
    """A round step (1, 2, 2.5, 5 × 10ⁿ) that cuts ``span`` into about ``parts``."""
    raw = max(span / parts, 1e-12)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    return max(1.0, math.ceil(step)) if whole else step


def _rect(x: float, y: float, width: float, height: float, fill: str, tip: str = "") -> str:
    shape = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"'
    if not tip:
        return f"<rect {shape}/>"
    return f"<rect {shape}><title>{escape(tip)}</title></rect>"


def _words(x: float, y: float, text: str, anchor: str) -> str:
    attributes: Dict[str, str] = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor}
    joined = " ".join(f'{key}="{value}"' for key, value in attributes.items())
    return f"<text {joined}>{escape(text)}</text>"
