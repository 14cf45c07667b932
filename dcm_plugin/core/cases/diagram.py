"""The workflow table as a drawing (流程图): states side by side, one arrow for each way.

Drawn from the table alone, so that a city sees its own workflow. An arrow leads from one state to
another with the action and who does it above; ways back are dashed, ways to an end are grey.
"""

from __future__ import annotations

from html import escape
from typing import Dict, List, Sequence, Tuple

from .rules import Rules
from .workflow import NEW, State, Transition, Workflow

_COLUMN, _ROW, _LEFT, _TOP = 112, 27, 96, 76
_BOX, _BOX_HEIGHT = 100, 40
_INK, _LINE, _BACK, _END = "#243240", "#DCE2E7", "#B4531A", "#7A828A"
#: This many equal ways out of different states are drawn as one arrow.
_MANY = 3
_WORDS = {
    "zh": {"new": "新案件", "self": "不改变状态的操作", "undo": "↶ 可撤销"},
    "en": {"new": "new case", "self": "Actions that keep the state", "undo": "↶ may be undone"},
}


def diagram_svg(workflow: Workflow, rules: Rules, lang: str) -> str:
    """The drawing as SVG text."""
    states = sorted(workflow.states.values(), key=lambda state: state.sort)
    x_of = {state.code: _LEFT + _COLUMN * i + _COLUMN / 2 for i, state in enumerate(states)}
    x_of[NEW] = _LEFT - 34.0
    ways = _ways(workflow)
    below = _TOP + _ROW * (len(ways) + 1)
    stay = _staying(workflow, lang)
    height = below + 34 + 15 * max((len(names) for names in stay.values()), default=0)
    width = _LEFT + _COLUMN * len(states) + 16
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" '
        f'width="{width}" height="{height:.0f}" font-family="Noto Sans CJK SC, Microsoft YaHei, '
        f'sans-serif" font-size="12" fill="{_INK}">',
        f'<rect width="{width}" height="{height:.0f}" fill="#FFFFFF"/>',
    ]
    out.append(_text(x_of[NEW], _TOP - 32, _WORDS[lang]["new"], 12, _INK))
    for state in states:
        out.extend(_state(state, x_of[state.code], below, lang))
    for number, group in enumerate(ways):
        out.extend(_arrow(group, workflow, rules, x_of, _TOP + _ROW * (number + 1), lang))
    out.append(
        f'<text x="10" y="{below + 22}" font-size="11" fill="{_END}">'
        f"{escape(_WORDS[lang]['undo'])}</text>"
    )
    for code, names in stay.items():
        for line, name in enumerate(names):
            out.append(_text(x_of[code], below + 22 + 15 * line, name, 10.5, _END))
    out.append("</svg>")
    return "\n".join(out) + "\n"


def _ways(workflow: Workflow) -> List[List[Transition]]:
    """Transitions that lead to another state; equal ones out of many states together."""
    groups: Dict[Tuple[str, str], List[Transition]] = {}
    for item in workflow.transitions:
        if item.from_state != item.to_state:
            groups.setdefault((item.action, item.to_state), []).append(item)
    result: List[List[Transition]] = []
    for items in groups.values():
        result.extend([items] if len(items) >= _MANY else [[item] for item in items])
    return sorted(result, key=lambda group: (len(group) >= _MANY, group[0].sort))


def _staying(workflow: Workflow, lang: str) -> Dict[str, List[str]]:
    found: Dict[str, List[str]] = {}
    for item in workflow.transitions:
        if item.from_state == item.to_state:
            mark = " ↶" if item.undo else ""
            found.setdefault(item.from_state, []).append(_short(item.name(lang)) + mark)
    return found


def _short(name: str, most: int = 20) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"


def _state(state: State, x: float, below: float, lang: str) -> List[str]:
    top = _TOP - 12 - _BOX_HEIGHT
    light = _is_light(state.colour)
    edge = ' stroke="#243240" stroke-width="2.5"' if state.terminal else ' stroke="#8794A0"'
    out = [
        f'<line x1="{x:.0f}" x2="{x:.0f}" y1="{_TOP - 12}" y2="{below:.0f}" stroke="{_LINE}" '
        'stroke-width="1.5"/>',
        f'<rect x="{x - _BOX / 2:.0f}" y="{top}" width="{_BOX}" height="{_BOX_HEIGHT}" rx="6" '
        f'fill="{state.colour}"{edge}/>',
    ]
    ink = _INK if light else "#FFFFFF"
    lines = _wrapped(state.name(lang), 8 if lang == "zh" else 15)
    for number, line in enumerate(lines):
        y = top + _BOX_HEIGHT / 2 + 4.5 + 14 * (number - (len(lines) - 1) / 2)
        out.append(_text(x, y, line, 12, ink))
    return out


def _wrapped(name: str, most: int) -> List[str]:
    if len(name) <= most:
        return [name]
    if " " not in name:
        return [name[:most], name[most:]]
    words, lines = name.split(), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _is_light(colour: str) -> bool:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue > 140


def _arrow(
    group: Sequence[Transition],
    workflow: Workflow,
    rules: Rules,
    x_of: Dict[str, float],
    y: float,
    lang: str,
) -> List[str]:
    first = group[0]
    target = workflow.states[first.to_state]
    end = x_of[target.code]
    starts = [x_of[item.from_state] for item in group]
    begin = min(starts) if end > min(starts) else max(starts)
    origin = workflow.states.get(first.from_state)
    back = origin is not None and not target.terminal and target.sort < origin.sort
    colour = _BACK if back else _END if target.terminal else _INK
    dash = ' stroke-dasharray="5 3"' if back else ""
    side = 1 if end > begin else -1
    out = [
        f'<line x1="{begin:.0f}" x2="{end - 6 * side:.0f}" y1="{y}" y2="{y}" stroke="{colour}" '
        f'stroke-width="1.4"{dash}/>',
        f'<path d="M{end:.0f} {y} l{-8 * side} -4 l0 8 z" fill="{colour}"/>',
    ]
    for start in starts:
        out.append(f'<circle cx="{start:.0f}" cy="{y}" r="3" fill="{colour}"/>')
    names = rules.role_names(dict.fromkeys(role for item in group for role in item.roles))
    who = names.zh if lang == "zh" else names.en
    label = f"{first.name(lang)} · {who}{_condition(first)}{' ↶' if first.undo else ''}"
    # beside the dot, on the side of the arrow: a short arrow is shorter than its words
    anchor = "start" if side > 0 else "end"
    place = f'x="{begin + 6 * side:.0f}" y="{y - 4}" text-anchor="{anchor}" font-size="11"'
    # a halo of its own: not every program knows in which order to paint text
    out.append(f'<text {place} stroke="#FFFFFF" stroke-width="3">{escape(label)}</text>')
    out.append(f'<text {place} fill="{colour}">{escape(label)}</text>')
    return out


def _condition(item: Transition) -> str:
    words = [f"{c.key}={','.join(c.values)}" for c in item.when if not c.key.startswith("case.")]
    return f" [{'; '.join(words)}]" if words else ""


def _text(x: float, y: float, text: str, size: float, colour: str) -> str:
    return (
        f'<text x="{x:.0f}" y="{y:.1f}" text-anchor="middle" font-size="{size}" '
        f'fill="{colour}">{escape(text)}</text>'
    )
