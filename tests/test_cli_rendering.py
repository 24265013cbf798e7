from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from newsroom import article

from index.clean import clean
from search.engine import Facet, FacetCount, Snippet, Span
from tui.render.hits import known_line
from tui.render.marked import marked_lines, safe
from tui.render.style import Display
from tui.render.tables import facet_lines, size_of
from tui.render.width import display_width, fit, line_ranges, pad

PIPE = Display(width=80)
letters = st.sampled_from("ab é港湾、。 \n\u0301\u200d🚢-")
texts = st.text(letters, max_size=80)
hostile_texts = st.text(st.sampled_from("ab\x1b[]31m;\x07\x9b\u202e\n\u0301港"), max_size=40)


@given(texts, st.integers(2, 30))
def test_no_line_is_wider_than_asked(text: str, width: int) -> None:
    assert all(display_width(text[start:end]) <= width for start, end in line_ranges(text, width))


@given(texts, st.integers(2, 30))
def test_wrapping_loses_nothing_but_white_space(text: str, width: int) -> None:
    kept = "".join(text[start:end] for start, end in line_ranges(text, width))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.text(st.sampled_from("ab é\xa0-’\t\n"), max_size=80) | texts, st.integers(1, 30))
def test_plain_text_is_wrapped_as_any_other(text: str, width: int) -> None:
    lines = line_ranges(text, width)
    with patch("tui.render.width.is_plain", lambda text: False):
        assert line_ranges(text, width) == lines


@given(texts, st.integers(2, 30))
def test_no_line_begins_with_what_belongs_to_the_letter_before(text: str, width: int) -> None:
    for start, end in line_ranges(text, width):
        if start < end and start and text[start - 1] not in " \n":
            assert text[start] not in "\u0301\u200d"


def test_words_stay_whole_where_they_fit() -> None:
    text = "one three five"
    assert [text[start:end] for start, end in line_ranges(text, 9)] == ["one three", "five"]


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert line_ranges("abcdefg", 3) == [(0, 3), (3, 6), (6, 7)]


def test_wide_characters_break_anywhere_but_before_closing_punctuation() -> None:
    text = "港湾局港湾、港"
    assert [text[start:end] for start, end in line_ranges(text, 10)] == ["港湾局港", "湾、港"]


def test_an_empty_line_stays() -> None:
    assert line_ranges("a\n\nb", 9) == [(0, 1), (2, 2), (3, 4)]


def test_widths_are_columns_not_characters() -> None:
    assert [display_width(text) for text in ("ab", "港湾", "e\u0301", "a\xadb")] == [2, 4, 1, 3]
    assert pad("港", 4) == "港  "


@given(texts.map(lambda text: text.replace("\n", "")), st.integers(1, 20))
def test_a_fitted_text_fits(text: str, width: int) -> None:
    assert display_width(fit(text, width)) <= width


@given(hostile_texts, st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=5))
def test_a_safe_snippet_is_clean_and_its_spans_lie_apart_inside_it(
    text: str, marks: list[tuple[int, int]]
) -> None:
    shown = safe(Snippet(text, tuple(Span(start, end) for start, end in marks)))
    assert clean(shown.text) == shown.text
    reached = 0
    for span in shown.spans:
        assert reached <= span.start < span.end <= len(shown.text)
        reached = span.end


@given(hostile_texts, st.integers(0, 40), st.integers(0, 40))
def test_a_span_covers_after_cleaning_what_it_covered_before(text: str, start: int, end: int) -> None:
    shown = safe(Snippet(text, (Span(start, end),)))
    covered = [shown.text[span.start : span.end] for span in shown.spans]
    assert covered in ([], [clean(text[start:end])])


def test_cleaning_moves_spans_with_their_words() -> None:
    shown = safe(Snippet("\x1b[31mred ferry", (Span(9, 14),)))
    assert shown == Snippet("red ferry", (Span(4, 9),))


def test_where_two_cleaned_pieces_make_something_new_the_marks_are_given_up() -> None:
    pile = "e" + "\u0301" * 12
    assert safe(Snippet(pile, (Span(0, 6),))) == Snippet(clean(pile))


def test_a_line_end_inside_a_name_does_not_end_the_line() -> None:
    assert (
        known_line(article("A title", "", outlet="The\nPost", authors=("Ada\n\tBrook",)))
        == "The Post · Ada Brook"
    )


def test_a_match_across_a_line_end_is_closed_and_opened_again() -> None:
    snippet = Snippet("night ferry", (Span(0, 11),))
    assert list(marked_lines(snippet, Display(width=7, color=True))) == [
        "\x1b[1;31mnight\x1b[0m",
        "\x1b[1;31mferry\x1b[0m",
    ]


def names(number: int) -> tuple[FacetCount, ...]:
    return tuple(FacetCount(f"Outlet {i}", 1, selected=False) for i in range(number))


def test_many_names_are_cut_and_the_rest_is_counted() -> None:
    lines = list(facet_lines((Facet("outlet", names(40), 0),), PIPE))
    assert lines[-1] == "  and 25 other values (more with --facet-limit)"


def test_years_are_never_cut() -> None:
    years = tuple(FacetCount(str(year), 1, selected=False) for year in range(1960, 2030))
    assert len(list(facet_lines((Facet("year", years, 0),), PIPE))) == 71


def test_bars_fit_the_terminal_and_the_smallest_is_still_seen() -> None:
    counts = (FacetCount("港日報" * 9, 9000, selected=False), FacetCount("Post", 1, selected=False))
    lines = list(facet_lines((Facet("outlet", counts, 3),), Display(width=72, interactive=True)))
    assert all(display_width(line) <= 72 for line in lines)
    assert lines[2].endswith("     1  █")


def test_sizes_are_rounded_to_what_a_person_reads() -> None:
    sizes = [999, 1000, 327_600, 999_960, 5_400_000_000, 2_000_000_000_000]
    assert [size_of(size) for size in sizes] == ["999 B", "1.0 kB", "327.6 kB", "1.0 MB", "5.4 GB", "2.0 TB"]
