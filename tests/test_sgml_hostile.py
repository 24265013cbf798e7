"""SGML that is cut, endless, or made to hurt: it spoils no more than its own document."""

import gzip
import random
from pathlib import Path

import pytest
from dataset_files import read

from index.ingest.streams import HEAD

GOOD = "<DOC><DOCNO>X-1</DOCNO><HEAD>Wall falls</HEAD><TEXT>It fell.</TEXT></DOC>\n"


@pytest.mark.parametrize(
    ("hostile", "reason"),
    [
        ("<DOC><DOCNO>X-2</DOCNO><TEXT>" + "x" * 5_100_000 + "</TEXT></DOC>", "larger than 5 MB"),
        (
            "<DOC><DOCNO>X-2</DOCNO><TEXT>Its end is missing.",
            "1 without an end, before the one that ends here",
        ),
        ("<DOC>" * 50_000, "without an end"),
        ("<DOC>" + "<TEXT>" * 300_000 + "</DOC>", "neither a title nor a text"),
        ("<DOC></DOC>", "neither a title nor a text"),
        ("<DOC>" + "\x01\x02\x03" * 400 + "</DOC>", "binary"),
    ],
    ids=["large", "open", "open many times", "deep", "empty", "binary"],
)
def test_a_hostile_document_is_rejected_alone(tmp_path: Path, hostile: str, reason: str) -> None:
    articles, reasons = read(tmp_path / "a.sgm", GOOD + hostile + GOOD)
    assert [article.title for article in articles] == ["Wall falls", "Wall falls"]
    assert len(reasons) == 1
    assert reason in reasons[0]


def test_what_was_whole_before_a_cut_is_read(tmp_path: Path) -> None:
    articles, reasons = read(tmp_path / "a.sgm", GOOD + GOOD[:-20])
    assert len(articles) == 1
    assert reasons == ["2: cut short: its end is missing"]


def test_what_was_whole_before_a_tear_in_compressed_data_is_read(tmp_path: Path) -> None:
    noise = random.Random(1)  # noqa: S311 - so that it does not compress to nothing
    documents = [GOOD.replace("fell.", "".join(noise.choices("abcdefgh ", k=2_000))) for _ in range(200)]
    (tmp_path / "a.sgm").write_bytes(gzip.compress("".join(documents).encode())[:-5_000])
    articles, reasons = read(tmp_path / "b.sgm", (tmp_path / "a.sgm").read_bytes())
    assert 150 < len(articles) < 200
    assert "gzip data is damaged or cut short" in reasons[-1]


def test_only_named_and_numbered_characters_are_entities(tmp_path: Path) -> None:
    declared = '<!DOCTYPE lewis [<!ENTITY a "ha"><!ENTITY b SYSTEM "file:///etc/hostname">]>\n'
    text = GOOD.replace("It fell.", "&eacute;&#233;&#xE9;&hyph;&amp;lt; &a; &b; &notit;")
    articles, reasons = read(tmp_path / "a.sgm", text + declared + text)
    assert [article.body for article in articles] == ["ééé-&lt; &a; &b; &notit;"] * 2
    assert not reasons


def test_letters_of_old_files_are_read(tmp_path: Path) -> None:
    [article], _ = read(tmp_path / "a.sgm", GOOD.replace("Wall", "Château").encode("latin-1"))
    assert article.title == "Château falls"


def test_an_end_that_is_read_in_two_pieces_is_found(tmp_path: Path) -> None:
    for split in range(1, len("</DOC>")):
        padding = "x" * (HEAD - split + len("</DOC>\n") - len(GOOD))
        articles, _ = read(tmp_path / "a.sgm", GOOD.replace("fell.", f"fell.{padding}") + GOOD)
        assert len(articles) == 2
