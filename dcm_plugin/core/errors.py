"""Errors that carry a message in every language of the product."""

from __future__ import annotations

from typing import Any, Dict

from . import messages


class DcmError(Exception):
    """Something the user must know; ``message_id`` is a key of ``data/messages``."""

    def __init__(self, message_id: str, **params: Any) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.params: Dict[str, Any] = params

    def localized(self, lang: str) -> str:
        """The message in ``lang`` ("en" or "zh")."""
        return messages.text(self.message_id, lang, **self.params)

    def __str__(self) -> str:
        return self.localized("en")

    def __reduce__(self) -> Any:
        return (_rebuild, (type(self), self.message_id, self.params))


class InputError(DcmError):
    """The data of the user are the reason."""


class Cancelled(DcmError):
    """The user stopped the work."""

    def __init__(self, message_id: str = "standards.cancelled", **params: Any) -> None:
        super().__init__(message_id, **params)


def _rebuild(cls: Any, message_id: str, params: Dict[str, Any]) -> DcmError:
    """Make the error again after it crossed a process border."""
    error: DcmError = cls(message_id, **params)
    return error
