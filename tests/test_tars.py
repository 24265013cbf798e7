"""A tar is read as if its files lay in a folder, compressed or not, and whatever it says stays within it."""

import gzip
import tarfile
from datetime import date
from pathlib import Path
from random import Random

import pytest
from made_documents import tar_of
from reading_in_process import read_inputs

from index.ingest.reading import Reading

PAGE = "The keeper of light {0} retires\n\nBy Ines Falk\n\n2031-02-01\n\nThe keeper of light {0} handed over the keys on Monday.\n"
LONG = "folder" * 15 + "/" + "n" * 60 + ".txt"
ONE, TWO = (("a/one.txt", PAGE.format(1)), ("two.txt", PAGE.format(2)))


def special(name: str, kind: bytes, link: str = "") -> tuple[str, tarfile.TarInfo]:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return name, info


def read(folder: Path, raw: bytes, name: str = "desk.tar") -> Reading:
    (folder / name).write_bytes(raw)
    (reading,) = read_inputs([folder / name], today=date(2031, 12, 31))
    return reading


def members(reading: Reading) -> list[str | None]:
    return [article.source.member for article in reading.articles]


def reasons(reading: Reading) -> list[tuple[str | None, str]]:
    return [(error.member, error.reason) for error in reading.rejected]


@pytest.mark.parametrize("kind", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("name", ["desk.tar", "desk.tar.gz", "desk.tgz", "desk"])
def test_the_articles_of_every_file_are_in_with_the_file_as_their_member(
    tmp_path: Path, kind: int, name: str
) -> None:
    raw = tar_of([ONE, (LONG, PAGE.format(3)), TWO], kind)
    reading = read(tmp_path, gzip.compress(raw) if "gz" in name else raw, name)
    assert members(reading) == ["a/one.txt", LONG, "two.txt"]
    assert reasons(reading) == []
    assert {article.source.path for article in reading.articles} == {str(tmp_path / name)}


def test_links_and_devices_are_counted_and_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(PAGE.format(9))
    files: list[tuple[str, str | bytes | tarfile.TarInfo]] = [
        special("link.txt", tarfile.SYMTYPE, str(tmp_path / "secret.txt")),
        special("hard.txt", tarfile.LNKTYPE, "two.txt"),
        special("pipe.txt", tarfile.FIFOTYPE),
        special("disk.txt", tarfile.CHRTYPE),
        special("folder", tarfile.DIRTYPE),
        TWO,
        ("../../up.txt", PAGE.format(4)),
        (".hidden/a.txt", PAGE.format(5)),
        ("a.jpg", b"\xff\xd8\xff"),
        ("page.txt.gz", gzip.compress(PAGE.format(6).encode())),
        ("inner.tar", tar_of([ONE])),
    ]
    reading = read(tmp_path, tar_of(files))
    assert members(reading) == ["two.txt", "../../up.txt"]
    assert dict(reading.passed_over) == {
        "links, devices and sparse files in a tar": 4,
        "files in a tar of kinds that are not read": 1,
        "compressed files in a tar": 1,
        "tars in a tar": 1,
    }
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.tar", "secret.txt"]


def test_a_sparse_file_is_not_filled_with_zeros(tmp_path: Path) -> None:
    file = tarfile.TarInfo("holes.txt")
    file.pax_headers = {"GNU.sparse.major": "0", "GNU.sparse.minor": "1", "GNU.sparse.name": "holes.txt"}
    file.pax_headers |= {"GNU.sparse.size": str(1 << 40), "GNU.sparse.map": "0,0"}
    reading = read(tmp_path, tar_of([("", file), TWO]))
    assert members(reading) == ["two.txt"]
    assert dict(reading.passed_over) == {"links, devices and sparse files in a tar": 1}


def test_what_is_damaged_or_cut_short_is_told_and_what_was_before_is_in(tmp_path: Path) -> None:
    raw = tar_of([ONE, TWO])
    bent = raw[:1024] + b"\xff" * 100 + raw[1124:]
    long = tar_of([ONE, ("noise.txt", Random(1).randbytes(200_000).hex()), TWO])  # noqa: S311 -- any noise
    for damaged in (bent, raw[:1024], raw[:1100], raw[:1700], gzip.compress(long)[:150_000]):
        reading = read(tmp_path, damaged)
        assert members(reading)[:1] == ["a/one.txt"]
        assert len(reasons(reading)) >= 1


def test_a_file_that_cannot_be_read_spoils_no_other_and_two_of_one_name_are_two(tmp_path: Path) -> None:
    deep = ("deep.html", "<html><body>" + "<div>" * 9_000)
    reading = read(tmp_path, tar_of([ONE, deep, TWO, ("two.txt", PAGE.format(3))]))
    assert members(reading) == ["a/one.txt", "two.txt", "two.txt (2)"]
    assert reasons(reading) == [("deep.html", "nested more than 600 levels deep")]


def test_a_backup_of_an_archive_is_no_folder_of_articles(tmp_path: Path) -> None:
    reading = read(tmp_path, tar_of([("CURRENT", "manifest-1.json"), ("manifest-1.json", "{}")]))
    assert reasons(reading) == [(None, "a backup of an archive; search restore makes that again")]
