import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.distinct import distinct


@given(st.lists(st.integers(-5, 5)))
def test_each_number_comes_once_and_in_order(numbers: list[int]) -> None:
    assert distinct(np.array(numbers, np.int64)).tolist() == sorted(set(numbers))
