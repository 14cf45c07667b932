"""Similarity of short names by their characters and pairs of characters (TF-IDF, cosine)."""

from __future__ import annotations

import math
from collections import Counter
from typing import Dict, List, Sequence, Tuple

import numpy as np
from scipy import sparse

_CHUNK = 2000
#: A pair of characters says more about a name than a single one.
_WEIGHTS = {1: 0.6, 2: 1.0}
_EDGE = "\x02"


def grams(word: str) -> List[str]:
    """Characters, and pairs of neighbours; the last character once more, since the head of a
    Chinese name stands at its end."""
    return [*word, *(word[i : i + 2] for i in range(len(word) - 1)), word[-1:] + _EDGE]


class Similar:
    """``entries``: spelling and the codes of the classes it stands for."""

    def __init__(self, entries: Sequence[Tuple[str, Tuple[str, ...]]]) -> None:
        pairs = sorted((code, spelling) for spelling, codes in entries for code in codes)
        self.codes = sorted({code for code, _ in pairs})
        spellings = [spelling for _, spelling in pairs]
        places = {code: place for place, code in enumerate(self.codes)}
        owner = np.array([places[code] for code, _ in pairs], dtype=np.int64)
        #: Where the spellings of each class begin: they stand together.
        self._starts = np.searchsorted(owner, np.arange(len(self.codes)))
        documents = Counter(gram for spelling in set(spellings) for gram in set(grams(spelling)))
        self._terms: Dict[str, int] = {gram: i for i, gram in enumerate(sorted(documents))}
        total = len(set(spellings))
        self._idf = np.array(
            [
                math.log((1 + total) / (1 + documents[gram])) * _weight(gram)
                for gram in sorted(documents)
            ]
        )
        #: For what no name has: as rare as can be.
        self._unknown = math.log(1 + total)
        self._names = self._matrix(spellings)[0].T.tocsr()

    def best(self, words: Sequence[str], count: int) -> List[Tuple[Tuple[str, float], ...]]:
        """The most similar classes of each word with their similarity 0 ... 1, the best first."""
        result: List[Tuple[Tuple[str, float], ...]] = []
        if not len(self.codes):
            return [() for _ in words]
        for start in range(0, len(words), _CHUNK):
            matrix, _ = self._matrix(words[start : start + _CHUNK])
            likeness = np.maximum.reduceat((matrix @ self._names).toarray(), self._starts, axis=1)
            top = min(count, likeness.shape[1])
            chosen = np.argpartition(-likeness, top - 1, axis=1)[:, :top]
            values = np.take_along_axis(likeness, chosen, axis=1)
            order = np.lexsort((chosen, -values), axis=1)
            chosen = np.take_along_axis(chosen, order, axis=1)
            values = np.take_along_axis(values, order, axis=1)
            for classes, scores in zip(chosen.tolist(), values.tolist()):
                result.append(
                    tuple((self.codes[c], min(s, 1.0)) for c, s in zip(classes, scores) if s > 0)
                )
        return result

    def _matrix(self, words: Sequence[str]) -> Tuple[sparse.csr_matrix, np.ndarray]:
        """Rows of unit length; what no name has counts for the length only."""
        rows: List[int] = []
        columns: List[int] = []
        values: List[float] = []
        lengths = np.zeros(len(words))
        terms, idf = self._terms, self._idf
        for row, word in enumerate(words):
            total = 0.0
            for gram, times in Counter(grams(word)).items():
                column = terms.get(gram)
                weight = self._unknown * _weight(gram) if column is None else idf[column]
                weight *= times
                total += weight * weight
                if column is not None:
                    rows.append(row)
                    columns.append(column)
                    values.append(weight)
            lengths[row] = math.sqrt(total) or 1.0
        scaled = np.array(values) / lengths[np.array(rows, dtype=np.int64)] if rows else values
        return (
            sparse.csr_matrix((scaled, (rows, columns)), shape=(len(words), len(terms))),
            lengths,
        )


def _weight(gram: str) -> float:
    return _WEIGHTS[1] if gram.endswith(_EDGE) else _WEIGHTS[len(gram)]
