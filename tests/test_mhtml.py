"""Pages saved as one MIME message."""

from base64 import encodebytes
from pathlib import Path
from quopri import encodestring

import pytest
from invented_pages import HEADLINE, TODAY
from reading_in_process import read_inputs
from web_pages import BODY, URL, json_ld, news, page

from index.ingest.reading import Reading

HEADERS = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: a page\r\nDate: Mon, 4 Mar 2024 09:00:00"
    ' -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{mark}"\r\n'
)
MARK = "----MultipartBoundary--invented----"
PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"


def message(content: bytes, encoding: str, *, url: str = URL, first: str = "") -> bytes:
    part = f"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    parts = [first.encode()] if first else []
    parts += [part.encode() + content, PICTURE.encode()]
    begin = f"--{MARK}\r\n".encode()
    body = b"".join(begin + each + b"\r\n" for each in parts) + f"--{MARK}--\r\n".encode()
    return HEADERS.format(url=url, mark=MARK).encode() + b"\r\n\r\n" + body


def read(path: Path, raw: bytes) -> Reading:
    path.write_bytes(raw)
    (reading,) = read_inputs([path], today=TODAY)
    return reading


MARKUP = page(head=json_ld(news(datePublished="2024-03-01"))).encode()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [(encodestring(MARKUP), "quoted-printable"), (encodebytes(MARKUP), "base64"), (MARKUP, "8bit")],
    ids=["quoted-printable", "base64", "8bit"],
)
def test_a_page_in_a_message_is_read_with_its_address(tmp_path: Path, content: bytes, encoding: str) -> None:
    (article,) = read(tmp_path / "page.mhtml", message(content, encoding)).articles
    assert (article.title, article.body, article.url) == (HEADLINE, BODY, URL)
    assert article.source.format == "mhtml"


def test_a_message_is_recognised_whatever_its_name(tmp_path: Path) -> None:
    assert read(tmp_path / "page.txt", message(MARKUP, "8bit")).articles


def test_what_stands_before_the_page_is_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path / "page.mht", message(MARKUP, "8bit", first=PICTURE)).articles


def test_a_date_after_the_page_was_saved_is_not_believed(tmp_path: Path) -> None:
    late = page(head=json_ld(news(datePublished="2024-03-20"))).encode()
    (article,) = read(tmp_path / "page.mhtml", message(late, "8bit")).articles
    assert article.published is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (HEADERS.format(url=URL, mark=MARK).encode() + b"\r\n\r\n", "no page in it"),
        (message(b"aGVsb", "base64"), "base64 is damaged"),
        (message(b"<div>" * 700, "8bit"), "levels deep"),
    ],
    ids=["no page", "damaged", "deep"],
)
def test_a_message_that_holds_no_page_is_rejected_with_its_reason(
    tmp_path: Path, raw: bytes, reason: str
) -> None:
    (rejected,) = read(tmp_path / "page.mhtml", raw).rejected
    assert reason in rejected.reason
