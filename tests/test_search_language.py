"""What each operator and field finds among ten articles, and the laws they keep."""

from itertools import chain
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import CUTS, HARBOUR, TEN, article, ask, build, found

from search.embedded.engine import EmbeddedEngine
from search.engine import Cancelled, SearchPage, SearchRequest
from search.language import QueryError, parse

KINDS = {"harbour", "storm", "fund", "cuts", "wall", "treaty", "letter", "mur", "minato", "stub"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"harbour rebuilt"~3', {"harbour"}),
        ('"harbour rebuilt"~2', set()),
        ('"rebuilt harbour"~7', set()),
        ("rebuilt NEAR/4 harbour", {"harbour"}),
        ("rebuilt NEAR/3 harbour", set()),
        ("rebuilt BEFORE/8 harbour", set()),
        ("harbour BEFORE/4 rebuilt", {"harbour"}),
        ("harbour NEAR/5 harbour", {"wall"}),
        ('(sea OR harbour) BEFORE/1 "wall"', {"harbour", "fund"}),
        ('"repair fund" BEFORE/3 money', {"fund"}),
        ("har* NEAR/4 (sto?m OR sea)", set()),
        ("har* NEAR/6 sto?m", {"harbour"}),
        ("storm NEAR/2 fery~", {"storm"}),
        ("harbour BEFORE/1 wall BEFORE/3 rebuilt", {"harbour"}),
        ("wall SAME council", {"harbour"}),
        ("council SAME stone", set()),
        ("stones SAME museums SAME volunteers", {"wall"}),
        ("repair SAME dry", {"fund"}),
        ("title:(repair SAME dry)", {"fund"}),
        ("NHRF NEAR/2 money", set()),
        ("NHRF NEAR/3 money", {"fund"}),
        ("w?ll", {"harbour", "wall", "fund"}),
        ("*ing", {"treaty", "cuts"}),
        ("h*keep*", {"cuts"}),
        ("habour~", {"harbour", "storm", "fund", "wall"}),
        ("hbour~", set()),
        ("hbour~2", {"harbour", "storm", "fund", "wall"}),
        ("title:wall", {"harbour", "wall"}),
        ("body:wall", {"harbour", "fund"}),
        ("lead:(ferry NEAR/4 days)", {"storm"}),
        ("author:okafr~", {"fund", "cuts"}),
        ("author:*kaf*", {"fund", "cuts"}),
        ("section:?olitics", {"fund", "cuts"}),
        ('outlet:(gazette OR "tidewater post")', {"harbour", "storm", "fund", "cuts"}),
        ("atleast3:harbour", {"harbour", "wall"}),
        ("atleast4:harbour", set()),
        ("atleast2:(stones OR museums)", {"wall"}),
        ('atleast2:"harbour wall"', {"harbour"}),
        ("kind:stub", {"stub"}),
        ("kind:(full OR partial)", KINDS - {"stub"}),
        ("words:0", {"stub"}),
        ("words:14", {"storm", "letter"}),
        ("words:<14", {"stub", "cuts"}),
        (f"id:{HARBOUR.id}", {"harbour"}),
        (f"id:{HARBOUR.id[:8]}", {"harbour"}),
        ("date:march-2031", {"harbour", "storm", "mur"}),
        ('date:"1 March 2031 to 4 March 2031"', {"harbour", "storm"}),
        ("date:(2029 OR 2030)", {"wall", "treaty"}),
        ("since:2031-03-05", {"mur", "fund", "cuts"}),
        ("until:2031-03-01", {"wall", "treaty", "storm"}),
        ("-date:2031", {"wall", "treaty"}),
        ("-date:2029-05", {"treaty", "storm", "harbour", "mur", "fund", "cuts"}),
        ("-since:2031", {"wall", "treaty"}),
        ("NOT (date:2031 OR ferry)", {"wall", "treaty"}),
        ("NOT (date:2031 ferry)", KINDS - {"storm", "stub"}),
        ("date:unknown -date:2031", set()),
        ("-date:*", {"letter", "minato", "stub"}),
    ],
)
def test_what_a_query_finds(engine: EmbeddedEngine, text: str, names: set[str]) -> None:
    assert set(found(engine, text)) == names


def test_the_lead_is_fifty_words_of_standfirst_and_text(folder: Path) -> None:
    filler = "rain " * 48
    engine = EmbeddedEngine(
        build(
            folder,
            [
                article("One", filler + "fog quay", name="one.txt"),
                article("Two", filler + "quay", standfirst="The fog.", name="two.txt"),
                article("Three", "quay", standfirst=filler + "rain rain fog", name="three.txt"),
            ],
        )
    )
    assert set(found(engine, "lead:fog")) == {"one", "two"}
    assert set(found(engine, "lead:quay")) == {"one"}
    assert found(engine, "lead:(fog BEFORE/1 quay)") == ["one"]


def test_paragraphs_are_those_of_the_text(folder: Path) -> None:
    engine = EmbeddedEngine(
        build(
            folder, [article("Fog", "The sea.\n\nA wall and a storm.\n\nThe sea; the quay.", name="one.txt")]
        )
    )
    assert found(engine, "wall SAME storm") == found(engine, "sea SAME quay") == ["one"]
    for text in ("sea SAME wall", "fog SAME sea", "storm SAME quay", "(sea NEAR/2 wall) SAME storm"):
        assert found(engine, text) == [], text
    assert found(engine, "sea NEAR/2 wall") == ["one"]


def test_an_address_is_found_by_words_of_it(folder: Path) -> None:
    addresses = {
        "one": "https://www.example.com/sport/2031/quay?a=1",
        "two": "http://news.example.com/Quay-wall",
        "three": "https://notexample.com/",
    }
    held = [article(name, name, url=url, name=f"{name}.txt") for name, url in addresses.items()]
    engine = EmbeddedEngine(build(folder, held))
    assert set(found(engine, "url:example.com")) == {"one", "two"}
    assert set(found(engine, "url:EXAMPLE.com")) == {"one", "two"}
    assert found(engine, "url:https://www.example.com/sport/") == ["one"]
    assert found(engine, "url:quay?a=1") == ["one"]
    assert found(engine, "url:news.example.com/Quay-wall") == ["two"]
    assert found(engine, "url:=https://notexample.com/") == ["three"]
    assert set(found(engine, "url:*")) == {"one", "two", "three"}
    assert found(engine, "url:exam") == []


def test_a_weight_puts_first_what_has_the_word(engine: EmbeddedEngine) -> None:
    assert found(engine, "treaty^50 OR minister")[0] == "treaty"
    assert found(engine, "treaty OR minister^50")[0] == "cuts"


def test_everything_a_new_operator_matches_is_marked(engine: EmbeddedEngine) -> None:
    def marked(text: str) -> set[str]:
        snippets = (snippet for hit in ask(engine, text).hits for snippet in (hit.title, *hit.snippets))
        return {snippet.text[start:end].lower() for snippet in snippets for start, end in snippet.spans}

    assert marked("har* NEAR/6 sto?m") == {"harbour", "storm"}
    assert marked("housekeping~ SAME minister") == {"housekeeping", "minister"}
    assert marked('"harbour rebuilt"~3') == {"harbour", "rebuilt"}
    assert marked("lead:ferry kind:full") == {"ferry"}
    assert marked("atleast3:harbour stones") == {"harbour", "stone", "stones"}


words = st.sampled_from(
    ["harbour", "wall*", "st?rm", "the", "nhrf", "repair", '"the harbour"', "fery~", "sea"]
)
clauses = st.one_of(
    words,
    st.builds("{} NEAR/{} {}".format, words, st.integers(1, 9), words),
    st.builds("{} SAME {}".format, words, words),
    st.builds("atleast{}:{}".format, st.integers(1, 4), words),
    st.builds("lead:{}".format, words),
    st.sampled_from(["date:2031", "-date:2031-03", "outlet:post", "words:>14", "author:*", "date:unknown"]),
)
queries = st.recursive(
    clauses,
    lambda inside: (
        st.builds("({} {} {})".format, inside, st.sampled_from(["OR", "AND"]), inside)
        | st.builds("(-{})".format, inside)
    ),
    max_leaves=4,
)
few = settings(max_examples=40)


def every(engine: EmbeddedEngine, text: str) -> set[str]:
    """What matches exactly, without what has most of the words."""
    page = ask(engine, text, exact=True, snippets=0)
    return set() if page.relaxed else {Path(hit.article.source.path).stem for hit in page.hits}


@few
@given(queries, queries)
def test_narrowing_never_adds(engine: EmbeddedEngine, query: str, other: str) -> None:
    both = every(engine, f"{query} {other}")
    assert both == every(engine, query) & every(engine, other)
    assert every(engine, f"{query} OR {other}") == every(engine, query) | every(engine, other)


@few
@given(queries)
def test_what_is_not_not_is(engine: EmbeddedEngine, query: str) -> None:
    assert every(engine, f"NOT NOT {query}") == every(engine, query)
    assert every(engine, f"NOT (NOT ({query}))") == every(engine, query)
    assert not every(engine, query) & every(engine, f"NOT {query}")


@few
@given(words, words, st.integers(1, 9))
def test_places_only_narrow(engine: EmbeddedEngine, one: str, other: str, distance: int) -> None:
    both = every(engine, f"{one} {other}")
    near = every(engine, f"{one} NEAR/{distance} {other}")
    assert every(engine, f"{one} BEFORE/{distance} {other}") <= near
    assert near <= every(engine, f"{one} NEAR/{distance + 1} {other}") <= both
    assert every(engine, f"{one} SAME {other}") <= both
    assert every(engine, f"atleast{distance + 1}:{one}") <= every(engine, f"atleast{distance}:{one}")
    assert every(engine, f"lead:{one}") <= every(engine, one)


def test_a_year_is_its_months_and_what_is_known_by_the_year_alone(engine: EmbeddedEngine) -> None:
    months = (every(engine, f"date:2031-{month}") for month in range(1, 13))
    assert set(chain(*months)) == every(engine, "date:2031")
    assert not set(chain(*(every(engine, f"date:2029-{month}") for month in range(1, 13))))
    assert every(engine, "date:2029") == {"wall"}


@settings(max_examples=80)
@given(st.text(st.characters(), max_size=30) | st.text('ab"()-=:*?~^ \\“ORNTADE/5.', max_size=30))
def test_any_text_is_a_query_or_refused_with_its_column(engine: EmbeddedEngine, text: str) -> None:
    try:
        ask(engine, text)
    except QueryError as error:
        assert 0 <= error.column <= len(text)


def test_an_answer_out_of_time_says_so(engine: EmbeddedEngine) -> None:
    page = ask(engine, "harbour", timeout=0)
    assert (page.total, page.partial, page.relaxed) == (0, True, False)
    assert "The time ran out after 0 s" in page.notices[0]
    assert not ask(engine, "harbour").partial


def test_a_search_ends_when_nobody_waits_for_it(engine: EmbeddedEngine) -> None:
    stop = Event()
    request = SearchRequest(parse("harbour"))

    def answer() -> SearchPage:
        return engine.search(request, stop=stop.is_set)

    assert answer().total == 4
    stop.set()
    with pytest.raises(Cancelled):
        answer()


@pytest.fixture(scope="module")
def quays(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    """Of 1,030 words that begin alike one article has all but ten, and each of these is in an article of its own."""
    quays = [f"z{number:04}uay" for number in range(1030)]
    rare = [article(f"Report {word}", f"Boats at {word} wait.") for word in quays[:10]]
    common = [article(f"Map {n}", f"{' '.join(quays[10:])} and boats {n}") for n in range(2)]
    return EmbeddedEngine(build(tmp_path_factory.mktemp("quays"), [*rare, *common, *TEN]))


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("z*", 12), ("*uay", 12), ("z*u?y", 12), ("body:z*", 12), ("title:*uay", 10), ("lead:z*", 12),
        ("z* NEAR/1 boats", 0), ("boats BEFORE/2 z*", 10), ("z* SAME wait", 10), ("atleast2:z*", 12), ("-z*", len(TEN)),
        ("boats -*uay", 0), ("z0001uay~2", 12),
    ],
)  # fmt: skip
def test_all_articles_with_any_of_very_many_words_match_and_count(
    quays: EmbeddedEngine, query: str, total: int
) -> None:
    page = ask(quays, query, facets=("outlet",))
    assert (page.total, page.notices) == (total, ())
    assert sum(one.articles for one in page.facets[0].counts) + page.facets[0].unknown == total


def test_what_is_unknown_can_be_asked_for_and_what_is_called_so_as_well(folder: Path) -> None:
    called_so = article(
        "Called so", "A boat of nobody.", outlet="Unknown", authors=("Unknown",), name="called.txt"
    )
    nobody = article("No names", "A boat of nobody.", outlet=None, authors=(), name="nobody.txt")
    engine = EmbeddedEngine(
        build(folder, [called_so, nobody, article("Known", "A boat.", outlet="The Tern", name="known.txt")])
    )
    assert (
        found(engine, "outlet:unknown") == found(engine, "boat author:unknown outlet:UNKNOWN") == ["nobody"]
    )
    assert found(engine, 'outlet:"unknown"') == found(engine, 'author:="Unknown"') == ["called"]
    assert sorted(found(engine, "outlet:(unknown OR tern)")) == ["known", "nobody"]
    assert sorted(found(engine, "-outlet:unknown")) == ["called", "known"]
    for field in ("agency", "place", "section", "story"):
        facet = ask(engine, f"{field}:unknown", facets=(field,)).facets[0]
        assert (facet.counts, facet.unknown) == ((), 3)
    assert found(engine, "lang:unknown") == found(engine, "-lang:*")


def test_where_words_joined_by_a_sign_find_nothing_it_is_told_how_many_have_them_apart(
    engine: EmbeddedEngine,
) -> None:
    told = "1 article has the words of council/stone apart. To find these: council AND stone"
    assert ask(engine, "council/stone").notices == (told,)
    assert not ask(engine, "council/zeppelin").notices
    assert not ask(engine, "harbour/wall").notices  # next to each other, as read


def test_two_letters_that_changed_places_are_one_mistake(engine: EmbeddedEngine) -> None:
    assert (
        ask(engine, "harborus~2").total == ask(engine, "harbuor~").total == ask(engine, "ahrbour~").total == 4
    )
    assert ask(engine, "fery~").total == ask(engine, "ferry~").total == ask(engine, "ferry").total


def test_of_very_many_words_an_explanation_lists_those_that_most_articles_have(quays: EmbeddedEngine) -> None:
    (told,) = ask(quays, "z*uay", explain=True).expansions
    assert (len(told.terms), told.left_out) == (1024, 6)
    assert told.terms[0] == ("z0010uay", 2)
    assert told.terms[-1] == ("z0009uay", 1)


def test_an_explanation_says_what_each_word_stands_for(engine: EmbeddedEngine) -> None:
    page = ask(engine, "NHRF harb* stones feryr~2 OR w?ll", explain=True)
    said = {(one.typed, one.kind): one.terms for one in page.expansions}
    assert said["NHRF", "acronym"] == (('"northern harbour repair fund"', 1),)
    assert said["stones", "forms"] == (("stone", 1), ("stones", 1))
    assert said["harb*", "beginning"] == (("harbour", 4),)
    assert said["w?ll", "pattern"] == (("wall", 3), ("will", 1))
    assert ("ferry", 2) in said["feryr~2", "spelling"]
    assert CUTS.title and ask(engine, "NHRF").expansions == ()


@pytest.mark.parametrize("minus", ["-", "–", "−"])
def test_a_hyphen_that_was_corrected_to_a_dash_still_leaves_out(minus: str) -> None:
    assert parse(f"ferry {minus}weather").tree == parse("ferry NOT weather").tree
    assert parse(f"ferry {minus} weather").tree == parse("ferry weather").tree
    assert parse(f"ferry {minus}weather OR tram").tree == parse("ferry NOT weather OR tram").tree


def test_a_bar_is_or() -> None:
    assert parse("ferry | tram || bus").tree == parse("ferry OR tram OR bus").tree
