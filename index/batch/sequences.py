"""Sequences: what each chunk, or each name, was analysed into, and streams of them written out.

A sequence's number is the place of its first token in the arrays, so that a stream of
sequences that all have one token, as most words of a text do, is already a stream of
tokens. A sequence without tokens has a place too, which nothing reads.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Tokens(NamedTuple):
    """The tokens of N texts, text after text."""

    items: NDArray[np.int32]
    """M numbers of words, or of whatever the sequences hold."""
    positions: NDArray[np.uint32]
    """M positions, from the beginning of each text."""
    counts: NDArray[np.intp]
    """How many tokens each text has, N of them."""


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of tokens, in F places."""

    items: NDArray[np.int32]
    steps: NDArray[np.int32]
    """Positions from the token before, which for a first token is the last of the sequence before."""
    counts: NDArray[np.int32]
    """At the place of a first token, the tokens of the sequence."""

    @classmethod
    def of(
        cls, items: NDArray[np.int32], steps: NDArray[np.int32], counts: NDArray[np.int32]
    ) -> tuple["Sequences", NDArray[np.int32]]:
        """Sequences of so many tokens each, and their numbers; the arrays hold token after token."""
        room = np.maximum(counts, 1)
        numbers = (np.cumsum(room) - room).astype(np.int32)
        places = np.ones(int(room.sum()), np.bool_)
        places[numbers[counts == 0]] = False
        made = cls(*(np.zeros(len(places), np.int32) for _ in range(3)))
        made.items[places] = items
        made.steps[places] = steps
        made.counts[numbers] = counts
        return made, numbers

    def with_room(self, places: int) -> "Sequences":
        """The same in so many places, the last of which nothing reads yet."""
        more = np.zeros(places - len(self.items), np.int32)
        return Sequences(*(np.concatenate([old, more]) for old in (self.items, self.steps, self.counts)))

    def put(self, first: int, others: "Sequences") -> None:
        """Lay others into the places from `first` on: so much greater are their numbers here."""
        end = first + len(others.items)
        self.items[first:end] = others.items
        self.steps[first:end] = others.steps
        self.counts[first:end] = others.counts

    def written_out(self, numbers: NDArray[np.int32], per_text: NDArray[np.intp]) -> Tokens:
        """The tokens of N texts, of which text t is the next per_text[t] of the sequences numbered."""
        places = numbers.astype(np.intp)
        counts = self.counts[places]
        tokens_before = np.concatenate(([0], np.cumsum(counts, dtype=np.intp)))
        if (counts != 1).any():
            places = np.repeat(places - tokens_before[:-1], counts)
            places += np.arange(len(places))
        text_ends = np.cumsum(per_text)
        firsts = tokens_before[text_ends - per_text]
        token_counts = tokens_before[text_ends] - firsts
        reached = np.concatenate(([0], np.cumsum(self.steps[places])))
        positions = reached[1:] - np.repeat(reached[firsts] + 1, token_counts)
        return Tokens(self.items[places], positions.astype(np.uint32), token_counts)


def joined(parts: list[Tokens]) -> Tokens:
    """Several runs of texts as one."""
    if len(parts) == 1:
        return parts[0]
    items, positions, counts = zip(*parts, strict=True)
    return Tokens(np.concatenate(items), np.concatenate(positions), np.concatenate(counts))
