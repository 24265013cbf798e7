"""Datasets and feeds are recognised by how they begin, and nothing else is taken for one."""

import pytest

from index.ingest.sniffing import is_feed, is_feed_list, is_json, is_json_lines, is_table
from index.ingest.streams import HEAD

TESTS = (is_feed, is_feed_list, is_json, is_json_lines, is_table)

BEGINNINGS = {
    b'{"title": "A"}\n{"title": "B"}\n': {is_json_lines},
    b'\xef\xbb\xbf{"title": "A"}\r\n\r\n{"title": "B"}\r\n': {is_json_lines},
    b'{"title": "A"}\nbroken\n': {is_json_lines},
    '{"title": "A"}\n{"title": "B"}\n'.encode("utf-16"): {is_json_lines},
    b'{"title": "A"}\n': {is_json},
    b'{"articles": [{"a": 1}],\n"b": {}}\n': {is_json},
    b'{\n  "title": "A"\n}\n': {is_json},
    b'\n[\n{"title": "A"},\n{"title": "B"}]': {is_json},
    b"[]": {is_json},
    b'{"title": "' + b"x" * HEAD: set(),  # the line may go on to be either
    b"title,text\nA,b\n": {is_table},
    b"Headline\tURL\nA\thttps://a.example\n": {is_table},
    b'<?xml version="1.0"?>\n<!-- x --><rss version="2.0"><channel/></rss>': {is_feed},
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="0.91"/>': {is_feed},
    b'<feed xmlns="http://www.w3.org/2005/Atom"/>': {is_feed},
    b'<rdf:RDF xmlns:rdf="x" xmlns="http://purl.org/rss/1.0/"/>': {is_feed},
    b'{"version": "https://jsonfeed.org/version/1.1", "items": []}': {is_feed, is_json},
    b'<?xml version="1.0"?><opml version="2.0"><body/></opml>': {is_feed_list},
    b'<rdf:RDF xmlns:rdf="x" xmlns:foaf="y"/>': set(),
    b"<html><body><p>An rss feed</p></body></html>": set(),
    b"{curly} words, and [square] ones.\nMore of them.\n": set(),
    b"[1] A note\n[2] Another\n": set(),
    b"Wall gives way\n\nThe wall, the harbour; and the sea.\n": set(),
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR,,\n,,\n": set(),
    b"\x00" * 100: set(),
    b"": set(),
}


@pytest.mark.parametrize("head", BEGINNINGS, ids=lambda head: repr(head[:30]))
def test_each_beginning_is_what_it_is_and_nothing_else(head: bytes) -> None:
    assert {test for test in TESTS if test(head)} == BEGINNINGS[head]
