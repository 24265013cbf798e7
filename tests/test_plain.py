"""Plain text: the short way through it gives what the long way gives."""

import sys
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from index import analysis, clean
from index.analysis import tokenize
from index.plain import is_plain

PLAIN = [letter for letter in map(chr, range(sys.maxunicode + 1)) if is_plain(letter)]


def test_plain_text_is_what_newspapers_print() -> None:
    assert is_plain("“The Mayor’s café – 90 % full…” cost €5.\n\tØre¹ and ½ ‹said›")
    assert not any(map(is_plain, "港\x1b\x85\u00ad\u0301\u200d\u202e\u2066\ufeffक"))


def test_cleaning_takes_nothing_from_plain_text() -> None:
    with patch.object(clean, "is_plain", lambda text: False):
        assert clean.clean("a".join(PLAIN)) == "a".join(PLAIN)


@given(st.text(st.sampled_from(PLAIN) | st.sampled_from("US.'’‐-1,3s é"), max_size=30))
def test_plain_text_has_the_words_it_has_among_any_other(text: str) -> None:
    found = list(tokenize(text))
    with patch.object(analysis, "_words", lambda plain: _ANY):
        assert list(tokenize(text)) == found


_ANY = analysis._words(False)
