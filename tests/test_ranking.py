"""In what order articles come, and why."""

from pathlib import Path

import pytest
from newsroom import TEN, article, ask, build, found

from search.embedded.engine import EmbeddedEngine
from search.embedded.ordering.proximity import words_of
from search.embedded.ordering.ranking import HALF_LIFE, KIND_FACTORS
from search.tree import Term, Word

FILLER = "The council met and nobody spoke of anything else until tea was served again. "


def engine_over(folder: Path, *articles: object) -> EmbeddedEngine:
    return EmbeddedEngine(build(folder, articles))  # type: ignore[arg-type]


def test_words_in_one_passage_outrank_words_far_apart(folder: Path) -> None:
    engine = engine_over(
        folder,
        article("One", f"{FILLER * 9} A pilot spoke. {FILLER * 9} The lighthouse stands.", name="apart.txt"),
        article(
            "Two", f"{FILLER * 9} A pilot spoke of the lighthouse. {FILLER * 9} It stands.", name="near.txt"
        ),
    )
    assert found(engine, "pilot lighthouse") == found(engine, "lighthouse pilot") == ["near", "apart"]


def test_words_in_the_order_of_the_query_outrank_the_other_order(folder: Path) -> None:
    engine = engine_over(
        folder,
        article("One", f"{FILLER * 5} They saw the wall sea. {FILLER}", name="other.txt"),
        article("Two", f"{FILLER * 5} They saw the sea wall. {FILLER}", name="same.txt"),
    )
    assert found(engine, "sea wall") == ["same", "other"]
    assert found(engine, "wall sea") == ["other", "same"]


def test_a_word_early_in_the_body_outranks_a_late_one(folder: Path) -> None:
    engine = engine_over(
        folder,
        article("One", f"{FILLER * 9} A pilot spoke.", name="late.txt"),
        article("Two", f"A pilot spoke. {FILLER * 9}", name="early.txt"),
    )
    assert found(engine, "pilot") == ["early", "late"]


def test_two_words_once_outrank_one_word_many_times(folder: Path) -> None:
    engine = engine_over(
        folder,
        article("Pilot pilot", f"{'pilot ' * 40} {FILLER}", name="one.txt"),
        article("Sea", f"The pilot left the lighthouse. {FILLER * 2}", name="both.txt"),
        *TEN,
    )
    assert found(engine, "pilot OR lighthouse") == ["both", "one"]


@pytest.mark.parametrize("kind", ["partial", "stub"])
def test_what_is_held_in_part_comes_below_what_is_held_in_full(folder: Path, kind: str) -> None:
    text = f"The lighthouse is sold. {FILLER}"
    engine = engine_over(
        folder,
        article("Lighthouse sold", text, name="part.txt", body_kind=kind, date="2031-01-02"),
        article("Lighthouse sold!", text, name="full.txt", date="2031-01-01"),
    )
    full, part = ask(engine, "lighthouse", all_copies=True).hits
    assert full.article.body_kind == "full"
    assert part.score == pytest.approx(full.score * KIND_FACTORS[kind])


def test_recent_articles_count_up_to_twice_where_that_is_asked_for(folder: Path) -> None:
    engine = engine_over(
        folder,
        article("Lighthouse", "The lighthouse is lit.", name="old.txt", date="2029-12-31"),
        article("A light", "The lighthouse is lit.", name="new.txt", date="2030-12-31"),
        article("A light", "The lighthouse is lit!", name="undated.txt"),
    )
    plain = {hit.article.source.path: hit.score for hit in ask(engine, "lighthouse").hits}
    boosted = {
        hit.article.source.path: hit.score for hit in ask(engine, "lighthouse", boost_recent=True).hits
    }
    gained = {Path(path).stem: boosted[path] / score for path, score in plain.items()}
    assert HALF_LIFE == 365
    assert gained == pytest.approx({"new": 2.0, "old": 1.5, "undated": 1.0})


def test_by_outlet_means_by_its_name_and_then_the_newest(engine: EmbeddedEngine) -> None:
    assert found(engine, "harbour OR minister OR herring", sort="outlet") == [
        "harbour", "storm", "wall", "cuts", "fund", "treaty",
    ]  # fmt: skip


def test_pages_are_cut_from_one_order(engine: EmbeddedEngine) -> None:
    whole = found(engine, "harbour OR the OR wall")
    pages = [found(engine, "harbour OR the OR wall", offset=at, limit=2) for at in range(0, len(whole), 2)]
    assert [name for page in pages for name in page] == whole


@pytest.mark.parametrize(
    "text",
    [
        "harbour wall", '"harbour wall"', "NHRF", "har* stone", "harbour NEAR/5 wall", "storm -ferry",
        "harbour^2 stone", 'council OR "repair fund"', "lead:harbour", "co-operation", "NHRF OR storm~",
        "what did the council say about the wall of the harbour",
    ],
)  # fmt: skip
def test_the_parts_of_an_explanation_add_up_to_the_score(engine: EmbeddedEngine, text: str) -> None:
    page = ask(engine, text, explain=True, boost_recent=True)
    assert page.hits
    for hit in page.hits:
        assert hit.explanation is not None
        *_, kind, recency = hit.explanation
        added = hit.explanation.passage + hit.explanation.pairs + hit.explanation.lead + hit.explanation.other
        explained = sum(part.score for part in hit.explanation.words) + added
        assert explained * kind * recency == pytest.approx(hit.score, rel=1e-4)
        assert hit.explanation.other >= -1e-4


def test_an_explanation_names_words_and_fields(engine: EmbeddedEngine) -> None:
    hit = ask(engine, "harbour wall", explain=True).hits[0]
    assert hit.explanation is not None
    assert [part[:3] for part in hit.explanation.words] == [
        ("harbour", "title", 1), ("harbour", "body", 2), ("wall", "title", 1), ("wall", "body", 1),
    ]  # fmt: skip
    assert ask(engine, "harbour wall").hits[0].explanation is None


def test_the_words_of_a_plan_are_those_it_wants() -> None:
    word = Word((Term("body", "sea"),))
    assert list(words_of(word)) == [word]
    assert list(words_of(Term("outlet", "sea"))) == []


def test_a_sentence_finds_the_articles_with_most_of_its_words(engine: EmbeddedEngine) -> None:
    page = ask(engine, "who pays for the stone of the harbour wall after the zeppelin")
    assert Path(page.hits[0].article.source.path).stem == "harbour"
    assert page.relaxed
    assert "Read as a sentence" in page.notices[0]
    strict = ask(engine, "who AND pays AND for AND the AND stone AND of AND zeppelin")
    assert "None has all 7 words" in strict.notices[0]


def test_what_reads_as_a_sentence_is_a_name_where_many_articles_have_every_word(folder: Path) -> None:
    name = "department of trade and industry statistics"
    named = [article(f"No. {n}", f"The {name}, part {n}.", name=f"{n}.txt") for n in range(10)]
    others = [article(f"Trade {n}", "Statistics of trade.", name=f"other-{n}.txt") for n in range(3)]
    page = ask(EmbeddedEngine(build(folder, [*named, *others])), name)
    assert (page.total, page.relaxed) == (10, False)


def test_who_counts_is_told_of_what_has_every_word_of_a_sentence(engine: EmbeddedEngine) -> None:
    words = "who pays for the stone of the harbour wall"
    assert ask(engine, words).total > ask(engine, words, every_word=True).total
    assert (
        ask(engine, words, every_word=True).total
        == ask(engine, words.replace(" ", " AND "), relax=False).total
    )


def test_a_sentence_of_unknown_words_finds_nothing(engine: EmbeddedEngine) -> None:
    assert ask(engine, "zeppelins qwerty the zorro yak quux").total == 0


def test_what_filters_a_sentence_never_gives_way(engine: EmbeddedEngine) -> None:
    page = ask(engine, "what did the chair say about the money for the harbour outlet:post")
    assert {hit.article.outlet for hit in page.hits} == {"The Tidewater Post"}


def test_the_parts_of_a_compound_count_by_themselves_in_a_sentence(engine: EmbeddedEngine) -> None:
    assert found(engine, "which neighbours will sign the herring-treaty next year")[0] == "treaty"
