"""Query text to tree: what each form means, and what an error says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import QueryError, describe, is_narrowed, narrow, parse, widen


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("harbour wall", "harbour AND wall"),
        ("harbour AND wall", "harbour AND wall"),
        ('"harbour wall"', '"harbour wall"'),
        ("“harbour wall”", '"harbour wall"'),
        ("harbour OR wall storm", "harbour OR (wall AND storm)"),
        ("(harbour OR wall) storm", "(harbour OR wall) AND storm"),
        ("harbour -wall", "harbour AND NOT wall"),
        ("harbour NOT wall", "harbour AND NOT wall"),
        ("-wall", "every article AND NOT wall"),
        ("NOT NOT wall", "wall"),
        ("*", "every article"),
        ("harb*", "harb*"),
        ("author:*", "author:*"),
        ("-author:*", "every article AND NOT author:*"),
        ("-*", "every article AND NOT every article"),
        ("=walls", "=walls"),
        ("Outlet:Gazette", "outlet:Gazette"),
        ('author:"Ada Brook"', 'author:"Ada Brook"'),
        ('author:="Ada Brook"', 'author:="Ada Brook"'),
        ("author:(ada OR mina)", "author:ada OR author:mina"),
        ("lang:fr", "lang:fr"),
        ("date:2031-03-04", "date:2031-03-04"),
        ("date:2031-3", "date:2031-03"),
        ("date:2031", "date:2031"),
        ("date:2031-03-01..2031-03-04", "date:2031-03-01..2031-03-04"),
        ("date:2030..2031-03", "date:2030-01-01..2031-03-31"),
        ("date:2031..", "date:2031-01-01.."),
        ("before:2031 after:2029-05", "before:2031-01-01 AND after:2029-05-31"),
        ("date:unknown", "date:unknown"),
        ("-date:unknown", "every article AND NOT date:unknown"),
        ("or and not", "or AND and AND not"),
        ("wall: the inside story", "wall: AND the AND inside AND story"),
        ("wall — & storm", "wall AND storm"),
        ("https://x.example/a", "https://x.example/a"),
        ("10:30", "10:30"),
    ],
)
def test_what_a_query_means(text: str, understood: str) -> None:
    assert describe(parse(text).tree) == understood


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ('harbour "wall', 8, "this quote is never closed"),
        ("(harbour", 0, "this bracket is never closed"),
        ("harbour)", 7, "this bracket was never opened"),
        ("()", 1, "there is nothing between these brackets"),
        ('""', 0, "there is nothing between these quotes"),
        ("OR wall", 0, "something to search for must stand before OR"),
        ("wall OR", 5, "something to search for must follow OR"),
        ("wall AND", 5, "something to search for must follow AND"),
        ("wall NOT", 5, "something to search for must follow NOT"),
        ("anti-harb*", 0, "only one word can be cut short with *"),
        ("wall h*rbour", 6, "* can stand only at the end of a word"),
        ("*arbour", 0, "* can stand only at the end of a word"),
        ("(", 1, "something to search for must follow ("),
        ("byline:ada", 0, "there is no field byline: — did you mean author:?"),
        ("oulet:gazette", 0, "there is no field oulet: — did you mean outlet:?"),
        ("wall outlet:", 5, "outlet: needs a value right after the colon"),
        ("date:2031-13", 5, "there is no month 13"),
        ("date:2031-02-30", 5, "2031-02 has no day 30"),
        ("date:0000", 5, "there is no year 0000"),
        ("date:soon", 5, "'soon' is not a date"),
        ("date:2031..2030", 5, "2031 comes after 2030"),
        ("date:2030..2031-99", 11, "there is no month 99"),
        ("title:(wall outlet:x)", 12, "a field cannot stand in another field's brackets"),
        ("", 0, "there is nothing to search for"),
        (" ? ! ", 0, "there is nothing to search for"),
    ],
)
def test_an_error_names_its_column_and_what_is_wrong(text: str, column: int, reason: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.column, caught.value.reason) == (column, reason)
    assert f"column {column + 1}" in str(caught.value)


@pytest.mark.parametrize(
    "text", ["a" * 5000, "(" * 40 + "a" + ")" * 40, "NOT " * 40 + "a", "a " * 200, '"' + "a " * 40 + '"']
)
def test_a_query_has_limits(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text)


@given(st.text(st.sampled_from('ab"()-=:* \\“”ORNTADoutledaxy0123456789.') | st.characters(), max_size=40))
def test_no_text_crashes_the_parser(text: str) -> None:
    try:
        assert describe(parse(text).tree)
    except QueryError as error:
        assert 0 <= error.column <= len(text)


@pytest.mark.parametrize(
    ("text", "field", "value", "narrowed"),
    [
        ("wall", "outlet", "Halden Gazette", 'wall outlet:="Halden Gazette"'),
        ("wall", "section", "Politics", "wall section:=Politics"),
        ("wall", "year", "2031", "wall date:2031"),
        ("wall", "month", "2031-03", "wall date:2031-03"),
        ("wall", "language", "fr", "wall lang:fr"),
        ("wall OR storm", "year", "2031", "(wall OR storm) date:2031"),
        ("", "author", 'The "Dog"', 'author:="The \\"Dog\\""'),
        ("*", "year", "2031", "* date:2031"),
    ],
)
def test_ticking_a_facet_adds_a_clause(text: str, field: str, value: str, narrowed: str) -> None:
    assert narrow(text, field, value) == narrowed
    assert is_narrowed(narrowed, field, value)
    assert not is_narrowed(text, field, value)


def test_a_clause_inside_a_negation_or_a_longer_value_is_not_that_facet() -> None:
    assert not is_narrowed("-date:2031", "year", "2031")
    assert not is_narrowed("date:2031-03", "year", "2031")
    assert not is_narrowed("(a OR date:2031)", "year", "2031")


@pytest.mark.parametrize("text", ["*", "(wall storm)", "wall OR storm", ""])
def test_unticking_leaves_the_text_as_it_was_before(text: str) -> None:
    assert widen(narrow(text, "year", "2031"), "year", "2031") == text


_values = st.text(min_size=1, max_size=20).filter(lambda value: any(map(str.isalnum, value)))


@given(st.sampled_from(["wall", "wall storm", "wall OR storm", '"a b" -c', "(a OR b) c"]), _values)
def test_unticking_takes_away_what_ticking_added(text: str, value: str) -> None:
    narrowed = narrow(text, "outlet", value)
    assert is_narrowed(narrowed, "outlet", value)
    assert describe(parse(widen(narrowed, "outlet", value)).tree) == describe(parse(text).tree)
