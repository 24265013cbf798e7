"""Many commits, merges and worker processes leave the same archive; and nothing in it is ever unpickled."""

import json
import pickle
from collections.abc import Callable
from datetime import datetime
from errno import ENOSPC
from pathlib import Path
from shutil import rmtree
from signal import strsignal
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import CUTS, FUND, HARBOUR, STORM, TEN, article, build, found
from whoosh.query import (
    DateRange,
    Every,
    FuzzyTerm,
    Not,
    Phrase,
    Prefix,
    Query,
    SpanNear2,
    Term,
    TermRange,
)

import index.writer
from index.archive import Archive
from index.article import article_to_json
from index.batch.pool import WorkerDied
from index.errors import ArchiveUnusable
from index.merging import FANOUT, groups_to_merge
from search.embedded.engine import EmbeddedEngine
from search.embedded.matching.whoosh_trees import find

QUERIES = (
    "harbour",
    "NHRF",
    '"sea wall"',
    "author:brook",
    "date:2031",
    "harbour OR treaty",
    "-storm",
    "harb*",
)


def answers(archive: Archive) -> list[list[str]]:
    """What the archive finds, without regard to order: scores depend on what was deleted."""
    engine = EmbeddedEngine(archive)
    return [sorted(found(engine, query)) for query in QUERIES]


def segments(archive: Archive) -> int:
    return len(archive.snapshot().segments)


def test_an_archive_of_many_commits_answers_like_one_of_a_single_commit(tmp_path: Path) -> None:
    more = [article("Zeppelin seen", f"Seen {i} times.", name=f"{i}.txt") for i in range(FANOUT - 10)]
    whole = build(tmp_path / "whole", [*TEN, *more])
    piecemeal = build(tmp_path / "piecemeal", [])
    for one in (*TEN, *more):
        assert segments(piecemeal) < FANOUT
        with piecemeal.writer() as writer:
            writer.put([one])
    assert segments(piecemeal) == 1, "so many segments of one tier are merged"
    assert answers(piecemeal) == answers(whole)


def test_optimizing_drops_what_is_deleted_and_changes_no_answer(folder: Path) -> None:
    archive = build(folder, [*TEN, article("Old news", "Harbour of old.")])
    archive.remove([article("Old news", "Harbour of old.").id])
    with archive.writer() as writer:
        writer.put([replace(STORM, section="Front page")])
    before = answers(archive)
    assert segments(archive) == 2
    archive.optimize()
    assert segments(archive) == 1
    assert archive.snapshot().segments[0].doc_count == 10
    assert answers(archive) == before


def test_a_segment_without_live_articles_is_gone(folder: Path) -> None:
    archive = build(folder, [HARBOUR])
    archive.remove([HARBOUR.id])
    assert segments(archive) == 0
    assert archive.stats().bytes_on_disk == 0
    assert found(EmbeddedEngine(archive), "harbour") == []


def test_worker_processes_leave_the_same_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.writer, "_BATCH", 3)
    alone = build(tmp_path / "alone")
    shared = Archive.open_or_create(tmp_path / "shared")
    with shared.writer(processes=2) as writer:
        assert writer.put(TEN) == ["added"] * 10
        assert writer.put([HARBOUR]) == ["unchanged"]
        assert writer.put([replace(HARBOUR, section="Front page")]) == ["updated"]
        assert writer.remove(CUTS.id)
        assert writer.put([CUTS]) == ["added"]
    assert segments(shared) > 1
    assert answers(shared) == answers(alone)
    held = shared.article(HARBOUR.id)
    assert held and held.section == "Front page"


@pytest.fixture
def failing_worker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Has the worker processes do a statement in the place of reading articles."""

    def fail(statement: str) -> None:
        lines = ["import os, sys", "from index.batch import worker", "def fail(*_):", f"    {statement}"]
        lines += ["worker.Inverter.read = fail", "sys.exit(worker.main())"]
        (tmp_path / "failing_worker.py").write_text("\n".join(lines))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr("index.batch.pool.WORKER", "failing_worker")
        monkeypatch.setattr("index.batch.pool._UNDER_WAY", 1)  # one of them is enough
        monkeypatch.setattr(index.writer, "_BATCH", 3)

    return fail


def failure_of_a_commit(folder: Path) -> Exception:
    writer = Archive.open_or_create(folder).writer(processes=2)
    try:
        writer.put(TEN[:3])
        with pytest.raises((OSError, WorkerDied)) as failed:
            writer.commit()
    finally:
        writer.close()
    return failed.value


def test_what_the_system_refuses_a_worker_it_refuses_its_writer(
    folder: Path, failing_worker: Callable[[str], None]
) -> None:
    failing_worker("raise OSError(28, 'No space left on device', 'a/\\udcff')")
    error = failure_of_a_commit(folder)
    assert isinstance(error, OSError)
    assert (error.errno, error.filename) == (ENOSPC, "a/\udcff")


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("raise ValueError('no\\n\\tarticle')", "ValueError: no\n\tarticle"),
        ("os.kill(os.getpid(), 9)", strsignal(9)),
    ],
)
def test_why_a_worker_has_ended_is_said(
    folder: Path, failing_worker: Callable[[str], None], statement: str, why: str
) -> None:
    failing_worker(statement)
    assert str(failure_of_a_commit(folder)) == f"an indexing process ended unexpectedly: {why}"


def test_committing_again_works_after_worker_processes_have_died(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object) -> NoReturn:
        raise WorkerDied("exit code 9")

    monkeypatch.setattr(index.writer, "_BATCH", 3)
    archive = Archive.open_or_create(folder)
    with archive.writer(processes=2) as writer:
        with monkeypatch.context() as trouble:
            trouble.setattr("index.batch.pool._Worker._write", die)
            writer.put(TEN)
            with pytest.raises(WorkerDied):
                writer.commit()
        assert writer.pending == 10
    assert archive.stats().articles == 10


def test_files_of_what_is_replaced_go_once_no_reader_holds_them(folder: Path) -> None:
    def names(pattern: str) -> set[str]:
        return {file.name for file in folder.glob(pattern)}

    archive = build(folder, [HARBOUR])
    (first,) = names("segments/*")
    reader = Archive.open(folder).snapshot()
    with archive.writer() as writer:
        writer.put([FUND])
        writer.remove(HARBOUR.id)
    assert first in names("segments/*"), "the reader's generation needs it"
    assert reader.article_with("id", HARBOUR.id)
    reader.close()
    archive.stats()
    with archive.writer() as writer:
        writer.put([CUTS])
    assert first not in names("segments/*")
    assert names("manifest-*.json") == {"manifest-4.json"}, "who asks for a writer holds nothing old"


def test_nothing_is_unpickled_or_pickled(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("pickle was used")

    for name in ("load", "loads", "dump", "dumps", "Unpickler", "Pickler"):
        monkeypatch.setattr(pickle, name, refuse)
    archive = build(folder)
    archive.remove([STORM.id])
    archive.optimize()
    reopened = Archive.open(folder)
    assert "harbour" in found(EmbeddedEngine(reopened), "harbour wall OR fund", facets=("outlet", "month"))
    assert len(reopened.searcher().search(Term("body", "harbour"))) == 3
    assert b"cpickle" not in b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    "tree",
    [
        Term("body", "harbour"),
        Phrase("body_exact", ["harbour", "wall"]),
        Prefix("body_exact", "harb") & Not(Term("author", "brook")),
        FuzzyTerm("body_exact", "harbor"),
        DateRange("published", datetime(2031, 3, 1), datetime(2031, 3, 5)),
        TermRange("language", "fr", "ja"),
        Every("agency"),
        SpanNear2([Term("body", "port"), Term("body", "wall")], slop=4),
    ],
    ids=repr,
)
def test_whooshs_own_searcher_finds_the_same_articles(folder: Path, tree: Query) -> None:
    archive = build(folder, TEN[:5])
    with archive.writer() as writer:
        writer.put(TEN[5:])
    engine = EmbeddedEngine(archive)
    snapshot = archive.snapshot()
    by_whoosh = {hit["article"] for hit in archive.searcher().search(tree, limit=None)}
    by_arrays = {
        json.dumps(article_to_json(snapshot.article(doc)), ensure_ascii=False, separators=(",", ":"))
        for doc in find(snapshot, tree).docs.tolist()
    }
    assert by_arrays == by_whoosh != set()
    assert engine.size() == 10


@given(st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)), max_size=60))
def test_merging_takes_each_segment_once_and_leaves_few_of_a_size(sizes: list[tuple[int, int]]) -> None:
    live = [one for one, _ in sizes]
    groups = groups_to_merge(live, [gone for _, gone in sizes])
    taken = [position for group in groups for position in group]
    assert len(taken) == len(set(taken))
    left = [count for position, count in enumerate(live) if position not in taken]
    for tier in range(8):
        low = 0 if tier == 0 else 1_000 * FANOUT ** (tier - 1)
        assert sum(low <= count < 1_000 * FANOUT**tier for count in left) < FANOUT
    assert all(gone <= kept for position, (kept, gone) in enumerate(sizes) if position not in taken)


def test_a_writer_whose_archive_was_removed_commits_nothing_to_the_one_in_its_place(folder: Path) -> None:
    old = Archive.open_or_create(folder).writer()
    old.put(TEN[2:4])
    rmtree(folder)
    build(folder, TEN[5:7])
    with pytest.raises(ArchiveUnusable, match="removed"):
        old.commit()
    old.close()
    assert len(Archive.open(folder).snapshot()) == 2


def test_an_archive_that_optimizes_itself_keeps_none_of_what_it_replaced(folder: Path) -> None:
    build(folder, TEN[:5])
    archive = build(folder, TEN[5:])
    archive.optimize()
    (segment,) = archive.snapshot().manifest.segments
    assert [path.name for path in (folder / "segments").iterdir()] == [segment.id]
    assert len(archive.snapshot()) == len(TEN)
