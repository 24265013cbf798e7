"""What is not exactly a backup is not restored, whatever it is, and leaves nothing."""

import gzip
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from generations import SCHEMA, with_a_segment
from hypothesis import given
from hypothesis import strategies as st
from newsroom import HARBOUR, STORM, build

from index.archive import Archive
from index.generations import pointer_for, publish
from index.manifest import FileEntry, Manifest, SegmentEntry, encode_manifest
from index.storage import FolderStorage
from index.upkeep.backup import BackupFailed, back_up_to_stream, header
from index.upkeep.restore import BackupUnusable, restore

MOST_READ = 1 << 21
"""Bytes that may be read of what is no backup."""


@dataclass(frozen=True)
class Member:
    """A member of a tar that somebody made up."""

    name: str
    data: bytes = b""
    kind: bytes = tarfile.REGTYPE
    link: str = ""
    size: int | None = None
    """As the header states it; None for the truth."""


def tar_of(members: list[Member]) -> bytes:
    made = BytesIO()
    for member in members:
        info = tarfile.TarInfo(member.name)
        info.type, info.linkname = member.kind, member.link
        info.size = len(member.data) if member.size is None else member.size
        made.write(info.tobuf(tarfile.GNU_FORMAT) + member.data + bytes(-len(member.data) % 512))
    return made.getvalue() + bytes(1024)


@pytest.fixture(scope="module")
def backup(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Of an archive with two articles."""
    archive = build(tmp_path_factory.mktemp("restore") / "archive", [HARBOUR, STORM])
    stream = BytesIO()
    back_up_to_stream(archive.path, stream)
    return stream.getvalue()


@pytest.fixture(scope="module")
def members(backup: bytes) -> list[Member]:
    """Those of the backup: CURRENT, the manifest, and two files of a segment."""
    with tarfile.open(fileobj=BytesIO(backup)) as tar:
        return [Member(one.name, read.read()) for one in tar if (read := tar.extractfile(one))]


def refusal(raw: bytes, place: Path) -> str:
    """Why a tar is refused, which leaves nothing behind."""
    before = sorted(place.rglob("*"))
    stream = BytesIO(raw)
    with pytest.raises(BackupUnusable) as error:
        restore(stream, "it.tar", place / "above" / "archive")
    assert sorted(place.rglob("*")) == before
    assert str(error.value) == f"cannot restore it.tar: {error.value.reason}"
    return error.value.reason


def test_a_tar_made_of_the_same_members_is_a_backup(members: list[Member], folder: Path) -> None:
    assert restore(BytesIO(tar_of(members)), "it", folder).articles == 2
    assert Archive.open(folder).article(STORM.id)


HOSTILE: dict[str, Callable[[Member], list[Member]]] = {
    "leads out": lambda one: [replace(one, name="../" + one.name)],
    "leads out within": lambda one: [replace(one, name="segments/../../" + one.name)],
    "absolute": lambda one: [replace(one, name="/tmp/" + one.name)],  # noqa: S108 - nothing is written there
    "another name": lambda one: [replace(one, name=one.name + "x")],
    "symbolic link": lambda one: [Member(one.name, kind=tarfile.SYMTYPE, link="/etc/passwd")],
    "hard link": lambda one: [Member(one.name, kind=tarfile.LNKTYPE, link="CURRENT")],
    "link before": lambda one: [Member("segments", kind=tarfile.SYMTYPE, link="/etc"), one],
    "device": lambda one: [Member(one.name, kind=tarfile.CHRTYPE)],
    "pipe": lambda one: [Member(one.name, kind=tarfile.FIFOTYPE)],
    "folder": lambda one: [Member(one.name, kind=tarfile.DIRTYPE)],
    "sparse": lambda one: [replace(one, kind=tarfile.GNUTYPE_SPARSE)],
    "old kind of file": lambda one: [replace(one, kind=tarfile.AREGTYPE)],
    "long name": lambda one: [Member("././@LongLink", one.name.encode(), tarfile.GNUTYPE_LONGNAME), one],
    "extended header": lambda one: [Member("x", b"19 path=/etc/passwd\n", tarfile.XHDTYPE), one],
    "endless extended header": lambda one: [Member("x", b"", tarfile.XHDTYPE, size=1 << 60), one],
    "twice": lambda one: [one, one],
    "longer": lambda one: [replace(one, data=one.data + b"\0")],
    "shorter": lambda one: [replace(one, data=one.data[:-1])],
    "stated much longer": lambda one: [replace(one, size=1 << 40)],
    "stated below nothing": lambda one: [replace(one, size=-512)],
    "missing": lambda one: [],
    "other contents": lambda one: [replace(one, data=bytes(len(one.data)))],
}


@pytest.mark.parametrize("which", range(4))
@pytest.mark.parametrize("how", HOSTILE)
def test_a_member_that_is_not_the_next_one_is_refused(
    members: list[Member], tmp_path: Path, which: int, how: str
) -> None:
    altered = [*members[:which], *HOSTILE[how](members[which]), *members[which + 1 :]]
    assert refusal(tar_of(altered), tmp_path)


def test_members_in_another_order_are_refused(members: list[Member], tmp_path: Path) -> None:
    first, second, third, fourth = members
    for order in ([second, first, third, fourth], [first, second, fourth, third]):
        assert "should be, it has" in refusal(tar_of(order), tmp_path)


def test_a_member_beyond_the_manifest_is_refused(members: list[Member], tmp_path: Path) -> None:
    more = [*members, Member("segments/0123456789abcdef/arrays", b"more")]
    assert refusal(tar_of(more), tmp_path) == "it holds more than its manifest names"


def test_no_part_of_a_backup_is_a_backup(backup: bytes, tmp_path: Path) -> None:
    for end in (*range(0, len(backup), 512), *range(1, len(backup), 509), len(backup) - 1):
        assert refusal(backup[:end], tmp_path)


def test_a_flipped_bit_is_refused_or_changes_nothing_that_is_restored(
    backup: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("flips")
    restore(BytesIO(backup), "it", place / "right")
    right = contents(place / "right")

    @given(st.integers(0, len(backup) * 8 - 1))
    def law(bit: int) -> None:
        flipped = bytearray(backup)
        flipped[bit // 8] ^= 1 << bit % 8
        flips = place / os.urandom(8).hex()
        try:
            restore(BytesIO(bytes(flipped)), "it", flips)
        except BackupUnusable:
            assert not flips.exists()
        else:
            assert contents(flips) == right

    law()


def names_in(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "raw", [b"", b"\0", b"not a tar", b"\0" * 4096, b"\xff" * 4096, b"CURRENT".ljust(600, b"\0")]
)
def test_what_is_no_tar_is_refused(raw: bytes, tmp_path: Path) -> None:
    assert "CURRENT" in refusal(raw, tmp_path)


def test_a_compressed_backup_says_that_it_must_not_be(backup: bytes, tmp_path: Path) -> None:
    with pytest.raises(BackupUnusable, match="it is no tar") as error:
        restore(BytesIO(gzip.compress(backup)), "it", tmp_path / "archive")
    assert "zcat FILE | search restore -" in error.value.advice


def test_of_a_backup_cut_short_it_is_said_how_to_save_the_rest(backup: bytes, tmp_path: Path) -> None:
    with pytest.raises(BackupUnusable, match="it ends before") as error:
        restore(BytesIO(backup[: len(backup) // 2]), "it", tmp_path / "archive")
    assert "tar -xf FILE -C FOLDER, then: search --archive FOLDER repair" in error.value.advice


def gigabyte_of_zeros(path: Path, before: bytes = b"") -> Path:
    with path.open("wb") as file:
        file.write(before)
        file.truncate(1 << 30)
    return path


@pytest.mark.parametrize("which", range(4))
def test_a_gigabyte_of_zeros_is_not_read(members: list[Member], tmp_path: Path, which: int) -> None:
    name = members[which].name
    began = tar_of(members[:which])[:-1024]
    for header_of in (b"", tar_of([Member(name, size=1 << 29)])[:512]):
        bomb = gigabyte_of_zeros(tmp_path / "bomb.tar", began + header_of)
        with bomb.open("rb") as stream:
            with pytest.raises(BackupUnusable):
                restore(stream, "it", tmp_path / "archive")
            assert stream.tell() < len(began) + MOST_READ
    assert names_in(tmp_path) == ["bomb.tar"]


def test_nothing_is_read_beyond_the_end(backup: bytes, folder: Path) -> None:
    stream = BytesIO(backup + b"the next thing on the tape")
    restore(stream, "it", folder)
    assert stream.read() == b"the next thing on the tape"


def signed(stated: dict[str, Any]) -> bytes:
    """The JSON of a manifest with the checksum that it should have."""
    body = {name: value for name, value in stated.items() if name != "checksum"}
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    checksum = blake2b(canonical, digest_size=16).hexdigest()
    return json.dumps(body | {"checksum": checksum}, sort_keys=True, separators=(",", ":")).encode()


def with_manifest(members: list[Member], encoded: bytes) -> bytes:
    """A backup with another manifest, to which CURRENT points as it should."""
    name = members[1].name
    pointer = f"{name} {blake2b(encoded, digest_size=16).hexdigest()}\n".encode()
    return tar_of([Member("CURRENT", pointer), Member(name, encoded), *members[2:]])


def altered_manifests(stated: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    (segment,) = stated["segments"]
    for name in ("../../evil", "/evil", "a/b", "", "deleted-1", "Arrays"):
        yield (
            stated | {"segments": [segment | {"files": [segment["files"][0] | {"name": name}]}]},
            "cannot be|names a file",
        )
    for segment_id in ("..", "../../../../../x", ""):
        yield stated | {"segments": [segment | {"id": segment_id}]}, "cannot be the id of a segment"
    yield stated | {"format": 99}, "a newer version of this program wrote it"
    yield stated | {"generation": stated["generation"] + 1}, "do not belong together"


def test_a_manifest_that_breaks_its_rules_is_refused(members: list[Member], tmp_path: Path) -> None:
    stated = json.loads(members[1].data)
    assert with_manifest(members, signed(stated)) == tar_of(members)
    for altered, reason in altered_manifests(stated):
        with pytest.raises(BackupUnusable, match=reason):
            restore(BytesIO(with_manifest(members, signed(altered))), "it", tmp_path / "archive")
    assert names_in(tmp_path) == []


def test_a_manifest_that_its_pointer_does_not_mean_is_refused(members: list[Member], tmp_path: Path) -> None:
    said = members[0].data
    pointer = said[:-2] + (b"1" if said.endswith(b"0\n") else b"0") + b"\n"
    assert "do not belong together" in refusal(tar_of([Member("CURRENT", pointer), *members[1:]]), tmp_path)


def test_what_cannot_be_opened_is_not_restored(tmp_path: Path) -> None:
    storage = FolderStorage.create(tmp_path / "no archive")
    publish(storage, with_a_segment(storage, None))  # whose arrays are none
    back_up_to_stream(storage.path, stream := BytesIO())
    assert refusal(stream.getvalue(), tmp_path).startswith("what it holds cannot be opened: ")


def test_a_file_of_eight_gibibytes_begins_with_a_header_that_is_read(tmp_path: Path) -> None:
    file = FileEntry("arrays", 8**11, "0" * 32)
    segment = SegmentEntry("0123456789abcdef", 3, (file,))
    manifest = Manifest(1, "2031-03-04T00:00:00+00:00", SCHEMA, (segment,))
    began = tar_of(
        [Member("CURRENT", pointer_for(manifest)), Member("manifest-1.json", encode_manifest(manifest))]
    )[:-1024]
    path = "segments/0123456789abcdef/arrays"
    assert refusal(began + header(path, 8**11, 7), tmp_path) == f"it ends before all of {path}"
    assert "not as large" in refusal(began + header(path, 8**11 + 1, 7), tmp_path)


def test_an_archive_is_there_only_when_it_is_whole(backup: bytes, folder: Path) -> None:
    steps: list[int] = []

    def look(done: int, total: int) -> None:
        assert not folder.exists()
        steps.append(total - done)

    restore(BytesIO(backup), "it", folder, look)
    assert steps[-1] == 0
    assert names_in(folder.parent) == ["archive"]


def test_an_interrupted_restoring_leaves_nothing(backup: bytes, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(BytesIO(backup), "it", tmp_path / "a" / "b" / "archive", stop)
    assert names_in(tmp_path) == []


def test_all_is_durable_before_the_archive_has_its_name(
    backup: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    sync = FolderStorage.sync

    def noted(self: FolderStorage, name: str) -> None:
        synced.append(self.path / name if folder.exists() else Path(name))
        sync(self, name)

    monkeypatch.setattr(FolderStorage, "sync", noted)
    restore(BytesIO(backup), "it", folder)
    restored = {Path(name) for name in contents(folder)} - {Path("CURRENT"), Path("LOCK")} | {
        Path("CURRENT.next")
    }
    folders = {above for path in restored for above in path.parents}
    assert set(synced[:-1]) >= restored | folders
    assert synced[-1] == folder.parent


def test_an_empty_folder_is_taken(backup: bytes, folder: Path) -> None:
    folder.mkdir()
    restore(BytesIO(backup), "it", folder)
    assert Archive.open(folder).article(HARBOUR.id)


def test_what_is_there_is_never_replaced(backup: bytes, folder: Path) -> None:
    folder.mkdir()
    (folder / "mine").write_text("mine")
    for place, reason in (
        (folder, "the folder is not empty"),
        (folder / "mine", "it is there and not a folder"),
    ):
        stream = BytesIO(backup)
        with pytest.raises(BackupFailed, match=f"cannot restore to {place}: {reason}") as error:
            restore(stream, "it", place)
        assert "--archive DIR" in error.value.advice
        assert stream.tell() == 0
    assert contents(folder) == {"mine": b"mine"}


def test_a_place_where_nothing_can_be_made_is_named(backup: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(
        BackupFailed, match=f"cannot restore to {tmp_path / 'file' / 'archive'}: Not a directory"
    ):
        restore(BytesIO(backup), "it", tmp_path / "file" / "archive")
