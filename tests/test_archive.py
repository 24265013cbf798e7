"""What an archive keeps, and what writing to it changes."""

import errno
from pathlib import Path

import pytest
from msgspec.structs import replace
from newsroom import CUTS, HARBOUR, STORM, TEN, article, build

from index.archive import Archive
from index.article import Source
from index.errors import ArchiveLocked, ArchiveMissing, ArchiveUnusable, unreachable


def contents(folder: Path) -> dict[Path, tuple[bytes, int]]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_a_kept_article_reads_back_equal_but_for_when_it_came(folder: Path) -> None:
    archive = build(folder, [HARBOUR])
    kept = archive.article(HARBOUR.id)
    assert kept is not None
    assert kept.first_seen == kept.last_ingested is not None
    assert replace(kept, first_seen=None, last_ingested=None) == HARBOUR


def test_an_unchanged_article_writes_nothing(folder: Path) -> None:
    archive = build(folder)
    before = contents(folder)
    with archive.writer() as writer:
        assert set(writer.put(TEN)) == {"unchanged"}
    assert contents(folder) == before


def test_a_changed_article_replaces_the_old_one_and_keeps_when_it_was_first_seen(folder: Path) -> None:
    archive = build(folder, [HARBOUR])
    first = archive.article(HARBOUR.id)
    with archive.writer() as writer:
        assert writer.put([replace(HARBOUR, section="Front page")]) == ["updated"]
    second = archive.article(HARBOUR.id)
    assert first and second
    assert second.section == "Front page"
    assert second.first_seen == first.first_seen
    assert archive.stats().articles == 1


def test_a_file_without_a_url_that_changed_is_the_same_article(folder: Path) -> None:
    archive = build(folder, [HARBOUR])
    edited = article("Harbour wall to be rebuilt soon", HARBOUR.body, name="harbour.txt")
    with archive.writer() as writer:
        assert writer.put([edited]) == ["updated"]
    assert archive.stats().articles == 1
    assert archive.article(HARBOUR.id) is None


def test_an_article_that_moved_within_its_file_is_not_overwritten(folder: Path) -> None:
    page = [replace(HARBOUR, source=Source("/held/page.txt", str(i), "text")) for i in (1, 2)]
    first = page[0]
    archive = build(folder, [first])
    newcomer = replace(STORM, source=Source("/held/page.txt", "1", "text"))
    moved = page[1]
    with archive.writer() as writer:
        assert writer.put([newcomer, moved]) == ["added", "unchanged"]
    assert archive.stats().articles == 2


def test_the_same_text_in_two_files_is_one_article_and_stays_so(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "one").touch()
    one, copy = (
        replace(HARBOUR, source=Source(str(tmp_path / name), None, "text")) for name in ("one", "copy")
    )
    archive = build(folder, [one])
    for _ in range(2):
        with archive.writer() as writer:
            assert writer.put([one, copy]) == ["unchanged", "unchanged"]


def test_an_article_whose_file_moved_is_found_at_its_new_place(folder: Path, tmp_path: Path) -> None:
    before, after = (replace(HARBOUR, source=Source(str(tmp_path / name), None, "text")) for name in "ab")
    archive = build(folder, [before])
    with archive.writer() as writer:
        assert writer.put([after]) == ["updated"]
    kept = archive.article(HARBOUR.id)
    assert kept and kept.source == after.source


def test_the_same_text_in_a_second_file_that_is_there_stays_where_it_was(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "a").touch()
    before, after = (replace(HARBOUR, source=Source(str(tmp_path / name), None, "text")) for name in "ab")
    archive = build(folder, [before])
    with archive.writer() as writer:
        assert writer.put([after]) == ["unchanged"]


def test_an_article_that_arrives_twice_before_a_commit_is_kept_once(folder: Path) -> None:
    archive = Archive.open_or_create(folder)
    with archive.writer() as writer:
        assert writer.put([HARBOUR]) == ["added"]
        assert writer.put([HARBOUR]) == ["unchanged"]
        assert writer.put([replace(HARBOUR, section="Front page")]) == ["updated"]
    assert archive.stats().articles == 1


def test_what_is_not_committed_is_not_there(folder: Path) -> None:
    archive = build(folder, [HARBOUR])

    def interrupted() -> None:
        with archive.writer() as writer:
            writer.put([STORM])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert archive.stats().articles == 1
    with archive.writer() as writer:
        assert writer.put([STORM]) == ["added"]


def test_removed_articles_are_gone_and_can_come_back(folder: Path) -> None:
    archive = build(folder)
    assert archive.remove([HARBOUR.id, STORM.id, "unheard-of"]) == 2
    assert archive.article(HARBOUR.id) is None
    assert HARBOUR.id not in archive.ids_with_prefix("")
    assert archive.stats().articles == 8
    with archive.writer() as writer:
        assert writer.put([HARBOUR]) == ["added"]
    assert archive.article(HARBOUR.id)


def test_an_article_put_and_removed_before_a_commit_is_not_kept(folder: Path) -> None:
    archive = build(folder, [HARBOUR])
    with archive.writer() as writer:
        writer.put([STORM])
        assert writer.remove(STORM.id)
        assert not writer.remove(STORM.id)
    assert archive.stats().articles == 1


def test_a_second_writer_is_told_of_the_first_and_readers_go_on(folder: Path) -> None:
    archive = build(folder)
    with archive.writer() as writer:
        writer.put([article("New", "Something new.")])
        with pytest.raises(ArchiveLocked, match="has been writing to the archive"):
            Archive.open(folder).writer()
        assert Archive.open(folder).stats().articles == 10
    assert Archive.open(folder).stats().articles == 11


def test_stats_count_what_is_known(folder: Path) -> None:
    stats = build(folder).stats()
    assert (stats.articles, stats.outlets, stats.authors) == (10, 4, 4)
    assert stats.languages == ("en", "fr", "ja")
    assert (stats.oldest, stats.newest) == ("2029", "2031-06-11")
    assert stats.bytes_on_disk > 0


def test_an_empty_archive_has_no_dates(folder: Path) -> None:
    stats = build(folder, []).stats()
    assert (stats.articles, stats.oldest, stats.newest, stats.languages) == (0, None, None, ())


def test_asking_for_a_missing_archive_makes_nothing(folder: Path) -> None:
    with pytest.raises(ArchiveMissing) as caught:
        Archive.open(folder)
    assert "search index" in caught.value.advice
    assert not folder.exists()


def test_a_folder_of_other_things_is_never_made_an_archive(folder: Path) -> None:
    folder.mkdir()
    (folder / "diary.txt").write_text("mine")
    with pytest.raises(ArchiveUnusable, match="other files") as refused:
        Archive.open_or_create(folder)
    assert refused.value.advice.startswith("Name an empty folder")
    assert [file.name for file in folder.iterdir()] == ["diary.txt"]


def test_an_archive_that_may_not_be_read_is_not_to_be_built_again(folder: Path) -> None:
    refused = unreachable(folder, PermissionError(errno.EACCES, "Permission denied", "CURRENT"))
    assert str(refused) == f"cannot open the archive at {folder}: CURRENT: Permission denied"
    assert "build" not in refused.advice


def test_ids_are_found_by_how_they_begin(folder: Path) -> None:
    archive = build(folder)
    assert archive.ids_with_prefix(CUTS.id[:10]) == [CUTS.id]
    assert len(archive.ids_with_prefix("")) == 10


def test_hostile_text_is_harmless_before_it_is_kept(folder: Path) -> None:
    hostile = article(
        "\x1b[2J[/bold]\u202eevil",
        "one\x1b]52;c;cm0=\x07\n\ntwo",
        authors=("\x9b31mAda", "\x1b[0m"),
        outlet="Out\x00let",
        name="\x1b[31mname.txt",
    )
    kept = build(folder, [hostile]).article(hostile.id)
    assert kept
    assert (kept.title, kept.body, kept.authors, kept.outlet) == (
        "[/bold]evil",
        "one\n\ntwo",
        ("Ada",),
        "Outlet",
    )
    assert kept.source.path == "/held/name.txt"


def test_optimizing_commits_what_waits_even_where_there_is_nothing_to_merge(folder: Path) -> None:
    archive = build(folder, [])
    writer = archive.writer()
    writer.put([HARBOUR])
    writer.optimize()
    writer.close()
    assert archive.stats().articles == 1
    writer = archive.writer()
    writer.remove(HARBOUR.id)
    writer.optimize()
    writer.close()
    assert archive.stats().articles == 0
