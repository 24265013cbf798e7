"""Which content is a web page, by how it begins."""

import pytest
from invented_pages import FIRST, HEADLINE

from index.ingest.sniffing import is_html, is_mhtml


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html><html><head>",
        "\ufeff<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<html>",
        "\n\n <html lang=en><body>",
        '<?xml version="1.0"?>\n<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">',
        "<!-- saved from url=(0020)https://example.com --><html>",
        f"<h1>{HEADLINE}</h1><p>{FIRST}</p>",
        "<title>Wall</title><p>Text",
        '<meta charset="utf-8"><body>',
    ],
)
def test_a_web_page_is_recognised(head: str) -> None:
    assert is_html(head.encode())
    assert is_html(head.encode("utf-16"))


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>',
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/">',
        "<nitf><head><title>Wall</title></head><body>",
        '<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf><head><title>Wall</title>',
        "<DOC>\n<DOCNO> AP1 </DOCNO>\n<TEXT><p>",
        '<REUTERS TOPICS="NO"><TEXT><TITLE>WALL</TITLE>',
        f"{HEADLINE}\n\n{FIRST}",
        f"{HEADLINE}\n\nThe <html> element begins a page. <p>",
        '{"title": "<html><p>"}',
        "title,text\n<p>a</p>,<html>",
        "From: a@example.com\n\n<html><p>",
        "---\ntitle: Wall\n---\n<p>text",
        "<svg xmlns='http://www.w3.org/2000/svg'><a>",
        "\x89PNG\r\n\x1a\n<html>",
        "%PDF-1.4 <html>",
        "",
        " ",
    ],
)
def test_nothing_else_is_a_web_page(head: str) -> None:
    assert not is_html(head.encode("latin-1", "replace"))


def test_a_page_as_a_message_is_not_mail() -> None:
    saved = b'From: <Saved by Blink>\r\nContent-Type: multipart/related;\r\n\ttype="text/html"\r\n\r\n'
    assert is_mhtml(saved)
    assert is_mhtml(b"Snapshot-Content-Location: x\nContent-Type: multipart/related; boundary=a\n\n")
    assert not is_mhtml(b"From: Ada <a@example.com>\nContent-Type: multipart/alternative; boundary=a\n\n")
    assert not is_mhtml(b"From: Ada <a@example.com>\nContent-Type: multipart/related; boundary=a\n\n")
    assert not is_mhtml(b"Content-Type: multipart/related is a header\n\n")
