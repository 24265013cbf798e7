"""A dictionary of byte strings answers as a sorted list would, however many searches came before."""

import re
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.codec import dictionary
from index.codec.arrays import ArrayFile, write_arrays
from index.codec.dictionary import Dictionary, encode_strings, pack_strings

short = st.text("abé", max_size=4).map(str.encode)
many = st.sets(short | st.binary(max_size=3), max_size=60).map(sorted)


def made_of(strings: list[bytes]) -> Dictionary:
    written = write_arrays(encode_strings(*pack_strings(strings)), {})
    return Dictionary(ArrayFile(memoryview(b"".join(written)), Path("arrays")), "")


@pytest.mark.parametrize("stride", [1, 2, 16])
@given(strings=many, sought=st.lists(short, max_size=8))
def test_searches_agree_with_a_sorted_list(stride: int, strings: list[bytes], sought: list[bytes]) -> None:
    with patch.object(dictionary, "_STRIDE", stride), patch.object(dictionary, "_REMEMBERED", 3):
        held = made_of(strings)
        for string in [*sought, *strings, *sought]:
            assert held.find(string) == (strings.index(string) if string in strings else -1)
            assert held.lower_bound(string) == sum(each < string for each in strings)
            first, end = held.prefix_range(string)
            assert held.strings(first, end) == [each for each in strings if each.startswith(string)]


@given(many, short.filter(bool), st.data())
def test_strings_are_found_by_a_part(strings: list[bytes], part: bytes, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(strings)))
    end = data.draw(st.integers(first, len(strings)))
    held = made_of(strings)
    numbers = held.containing(part, first, end)
    assert numbers.tolist() == [i for i in range(first, end) if part in strings[i]]
    assert held.some(numbers) == [strings[i] for i in numbers.tolist()]


@given(many, st.lists(short, min_size=2, max_size=4))
def test_strings_are_found_by_their_parts_in_order(strings: list[bytes], parts: list[bytes]) -> None:
    pattern = re.compile(b".*".join(map(re.escape, parts)), re.DOTALL)
    found = made_of(strings).like(parts).tolist()
    assert found == [i for i, string in enumerate(strings) if pattern.fullmatch(string)]


@given(st.sets(st.text("abé港", max_size=4)).map(sorted), st.data())
def test_letters_are_counted_and_not_bytes(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(first, len(words)))
    held = made_of([word.encode() for word in words])
    assert held.letter_counts(first, end).tolist() == list(map(len, words[first:end]))


def test_a_part_that_begins_in_one_string_and_ends_in_the_next_is_in_neither() -> None:
    held = made_of([b"sea", b"sea", b"wall"])
    assert held.containing(b"aw", 0, 3).tolist() == []
    assert held.containing(b"ea", 0, 3).tolist() == [0, 1]
    assert held.containing(b"wall", 0, 2).tolist() == []
    assert held.some(np.array([2, 0])) == [b"wall", b"sea"]
