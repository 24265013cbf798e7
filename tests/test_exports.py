"""Exports of Nexis and Factiva: every article in them, with the fields that its layout states."""

from pathlib import Path

import pytest
from dataset_files import article_in, read
from exported import FACTIVA_CODED, FACTIVA_PAGE, FACTIVA_SHOWN, NEXIS_CLASSIC, NEXIS_PAGE, NEXIS_UNI

from index.article import Article
from index.ingest.sniffing_documents import is_export


def told(article: Article) -> tuple[str | None, str | None, tuple[str, ...], str | None, str | None]:
    day = article.published.value if article.published else None
    return article.title, article.outlet, article.authors, day, article.section


def articles(path: Path, content: str) -> list[Article]:
    found, reasons = read(path, content)
    assert not reasons, reasons
    return found


def test_the_classic_layout_of_nexis_is_read_article_by_article(tmp_path: Path) -> None:
    wall, storm = articles(tmp_path / "export.txt", NEXIS_CLASSIC)
    assert told(wall) == (
        "Harbour wall to be rebuilt",
        "The Halden Gazette",
        ("Ada Brook",),
        "2031-03-04",
        "NEWS",
    )
    assert wall.body == (
        "The Port Halden harbour wall will be rebuilt after the storm, the council said on Monday, and nobody in the"
        " chamber was heard to disagree.\n\nSubject: that was the word on the invitation."
    )
    assert told(storm)[0] == "Storm breaks ferry record"
    assert storm.body == "A storm stopped every ferry for nine days."
    assert (wall.source.member, storm.source.member) == ("1", "2")


def test_a_dispatch_in_a_database_has_an_agency_and_no_outlet(tmp_path: Path) -> None:
    _, storm = articles(tmp_path / "export.txt", NEXIS_CLASSIC)
    assert (storm.outlet, storm.agency, storm.place) == (None, "Agence France-Presse", "PORT HALDEN")
    assert storm.published
    assert (storm.published.value, storm.published.offset) == ("2031-03-01T21:50:00", "Z")


def test_the_layout_of_nexis_uni_is_read_without_its_cover(tmp_path: Path) -> None:
    wall, storm = articles(tmp_path / "export.txt", NEXIS_UNI)
    assert told(wall) == (
        "Harbour wall to be rebuilt",
        "The Halden Gazette",
        ("Ada Brook", "Jon Reyes"),
        "2031-03-04",
        "Local Desk",
    )
    assert wall.standfirst == "The stone comes by barge"
    assert wall.body.endswith("said.\n\nThe fund pays for the stone.")
    assert told(storm) == ("Storm breaks ferry record", "Halden Evening Mail", (), "2031-03-01", None)


def test_lines_of_the_head_in_nexis_uni_need_no_empty_ones_between(tmp_path: Path) -> None:
    spaced = NEXIS_UNI.partition("Terms & Conditions")[2].partition("\n")[2]
    for mark in ("The fund", "Graphic", "End of Document", "Storm breaks", "Load-Date"):
        spaced = spaced.replace(f"\n{mark}", f"\n\n{mark}")
    for text in (spaced, spaced.replace("\nCopyright", "\n\nCopyright").replace("\nBody\n", "\nBody\n\n")):
        wall, storm = articles(tmp_path / "export.txt", text)
        assert told(wall)[:4] == (
            "Harbour wall to be rebuilt",
            "The Halden Gazette",
            ("Ada Brook", "Jon Reyes"),
            "2031-03-04",
        )
        assert wall.body.endswith("said.\n\nThe fund pays for the stone.")
        assert told(storm) == ("Storm breaks ferry record", "Halden Evening Mail", (), "2031-03-01", None)
        assert storm.body == "A storm stopped every ferry for nine days."


def test_when_an_article_was_loaded_is_not_when_it_was_published(tmp_path: Path) -> None:
    undated = NEXIS_UNI.replace("1 March 2031\n", "").replace("March 4, 2031 Tuesday\n", "")
    assert [article.published for article in articles(tmp_path / "export.txt", undated)] == [None, None]


def test_the_last_article_of_an_export_that_was_cut_off_is_read(tmp_path: Path) -> None:
    cut = NEXIS_UNI[: NEXIS_UNI.rindex("Load-Date")]
    assert [article.title for article in articles(tmp_path / "export.txt", cut)][
        1
    ] == "Storm breaks ferry record"


def test_an_article_as_factiva_shows_it_is_read(tmp_path: Path) -> None:
    wall, storm = articles(tmp_path / "export.txt", FACTIVA_SHOWN)
    assert told(wall) == (
        "Harbour wall to be rebuilt",
        "Halden Gazette",
        ("Ada Brook",),
        "2031-03-04T04:30:00",
        "Local",
    )
    assert wall.body.endswith("the council said.\n\nIN the end the fund pays for the stone.")
    assert (storm.outlet, storm.agency, storm.authors) == (None, "Reuters", ())
    assert storm.body == "A storm stopped every ferry for nine days, captains said."


def test_an_article_with_codes_before_its_fields_is_read(tmp_path: Path) -> None:
    wall, storm = articles(tmp_path / "export.txt", FACTIVA_CODED)
    assert told(wall) == (
        "Harbour wall to be rebuilt",
        "Halden Gazette",
        ("Ada Brook",),
        "2031-03-04T04:30:00",
        "Local",
    )
    assert wall.body.endswith("the council said.\n\nIN the end the fund pays for the stone.")
    assert told(storm) == ("Storm breaks ferry record", "Halden Evening Mail", (), "2031-03-01", None)


def test_codes_may_be_set_off_by_one_space(tmp_path: Path) -> None:
    text = (
        FACTIVA_CODED.replace("   ", " ")
        .replace("PUB  ", "PUB ")
        .replace("TD\nIN", "TD\nHD and BY are codes.\nIN")
    )
    wall, storm = articles(tmp_path / "export.txt", text)
    assert told(wall)[:4] == (
        "Harbour wall to be rebuilt",
        "Halden Gazette",
        ("Ada Brook",),
        "2031-03-04T04:30:00",
    )
    assert wall.body.endswith(
        "the council said.\n\nHD and BY are codes.\n\nIN the end the fund pays for the stone."
    )
    assert told(storm) == ("Storm breaks ferry record", "Halden Evening Mail", (), "2031-03-01", None)


def test_factiva_s_number_of_an_article_is_its_identity_in_every_layout(tmp_path: Path) -> None:
    layouts = (FACTIVA_SHOWN, FACTIVA_CODED, FACTIVA_PAGE)
    assert len({articles(tmp_path / "export.txt", layout)[0].id for layout in layouts}) == 1


def test_pages_that_nexis_exports_are_read_in_the_language_of_their_labels(tmp_path: Path) -> None:
    wall = article_in(tmp_path / "export.html", NEXIS_PAGE)
    assert told(wall) == (
        "Hafenmauer wird neu gebaut",
        "Haldener Bote",
        ("Ada Brook",),
        "2031-03-04T21:50:00",
        "LOKALES",
    )
    assert wall.body.endswith("sagte der Rat.\n\nDer Fonds bezahlt die Steine.")
    assert wall.published
    assert (wall.published.offset, wall.language) == ("+01:00", "de")


def test_pages_that_factiva_exports_are_read_in_both_layouts(tmp_path: Path) -> None:
    wall, storm = articles(tmp_path / "export.html", FACTIVA_PAGE)
    assert told(wall) == (
        "Harbour wall to be rebuilt",
        "Halden Gazette",
        ("Ada Brook",),
        "2031-03-04",
        "Local",
    )
    assert told(storm) == ("Storm breaks ferry record", "Halden Evening Mail", (), "2031-03-01", "News")
    assert storm.body == "A storm stopped every ferry.\n\nIN the harbour it was quiet."


def test_one_article_that_says_nothing_does_not_stop_the_others(tmp_path: Path) -> None:
    empty = "2 of 3 DOCUMENTS\n\nLENGTH: 3 words\n\n3 of 3 DOCUMENTS"
    found, reasons = read(tmp_path / "export.txt", NEXIS_CLASSIC.replace("2 of 2 DOCUMENTS", empty))
    assert (len(found), reasons) == (2, ["2: neither a headline nor a text in it"])


@pytest.mark.parametrize(
    "text",
    [
        "Wall gives way\n\nThe clerk found 3 of 250 documents.\n\nEnd of Document\n",
        "Wall gives way\n\n1 of 2 DOCUMENTS\n\nwere found in the tower.\n",
        "HD is a name for high definition.\n\nDocument HALGAZ0020310304ef3400002\n",
        "<p>1 of 2 DOCUMENTS</p>",
        "",
    ],
)
def test_a_text_that_only_mentions_what_exports_say_is_none(text: str) -> None:
    assert not is_export(text.encode())


@pytest.mark.parametrize(
    "text", [NEXIS_CLASSIC, NEXIS_UNI, FACTIVA_SHOWN, FACTIVA_CODED, NEXIS_PAGE, FACTIVA_PAGE]
)
def test_an_export_is_known_by_its_content(text: str) -> None:
    assert is_export(text.encode())
