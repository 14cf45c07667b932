"""Connections to PostgreSQL: what libpq wants of the strings that users and QGIS have.

A connection string may hold a password: none of this is ever logged or put into a message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Dict
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from ...core.errors import InputError

#: Where a city database lies unless the connection names another schema.
SCHEMA = "dcm"
#: What libpq knows; QGIS adds keys of its own (table, key, type, estimatedmetadata …).
_KNOWN = {
    "host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service", "sslmode",
    "sslcert", "sslkey", "sslrootcert", "sslcrl", "sslpassword", "connect_timeout",
    "channel_binding", "gssencmode", "krbsrvname", "target_session_attrs", "options",
}  # fmt: skip
_PAIR = re.compile(r"([a-zA-Z_]+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S*))")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Connection:
    """``url`` or ``keywords`` for libpq, and the schema; ``repr`` shows no credentials."""

    schema: str
    url: str = field(default="", repr=False)
    keywords: Dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def title(self) -> str:
        """Database and schema for messages, without credentials."""
        if self.url:
            parts = urlsplit(self.url)
            host, database = parts.hostname or "", parts.path.lstrip("/")
        else:
            host = self.keywords.get("host", "")
            database = self.keywords.get("dbname") or self.keywords.get("service", "")
        place = f"{host}/{database}" if host else database
        return f"{place} ({self.schema})"


def parse(uri: str) -> Connection:
    """A URL, a libpq string or a QGIS URI; ``schema=`` says where the city database lies."""
    if uri.startswith(("postgresql://", "postgres://")):
        parts = urlsplit(uri)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        name = dict(pairs).get("schema", SCHEMA)
        rest = urlencode([pair for pair in pairs if pair[0] != "schema"])
        return Connection(_checked(name), url=urlunsplit(parts._replace(query=rest)))
    found: Dict[str, str] = {}
    for key, quoted, plain in _PAIR.findall(uri):
        found[key.lower()] = re.sub(r"\\(.)", r"\1", quoted) or plain
    if "user" not in found and "username" in found:
        found["user"] = found["username"]
    keywords = {key: value for key, value in found.items() if key in _KNOWN}
    # QGIS writes its own word for "as the server likes"
    if not keywords.get("sslmode", "x").startswith(("disable", "allow", "prefer", "require",
                                                    "verify")):  # fmt: skip
        keywords.pop("sslmode", None)
    return Connection(_checked(found.get("schema", SCHEMA)), keywords=keywords)


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise InputError("city.schema_name", schema=name)
    return name
