"""Inputs: which files a path leads to, and why one gives no article."""

import os
from datetime import date
from pathlib import Path

import pytest
from newsroom import build
from reading_in_process import read_inputs

from index.archive import Archive
from index.ingest.inputs import Part, find_inputs
from index.ingest.reading import Job, read_job
from index.ingest.text import reader

TODAY = date(2024, 5, 17)
PAGE = (
    "Harbour wall gives way\n\nThe harbour wall gave way on Monday, and the water ran through the lower"
    " streets of the town.\n"
)


def reasons(*paths: Path) -> list[str]:
    readings = list(read_inputs(paths, today=TODAY))
    return [rejected.reason for reading in readings for rejected in reading.rejected]


def skipped(*paths: Path) -> list[Path]:
    return [reading.path for reading in read_inputs(paths, today=TODAY) if reading.is_skipped]


def written(path: Path, content: str | bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/z.txt", "c/a.text"):
        written(tmp_path / name)
    files = find_inputs([tmp_path]).files
    assert [str(path.relative_to(tmp_path)) for path in files] == [
        "a.txt",
        "b.txt",
        os.path.join("c", "a.text"),  # noqa: PTH118 - the separator of this machine
        os.path.join("c", "z.txt"),  # noqa: PTH118
    ]


def test_each_file_gives_one_reading_in_order_whether_read_or_rejected(tmp_path: Path) -> None:
    good, bad, last = (
        written(tmp_path / "1.txt"),
        written(tmp_path / "2.txt", ""),
        written(tmp_path / "3.txt"),
    )
    readings = list(read_inputs([tmp_path], today=TODAY))
    assert [reading.path for reading in readings] == [good, bad, last]
    assert [len(reading.articles) for reading in readings] == [1, 0, 1]
    assert [len(reading.rejected) for reading in readings] == [0, 1, 0]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    page = written(tmp_path / "page.txt")
    assert find_inputs([page, tmp_path, page]).files == (page,)


def test_hidden_files_and_folders_are_not_met(tmp_path: Path) -> None:
    written(tmp_path / ".hidden.txt")
    written(tmp_path / ".cache" / "page.txt")
    found = find_inputs([tmp_path])
    assert (found.files, found.skipped) == ((), ())


def test_an_archive_in_a_folder_is_passed_by(tmp_path: Path) -> None:
    page = written(tmp_path / "page.txt")
    build(tmp_path / "archive")
    Archive.open_or_create(tmp_path / "new")
    assert find_inputs([tmp_path]).files == (page,)


def test_a_hidden_file_named_by_hand_is_read(tmp_path: Path) -> None:
    page = written(tmp_path / ".page.txt")
    assert reasons(page) == []


def test_another_format_in_a_folder_is_skipped_and_counted(tmp_path: Path) -> None:
    written(tmp_path / "README.md", "# About these pages")
    page = written(tmp_path / "page.TXT")
    assert skipped(tmp_path) == [tmp_path / "README.md"]
    assert [len(reading.articles) for reading in read_inputs([page, tmp_path], today=TODAY)] == [1, 0]


@pytest.mark.parametrize("name", ["Makefile", "LICENSE", "page"])
def test_a_name_without_a_suffix_is_news_only_if_named_by_hand(tmp_path: Path, name: str) -> None:
    page = written(tmp_path / name)
    assert skipped(tmp_path) == [page]
    assert (skipped(page), reasons(page)) == ([], [])


def test_an_empty_name_is_rejected_and_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = written(tmp_path / "page.txt")
    monkeypatch.chdir(tmp_path)
    (reading,) = read_inputs([""], today=TODAY)
    assert [rejected.reason for rejected in reading.rejected] == ["an empty name"]
    assert find_inputs(["."]).files == find_inputs([Path()]).files == (page,)


def test_another_format_named_by_hand_is_rejected(tmp_path: Path) -> None:
    assert reasons(written(tmp_path / "notes.xyz")) == ["not a format this version reads"]


def test_a_path_that_does_not_exist_is_rejected(tmp_path: Path) -> None:
    assert reasons(tmp_path / "gone.txt", tmp_path / "gone.md") == ["there is no such file or folder"] * 2


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_rejected(tmp_path: Path, content: bytes) -> None:
    assert reasons(written(tmp_path / "empty.txt", content)) == ["empty"]


@pytest.mark.parametrize(
    "content", [b"\x89PNG\x00\x00text", b"\x01\x02\x03\x04" * 40, b"\xff\xfeA\x00\x00\x00"]
)
def test_binary_content_is_rejected_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    assert reasons(written(tmp_path / "page.txt", content)) == ["binary, not text"]


def test_furniture_alone_is_no_article(tmp_path: Path) -> None:
    assert reasons(written(tmp_path / "page.txt", "Share this\n\nLeave a Reply\n")) == ["no article in it"]


def test_a_file_over_the_limit_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LARGEST", len(PAGE))
    assert reasons(written(tmp_path / "fits.txt", PAGE)) == []
    assert len(reasons(written(tmp_path / "over.txt", PAGE + "x"))) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_skipped_in_a_folder_and_rejected_by_name_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    assert find_inputs([tmp_path]).files == ()
    assert find_inputs([tmp_path]).skipped == (pipe,)
    assert reasons(pipe) == ["not a regular file"]


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    outside = written(tmp_path / "outside" / "page.txt")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "link.txt").symlink_to(outside)
    (inside / "folder").symlink_to(outside.parent, target_is_directory=True)
    assert find_inputs([inside]).files == ()
    assert set(find_inputs([inside]).skipped) == {inside / "link.txt", inside / "folder"}


def test_a_link_named_by_hand_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(written(tmp_path / "page.txt"))
    assert reasons(tmp_path / "link.txt") == []


def test_a_failing_reader_is_a_rejected_input_and_the_next_file_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(raw: bytes) -> str:
        if raw == b"1":
            raise RuntimeError("the disk sang")
        return PAGE

    written(tmp_path / "1.txt", "1")
    written(tmp_path / "2.txt", "2")
    monkeypatch.setattr(reader, "decode", fail)
    first, second = read_inputs([tmp_path], today=TODAY)
    assert "the disk sang" in first.rejected[0].reason
    assert len(second.articles) == 1


def test_the_source_is_the_absolute_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = written(tmp_path / "page.txt")
    monkeypatch.chdir(tmp_path)
    (reading,) = read_inputs([Path("page.txt")], today=TODAY)
    (source,) = [article.source for article in reading.articles]
    assert (source.path, source.member, source.format) == (str(page), None, "text")


def test_parts_share_what_is_passed_over_too(tmp_path: Path) -> None:
    for name in ("1.txt", "2.txt", "3.txt"):
        written(tmp_path / name)
    for name in ("a", "b", "c"):
        (tmp_path / name).symlink_to(tmp_path / "1.txt")
    found = [find_inputs([tmp_path], Part(number, 2)) for number in (1, 2)]
    assert [[path.name for path in one.files] for one in found] == [["1.txt", "3.txt"], ["2.txt"]]
    assert [[path.name for path in one.skipped] for one in found] == [["a", "c"], ["b"]]


def test_a_member_is_told_of_before_and_after_it_is_read(tmp_path: Path) -> None:
    page = written(tmp_path / "page.txt")
    steps = list(read_job(Job(page, TODAY)))
    assert [(place.number, reading is None) for place, reading in steps] == [(0, True), (0, False)]
