"""A repair saves every article whose bytes are there, and says which are not."""

from functools import cache

import numpy as np
import pytest
from broken_archive import (
    NEWER_FUND,
    REMOVED,
    archive,
    content,
    cuts,
    entries,
    everything,
    flips,
    held,
    names,
    with_file,
    without,
)
from modelled_disk import ModelledDisk
from newsroom import TEN
from test_segment_contents import assert_same

from index.article import Article
from index.codec.contents import SegmentContents
from index.garbage import collect_garbage
from index.generations import DAMAGED, load_current
from index.snapshot import deletion_buffers
from index.upkeep.repair import Repair, repair
from index.upkeep.wreck import wreck_of
from index.writer import ArchiveWriter


@cache
def right() -> dict[str, Article]:
    return held(archive())


@cache
def all_of_it() -> SegmentContents:
    return everything(archive())


def repaired(disk: ModelledDisk) -> Repair:
    """Repair, and see that it is repaired: a second time there is nothing to do."""
    done = repair(disk)
    before = disk.files()
    assert not repair(disk).flaws
    assert disk.files() == before
    return done


def assert_nothing_lost(disk: ModelledDisk, done: Repair) -> None:
    assert done.flaws
    assert not done.lost and not done.unnamed
    assert_same(everything(disk), all_of_it())


def test_an_undamaged_archive_is_left_as_it_is() -> None:
    disk = archive()
    before = disk.files()
    assert repair(disk) == Repair((), 5, 8, 0, (), 0, 0, ())
    assert disk.files() == before


@pytest.mark.parametrize("name", names("arrays"))
def test_a_flipped_bit_in_the_postings_costs_nothing(name: str) -> None:
    for _, disk in flips(name, 7919):
        done = repaired(disk)
        assert_nothing_lost(disk, done)
        assert [flaw.path for flaw in done.flaws] == [name]
        assert done.kept + done.saved == 8 and done.returned == 0


@pytest.mark.parametrize("name", names("articles"))
def test_a_flipped_bit_in_an_article_costs_its_block_and_every_lost_article_is_named(name: str) -> None:
    for _, disk in flips(name, 251):
        done = repaired(disk)
        found = held(disk)
        assert found.items() <= right().items()
        assert {one.id for one in done.lost} == right().keys() - found.keys()
        assert len(done.lost) <= 4 and not done.unnamed and done.returned == 0
        for one in done.lost:
            assert one.source == right()[one.id].source.path


def test_a_flipped_bit_in_the_pointer_costs_nothing_and_touches_no_segment() -> None:
    for _, disk in flips("CURRENT", 11):
        before = entries(archive())
        done = repaired(disk)
        assert_nothing_lost(disk, done)
        assert (done.generation, done.kept, done.saved) == (5, 8, 0)
        assert entries(disk) == before


def test_a_flipped_bit_in_the_manifest_costs_nothing() -> None:
    for _, disk in flips("manifest-5.json", 251):
        done = repaired(disk)
        assert held(disk) == right()
        assert (done.generation, done.saved, done.lost, done.unnamed) == (None, 8, (), 0)
        assert done.set_aside == ("manifest-5.json",)


@pytest.mark.parametrize("name", names("deleted-5"))
def test_after_a_flipped_bit_in_the_deletions_no_article_is_lost_or_old_and_what_may_be_back_is_counted(
    name: str,
) -> None:
    removed = {article.id for article in REMOVED}
    for _, disk in flips(name, 41):
        done = repaired(disk)
        found = held(disk)
        assert found.items() >= right().items()
        assert len(found.keys() & removed) == 1 == done.returned
        assert found[NEWER_FUND.id].section == "Harbour"


def test_an_article_that_was_updated_does_not_come_back_as_it_was_though_its_deletions_are_lost() -> None:
    disk = without(*names("deleted-5"))
    assert repaired(disk).returned == len(REMOVED)
    assert held(disk).keys() == {article.id for article in TEN}
    assert held(disk)[NEWER_FUND.id].section == "Harbour"


def test_deletions_that_are_whole_and_those_of_another_segment_are_not_applied() -> None:
    first = entries(archive())[0]
    disk = with_file(f"segments/{first.id}/deleted-5", b"".join(deletion_buffers(np.ones(6, np.bool_))))
    done = repaired(disk)
    assert done.returned == 1 and not done.lost
    assert held(disk).items() >= right().items()


def test_what_another_damaged_segment_still_has_is_not_lost() -> None:
    first, _, last = entries(archive())
    disk = with_file(f"segments/{first.id}/articles", b"")
    disk.write(f"segments/{first.id}/deleted-5", [b""])
    disk.write(f"segments/{last.id}/arrays", [b""])
    lost = {one.id for one in repaired(disk).lost}
    assert lost == {article.id for article in TEN[:6]} - {NEWER_FUND.id}
    assert held(disk)[NEWER_FUND.id].section == "Harbour"


def test_an_article_whose_document_is_not_known_may_be_a_deleted_one() -> None:
    disk = archive()
    first, _, last = (wreck_of(disk, entry, ()) for entry in entries(disk))
    assert [first.is_deleted(doc) for doc in (0, 1, 2, None)] == [True, False, True, None]
    assert last.is_deleted(None) is False


@pytest.mark.parametrize("name", names(""))
def test_whatever_is_cut_off_what_is_there_is_saved(name: str) -> None:
    for disk in cuts(name, 6):
        done = repaired(disk)
        found = {article_id: article for article_id, article in held(disk).items() if article_id in right()}
        assert found.items() <= right().items()
        assert {one.id for one in done.lost} == right().keys() - found.keys()
        assert name.endswith("articles") or found == right()


@pytest.mark.parametrize("name", names(""))
def test_a_missing_file_costs_only_what_was_in_it(name: str) -> None:
    disk = without(name)
    done = repaired(disk)
    lost = right().keys() - held(disk).keys()
    assert {one.id for one in done.lost} == lost
    assert bool(lost) == name.endswith("articles")


def test_a_missing_segment_is_counted_and_the_others_stay() -> None:
    gone = entries(archive())[0]
    disk = without(*names(f"{gone.id}/arrays"), *names(f"{gone.id}/articles"), *names(f"{gone.id}/deleted-5"))
    disk.remove(f"segments/{gone.id}")
    done = repaired(disk)
    assert (done.kept, done.saved, done.lost, done.unnamed) == (4, 0, (), 4)
    assert held(disk).items() <= right().items()
    assert entries(disk) == entries(archive())[1:]


def test_two_damaged_segments_are_both_saved_and_keep_their_order() -> None:
    disk = archive()
    for name in names("arrays")[:2]:
        disk.write(name, [content(disk, name)[:-1]])
    assert_nothing_lost(disk, repaired(disk))


def test_when_everything_is_damaged_at_once_the_articles_are_still_there() -> None:
    disk = archive()
    for name in ("CURRENT", "manifest-5.json", *names("arrays")):
        disk.write(name, [b"?" + content(disk, name)[1:]])
    done = repaired(disk)
    assert held(disk).items() == right().items()
    assert done.generation is None and done.returned is None


def test_without_pointer_and_manifest_the_segments_are_the_archive() -> None:
    disk = without("CURRENT", "manifest-5.json")
    repaired(disk)
    assert held(disk) == right()


def test_damaged_files_are_set_aside_as_they_were_until_they_are_no_longer_wanted() -> None:
    name = names("articles")[0]
    disk = with_file(name, damaged := content(archive(), name)[:-1])
    done = repaired(disk)
    segment = name.split("/")[1]
    assert content(disk, f"{DAMAGED}/{segment}/articles") == damaged
    assert set(done.set_aside) == {path for path in archive().files() if segment in path}
    assert all(content(disk, path.replace("segments", DAMAGED)) for path in done.set_aside)
    assert segment not in disk.list("segments")
    collect_garbage(disk, load_current(disk), damaged=True)
    assert DAMAGED not in disk.list("")


def test_a_dry_run_says_the_same_and_changes_nothing() -> None:
    for name in names(""):
        disk = with_file(name, content(archive(), name)[:-1])
        before = disk.files()
        done = repair(disk, dry_run=True)
        assert disk.files() == before
        assert repair(disk) == done


def test_what_was_lost_can_be_indexed_again() -> None:
    disk = with_file(names("articles")[0], b"")
    lost = {one.id for one in repair(disk).lost}
    with ArchiveWriter(disk) as writer:
        assert set(writer.put(article for article in TEN if article.id in lost)) == {"added"}
    assert held(disk).keys() == right().keys()
