"""The message catalogue: both languages, the same placeholders, every id that is used."""

from __future__ import annotations

import ast
import pickle
import re
from pathlib import Path

import pytest

from dcm_plugin.core import messages
from dcm_plugin.core.errors import Cancelled, DcmError, InputError
from dcm_plugin.core.messages import Message

PLUGIN = Path(messages.__file__).resolve().parent.parent


def test_ids_are_unique_over_all_files():
    seen = {}
    for path in sorted(messages.FOLDER.glob("*.csv")):
        for message_id in messages.read_file(path):
            assert message_id not in seen, (message_id, path.name, seen.get(message_id))
            seen[message_id] = path.name
    assert len(seen) > 30


@pytest.mark.parametrize("message_id", sorted(messages.catalogue()))
def test_both_languages_with_the_same_placeholders(message_id):
    texts = messages.catalogue()[message_id]
    assert texts["en"].strip() and texts["zh"].strip()
    assert messages.placeholders(texts["en"]) == messages.placeholders(texts["zh"])
    assert "" not in messages.placeholders(texts["en"])


def test_raised_errors_have_a_message():
    unknown = []
    for path in sorted(PLUGIN.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "id", "")
            if name in ("DcmError", "InputError", "Message") and node.args:
                first = node.args[0]
                value = first.value if isinstance(first, ast.Constant) else None
                if isinstance(value, str) and value not in messages.catalogue():
                    unknown.append((path.name, node.lineno, value))
    assert unknown == []


def test_text_in_both_languages():
    error = InputError("processing.layer_empty", layer="网格")
    assert str(error).startswith("Layer “网格” has no features.")
    assert re.search("[一-鿿]{2}", error.localized("zh"))
    assert isinstance(error, DcmError)
    assert messages.text("processing.layer_empty", "fr", layer="x").startswith("Layer")


def test_a_message_inside_a_message():
    inner = Message("standards.code.length")
    assert "length" in messages.text("processing.write_failed", "en", reason=inner)
    assert "长度" in messages.text("processing.write_failed", "zh", reason=inner)
    assert "length" in str(inner)


def test_nothing_is_hidden():
    assert "what=3" in messages.text("no.such.id", "en", what=3)
    assert "layer" in messages.text("processing.layer_empty", "en")
    assert messages.text("processing.layer_empty", "en", wrong=1).count("wrong=1") == 1


def test_errors_cross_process_borders():
    again = pickle.loads(pickle.dumps(InputError("standards.prefix_length", prefix="1", length=12)))
    assert type(again) is InputError and again.params == {"prefix": "1", "length": 12}
    assert isinstance(pickle.loads(pickle.dumps(Cancelled())), Cancelled)


def test_shortened():
    assert messages.shortened([1, 2, 3]) == "1, 2, 3"
    assert messages.shortened(range(13)).endswith("9 … (+3)")


def test_files_are_checked(tmp_path):
    path = tmp_path / "twice.csv"
    path.write_text("id,en,zh\na,x,y\na,x,y\n", encoding="utf-8")
    with pytest.raises(ValueError, match="twice"):
        messages.read_file(path)
