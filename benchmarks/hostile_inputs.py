"""Measure what inputs made to do harm cost: `python -m benchmarks.hostile_inputs [NAME…]`.

Each lies alone between good articles in a folder of its own and is indexed by a process of its own, as
`search index` does. Printed are the seconds, the most memory of all processes together (PSS, looked
at four times a second), how many of the good articles are in, and why the input was rejected. It is to end
within 20 seconds and below 1 GiB, with the good articles in. Everything is generated, and always the same.
"""

import argparse
import bz2
import gzip
import json
import lzma
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

import zstandard

from benchmarks.memory import wait_and_watch

MOST_SECONDS = 20.0
MOST_BYTES = 1 << 30
_GOOD = 3
_GIGABYTE = 1 << 30
_PIECE = 1 << 20
_PAGE = (
    "The lighthouse keeper retires\n\nBy Ines Falk\n\n2031-02-0{0}\n\nThe keeper of light number {0} handed over the"
    " keys on Monday, after forty winters on the rock.\n\nThe harbour office said somebody had to paint it.\n"
)
_ROW = json.dumps(
    {"title": "The ferry sails", "text": "The ferry sailed on Monday, said the harbour office. " * 9}
)
_ROWS = f"{_ROW}\n".encode() * 2_000
_HTML = b"<!doctype html><html><head><title>The ferry sails</title></head><body>"
_RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"


def main() -> None:
    """Make each input, index it, report; exit with 1 if one is not dealt with as it should be."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    names = parser.parse_args().names or list(INPUTS)
    _say("| input | seconds | MB | good articles | rejected because |\n|---|---|---|---|---|")
    missed = sum([not _measure(name) for name in names])
    _say(f"\n{len(names) - missed} of {len(names)} as they should be")
    sys.exit(1 if missed else 0)


def _measure(name: str) -> bool:
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "inputs")
        folder.mkdir()
        for number, place in enumerate("0mz", 1):
            (folder / f"{place}.txt").write_text(_PAGE.format(number))
        hostile = folder / name
        INPUTS[name](hostile)
        command = [sys.executable, "-m", "tui.cli", "--archive", f"{home}/archive", "index", "--json"]
        begun = time.monotonic()
        running = subprocess.Popen(
            [*command, str(folder), str(hostile)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        written, complaints, most = wait_and_watch(running)
        seconds = time.monotonic() - begun
        try:
            report = json.loads(written)
        except ValueError:
            report = {"rejected": [{"path": name, "reason": complaints.strip().splitlines()[-1:]}]}
        asked = subprocess.run(
            [*command[:5], "query", "--json", "lighthouse keeper"], stdout=subprocess.PIPE, check=False
        )
        good = json.loads(asked.stdout)["total"] if asked.stdout else 0
    reasons = [str(one["reason"]) for one in report["rejected"] if Path(one["path"]).name == name]
    is_well = bool(reasons) and seconds <= MOST_SECONDS and (most or 0) < MOST_BYTES and good == _GOOD
    _say(
        f"| {name} | {seconds:.1f} | {(most or 0) / 1e6:.0f} | {good} of {_GOOD} |"
        f" {len(reasons):,} times: {(reasons or ['not rejected'])[-1][:90]} |{'' if is_well else ' **missed** |'}"
    )
    return is_well


def _of(*pieces: bytes) -> Callable[[Path], None]:
    """An input of these bytes."""

    def write(path: Path) -> None:
        path.write_bytes(b"".join(pieces))

    return write


def _zeros(
    open_packed: Callable[[Path], IO[bytes] | gzip.GzipFile], *before: bytes
) -> Callable[[Path], None]:
    """A gigabyte of zeros behind some bytes, packed."""

    def write(path: Path) -> None:
        with open_packed(path) as file:
            for piece in (*before, *_repeated(b"\0", _GIGABYTE)):
                file.write(piece)

    return write


def _zip(files: Callable[[], Iterator[tuple[str, Iterator[bytes]]]]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            for name, pieces in files():
                with zipped.open(name, "w", force_zip64=True) as file:
                    file.writelines(pieces)

    return write


def _repeated(piece: bytes, size: int) -> Iterator[bytes]:
    block = piece * (_PIECE // len(piece))
    return (block for _ in range(size // len(block)))


def _documents() -> Iterator[tuple[str, Iterator[bytes]]]:
    yield "[Content_Types].xml", iter([b"<Types/>"])
    yield "word/document.xml", _repeated(b"<w:p><w:r><w:t>news</w:t></w:r></w:p>", _GIGABYTE)


def _many_files() -> Iterator[tuple[str, Iterator[bytes]]]:
    return ((f"{number}.txt", iter([b"x"])) for number in range(150_000))


def _large_files() -> Iterator[tuple[str, Iterator[bytes]]]:
    return ((f"{number}.jsonl", _repeated(b"\0", _GIGABYTE // 8)) for number in range(8))


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _pdf(path: Path) -> None:
    """A page whose content, packed twice, is a gigabyte."""
    import zlib

    inner = zlib.compress(zlib.compress(b"(news) Tj " * (_GIGABYTE // 10 // 4), 9), 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%b\nendstream" % (len(inner), inner),
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%b endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    path.write_bytes(
        body + b"xref\n0 5\n0000000000 65535 f \n%b" % table
        + b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    )  # fmt: skip


def _letters(path: Path) -> None:
    with path.open("wb") as file:
        for number in range(1_000_000):
            file.write(b"From a@b.example Tue Mar  4 07:05:00 2031\nSubject: %d\n\n" % number)


def _warc_record(length: int) -> bytes:
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/x\r\n"
        b"WARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2031-01-01T00:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % length
    )


def _laughs(count: int, root: bytes, inside: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, count))
    return b'<?xml version="1.0"?><!DOCTYPE %s [<!ENTITY a0 "news">%s]>%s' % (root, entities, inside)


INPUTS: dict[str, Callable[[Path], None]] = {
    "deep.html": _of(_HTML, b"<div>" * 500_000),
    "attributes.html": _of(_HTML, b"<p ", b"".join(b"a%d=1 " % n for n in range(100_000)), b">x</p>"),
    "many-attributes.html": _of(_HTML, b"<p a=1 b=2 c=3 d=4>x</p>" * 100_000),
    "links.html": _of(_HTML, b"<a href=/x>news</a> " * 100_000),
    "unclosed.html": _of(_HTML, b"<!--" * 500_000, b"<p <" * 200_000),
    "scripts.html": _of(_HTML, b"<script>" * 200_000),
    "deep-ld.html": _of(_HTML, b'<script type="application/ld+json">', b'{"a":[' * 200_000, b"</script>"),
    "bomb.txt.gz": _zeros(partial(gzip.open, mode="wb", compresslevel=1)),
    "bomb.jsonl.gz": _zeros(partial(gzip.open, mode="wb", compresslevel=1), _ROWS),
    "bomb.jsonl.bz2": _zeros(partial(bz2.open, mode="wb", compresslevel=1), _ROWS),
    "bomb.jsonl.xz": _zeros(partial(lzma.open, mode="wb", preset=0), _ROWS),
    "bomb.jsonl.zst": _zeros(partial(zstandard.open, mode="wb"), _ROWS),
    "window.jsonl.zst": _of(b"\x28\xb5\x2f\xfd\x00\xb8" + b"\x00" * 50),
    "bomb.warc.gz": _zeros(partial(gzip.open, mode="wb", compresslevel=1), _warc_record(_GIGABYTE), _RESPONSE),
    "lying.warc": _of(_warc_record(1 << 60), _RESPONSE, _HTML),
    "lying.txt.gz": _of(gzip.compress(_ROWS)[:-4], b"\xff\xff\xff\x7f"),
    "torn.jsonl.gz": _of(gzip.compress(_ROWS, 1)[:-200]),
    "torn.warc.gz": _of(gzip.compress(_warc_record(len(_ROWS)) + _RESPONSE + _ROWS)[:-50]),
    "torn.zip": _of(b"PK\x03\x04", b"\x14\x00" + bytes(500_000)),
    "files.zip": _zip(_many_files),
    "bombs.zip": _zip(_large_files),
    "bomb.docx": _zip(_documents),
    "bomb.pdf": _pdf,
    "pipe.txt": _pipe,
    "link.txt": _endless,
    "binary.txt": _of(bytes(range(256)) * 20_000),
    "binary.html": _of(bytes(range(256)) * 20_000),
    "koi8.txt": _of(("Причальная стена рухнула в понедельник. " * 2_000).encode("koi8-r")),
    "half.txt": _of(b"\xff\xfe", "утро".encode("utf-16-le")[:-1]),
    "empty.txt": _of(),
    "empty.html": _of(b"\n\n"),
    "images.md": _of(b"![" * 200_000),
    "brackets.md": _of(b"[" * 400_000),
    "links.md": _of(b"[a](" * 200_000),
    "stars.md": _of(b"**a *b " * 100_000),
    "backticks.md": _of(b"".join(b"`" * n + b" " for n in range(1, 1_300))),
    "quotes.md": _of(b"> " * 300_000, b"x"),
    "table.md": _of(b"|a|b|\n|-|-|\n", b"|a|b|\n" * 100_000),
    "references.md": _of(b"".join(b"[r%d]: x\n" % n for n in range(40_000)), b"[r1] " * 40_000),
    "aliases.md": _of(b"---\na: &a [x,x,x,x]\nb: &b [*a,*a,*a]\ntitle: [*b,*b,*b]\n---\nx"),
    "laughs.rss": _of(_laughs(12, b"rss", b'<rss version="2.0"><channel><item><title>&a11;</title></item></channel></rss>')),
    "laughs.nitf": _of(_laughs(12, b"nitf", b"<nitf><body><body.content><p>&a11;</p></body.content></body></nitf>")),
    "deep.nitf": _of(b"<nitf><body><body.content>", b"<p>" * 500_000),
    "cell.csv": _of(b"title,text\nThe ferry,", b'"', b"news " * 20_000_000, b'"\n'),
    "columns.csv": _of(b"title,text,", b"a," * 500_000, b"\n", b"x," * 500_000, b"\n"),
    "deep.json": _of(b'{"a":' * 100_000),
    "deep.jsonl": _of(b'{"title": "a", "text": ', b"[" * 100_000, b"\n"),
    "string.json": _of(b'[{"title": "', b"a" * 100_000_000),
    "digits.jsonl": _of(b'{"title": "a", "text": "b", "n": ', b"9" * 4_000_000, b"}\n"),
    "letters.mbox": _letters,
    "deep.eml": _of(
        b"From: a <a@b.example>\nSubject: x\n",
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)),
    ),
    "open.sgm": _of(b"<DOC>", b"<TEXT>" * 500_000),
    "deep.rtf": _of(b"{\\rtf1 ", b"{" * 500_000),
}  # fmt: skip
"""By name, each what makes it at a path."""


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
