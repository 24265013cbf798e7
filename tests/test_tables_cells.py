"""Cells: undoing what other programs made of lists, days, markup and line ends."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.tables.cells import body_of, date_of, line_of, names_in, paragraphs_in, text_of


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        (20310304, "20310304"),
        (20310304.0, "20310304"),
        ("20310304.0", "20310304"),
        (1_930_348_800, "2031-03-04"),
        (1_930_348_800_000, "2031-03-04"),
        ("1930382100", "2031-03-04T09:15:00Z"),
        (1_930_382_100_000, "2031-03-04T09:15:00Z"),
        (978_307_200, "2001-01-01"),
        (978_307_200_000, "2001-01-01"),
        (1_930_348_800_000_000_000, "2031-03-04"),
        ("2031-03-04 00:00:00", "2031-03-04"),
        ("2031-03-04T00:00:00.000", "2031-03-04"),
        ("2031-03-04T00:00:00Z", "2031-03-04T00:00:00Z"),
        ({"$date": "2031-03-04T09:15:00Z"}, "2031-03-04T09:15:00Z"),
        ("March 4, 2031", "March 4, 2031"),
        (1_234_567, "1234567"),
        (None, ""),
        (float("nan"), ""),
    ],
)
def test_a_date_is_written_out(cell: Any, date: str) -> None:
    assert date_of(cell) == date


@given(st.text() | st.integers() | st.floats() | st.none())
def test_no_cell_is_too_strange_for_a_date(cell: Any) -> None:
    assert isinstance(date_of(cell), str)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("['Ada Brook', \"Jo O'Hara\"]", ["Ada Brook", "Jo O'Hara"]),
        ('["Ada Brook", "Jon Reyes"]', ["Ada Brook", "Jon Reyes"]),
        (["Ada Brook", {"name": "Jon Reyes"}], ["Ada Brook", "Jon Reyes"]),
        ({"name": "Ada Brook", "url": "x"}, ["Ada Brook"]),
        ("Ada Brook|Jon Reyes", ["Ada Brook|Jon Reyes"]),
        ("[]", [""]),
        (None, [""]),
    ],
)
def test_a_list_of_names_is_read_however_it_is_written(cell: Any, names: list[str]) -> None:
    assert names_in(cell) == names


@given(st.text(alphabet="[]{}()'\"\\, ab", max_size=300))
def test_no_text_is_too_strange_for_a_list(cell: str) -> None:
    assert all(isinstance(name, str) for name in names_in(cell))


def test_markup_becomes_paragraphs() -> None:
    cell = "<div><p>One <b>bold</b> word.</p><script>x()</script><p>Two &amp; three.<br>Four.</p></div>"
    assert body_of(cell) == ("One bold word.\n\nTwo & three.\n\nFour.", False)


def test_a_sign_of_less_is_no_markup() -> None:
    assert body_of("Output fell to <3 tonnes, and a < b > c.") == (
        "Output fell to <3 tonnes, and a < b > c.",
        False,
    )


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\n\n", "\r", "\\n", "\\r\\n", "\\n\\n", "\u2029"])
def test_every_mark_of_a_paragraph_is_one(mark: str) -> None:
    assert paragraphs_in(f"One sentence.{mark}Another one.") == ["One sentence.", "Another one."]


def test_lines_that_were_wrapped_are_joined() -> None:
    wrapped = "The harbour wall gave way on\nMonday, and the water ran\nthrough the lower streets of\nthe town.\n\nNobody was\nhurt."
    assert paragraphs_in(wrapped) == [
        "The harbour wall gave way on Monday, and the water ran through the lower streets of the town.",
        "Nobody was hurt.",
    ]


def test_short_paragraphs_that_end_in_sentences_are_not_joined() -> None:
    lines = [f"Sentence number {number} is short." for number in range(8)]
    lines[3:3] = ["A heading between", "And another"]
    assert paragraphs_in("\n".join(lines)) == lines


@given(st.text(max_size=400))
def test_paragraphs_are_found_again_in_themselves(text: str) -> None:
    once = paragraphs_in(text)
    if "\\n" not in text:
        assert all(paragraph and paragraph == paragraph.strip() for paragraph in once)
        assert [" ".join(each.split()) for each in paragraphs_in("\n\n".join(once))] == [
            " ".join(each.split()) for each in once
        ]


def test_a_text_cut_by_its_interface_is_marked() -> None:
    assert body_of("It fell on… [+912 chars]") == ("It fell on", True)
    assert body_of("It fell [on Monday]") == ("It fell [on Monday]", False)


@pytest.mark.parametrize("cell", [None, "NaN", "null", "-", " ", float("nan"), "[Removed]", "\\N", [], {}])
def test_what_says_that_there_is_nothing_is_no_text(cell: Any) -> None:
    assert body_of(cell) == ("", False)


@pytest.mark.parametrize(
    ("cell", "text"), [(5, "5"), (5.0, "5"), (5.5, "5.5"), (True, ""), (["a", "b"], "a\n\nb")]
)
def test_a_number_is_its_digits(cell: Any, text: str) -> None:
    assert text_of(cell) == text


def test_a_headline_loses_its_markup() -> None:
    assert line_of("Wall &amp; <em>water</em>") == "Wall & water"
    assert line_of("Wall &amp; water") == "Wall & water"
