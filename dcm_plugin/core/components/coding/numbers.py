"""Running numbers per county and class, which are never given twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, List, Protocol, Sequence, Tuple

from ...errors import InputError


@dataclass(frozen=True)
class Request:
    """``count`` numbers for a prefix (county and class).

    ``floor`` is the largest number seen in use: numbers start above it, and it counts as used from
    then on even when ``count`` is 0. ``length`` is that of the whole code, for codes of two
    versions may begin alike. ``first`` and ``last`` bound the numbers.
    """

    prefix: str
    length: int
    count: int
    floor: int
    first: int
    last: int


class Register(Protocol):
    """What remembers the largest number given for each prefix."""

    def take(self, requests: Sequence[Request]) -> List[int]:
        """The first number of each request, the others follow it; all of it or nothing.

        Raises :class:`InputError` when a prefix has not enough numbers left.
        """


class MemoryRegister:
    """Remembers as long as it lives: for layers that are coded without a register."""

    def __init__(self) -> None:
        self.largest: Dict[Tuple[str, int], int] = {}

    def take(self, requests: Sequence[Request]) -> List[int]:
        """As in :class:`Register`."""
        known = {(r.prefix, r.length): self.largest.get((r.prefix, r.length), 0) for r in requests}
        first, after = next_numbers(requests, known)
        self.largest.update(after)
        return first


def next_numbers(
    requests: Sequence[Request], largest: Dict[Tuple[str, int], int]
) -> Tuple[List[int], Dict[Tuple[str, int], int]]:
    """First numbers, and the largest number of each prefix afterwards."""
    after = dict(largest)
    given = []
    for request in requests:
        key = (request.prefix, request.length)
        used = max(after.get(key, 0), request.floor, request.first - 1)
        if request.count and used + request.count > request.last:
            raise InputError(
                "coding.overflow",
                county=request.prefix[:6],
                klass=request.prefix[6:],
                count=request.count,
                left=max(request.last - used, 0),
                last=request.last,
            )
        given.append(used + 1)
        after[key] = used + request.count
    return given, after
