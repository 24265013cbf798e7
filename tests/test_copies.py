"""Copies: who is whose copy follows from what the archive holds, and from nothing else."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import TEN, build
from together import groups, in_commits
from wire_copies import story

from index.archive import Archive
from index.article import Article
from index.generations import load_current
from index.manifest import paths_of
from index.storage import FolderStorage
from index.upkeep.repair import repair

NAMED = tuple(
    story(seed, changed=changed, name=f"{seed}-{changed}-{paper}.txt", outlet=f"Paper {paper}")
    for seed in range(2)
    for changed in (0, 1, 9)
    for paper in range(2)
)
"""Two stories, each in three versions, of which two are near-identical, each in two papers."""
EXPECTED = {frozenset(one.id for one in NAMED[i : i + 4]) for i in (0, 6)} | {
    frozenset(one.id for one in NAMED[i : i + 2]) for i in (4, 10)
}


def test_near_identical_articles_are_copies_and_others_are_not(tmp_path: Path) -> None:
    assert groups("copies", build(tmp_path / "archive", (*TEN, *NAMED))) == EXPECTED


@settings(max_examples=4, deadline=None)
@given(st.permutations(NAMED), st.integers(1, 9), st.booleans())
def test_order_and_commits_and_merges_make_no_difference(
    articles: list[Article], size: int, merged: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = in_commits(build(Path(folder) / "archive", []), articles, size)
        if merged:
            archive.optimize()
        assert groups("copies", archive) == EXPECTED


@settings(max_examples=4, deadline=None)
@given(st.sets(st.sampled_from(range(len(NAMED)))), st.integers(2, 9))
def test_what_is_removed_leaves_no_trace_and_comes_back_as_it_was(gone: set[int], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        archive = in_commits(build(Path(folder) / "archive", []), NAMED, size)
        archive.remove(NAMED[i].id for i in gone)
        rest = [one for i, one in enumerate(NAMED) if i not in gone]
        assert groups("copies", archive) == groups("copies", build(Path(folder) / "other", rest))
        in_commits(archive, NAMED, size)
        assert groups("copies", archive) == EXPECTED


def test_an_article_that_is_rewritten_is_no_copy_of_what_it_was(tmp_path: Path) -> None:
    one, copy = NAMED[0], NAMED[1]
    archive = build(tmp_path / "archive", [one, copy])
    assert groups("copies", archive) == {frozenset({one.id, copy.id})}
    with archive.writer() as writer:
        writer.put([replace(one, body=story(7).body)])
    assert groups("copies", archive) == set()
    with archive.writer() as writer:
        writer.put([replace(copy, body=story(7).body)])
    assert groups("copies", archive) == {frozenset({one.id, copy.id})}


def test_a_chain_of_small_changes_does_not_join_its_ends(tmp_path: Path) -> None:
    # Each version is near the next, and the first has nothing of the last.
    versions = [story(1, length=200).body.split()]
    for step in range(12):
        versions.append([*versions[-1][16:], *story(100 + step, length=16).body.split()])
    chain = [
        replace(story(1, name=f"{i}.txt"), id=f"{i:016x}", body=" ".join(v)) for i, v in enumerate(versions)
    ]
    found = groups("copies", build(tmp_path / "archive", chain))
    assert found
    assert max(int(one, 16) - int(other, 16) for group in found for one in group for other in group) <= 4


def test_hundreds_of_equal_articles_are_one_group(tmp_path: Path) -> None:
    equal = [replace(story(1), id=f"{i:016x}") for i in range(400)]
    archive = in_commits(build(tmp_path / "archive", []), equal, 150)
    assert list(map(len, groups("copies", archive))) == [400]


def test_a_commit_writes_only_about_segments_that_have_to_do_with_it(tmp_path: Path) -> None:
    archive = in_commits(build(tmp_path / "archive", []), NAMED, 6)
    before = load_current(FolderStorage(archive.path)).segments
    in_commits(archive, [story(50), story(0, name="late.txt", outlet="Late Paper")], 2)
    after = load_current(FolderStorage(archive.path)).segments
    assert after[1:2] == before[1:]
    assert groups("copies", archive) != EXPECTED


def test_a_repair_finds_the_copies_again(tmp_path: Path) -> None:
    archive = in_commits(build(tmp_path / "archive", TEN), NAMED, 6)
    entry = load_current(FolderStorage(archive.path)).segments[1]
    for path in paths_of(entry):
        if "copies" in path:
            (archive.path / path).write_bytes(b"nothing")
    archive.snapshot().close()
    assert repair(FolderStorage(archive.path)).lost == ()
    assert groups("copies", Archive.open(archive.path)) == EXPECTED
