"""What is shown of an article, and what is marked in it."""

from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st
from newsroom import article, ask, build

from index.analysis import STEMMERS, fold, stem, tokenize
from search.embedded.engine import EmbeddedEngine
from search.embedded.page.matches import Chunks, Wanted
from search.embedded.page.snippets import mark, opening, passages
from search.embedded.planning.plan import plan
from search.engine import Snippet
from search.language import parse
from search.tree import Or, Term


def marked(snippet: Snippet) -> str:
    """The snippet with its matches in brackets."""
    shown = snippet.text
    for span in reversed(snippet.spans):
        shown = f"{shown[: span.start]}[{shown[span.start : span.end]}]{shown[span.end :]}"
    return shown


def best(engine: EmbeddedEngine, text: str) -> list[str]:
    return [marked(snippet) for snippet in ask(engine, text).hits[0].snippets]


def test_the_passage_with_most_different_matches_comes_first(engine: EmbeddedEngine) -> None:
    assert best(engine, "harbour stone fund") == [
        "The Northern [Harbour] Repair [Fund] (NHRF) pays for the [stone].",
        "The Port Halden [harbour] wall will be rebuilt after the storm, the council said.",
    ]


def test_of_passages_with_the_same_words_that_comes_first_in_which_they_stand_nearest(folder: Path) -> None:
    far = "A fund was named after the harbour by a mayor of the harbour whose fund had run dry for years."
    near = "In the end the harbour fund was closed."
    engine = EmbeddedEngine(build(folder, [article("Money", f"{far} {near}")]))
    assert best(engine, "harbour fund")[0] == "In the end the [harbour] [fund] was closed."
    assert best(engine, "fund")[0].startswith("A [fund] was named"), (
        "one word is near itself: more of it count"
    )


def test_a_long_sentence_is_cut_around_where_its_words_stand_nearest(folder: Path) -> None:
    text = f"The harbour {'was grey and ' * 40}then came the storm fund of the harbour."
    engine = EmbeddedEngine(build(folder, [article("Money", text)]))
    (passage,) = best(engine, "harbour storm")
    assert passage.startswith("…") and passage.endswith("came the [storm] fund of the [harbour].")


def test_a_phrase_is_marked_as_a_phrase_and_nowhere_else(folder: Path) -> None:
    page = article("Walls", "The sea wall holds. The wall by the sea does not. A sea-wall is a sea wall.")
    engine = EmbeddedEngine(build(folder, [page]))
    assert best(engine, '"sea wall"') == [
        "A [sea-wall] is a [sea wall].",
        "The [sea wall] holds.",
    ]


def test_all_forms_of_a_word_are_marked_in_headline_and_body(engine: EmbeddedEngine) -> None:
    hit = ask(engine, "walls storms").hits[0]
    assert marked(hit.title) == "Harbour [wall] to be rebuilt"
    assert marked(hit.snippets[0]) == (
        "The Port Halden harbour [wall] will be rebuilt after the [storm], the council said."
    )


def test_an_acronyms_long_form_is_marked(engine: EmbeddedEngine) -> None:
    assert best(engine, "NHRF sea") == [
        "The [Northern Harbour Repair Fund] has no money left for the [sea] wall, its chair said on Friday."
    ]


def test_what_is_excluded_or_only_filters_is_not_marked(engine: EmbeddedEngine) -> None:
    assert best(engine, "friday author:okafor -storm") == [
        "The Northern Harbour Repair Fund has no money left for the sea wall, its chair said on [Friday]."
    ]


def test_a_match_in_the_headline_alone_shows_the_opening(engine: EmbeddedEngine) -> None:
    assert best(engine, "record") == [
        "A storm stopped every ferry for nine days. Captains said the harbour was quiet."
    ]


def test_no_more_snippets_than_asked_for(engine: EmbeddedEngine) -> None:
    for most in (0, 1, 2):
        assert len(ask(engine, "harbour stone", snippets=most).hits[0].snippets) == most


def test_an_article_without_a_body_has_no_snippets(engine: EmbeddedEngine) -> None:
    assert ask(engine, "timetable").hits[0].snippets == ()


def test_a_long_sentence_is_cut_around_its_first_match() -> None:
    text = "word " * 200 + "needle " + "word " * 200
    (snippet,) = passages([("body", text)], "en", Wanted(plan(parse("needle").tree, ["en"])), 3)
    assert snippet.text.startswith("…") and snippet.text.endswith("…")
    assert len(snippet.text) <= 282
    assert "[needle]" in marked(snippet)


def test_a_cut_takes_no_mark_from_its_letter() -> None:
    assert opening("x" * 279 + "e\u0301" * 9).text == "x" * 279 + "…"
    assert opening("x" * 279 + "👩\u200d🚀" * 9).text == "x" * 279 + "…"


def test_the_opening_is_whole_sentences_of_the_first_paragraph() -> None:
    assert opening("One. Two.\n\nThree.").text == "One. Two."
    assert opening("x" * 1000).text == "x" * 280 + "…"
    assert opening("").text == ""


_texts = st.lists(
    st.sampled_from(["sea", "wall", "walls", "sea-wall", "Sea.", "“wall”", "\n\n", "é", "壁", "x" * 90]),
    max_size=60,
).map(" ".join)


@given(_texts, st.sampled_from(["sea", '"sea wall"', "wall*", "sea OR =walls", "壁", "-sea wall"]))
def test_spans_lie_inside_their_snippet_in_order_and_apart(text: str, query: str) -> None:
    wanted = Wanted(plan(parse(query).tree, ["en"]))
    for snippet in (mark(text, "body", "en", wanted), *passages([("body", text)], "en", wanted, 3)):
        ends = [0]
        for span in snippet.spans:
            assert ends[-1] <= span.start < span.end <= len(snippet.text)
            ends.append(span.end)
        assert not snippet.text or snippet.text.strip("…") in text


@given(
    st.text("aBé壁9.'’-,_()", min_size=1, max_size=9)
    | st.sampled_from(["US", "U.S.", "(Walls’,", "J.", "$1,000"]),
    st.sampled_from(["en", "fr", None]),
)
def test_a_chunk_of_text_is_read_as_the_analyzer_reads_it(chunk: str, language: str | None) -> None:
    tokens = list(tokenize(chunk))
    known = Chunks(language)
    known.learn({chunk})
    ((_, found),) = known.look_into({chunk})
    every = Wanted(Or((*(Term("body", token.stem) for token in found),)))
    reader = every.reader("body", language)
    assert sorted(reader.read(chunk)) == sorted(found)
    assert known.lengths.get(chunk, 1) == max((token.position + 1 for token in tokens), default=0)
    assert [(each.position, each.start, each.end, each.stem, each.exact, each.whole) for each in found] == [
        (token.position, token.start, token.end, stem(token.word, language), fold(token.word), token.whole)
        for token in tokens
    ]


@given(
    st.lists(st.text("abcdeghijnrstuy", min_size=1, max_size=9), max_size=20),
    st.text("abcdeghijnrstuy", min_size=1, max_size=9),
    st.sampled_from(sorted(STEMMERS)),
)
@example(["werkt"], "gewerkt", "nl")
def test_every_form_of_a_word_is_found_whatever_its_stemmer_does(
    words: list[str], asked: str, language: str
) -> None:
    reader = Wanted(Term("body", stem(asked, language))).reader("body", language)
    alike = [word for word in words if stem(word, language) == stem(asked, language)]
    found = reader.read(" ".join((*words, asked)))
    assert sorted(token.exact for token in found) == sorted((*alike, asked))


def test_a_word_that_is_part_of_a_longer_one_before_it_is_marked_where_it_stands_alone() -> None:
    wanted = Wanted(plan(parse("sea").tree, ["en"]))
    snippet = mark("Seaweed, overseas: sea\n\nand sea,", "body", "en", wanted)
    assert [snippet.text[span.start : span.end] for span in snippet.spans] == ["sea", "sea"]
    assert [span.start for span in snippet.spans] == [19, 28]
