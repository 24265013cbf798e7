"""A folder that mixes every format is indexed by one command, and each is described."""

import json
from gzip import compress
from pathlib import Path

import pytest
from command_line import search
from exported import NEXIS_UNI
from iptc_documents import g2_item, g2_message
from made_documents import column, docx, paragraph, pdf, rtf, tar_of, zipped
from web_pages import page
from wire_files import packed, response

from index.ingest.formats import FORMATS

TEXT = "The Port Halden wall will be rebuilt after the storm, the council said on Monday. The fund pays for the stone."
PLAIN = f"Wall {{0}} to be rebuilt\n\nBy Ada Brook\n\n4 March 2031\n\n{TEXT}\n"


def lines(title: str) -> list[str]:
    return [title, "By Ada Brook", "4 March 2031", TEXT]


ROW = {"title": "Wall in a row", "text": TEXT, "author": "Ada Brook", "date": "2031-03-04"}
MAIL = f"From: The Tidewater <news@tidewater.example>\nSubject: Wall by mail\nDate: Tue, 4 Mar 2031 07:05:00 +0900\n\n{TEXT}\n"
FEED = f"<rss version='2.0'><channel><title>Tidewater</title><item><title>Wall in a feed</title><description>{TEXT}</description></item></channel></rss>"
FILES: dict[str, tuple[str, str | bytes]] = {
    "warc": (
        "a.warc.gz",
        packed(response("https://tidewater.example/a", page(heading="Wall crawled").encode())),
    ),
    "mhtml": (
        "a.mhtml",
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://tidewater.example/b\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\nContent-Type: text/html\n\n'
        + page(heading="Wall saved")
        + "\n--b--\n",
    ),
    "mbox": ("a.mbox", f"From a@b.example Tue Mar  4 07:05:00 2031\n{MAIL.replace('mail', 'box')}"),
    "eml": ("a.eml", MAIL),
    "docx": ("a.docx", docx(map(paragraph, lines("Wall in Word")))),
    "zip": ("a.zip", zipped({"b/a.txt": PLAIN.format("in a zip")})),
    "tar": ("a.tar.gz", compress(tar_of([("b/a.txt", PLAIN.format("in a tar"))]))),
    "rtf": ("a.rtf", rtf(lines("Wall in rich text"))),
    "pdf": ("a.pdf", pdf([column(lines("Wall on paper"))])),
    "export": ("a-nexis.txt", NEXIS_UNI),
    "html": ("a.html", page(heading="Wall on a page")),
    "sgml": ("a.sgm", f"<DOC><DOCNO>T-1</DOCNO><HEADLINE>Wall in SGML</HEADLINE><TEXT>{TEXT}</TEXT></DOC>"),
    "iptc": ("a.xml", g2_message(g2_item())),
    "ninjs": (
        "a-ninjs.json",
        json.dumps(
            {
                "uri": "urn:tidewater:1",
                "type": "text",
                "versioncreated": "2024-03-01T10:00:00Z",
                "headline": "Wall in ninjs",
                "body_text": TEXT,
            }
        ),
    ),
    "feed": ("listed.rss", FEED),
    "opml": ("a.opml", "<opml version='2.0'><body><outline type='rss' xmlUrl='listed.rss'/></body></opml>"),
    "jsonl": ("a.jsonl", f"{json.dumps(ROW)}\n" * 2),
    "json": ("a.json", json.dumps([ROW | {"title": "Wall in JSON"}])),
    "csv": ("a.csv", f'title,text\nWall in a table,"{TEXT}"\n'),
    "markdown": ("a.md", f"---\ntitle: Wall in Markdown\n---\n{TEXT}\n"),
    "text": ("a.txt", PLAIN.format("in a file")),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "mixed"
    path.mkdir()
    for name, content in FILES.values():
        (path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_every_format_has_a_file_here() -> None:
    assert list(FILES) == list(FORMATS)


def test_a_folder_of_every_format_is_indexed_by_one_command(tmp_path: Path, folder: Path) -> None:
    run = search(tmp_path / "archive", "index", str(folder))
    assert (run.code, run.err) == (0, "")
    archive, file = tmp_path / "archive", tmp_path / "all.jsonl"
    assert search(archive, "export", "since:1600 OR date:unknown", "--to", str(file)).code == 0
    read = {json.loads(line)["source"]["format"] for line in file.read_text().splitlines()}
    assert read >= FORMATS.keys() - {"opml", "zip", "tar"}  # what these hold is in another format


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_described(name: str) -> None:
    described = (Path(__file__).parent.parent / "docs" / "formats.md").read_text().casefold()
    assert any(word in described for word in (name, *(each[1:] for each in FORMATS[name].suffixes)))
