"""A folder of hostile files among good ones, through `search index`."""

import bz2
import gzip
import io
import json
import os
from datetime import date
from pathlib import Path

import pytest
from command_line import Run, search
from made_documents import docx, paragraph, pdf
from reading_in_process import read_inputs
from wire_files import record, response

from index.ingest import reading

PAGE = (
    "The lighthouse keeper retires\n\nBy Ines Falk\n\n2031-02-0{0}\n\nThe keeper of light number {0} handed over the"
    " keys on Monday, after forty winters on the rock.\n\nThe harbour office said somebody had to paint it.\n"
)
GOOD = ("0.txt", "m.txt", "z.txt")


def zeros(size: int) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        for _ in range(size >> 20):
            file.write(bytes(1 << 20))
    return packed.getvalue()


def line(number: int) -> str:
    return (
        json.dumps({"title": f"Ferry {number} sails", "text": f"Ferry number {number} sailed. " * 9}) + "\n"
    )


LINES = "".join(map(line, range(2000))).encode()
TORN = gzip.compress(LINES, compresslevel=1)
MAIL = b"From: a <a@b.example>\nDate: Tue, 4 Mar 2031 07:05:00 +0900\nMessage-ID: <x>\n"
PARTED = b"Content-Type: multipart/mixed; boundary"
HOSTILE: dict[str, tuple[bytes, str]] = {
    "bomb.txt.gz": (zeros(128 << 20), "larger than"),
    "bomb.jsonl.gz": (gzip.compress(LINES[:4000]) + zeros(128 << 20), "larger than"),
    "torn.jsonl.gz": (TORN[: len(TORN) // 2], "gzip data is damaged or cut short"),
    "torn.txt.bz2": (bz2.compress(PAGE.encode() * 50)[:-20], "bzip2 data is damaged or cut short"),
    "other.txt.zst": (b"\x28\xb5\x2f\xfd" + b"no frame" * 9, "zstd data is damaged"),
    "deep.json": (b'{"a":' * 200_000, ""),
    "deep-list.json": (b"[{" + b'"a":[' * 300_000, ""),
    "deep.jsonl": (b'{"title": "a", "text": ' + b"[" * 100_000 + b"\n" + b'{"a":' * 100_000 + b"\n", ""),
    "deep.html": (b"<!doctype html><html><body>" + b"<div>" * 200_000, ""),
    "attributes.html": (
        b"<!doctype html><html><body><p "
        + b"".join(b"a%d=1 " % number for number in range(100_000))
        + b">x</p>",
        "",
    ),
    "links.html": (
        b"<!doctype html><html><body>" + b"<a href=/x>news</a> " * 100_000,
        "more than 25,000 links",
    ),
    "fewer-links.html": (
        b"<!doctype html><html><body>" + b"".join(b"<a href=/%d>news %d</a> " % (n, n) for n in range(5_000)),
        "a page of links",
    ),
    "attributes.xml.html": (
        b"<!doctype html><html><body>" + b"<p %b>x</p>" % (b"a" * 1_000_000) + b"</body></html>",
        "",
    ),
    "lying.txt.gz": (gzip.compress(PAGE.encode())[:-4] + b"\xff\xff\xff\x7f", "gzip data is damaged"),
    "not.html": (bytes(range(256)) * 4_000, ""),
    "entities.rss": (
        b'<?xml version="1.0"?><!DOCTYPE rss ['
        + b'<!ENTITY a0 "news">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
        + b"]><rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>",
        "",
    ),
    "outside.rss": (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        b"<rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>",
        "",
    ),
    "bomb.docx": (docx([paragraph("a" * (61 << 20))]), "larger than 60 MB"),
    "elements.docx": (docx(["<w:p/>"] * 310_000), "more than 300,000 elements"),
    "entities.docx": (docx([], before='<!DOCTYPE a [<!ENTITY b "c">]>'), "declares entities"),
    "deep.rtf": (b"{\\rtf1 " + b"{" * 100_000, "levels deep"),
    "torn.pdf": (pdf([[]])[:200], "no PDF, or a damaged one"),
    "scan.pdf": (pdf([[]]), "no text in it"),
    "deep.eml": (MAIL + b"".join(b"%s=b%d\n\n--b%d\n" % (PARTED, n, n) for n in range(2_000)), "levels deep"),
    "parts.eml": (MAIL + PARTED + b"=b\n\n" + b"--b\n\nx\n" * 100_000, "more than 10,000 parts"),
    "headers.mbox": (
        b"From x Tue Mar  4 07:05:00 2031\n" + MAIL + b"X: a\n" * 100_000,
        "headers of more than",
    ),
    "bomb.warc.gz": (
        gzip.compress(record("response", "https://a.org", b"", length=128 << 20)) + zeros(128 << 20),
        "",
    ),
    "torn.warc.gz": (
        gzip.compress(response("https://a.org", LINES))[:-50],
        "gzip data is damaged or cut short",
    ),
    "entities.nitf": (
        b'<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><nitf>&b;</nitf>',
        "declares entities",
    ),
    "deep.nitf": (b"<nitf><body><body.content>" + b"<p>" * 200_000, "cut short"),
    "deep.ninjs": (b'{"uri": "x", "pubstatus": "usable", "a": ' + b"[" * 200_000, "nested too deeply"),
    "open.sgm": (b"<DOC>" + b"<TEXT>" * 200_000, "its end is missing"),
    "images.md": (b"![" * 100_000, "more than 20,000 marks of Markdown"),
    "open.md": (b"[" * 9_000, "more than 500 brackets are left open"),
    "lines.md": (b"a\n===\n" * 20_000, "more than 20,000 lines"),
    "open.zip": (b"PK\x03\x04" + bytes(9_000), "cut short or damaged"),
    "aliases.md": (b"---\ntitle: &a [x, x]\nauthor: [*a, *a]\n---\nx", "aliases"),
    "binary.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 100, "binary"),
    "foreign.txt": (b"\xcc\xec\xde\xd2 wall \xf8\x8d\x9d " * 20, "convert it to UTF-8 first"),
    "half.txt": (b"\xff\xfe" + "утро".encode("utf-16-le")[:-1], "UTF-16"),
    "empty.txt": (b"", "empty"),
    "empty.jsonl": (b"\n\n\n", ""),
    "empty.txt.gz": (gzip.compress(b""), "empty"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("inputs")
    for number, name in enumerate(GOOD, 1):
        (path / name).write_text(PAGE.format(number))
    for name, (content, _) in HOSTILE.items():
        (path / name).write_bytes(content)
    (path / "link.txt").symlink_to("/dev/zero")
    os.mkfifo(path / "pipe.txt")
    return path


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    """The folder, and by name what a walk passes over."""
    names = [str(folder), str(folder / "link.txt"), str(folder / "pipe.txt"), str(folder / "none.txt")]
    return search(folder.parent / "archive", "index", "--json", *names)


def rejected(run: Run) -> list[tuple[str, str]]:
    return [(Path(error["path"]).name, error["reason"]) for error in json.loads(run.out)["rejected"]]


def test_a_folder_with_hostile_files_is_trouble_and_its_good_articles_are_in(folder: Path, run: Run) -> None:
    assert run.code == 2
    hits = json.loads(search(folder.parent / "archive", "query", "lighthouse", "--json").out)["hits"]
    assert {Path(hit["source"]["path"]).name for hit in hits} == set(GOOD)


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_file_is_rejected_with_its_reason(run: Run, name: str) -> None:
    reasons = [reason for path, reason in rejected(run) if path == name]
    assert reasons
    assert all(reason.strip() for reason in reasons)
    assert HOSTILE[name][1] in reasons[-1]


def test_nothing_is_given_up_for_the_time_it_takes_or_ends_its_process(run: Run) -> None:
    assert not [one for one in rejected(run) if one[1].startswith(("given up", "the process"))]


def test_what_is_no_file_is_rejected_where_it_is_named(run: Run) -> None:
    assert [one for one in rejected(run) if one[0] in ("link.txt", "pipe.txt", "none.txt")] == [
        ("link.txt", "not a regular file"),
        ("pipe.txt", "not a regular file"),
        ("none.txt", "there is no such file or folder"),
    ]


def test_nothing_good_is_rejected(run: Run) -> None:
    assert not {name for name, _ in rejected(run)} & set(GOOD)


def test_what_a_torn_file_held_before_the_tear_is_in(folder: Path, run: Run) -> None:
    record = json.loads(run.out)
    assert 500 < record["added"] < 2000
    assert (
        json.loads(search(folder.parent / "archive", "query", '"Ferry 7 sails"', "--json").out)["total"] == 1
    )


def test_nothing_from_outside_an_input_is_in(folder: Path, run: Run) -> None:
    host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "localhost"
    assert host not in search(folder.parent / "archive", "query", "lighthouse OR ferry", "--json").out


def test_an_input_is_given_up_where_many_members_in_sequence_are_no_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_MOST_IN_VAIN", 20)
    nothing = '{"section": "harbour"}\n'
    rows = tmp_path / "rows.jsonl"
    rows.write_text(line(1) + nothing * 19 + line(2) + nothing * 20 + line(3))
    (read,) = read_inputs([rows], today=date(2031, 12, 31))
    assert [article.title for article in read.articles] == ["Ferry 1 sails", "Ferry 2 sails"]
    assert read.rejected[-1].reason == "given up after 20 members in sequence that are no articles"
