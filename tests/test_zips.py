"""A zip is read as if its files lay in a folder, and whatever it says stays within it."""

import json
import zipfile
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from made_documents import docx, paragraph
from reading_in_process import read_inputs

from index.ingest import zipped
from index.ingest.reading import Reading

PAGE = "The keeper of light {0} retires\n\nBy Ines Falk\n\n2031-02-01\n\nThe keeper of light {0} handed over the keys on Monday.\n"
ROWS = "".join(
    json.dumps({"title": f"Ferry {number} sails", "text": f"Ferry {number} sailed on Monday."}) + "\n"
    for number in (1, 2)
)


def read_zip(folder: Path, files: Mapping[str, bytes | str], name: str = "desk.zip") -> Reading:
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for each, content in files.items():
            file.writestr(each, content)
    (reading,) = read_inputs([path], today=date(2031, 12, 31))
    return reading


def members(reading: Reading) -> list[tuple[str | None, str | None]]:
    return [(article.source.member, article.title) for article in reading.articles]


def reasons(reading: Reading) -> list[tuple[str | None, str]]:
    return [(error.member, error.reason) for error in reading.rejected]


def test_the_articles_of_every_file_are_in_with_the_file_as_their_member(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "a/light.txt": PAGE.format(1),
        "rows.jsonl": ROWS,
        "note.docx": docx([paragraph("x " * 90)]),
    }
    reading = read_zip(tmp_path, files)
    assert [member for member, _ in members(reading)] == [
        "a/light.txt",
        "rows.jsonl: 1",
        "rows.jsonl: 2",
        "note.docx",
    ]
    assert {article.source.path for article in reading.articles} == {str(tmp_path / "desk.zip")}


def test_what_a_walk_would_not_show_is_left_out_and_what_is_not_read_is_counted(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    read_zip(inner, {"a.txt": PAGE.format(1)})
    files: dict[str, bytes | str] = {
        "__MACOSX/._a.txt": "x",
        ".hidden/a.txt": PAGE.format(2),
        "empty/": "",
        "a.jpg": b"\xff\xd8\xff",
        "README.md": "What this is.",
        "inner.zip": (inner / "desk.zip").read_bytes(),
        "a.txt": PAGE.format(1),
    }
    reading = read_zip(tmp_path, files)
    assert [member for member, _ in members(reading)] == ["a.txt"]
    assert dict(reading.passed_over) == {
        "files in a zip of kinds that are not read": 2,
        "zips in a zip": 1,
    }


@pytest.mark.parametrize("name", ["../../up.txt", "/etc/up.txt", "C:\\up.txt", "a\x1b[31m.txt"])
def test_the_name_of_a_file_is_no_path(tmp_path: Path, name: str) -> None:
    reading = read_zip(tmp_path, {name: PAGE.format(1)})
    ((member, title),) = members(reading)
    assert title == "The keeper of light 1 retires"
    assert "\x1b" not in str(member)
    assert list(tmp_path.iterdir()) == [tmp_path / "desk.zip"]


def test_a_file_that_cannot_be_read_spoils_no_other(tmp_path: Path) -> None:
    files = {"a.txt": PAGE.format(1), "deep.html": "<html><body>" + "<div>" * 9_000, "z.txt": PAGE.format(2)}
    reading = read_zip(tmp_path, files)
    assert [member for member, _ in members(reading)] == ["a.txt", "z.txt"]
    assert reasons(reading) == [("deep.html", "nested more than 600 levels deep")]


def test_two_files_of_one_name_are_two(tmp_path: Path) -> None:
    path = tmp_path / "desk.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.txt", PAGE.format(1))
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a.txt", PAGE.format(2))
    (reading,) = read_inputs([path], today=date(2031, 12, 31))
    assert [member for member, _ in members(reading)] == ["a.txt", "a.txt (2)"]


def test_files_that_grow_too_much_together_end_the_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "FREE_GROWTH", 1_000)
    bombs = {f"{number}.txt": bytes(400_000) for number in range(9)}
    reading = read_zip(tmp_path, {"a.txt": PAGE.format(1), **bombs, "z.txt": PAGE.format(2)})
    assert [member for member, _ in members(reading)] == ["a.txt"]
    assert reasons(reading)[-1] == (None, "its files grow more than 300-fold; unpack it first")


def test_a_damaged_zip_is_rejected(tmp_path: Path) -> None:
    read_zip(tmp_path, {"a.txt": PAGE.format(1)})
    raw = (tmp_path / "desk.zip").read_bytes()
    (tmp_path / "bent.zip").write_bytes(raw[:60] + b"\xff" * 20 + raw[80:])
    ((member, _),) = reasons(*read_inputs([tmp_path / "bent.zip"], today=date(2031, 12, 31)))
    assert member == "a.txt"


class Pipe(BytesIO):
    """What cannot be gone back in, so that a zip has the length of each file behind it."""

    def seek(self, *_: int) -> int:
        raise OSError

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("made", "form"),
    [(BytesIO, zipfile.ZIP_DEFLATED), (BytesIO, zipfile.ZIP_STORED), (Pipe, zipfile.ZIP_DEFLATED)],
)
def test_of_a_zip_that_is_cut_off_the_files_before_the_cut_are_read(
    tmp_path: Path, made: type[BytesIO], form: int
) -> None:
    with zipfile.ZipFile(raw := made(), "w", form) as file:
        for number in range(3):
            file.writestr(f"{number}.txt", PAGE.format(number))
    path, whole = tmp_path / "torn.zip", raw.getvalue()
    for end, kept in ((whole.index(b"PK\x01\x02"), 3), (whole.index(b"2.txt") + 60, 2), (len(whole) - 5, 3)):
        path.write_bytes(whole[:end])
        (reading,) = read_inputs([path], today=date(2031, 12, 31))
        assert [member for member, _ in members(reading)] == ["0.txt", "1.txt", "2.txt"][:kept]
        ((member, reason),) = reasons(reading)
        assert (member, reason.startswith("cut short or damaged: ")) == (None, True)


def test_nothing_that_a_torn_zip_says_of_lengths_is_believed(tmp_path: Path) -> None:
    with zipfile.ZipFile(raw := BytesIO(), "w") as file:
        for number in range(2):
            file.writestr(f"{number}.txt", PAGE.format(number))
    lying = bytearray(raw.getvalue()[: raw.getvalue().index(b"PK\x01\x02")])
    lying[18:22] = (len(lying) - 35).to_bytes(4, "little")  # the first has all that follows
    (tmp_path / "torn.zip").write_bytes(lying)
    (reading,) = read_inputs([tmp_path / "torn.zip"], today=date(2031, 12, 31))
    assert not reading.articles
    assert reasons(reading)[0][1].startswith("cut short or damaged: ")


def test_documents_and_books_that_are_zips_stay_closed(tmp_path: Path) -> None:
    book = {"mimetype": "application/epub+zip", "a.html": "<html><body><p>x</p></body></html>"}
    reading = read_zip(tmp_path, book, "book.epub")
    assert not reading.articles
    assert [reason for _, reason in reasons(reading)] == ["not a format this version reads"]
