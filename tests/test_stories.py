"""Stories: what reports one event belongs together, whatever came first, and nothing else does."""

import tempfile
from pathlib import Path

import numpy as np
from events import (
    APART,
    DAM,
    DAM_FIRST,
    DAM_SECOND,
    DAM_THIRD,
    EARNINGS,
    EVENTS,
    GRAIN,
    VOTE,
    VOTE_FIRST,
    VOTE_SECOND,
    report,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import TEN, ask, build
from together import groups, in_commits
from wire_copies import story, words

from index.archive import Archive
from index.article import Article
from index.batch.inverter import Inverter
from index.codec.signatures import NO_TERM, TERMS
from index.generations import load_current
from index.manifest import paths_of
from index.storage import FolderStorage
from index.upkeep.repair import repair
from index.upkeep.verify import verify
from search.embedded.engine import EmbeddedEngine

EXPECTED = {frozenset(one.id for one in told) for told in (DAM, VOTE)}


def test_reports_of_one_event_are_a_story_and_columns_are_not(tmp_path: Path) -> None:
    assert groups("stories", build(tmp_path / "archive", (*TEN, *EVENTS))) == EXPECTED


def test_reports_in_one_mould_on_one_day_are_no_story(tmp_path: Path) -> None:
    assert groups("stories", build(tmp_path / "archive", (*EARNINGS, *GRAIN))) == set()


def test_what_is_not_dated_to_the_day_is_in_no_story(tmp_path: Path) -> None:
    # Two of them read like the first report, word for word.
    assert groups("stories", build(tmp_path / "archive", (DAM_FIRST, *APART))) == set()


@settings(max_examples=4, deadline=None)
@given(st.permutations(EVENTS), st.integers(1, 20), st.booleans())
def test_order_and_commits_and_merges_make_no_difference(
    articles: list[Article], size: int, merged: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = in_commits(build(Path(folder) / "archive", []), articles, size)
        if merged:
            archive.optimize()
        assert groups("stories", archive) == EXPECTED


@settings(max_examples=4, deadline=None)
@given(st.sets(st.sampled_from(range(5))), st.integers(2, 9))
def test_what_is_removed_leaves_no_trace_and_comes_back_as_it_was(gone: set[int], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = in_commits(build(Path(folder) / "archive", []), EVENTS, size)
        archive.remove(EVENTS[i].id for i in gone)
        rest = [one for i, one in enumerate(EVENTS) if i not in gone]
        assert groups("stories", archive) == groups("stories", build(Path(folder) / "other", rest))
        in_commits(archive, EVENTS, size)
        assert groups("stories", archive) == EXPECTED


def test_a_story_that_goes_on_for_weeks_is_not_one(tmp_path: Path) -> None:
    days = [replace(DAM_FIRST, id=f"{day:016x}") for day in range(1, 29)]
    dated = [
        replace(
            one,
            body=f"{one.body} {' '.join(words(4, day))}",
            published=report("", "", f"2031-05-{day:02}", "").published,
        )
        for day, one in enumerate(days, 1)
    ]
    found = groups("stories", build(tmp_path / "archive", dated))
    assert found
    assert all(max(int(one, 16) - int(other, 16) for one in group for other in group) <= 3 for group in found)


def test_a_chain_of_reports_does_not_join_its_ends(tmp_path: Path) -> None:
    # Each report is near the next, and the first has nothing of the last.
    said = words(60, 3)
    chain = [
        replace(
            report(" ".join(said[i : i + 6]), " ".join(said[i : i + 16]), "2031-05-06", "Wire"),
            id=f"{i:016x}",
        )
        for i in range(0, 44, 4)
    ]
    found = groups("stories", build(tmp_path / "archive", chain))
    assert found
    assert max(int(one, 16) - int(other, 16) for group in found for one in group for other in group) <= 16


def test_hundreds_of_reports_of_one_event_are_one_story(tmp_path: Path) -> None:
    many = [
        replace(
            DAM_FIRST,
            id=f"{i:016x}",
            published=report("", "", f"2031-05-06T{i % 24:02}:{i % 60:02}:00", "").published,
        )
        for i in range(120)
    ]
    archive = in_commits(build(tmp_path / "archive", []), many[::-1], 50)
    assert list(map(len, groups("stories", archive))) == [120]


def test_an_article_that_is_rewritten_leaves_the_story(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", VOTE)
    with archive.writer() as writer:
        writer.put([replace(VOTE_FIRST, title="Weather", body=story(7).body)])
    assert groups("stories", archive) == set()


def test_a_repair_finds_the_stories_again(tmp_path: Path) -> None:
    archive = in_commits(build(tmp_path / "archive", TEN), EVENTS, 20)
    entry = load_current(FolderStorage(archive.path)).segments[1]
    (path,) = (path for path in paths_of(entry) if "stories" in path)
    (archive.path / path).write_bytes(b"nothing")
    archive.snapshot().close()
    storage = FolderStorage(archive.path)
    assert path in [finding.file for finding in verify(storage, lambda progress: None)]
    assert repair(storage).lost == ()
    assert groups("stories", Archive.open(archive.path)) == EXPECTED


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), max_size=6))
def test_a_signature_depends_on_its_article_alone(texts: list[tuple[str, str]]) -> None:
    told = [*(report(title, body, None, "") for title, body in texts), *DAM]
    together = Inverter().invert(told).columns["signature"].terms  # type: ignore[union-attr] # it has this kind
    assert together.shape == (len(told), TERMS)
    for one, row in zip(told, together, strict=True):
        alone = Inverter().invert([one]).columns["signature"].terms[0]  # type: ignore[union-attr] # as above
        assert np.array_equal(row, alone)
        said = row[row != NO_TERM]
        assert len(set(said.tolist())) == len(said)
        assert not row[len(said) :].any()


def test_a_facet_of_stories_counts_what_their_clauses_find(tmp_path: Path) -> None:
    engine = EmbeddedEngine(build(tmp_path / "archive", (*TEN, *EVENTS)))
    (facet,) = ask(engine, "*", facets=("story",)).facets
    assert [(count.value, count.articles, count.label) for count in facet.counts] == [
        (DAM_FIRST.id, 3, DAM_FIRST.title),
        (VOTE_FIRST.id, 2, VOTE_FIRST.title),
    ]
    assert facet.unknown == len(TEN) + len(EVENTS) - 5
    for count in facet.counts:
        page = ask(engine, f"story:{count.value}", facets=("story",))
        assert page.total == count.articles
        assert [(own.value, own.selected) for own in page.facets[0].counts] == [(count.value, True)]


def test_a_clause_may_name_any_article_of_the_story_by_the_beginning_of_its_id(tmp_path: Path) -> None:
    engine = EmbeddedEngine(build(tmp_path / "archive", EVENTS))
    found = {hit.article.id for hit in ask(engine, f"story:{DAM_THIRD.id[:8]}").hits}
    assert found == {one.id for one in DAM}
    assert ask(engine, f"Kastby -story:{DAM_FIRST.id}").total == len(APART)
    assert ask(engine, "story:*").total == 5
    assert ask(engine, f"story:{GRAIN[0].id}").total == 0


def test_the_other_articles_of_a_story_are_listed_as_they_were_published(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", EVENTS)
    engine = EmbeddedEngine(archive)
    told = engine.story(DAM_SECOND.id)
    assert told is not None
    assert (told.id, told.other_count) == (DAM_FIRST.id, 2)
    assert [other.id for other in told.others] == [DAM_FIRST.id, DAM_THIRD.id]
    assert engine.story(GRAIN[0].id) is None
    assert engine.story("0" * 16) is None
    archive.remove([VOTE_SECOND.id])
    assert engine.story(VOTE_FIRST.id) is None
