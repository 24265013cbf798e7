"""A word that is still being typed: each letter only narrows it, and it leads to what the whole word finds."""

from itertools import pairwise
from pathlib import Path

import pytest
from newsroom import TEN, article, build

from search.aliases import AliasedEngine
from search.embedded.engine import EmbeddedEngine
from search.engine import SearchRequest
from search.language import Query, describe, parse
from search.language.begun import parse_begun, written_out

VOTES = (
    article("Renewal of the pact", "The renewal was signed at noon.", name="renewal.txt"),
    article("Talks go on", "They hope to renew the pact before the ferries stop.", name="renew.txt"),
    article("Panes for the windows", "Windows are washed, and a window is broken.", name="window.txt"),
    article("A quiet day", "There was no wind on the ferry.", name="wind.txt"),
    article("Voting is over", "The voting took a day.", name="voting.txt"),
    article("A vote on bread", "They vote on Monday.", name="vote.txt"),
)


@pytest.fixture(scope="module")
def votes(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    return EmbeddedEngine(build(tmp_path_factory.mktemp("votes"), (*VOTES, *TEN)))


def ids(engine: EmbeddedEngine, query: Query | None) -> list[str]:
    assert query is not None
    page = engine.search(SearchRequest(query, limit=50, relax=False, suggest=False))
    return [Path(hit.article.source.path).stem for hit in page.hits]


@pytest.mark.parametrize("word", ["renewal", "voting", "ferries", "waited", "harbour", "mur"])
def test_each_letter_only_narrows(votes: EmbeddedEngine, word: str) -> None:
    typed = [set(ids(votes, parse_begun(word[:length]))) for length in range(1, len(word) + 1)]
    assert typed[-1]
    assert all(after <= before for before, after in pairwise(typed))
    assert set(ids(votes, parse(word))) <= typed[-1]


def test_the_word_as_typed_comes_before_longer_ones(votes: EmbeddedEngine) -> None:
    assert ids(votes, parse_begun("wind")) == ["wind", "window"]


@pytest.mark.parametrize("text", ["wind", "harbour", "pact", "harbour storm", "council wall", "vote"])
def test_articles_with_the_word_as_typed_come_first_and_in_their_own_order(
    votes: EmbeddedEngine, text: str
) -> None:
    whole = ids(votes, parse(text))
    assert ids(votes, parse_begun(text))[: len(whole)] == whole


ALPHABET = article(
    "All sorts",
    " ".join(
        f"{word}{ending}" for ending in "abcdefghijklmnopqrstuvwxyz" for word in ("zi", "ziz", "éz", "9z")
    ),
    name="alphabet.txt",
)


@pytest.mark.parametrize("beginning", ["z", "Z", "zi", "e", "9", "9z", "ziz", "q", "t", "US"])
def test_a_beginning_of_many_words_finds_what_has_any_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beginning: str
) -> None:
    long = article("Zizany", "A zebra met a zizz, for the U.S.", name="zebra.txt", language=None)
    engine = EmbeddedEngine(build(tmp_path, (ALPHABET, long, *VOTES, *TEN)))
    query = parse_begun(beginning)
    told_apart = set(ids(engine, query))
    monkeypatch.setattr("search.embedded.planning.begun._MOST_TOLD_APART", 0)
    assert set(ids(engine, query)) == told_apart == set(ids(engine, parse(f"{beginning}* OR {beginning}")))
    assert set(ids(engine, parse_begun(f"pact {beginning}"))) == told_apart & set(ids(engine, parse("pact")))


def test_articles_with_one_of_many_words_come_newest_first_behind_those_with_the_word_as_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.embedded.planning.begun._MOST_TOLD_APART", 0)
    words = ("quays", "quay", "quaking", "qu", "quayside")
    papers = [
        article(word, f"Of {word}.", name=f"{word}.txt", date=f"2020-0{month}-01")
        for month, word in enumerate(words, 1)
    ]
    engine = EmbeddedEngine(build(tmp_path, papers))
    assert ids(engine, parse_begun("qu")) == ["qu", "quayside", "quaking", "quay", "quays"]
    assert ids(engine, parse_begun("q")) == ["quayside", "qu", "quaking", "quay", "quays"]


def test_only_the_last_word_is_being_typed(votes: EmbeddedEngine) -> None:
    assert ids(votes, parse_begun("vot pac")) == []
    assert ids(votes, parse_begun("pact renewa")) == ["renewal", "renew"]
    assert ids(votes, parse_begun('pact "renewa')) == ids(votes, parse_begun("pact renewa"))
    assert ids(votes, parse_begun("title:rene")) == ["renewal"]
    assert ids(votes, parse_begun("author:broo")) == ids(votes, parse("author:brook"))


@pytest.mark.parametrize(
    "text",
    ["", "ferry ", "ferry -rai", "ferry NOT rai", "=fer", '"night fer"', "lang:e", "date:2019", "fer*", "a)"],
)
def test_nothing_is_being_typed_where_the_end_is_no_plain_word(text: str) -> None:
    assert parse_begun(text) is None


def test_it_is_told_by_an_ellipsis(votes: EmbeddedEngine) -> None:
    query = parse_begun("(vote OR pact) title:ren")
    assert query is not None
    assert query.begun == "ren"
    assert describe(query.tree) == "(vote OR pact) AND title:ren…"
    assert votes.search(SearchRequest(query)).understood == "(vote OR pact) AND title:ren…"


def test_whoever_asks_what_else_was_meant_is_told_of_the_words_as_typed(votes: EmbeddedEngine) -> None:
    query = parse_begun("harbour zepp")
    assert query is not None
    page = votes.search(SearchRequest(query, relax=False, explain=True))
    assert page.total == 0
    assert {one.clause: one.articles for one in page.without} == {"harbour": 0, "zepp": 4}


def test_no_word_of_a_sentence_stands_for_others(votes: EmbeddedEngine) -> None:
    text = "what did they say about the renewal of the pact with vot"
    query = parse_begun(text)
    assert query is not None
    typed, whole = (votes.search(SearchRequest(one)) for one in (query, parse(text)))
    assert whole.relaxed
    assert (typed.total, typed.understood) == (whole.total, whole.understood)


def test_its_matches_are_marked(votes: EmbeddedEngine) -> None:
    query = parse_begun("renewa")
    assert query is not None
    hit = votes.search(SearchRequest(query)).hits[0]
    marked = votes.mark(hit.article, query)
    assert [marked.title.text[span.start : span.end] for span in marked.title.spans] == ["Renewal"]


def test_a_begun_outlet_is_found_by_the_name_it_is_shown_under(tmp_path: Path) -> None:
    engine = build(tmp_path, (article("One", "Of one.", name="one.txt", outlet="HG"), *TEN))
    aliased = AliasedEngine(EmbeddedEngine(engine), {"HG": "Halden Gazette"})
    query = parse_begun("outlet:gaz")
    assert query is not None
    assert (
        aliased.search(SearchRequest(query)).total
        == aliased.search(SearchRequest(parse("outlet:gazette"))).total
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("pact ren", "pact ren*"),
        ("title:ren", "title:ren*"),
        ('pact "ren', "pact ren*"),
        ('pact "on the ren', 'pact ("on the" BEFORE/1 ren*)'),
    ],
)
def test_a_word_being_typed_is_written_out_as_a_pattern(text: str, written: str) -> None:
    begun = parse_begun(text)
    assert begun is not None
    assert written_out(begun) == written
    assert written_out(parse("pact renew")) == "pact renew"
