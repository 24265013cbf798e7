"""The array structures under the fast path: the table of chunks and the sort of tokens."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.batch.inversion import postings
from index.batch.table import ChunkTable

words = st.integers(1, 3) | st.integers(1, 2**64 - 1)


@pytest.mark.parametrize("width", [1, 2, 4])
@given(data=st.data())
@settings(max_examples=40)
def test_a_table_finds_what_was_added_and_nothing_else(width: int, data: st.DataObject) -> None:
    keys = st.tuples(words, *[st.integers(0, 3)] * (width - 1))
    batches = data.draw(st.lists(st.lists(keys, min_size=1, max_size=40), min_size=1, max_size=4))
    table, held = ChunkTable(width), dict[tuple[int, ...], int]()
    for batch in batches:
        columns = [np.array(column, np.uint64) for column in zip(*batch, strict=True)]
        assert table.find(columns).tolist() == [held.get(key, -1) for key in batch]
        fresh = [key for key in dict.fromkeys(batch) if key not in held]
        if fresh:
            numbers = np.arange(len(held), len(held) + len(fresh), dtype=np.int32)
            table.add([np.array(column, np.uint64) for column in zip(*fresh, strict=True)], numbers)
            held.update(zip(fresh, numbers.tolist(), strict=True))


def test_a_crowded_table_keeps_keys_apart_that_begin_alike() -> None:
    # Half the slots are taken before a table grows, so that many keys meet in one slot.
    table, drawn = ChunkTable(2), np.random.default_rng(3)
    keys = [drawn.integers(1, 3, 60_000, np.uint64), drawn.integers(1, 2**63, 60_000, np.uint64)]
    for start in range(0, 60_000, 9_000):
        part = slice(start, start + 9_000)
        numbers = np.arange(60_000, dtype=np.int32)[part]
        table.add([key[part] for key in keys], numbers)
    assert np.array_equal(table.find(keys), np.arange(60_000))
    assert (table.find([keys[0], keys[1] + np.uint64(2**63)]) == -1).all()


tokens = st.lists(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3) | st.integers(2**32 - 3, 2**32 - 1)), max_size=6),
    max_size=5,
)


@given(tokens, st.booleans())
def test_postings_group_tokens_by_term_then_document_then_position(
    texts: list[list[tuple[int, int]]], many_documents: bool
) -> None:
    # Empty documents and terms without a token make the numbers too wide for one 64-bit key.
    before, terms_before = (70_000, 70_000) if many_documents else (0, 0)
    terms = [b"%06d" % number for number in range(terms_before + 5)]
    found = postings(
        np.array([terms_before + term for text in texts for term, _ in text], np.int32),
        np.array([0] * before + [len(text) for text in texts], np.intp),
        terms,
        positions=np.array([place for text in texts for _, place in text], np.uint32),
        scored=True,
    )
    expected: dict[bytes, dict[int, list[int]]] = {}
    for doc, text in enumerate(texts, before):
        for term, place in text:
            expected.setdefault(terms[terms_before + term], {}).setdefault(doc, []).append(place)
    assert found.terms == sorted(expected)
    lists = [(doc, sorted(places)) for term in found.terms for doc, places in sorted(expected[term].items())]
    assert found.docs.tolist() == [doc for doc, _ in lists]
    assert found.freqs.tolist() == [len(places) for _, places in lists]
    assert found.positions is not None
    assert found.positions.tolist() == [place for _, places in lists for place in places]
    assert np.diff(found.starts).tolist() == [len(expected[term]) for term in found.terms]
    assert found.lengths is not None
    assert found.lengths[before:].tolist() == [len(text) for text in texts]
