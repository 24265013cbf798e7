"""Versions: of one article in two inputs the better version is held, in whatever order they come."""

import os
import time
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import HARBOUR, published

from index.archive import Archive
from index.article import Article, BodyKind, Published, Source
from index.ingest.run import Ending, ingest
from index.versions import why_kept

URL = "https://haldengazette.co.uk/harbour"
FULL = replace(HARBOUR, url=URL)
ITEM = replace(
    FULL, body="The wall is to be rebuilt.", body_kind="partial", source=Source("/held/feed.xml", "3", "feed")
)
ELSEWHERE = Source("/other/page.txt", None, "text")


def undated(article: Article) -> float:
    raise AssertionError("files are looked at only where nothing else tells")


@pytest.mark.parametrize("kind", ["partial", "stub"])
@pytest.mark.parametrize("commits", [False, True])
def test_a_summary_from_elsewhere_leaves_a_full_text_as_it_is(
    tmp_path: Path, kind: BodyKind, commits: bool
) -> None:
    archive = Archive.open_or_create(tmp_path)
    with archive.writer() as writer:
        assert writer.put([FULL]) == ["added"]
        if commits:
            writer.commit()
        assert writer.put([replace(ITEM, body_kind=kind)]) == ["unchanged"]
    held = archive.article(FULL.id)
    assert held and (held.body, held.source) == (FULL.body, FULL.source)


def test_a_full_text_takes_the_place_of_a_summary(tmp_path: Path) -> None:
    archive = Archive.open_or_create(tmp_path)
    with archive.writer() as writer:
        assert writer.put([ITEM, FULL]) == ["added", "updated"]


def test_an_input_that_now_says_less_itself_is_believed(tmp_path: Path) -> None:
    archive = Archive.open_or_create(tmp_path)
    with archive.writer() as writer:
        assert writer.put([FULL, replace(ITEM, source=FULL.source)]) == ["added", "updated"]


WORSE: tuple[tuple[dict[str, Any], str], ...] = (
    ({"body": FULL.body[:50]}, "less than half the text"),
    ({"body": FULL.body[:50], "modified": published("2031-03-09")}, "less than half the text"),
    ({"body_kind": "partial", "modified": published("2031-03-09")}, "not the whole text"),
    ({"title": None}, "without the title or date"),
    ({"published": None}, "without the title or date"),
    ({"published": published("2031-03-03")}, "an earlier version"),
)


@pytest.mark.parametrize(("changes", "reason"), WORSE)
def test_a_worse_version_from_elsewhere_stays_out_with_the_reason_and_a_better_one_gets_in(
    changes: dict[str, Any], reason: str
) -> None:
    worse = replace(FULL, source=ELSEWHERE, **changes)
    said = why_kept(FULL, worse, undated)
    assert said and said.startswith(reason) and FULL.source.path in said
    assert why_kept(worse, FULL, undated) is None


def at(value: str, offset: str | None = None) -> Published:
    return replace(published(value), offset=offset)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (at("2031-03-05"), at("2031-03-06")),
        (at("2031-03-05"), at("2031-03-05T00:01:00")),
        (at("2031-03-05T23:30:00", "+02:00"), at("2031-03-05T22:00:00", "Z")),
        (at("2031-03-05T10:00:00", "+99:99"), at("2031-03-05")),
        (None, at("2031-03-04T09:00:00")),
    ],
)
def test_a_correction_takes_the_place_of_what_it_corrects_and_never_the_other_way(
    older: Published | None, newer: Published
) -> None:
    first = replace(FULL, modified=older)
    correction = replace(FULL, body=FULL.body.replace("stone", "wood"), modified=newer, source=ELSEWHERE)
    assert why_kept(first, correction, undated) is None
    assert why_kept(correction, first, undated)


def test_where_no_version_is_dated_the_file_that_was_changed_later_has_the_later(tmp_path: Path) -> None:
    rows = '{{"title": "Wall falls", "url": "https://gazette.example/wall", "text": "{}"}}\n'
    for name, text, day in (("a", "It fell at ten.", 2), ("b", "It fell at nine.", 1)):
        (tmp_path / f"{name}.jsonl").write_text(rows.format(text))
        os.utime(tmp_path / f"{name}.jsonl", (day * 86_400, day * 86_400))
    for names in ("ab", "ba"):
        archive = Archive.open_or_create(tmp_path / names)
        for name in (*names, *names):
            ingest(archive, [tmp_path / f"{name}.jsonl"], reread=True)
        held = archive.article(*archive.ids_with_prefix(""))
        assert held and held.body == "It fell at ten."


def test_the_report_says_why_a_version_stays_out_and_one_file_can_hold_several(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    row = '{{"title": "Wall falls", "url": "https://gazette.example/wall", "text": "{}"}}\n'
    rows.write_text(row.format(FULL.body.replace("\n", " ")) + row.format("The wall fell."))
    archive = Archive.open_or_create(tmp_path / "archive")
    endings: list[Ending] = []
    ingest(archive, [rows], on_endings=endings.extend)
    assert [(each.outcome, each.reason) for each in endings] == [
        ("added", None),
        ("unchanged", f"less than half the text that member 1 of {rows} has"),
    ]


def test_an_article_that_has_moved_in_its_file_is_read_again_all_the_same(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    row = '{{"title": "Wall falls", "url": "https://gazette.example/{}", "text": "{}"}}\n'
    rows.write_text(row.format("ferry", "It sails.") + row.format("wall", FULL.body[:70]))
    archive = Archive.open_or_create(tmp_path / "archive")
    ingest(archive, [rows])
    again = time.time() + 60
    rows.write_text(row.format("wall", "It fell.") + row.format("ferry", "It sails."))
    os.utime(rows, (again, again))
    assert ingest(archive, [rows]).updated == 1
    rows.write_text(rows.read_text() + row.format("ferry", "") + row.format("ferry", "It sails"))
    os.utime(rows, (again + 60, again + 60))
    assert ingest(archive, [rows]).updated == 1
    os.utime(rows, (1, 1))  # as if long before it was read
    assert ingest(archive, [rows]).unchanged == 4


def test_what_an_input_no_longer_says_is_read_again_from_another_that_does(tmp_path: Path) -> None:
    row = '{{"title": "Wall falls", "url": "https://gazette.example/wall", "text": "{}"}}\n'
    paths = [tmp_path / name for name in ("a.jsonl", "b.jsonl")]
    for number, path in enumerate(paths):
        path.write_text(row.format(f"It fell at {number}. {FULL.body[:80]}"))
        os.utime(path, (1_000_000 - number, 1_000_000 - number))
    archive = Archive.open_or_create(tmp_path / "archive")
    for path in paths:
        ingest(archive, [path])
    paths[0].write_text(row.format("Log in."))
    ingest(archive, paths)
    held = archive.article(*archive.ids_with_prefix(""))
    assert held and held.body.startswith("It fell at 1.")


MOMENTS = st.none() | st.builds(
    at, st.sampled_from(["2031", "2031-03-04", "2031-03-04T10:00:00"]), st.sampled_from([None, "+09:00"])
)


@st.composite
def readings(draw: st.DrawFn) -> list[Article]:
    """Two readings of one article, from different inputs or different members of one."""
    places = draw(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from([None, "9", "10"])), min_size=2, max_size=2, unique=True))  # fmt: skip
    return [
        replace(
            FULL,
            source=Source(*place, "text"),
            title=draw(st.sampled_from([None, "Wall falls"])),
            body="x" * draw(st.integers(0, 5)),
            body_kind=draw(st.sampled_from(["full", "partial", "stub"])),
            published=draw(MOMENTS),
            modified=draw(MOMENTS),
        )
        for place in places
    ]


@settings(max_examples=200)
@given(readings(), st.permutations([0, 0, 1, 1]), st.integers(0, 1))
def test_which_version_is_kept_is_the_same_in_any_order(
    two: Sequence[Article], order: Sequence[int], a_changed_at: int
) -> None:
    def changed_at(article: Article) -> float:
        return a_changed_at if article.source.path == "a" else 0

    def meet(held: Article, arriving: Article) -> Article:
        is_other = held.source != arriving.source
        return held if is_other and why_kept(held, arriving, changed_at) else arriving

    kept = [reduce(meet, arriving) for arriving in ([two[at] for at in order], two, two[::-1])]
    assert kept[0] == kept[1] == kept[2]
