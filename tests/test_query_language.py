"""Query text to tree: what each form means, and what an error says."""

from datetime import date

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
        ("-author:*", "author:unknown"),
        ("outlet:unknown", "outlet:unknown"),
        ("harbour outlet:(Unknown OR times)", "harbour AND (outlet:unknown OR outlet:times)"),
        ("-lang:unknown", "every article AND NOT lang:unknown"),
        ('author:"unknown"', 'author:"unknown"'),
        ("place:=unknown", "place:=unknown"),
        ("section:unknown~", "section:unknown~1"),
        ("title:unknown", "title:unknown"),
        ("-title:*", "every article AND NOT title:*"),
        ("-*", "every article AND NOT every article"),
        ("=walls", "=walls"),
        ("Outlet:Gazette", "outlet:Gazette"),
        ('author:"Ada Brook"', 'author:"Ada Brook"'),
        ('author:="Ada Brook"', 'author:="Ada Brook"'),
        ("author:(ada OR mina)", "author:ada OR author:mina"),
        ("lang:fr", "lang:fr"),
        ("lang:Japanese", "lang:ja"),
        ("lang:en-GB", "lang:en"),
        ("9/11 AND/OR w/o E=mc2", "9/11 AND AND/OR AND w/o AND E=mc2"),
        ("title (wall)", "title AND wall"),
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
        ('harbour "wall', 'harbour AND "wall"'),
        ("(harbour OR wall", "harbour OR wall"),
        ("storm (harbour OR wall", "storm AND (harbour OR wall)"),
        ("harbour wall)", "harbour AND wall"),
        ('"harbour wall"~3', '"harbour wall"~3'),
        ('"harbour wall"~0', '"harbour wall"'),
        ("harbour NEAR/5 wall", "harbour NEAR/5 wall"),
        ("harbour near/5 wall", "harbour NEAR/5 wall"),
        ("a b NEAR/5 c d", "a AND (b NEAR/5 c) AND d"),
        ("a BEFORE/2 b NEAR/5 c", "a BEFORE/2 b NEAR/5 c"),
        ("a BEFORE/2 (b NEAR/5 c)", "a BEFORE/2 (b NEAR/5 c)"),
        ('harb* NEAR/5 ("sea wall" OR storm~)', 'harb* NEAR/5 ("sea wall" OR storm~1)'),
        ("a SAME b NEAR/2 c", "a SAME (b NEAR/2 c)"),
        ("a SAME b SAME c", "a SAME b SAME c"),
        ("c -a NEAR/5 b", "c AND NOT (a NEAR/5 b)"),
        ("NOT a SAME b c", "NOT (a SAME b) AND c"),
        ("same near before", "same AND near AND before"),
        ("wom?n", "wom?n"),
        ("*ism", "*ism"),
        ("h*rb**r*", "h*rb*r*"),
        ("what happened?", "what AND happened?"),
        ("who is it??!", "who AND is AND it??!"),
        ("https://x.example/a?b=c", "https://x.example/a?b=c"),
        ("harbor~", "harbor~1"),
        ("harbor~2", "harbor~2"),
        ("=walls^2", "=walls^2"),
        ('"sea wall"~2^0.5', '"sea wall"~2^0.5'),
        ("(sea wall^2)^3", "sea^3 AND wall^6"),
        ("a^1", "a"),
        ("title:(sea OR wall)", "title:sea OR title:wall"),
        ("lead:(sea NEAR/5 wall)", "lead:sea NEAR/5 lead:wall"),
        ("BODY:wall", "body:wall"),
        ("atleast3:wall", "atleast3:wall"),
        ('ATLEAST2:("sea wall" OR storm)', 'atleast2:("sea wall" OR storm)'),
        ("atleast2:title:sea", "atleast2:title:sea"),
        ("words:>800", "words:801.."),
        ("words:>=800", "words:800.."),
        ("words:<800", "words:..799"),
        ("words:<=800", "words:..800"),
        ("words:200..400", "words:200..400"),
        ("words:200", "words:200"),
        ("words:(<100 OR >800)", "words:..99 OR words:801.."),
        ("kind:FULL", "kind:full"),
        ("kind:(partial OR stub)", "kind:partial OR kind:stub"),
        ("id:0123456789abcdef", "id:0123456789abcdef"),
        ("id:0123AB", "id:0123ab"),
        ("url:example.com/2019", "url:example.com/2019"),
        ("date:(2029 OR 2031-03)", "date:2029 OR date:2031-03"),
        ("date:*", "date:*"),
        ("since:2031-03-04", "date:2031-03-04.."),
        ("until:2031-03", "date:..2031-03-31"),
        ('harbour "wall storm', 'harbour AND "wall storm"'),
        ('harbour "wall storm ', 'harbour AND "wall storm"'),
        ('date:"4 March 2031"', "date:2031-03-04"),
        ('date:"March 4, 2031"', "date:2031-03-04"),
        ('date:"4. März 2031"', "date:2031-03-04"),
        ("date:march-2031", "date:2031-03"),
        ("date:2031/03/04", "date:2031-03-04"),
        ('date:"March 2030 to May 2031"', "date:2030-03-01..2031-05-31"),
        ('after:"March 2031"', "after:2031-03-31"),
    ],
)
def test_what_a_query_means(text: str, understood: str) -> None:
    assert describe(parse(text).tree) == understood


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ('harbour "wall (storm', 8, "this quote is never closed"),
        ("(harbour wall", 0, "this bracket is never closed"),
        ("(harbour OR wall storm", 0, "this bracket is never closed"),
        ("harbour) wall", 7, "this bracket was never opened"),
        ("harbour OR wall)", 15, "this bracket was never opened"),
        ("()", 1, "there is nothing between these brackets"),
        ('""', 0, "there is nothing between these quotes"),
        ("OR wall", 0, "something to search for must stand before OR"),
        ("wall OR", 5, "something to search for must follow OR"),
        ("wall AND", 5, "something to search for must follow AND"),
        ("wall NOT", 5, "something to search for must follow NOT"),
        ("wall anti-harb*", 5, "only one word can have * in it"),
        ("wall *a*", 5, "a word with * or ? in it needs two letters besides"),
        ("wall NEAR storm", 5, "NEAR needs a number of words"),
        ("wall NEAR/0 storm", 10, "this takes a number from 1 to 1,000"),
        ("wall NEAR/5", 5, "something to search for must follow NEAR/5"),
        ("BEFORE/5 wall", 0, "something to search for must stand before BEFORE/5"),
        ("wall w/5 storm", 5, "there is no w/5 here — did you mean NEAR/5?"),
        ("wall pre/5 storm", 5, "there is no pre/5 here — did you mean BEFORE/5?"),
        ("wall /5 storm", 5, "there is no /5 here — did you mean NEAR/5?"),
        ("wall AROUND(5) storm", 5, "there is no AROUND(5) here — did you mean NEAR/5?"),
        ("wall w/p storm", 5, "there is no w/p here — did you mean SAME?"),
        ("wall ANDNOT storm", 5, "there is no ANDNOT here — did you mean NOT?"),
        ("wall !storm", 5, "there is no !storm here — did you mean -storm?"),
        ("wall ADJ storm", 5, "there is no ADJ here — did you mean BEFORE/1?"),
        ("title(wall)", 0, "there is no title( here — did you mean title:(?"),
        ("HLEAD(wall)", 0, "there is no HLEAD( here — did you mean lead:(?"),
        ("atleast3(wall)", 0, "there is no atleast3 here — did you mean atleast3:word?"),
        ("wall date>2031", 5, "there is no date>2031 here — did you mean after:2031?"),
        ("wall date<=2031", 5, "there is no date<=2031 here — did you mean until:2031?"),
        ("wc>500", 0, "there is no wc>500 here — did you mean words:>500?"),
        ("hd=wall", 0, "there is no hd=wall here — did you mean title:wall?"),
        ("outlet:Times,Post", 7, "a comma does not part values — did you mean outlet:(Times OR Post)?"),
        ("lang:klingon", 5, "there is no language klingon"),
        ("lang:frensh", 5, "there is no language frensh — did you mean french?"),
        ("wall NEAR/5 (sea storm)", 5, "NEAR/5 takes words, phrases and ORs of them"),
        ("wall SAME -storm", 10, "what is left out cannot stand behind SAME"),
        ("wall NEAR/5 outlet:times", 5, "NEAR/5 takes words, phrases and ORs of them"),
        ("wall NEAR/5 title:storm", 5, "both sides of NEAR/5 must be in one field"),
        ("atleast:wall", 7, "this takes a number from 1 to 1,000"),
        ("atleast3: wall", 0, "atleast3: needs a value right after the colon"),
        ("atleast2:outlet:times", 0, "atleast2: takes words, phrases and ORs of them"),
        ("wall~3", 4, "a word can be misspelt by ~1 or ~2 letters"),
        ("wa~", 0, "wa is too short for ~1: nearly any word would do"),
        ("=wall~", 5, "= asks for exactly this, and ~ for something like it"),
        (
            '"sea wall"~',
            10,
            "~ behind a phrase takes a number up to 1,000: how many words may stand between its words",
        ),
        ("(sea wall)~2", 10, "~ stands behind a word or a phrase, not behind brackets"),
        (
            "outlet:times^2",
            12,
            "only words and phrases have a weight: names, dates and NOT decide what is in and what is out",
        ),
        ("ab" * 40 + "~", 0, "a word with *, ? or ~ can have 64 letters"),
        ("ab" * 40 + "*", 0, "a word with *, ? or ~ can have 64 letters"),
        ("wall^1e9", 4, "a weight is a number up to 100"),
        ("wall^nan", 4, "a weight is a number up to 100"),
        ("words:many", 6, "'many' is not a number of words"),
        ("words:400..200", 6, "400 is more than 200"),
        ("kind:stubb", 5, "there is no kind stubb — did you mean stub?"),
        ("id:harbour", 3, "harbour is not an id"),
        ("date:2031~", 9, "~ is for words and phrases, not for date:"),
        ("date:03/04/2031", 5, "'03/04/2031' may mean two days: which number is the month?"),
        ("date:yesterdya", 5, "'yesterdya' is not a date — did you mean \"yesterday\"?"),
        ('since:"9999 years ago"', 7, "'9999 years ago' is beyond the calendar"),
        ("wall \ud800", 5, "this is half a character"),
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
    ("said", "understood"),
    [
        ("today", "date:2031-03-05"),
        ("Yesterday", "date:2031-03-04"),
        ("this-week", "date:2031-03-03..2031-03-09"),
        ("last week", "date:2031-02-24..2031-03-02"),
        ("this month", "date:2031-03"),
        ("last month", "date:2031-02"),
        ("previous month", "date:2031-02"),
        ("this year", "date:2031"),
        ("last year", "date:2030"),
        ("last 30 days", "date:2031-02-04..2031-03-05"),
        ("past 2 weeks", "date:2031-02-20..2031-03-05"),
        ("past month", "date:2031-02-06..2031-03-05"),
        ("last 12 months", "date:2030-03-06..2031-03-05"),
        ("a week ago", "date:2031-02-24..2031-03-02"),
        ("3 months ago", "date:2030-12"),
        ("10 days ago", "date:2031-02-23"),
        ("monday", "date:2031-03-03"),
        ("last wednesday", "date:2031-02-26"),
        ("last month to yesterday", "date:2031-02-01..2031-03-04"),
        ("yesterday..", "date:2031-03-04.."),
    ],
)
def test_relative_dates_are_counted_from_a_given_day(said: str, understood: str) -> None:
    assert describe(parse(f'date:"{said}"', today=date(2031, 3, 5)).tree) == understood


@pytest.mark.parametrize(
    "text", ["a" * 5000, "(" * 40 + "a" + ")" * 40, "NOT " * 40 + "a", "a " * 200, '"' + "a " * 40 + '"']
)
def test_a_query_has_limits(text: str) -> None:
    with pytest.raises(QueryError):
        parse(text)


pieces = st.sampled_from(
    [
        "sea",
        "wall*",
        "w?ll",
        "né~",
        "港",
        '"sea“',
        "“sea",
        "(",
        ")",
        "-",
        "=",
        "~",
        "~2",
        "^2",
        "^",
        ":",
        "..",
        "*",
        "AND",
        "OR",
        "NOT",
        "SAME",
        "NEAR/5",
        "BEFORE/2",
        "NEAR",
        "w/3",
        "title(",
        "words>9",
        "atleast2:",
        "title:",
        "lead:",
        "outlet:",
        "date:",
        "since:",
        "2031",
        "yesterday",
        "words:",
        ">9",
        "kind:",
        "stub",
        "url:",
        "id:",
        "lang:",
    ]
)
texts = st.lists(pieces | st.text(st.characters(), max_size=3), max_size=12).flatmap(
    lambda parts: st.sampled_from(["", " "]).map(lambda gap: gap.join(parts))
)


@given(texts)
def test_no_text_crashes_the_parser(text: str) -> None:
    try:
        assert describe(parse(text, today=date(2031, 3, 5)).tree)
    except QueryError as error:
        assert 0 <= error.column <= len(text)


@given(texts)
def test_what_is_understood_can_be_asked_again(text: str) -> None:
    try:
        understood = describe(parse(text, today=date(2031, 3, 5)).tree)
    except QueryError:
        return
    if "every article" not in understood:
        assert describe(parse(understood).tree) == understood


@pytest.mark.parametrize(
    ("text", "field", "value", "narrowed"),
    [
        ("sea NEAR/5 wall", "year", "2031", "sea NEAR/5 wall date:2031"),
        ('"sea wall"~3^2', "year", "2031", '"sea wall"~3^2 date:2031'),
        ("sea SAME wall OR storm", "year", "2031", "(sea SAME wall OR storm) date:2031"),
        ("atleast3:(sea OR wall)", "year", "2031", "atleast3:(sea OR wall) date:2031"),
        ('storm "wall', "year", "2031", 'storm "wall" date:2031'),
        ("storm (sea OR wall", "year", "2031", "storm (sea OR wall) date:2031"),
        ("storm wall)", "year", "2031", "storm wall date:2031"),
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
