"""No text from an input can make a terminal act or lie."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.clean import clean

_HOSTILE = st.text(
    st.sampled_from("a \n\t\x1b[]()0;?m\x07\x9b\x9d\x9c\\P^_X\u202e\u2066\u200d\u0301\ud800\r\x85")
)


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]52;c;cm0gLXJm\x07copied", "copied"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bP1$r0m\x1b\\done", "done"),
        ("\x1bcreset", "reset"),
        ("a\x00b\x08c\x7fd\x85e", "abcd\ne"),
        ("exe.\u202etxt", "exe.txt"),
        ("\u2066isolated\u2069", "isolated"),
        ("\ud800lone", "lone"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
    ],
)
def test_what_a_terminal_would_act_on_is_removed_whole(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


@pytest.mark.parametrize(
    "text", ["👩\u200d👩\u200d👧", "می\u200cخواهم", "naïve — “quoted” …", "港の壁", "tab\there"]
)
def test_what_scripts_and_emoji_need_is_kept(text: str) -> None:
    assert clean(text) == text


def test_a_pile_of_combining_marks_is_cut_to_eight() -> None:
    assert clean("e" + "\u0301" * 500) == "e" + "\u0301" * 8


def test_one_line_folds_every_white_space_into_single_spaces() -> None:
    assert clean(" a\u00a0 b\n\tc ", one_line=True) == "a b c"


@given(st.one_of(st.text(), _HOSTILE))
def test_nothing_that_acts_survives_and_cleaning_again_changes_nothing(text: str) -> None:
    cleaned = clean(text)
    assert clean("".join([*cleaned])) == cleaned  # another text, for the one cleaned last is known
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", cleaned)
    cleaned.encode("utf-8")
    assert all(unicodedata.category(letter) != "Cc" or letter in "\n\t" for letter in cleaned)
