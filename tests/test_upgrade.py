"""An archive of an earlier format becomes one of this format, with everything it held."""

import errno
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from broken_archive import held
from command_line import search
from modelled_disk import ModelledDisk, disk_with
from newsroom import HARBOUR, PRONOUN, TEN, ask

from index.archive import Archive
from index.codec import format_1
from index.errors import ArchiveLocked, ArchiveMissing, ArchiveOutdated, ArchiveUnusable
from index.generations import hold_current
from index.lock import LOCK, WriterLock
from index.manifest import ANY_FORMAT, FORMAT_VERSION
from index.storage import FolderStorage
from index.upkeep.stored_articles import read_article
from index.upkeep.upgrade import Upgrade, upgrade
from search.embedded.engine import EmbeddedEngine

ARCHIVES = sorted((Path(__file__).parent / "archives").iterdir())
FORMAT_1 = ARCHIVES[0]
LEFT = {article.id for article in TEN} - {HARBOUR.id, PRONOUN.id}


@pytest.fixture
def old(tmp_path: Path) -> FolderStorage:
    copytree(FORMAT_1, tmp_path / "archive")
    return FolderStorage(tmp_path / "archive")


def test_the_oldest_archive_kept_here_is_of_the_first_format(old: FolderStorage) -> None:
    with pytest.raises(ArchiveOutdated) as outdated:
        hold_current(old)
    assert outdated.value.version == 1


@pytest.mark.parametrize("kept", ARCHIVES, ids=lambda path: path.name)
def test_an_archive_of_any_format_opens_or_upgrades_and_holds_what_it_did(kept: Path, tmp_path: Path) -> None:
    copytree(kept, tmp_path / "archive")
    done = upgrade(FolderStorage(tmp_path / "archive"))
    assert done.articles == len(LEFT)
    archive = Archive.open(tmp_path / "archive")
    for article in TEN:
        found = archive.article(article.id)
        assert (found is not None) == (article.id in LEFT)
        assert found is None or (found.title, found.body) == (article.title, article.body)
    assert [hit.article.title for hit in ask(EmbeddedEngine(archive), "ferry record").hits] == [
        "Storm breaks ferry record"
    ]


def test_an_upgraded_article_is_the_same_and_was_seen_when_it_was(old: FolderStorage) -> None:
    with hold_current(old, ANY_FORMAT) as generation:
        before = [
            read_article(text)
            for entry in generation.manifest.segments
            for text in format_1.live_articles(old, entry)
        ]
    upgrade(old)
    assert list(held(old).values()) == before
    assert all(article.first_seen and article.last_ingested for article in before)


def test_the_old_files_go_and_no_others_stay(old: FolderStorage) -> None:
    before = set(old.list("segments"))
    assert upgrade(old) == Upgrade(1, 8)
    with hold_current(old) as generation:
        assert old.list("segments") == sorted(entry.id for entry in generation.manifest.segments)
        assert not before & set(old.list("segments"))
        assert len([name for name in old.list("") if name.startswith("manifest")]) == 1


def test_it_ends_merged_as_if_its_articles_had_come_one_after_the_other(
    old: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.upkeep.rewriting._BATCH", 1)
    monkeypatch.setattr("index.upkeep.upgrade.FANOUT", 3)
    upgrade(old)
    with hold_current(old) as generation:
        segments = generation.manifest.segments
    assert [entry.doc_count for entry in segments] == [3, 3, 1, 1]
    assert old.list("segments") == sorted(entry.id for entry in segments)
    assert held(old).keys() == LEFT


def test_what_is_up_to_date_is_left_as_it_is(old: FolderStorage) -> None:
    upgrade(old)
    before = {path: path.read_bytes() for path in old.path.rglob("*") if path.is_file()}
    assert upgrade(old) == Upgrade(FORMAT_VERSION, 8)
    assert {path: path.read_bytes() for path in old.path.rglob("*") if path.is_file()} == before


def test_an_upgrade_that_is_killed_anywhere_leaves_the_old_archive_or_the_new() -> None:
    for last in range(1000):
        disk = disk_with(FORMAT_1)
        before = disk.files()
        left = last

        def kill(disk: ModelledDisk = disk) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                disk.before_each = lambda: None
                raise KeyboardInterrupt

        disk.before_each = kill
        try:
            upgrade(disk)
        except KeyboardInterrupt:
            try:
                hold_current(disk).close()
            except ArchiveOutdated:
                now = disk.files()
                assert {name: now[name] for name in before} == before
                assert upgrade(disk).was_needed
        assert held(disk).keys() == LEFT
        if left >= 0:
            break
    assert last > 20


def test_a_full_disk_leaves_nothing_of_an_upgrade(
    old: FolderStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in old.path.rglob("*") if path.is_file()}
    written = iter(range(3))

    def write(storage: FolderStorage, name: str, buffers: Iterator[bytes]) -> None:
        if name.startswith("segments") and next(written) == 2:
            raise OSError(errno.ENOSPC, "no space left on device")
        _write(storage, name, buffers)

    _write = FolderStorage.write
    monkeypatch.setattr(FolderStorage, "write", write)
    monkeypatch.setattr("index.upkeep.rewriting._BATCH", 4)
    with pytest.raises(OSError, match="no space"):
        upgrade(old)
    after = {path: path.read_bytes() for path in old.path.rglob("*") if path.is_file()}
    assert {path: data for path, data in after.items() if path.name != LOCK} == before


def test_a_damaged_old_archive_is_not_upgraded_in_part(old: FolderStorage) -> None:
    name = next(path for path in old.path.rglob("articles"))
    name.write_bytes(name.read_bytes()[:-1] + b"?")
    with pytest.raises(ArchiveUnusable, match="damaged"):
        upgrade(old)
    with pytest.raises(ArchiveOutdated):
        hold_current(old)


def test_one_writes_at_a_time_and_where_nothing_is_nothing_is_made(
    old: FolderStorage, tmp_path: Path
) -> None:
    with WriterLock(old), pytest.raises(ArchiveLocked):
        upgrade(old)
    with pytest.raises(ArchiveMissing):
        upgrade(FolderStorage(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "command", [["query", "storm"], ["stats"], ["index", "seeds"], ["optimize"], ["repair"], ["gc"]]
)
def test_whoever_opens_an_outdated_archive_is_told_to_upgrade_it(
    old: FolderStorage, command: list[str]
) -> None:
    run = search(old.path, *command)
    assert (run.code, run.out) == (2, "")
    assert "archive format 1" in run.err
    assert run.err.splitlines()[-1] == f"Bring it up to date with: search --archive {old.path} upgrade"
