import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.distinct import are_among, distinct, in_both

_NUMBERS = st.lists(st.integers(-5, 5))


@given(_NUMBERS)
def test_each_number_comes_once_and_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))


@given(_NUMBERS, _NUMBERS)
def test_numbers_are_among_others_or_not(numbers: list[int], others: list[int]) -> None:
    found = are_among(np.array(numbers, np.int64), np.array(others, np.int64))
    assert found.tolist() == [number in others for number in numbers]


@given(_NUMBERS, _NUMBERS)
def test_what_is_in_both_comes_once_and_in_order(one: list[int], other: list[int]) -> None:
    found = in_both(np.array(one, np.int64), np.array(other, np.int64))
    assert found.tolist() == sorted(set(one) & set(other))
