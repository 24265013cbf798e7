"""Strings ordered by their heads are in the order of their bytes."""

from hypothesis import given
from hypothesis import strategies as st

from index.batch.ordering import ascending, heads_of

LETTERS = st.integers(1, 255) | st.sampled_from(b"ab")
STRINGS = st.lists(st.lists(LETTERS, max_size=3).map(bytes), unique=True)


@given(STRINGS, STRINGS, st.integers(0, 20))
def test_strings_are_in_order_whether_they_differ_at_once_or_late(
    some: list[bytes], others: list[bytes], shared: int
) -> None:
    strings = list(dict.fromkeys([*some, *(b"a" * shared + other for other in others)]))
    order = ascending(strings, heads_of(strings))
    assert [strings[place] for place in order.tolist()] == sorted(strings)
