"""ninjs: items of all its versions to articles, and the datasets that are not ninjs."""

import json
from pathlib import Path
from typing import Any

import pytest
from dataset_files import TODAY, article_in, read

from index.ingest.reading import Job, read_job


def item(**stated: Any) -> dict[str, Any]:
    return {"uri": "urn:tidewater:1", "versioncreated": "2024-03-01T10:00:00+01:00", **stated}


def test_an_item_of_the_first_version(tmp_path: Path) -> None:
    stated = item(
        type="text",
        language="en",
        headline="Wall falls",
        byline="By Ada Brook and Ben Lake",
        located="Oslo",
        description_text="What happened.",
        body_text="It fell. It is gone.",
        body_xhtml="<p>It fell.</p><p>It is gone.</p>",
        copyrightholder="AFP",
    )
    article = article_in(tmp_path / "a.json", json.dumps(stated))
    assert (article.title, article.standfirst, article.place) == ("Wall falls", "What happened.", "Oslo")
    assert (article.authors, article.agency, article.outlet) == (
        ("Ada Brook", "Ben Lake"),
        "Agence France-Presse",
        None,
    )
    assert article.body == "It fell.\n\nIt is gone."
    assert (article.source.format, article.source.member) == ("ninjs", None)
    assert article.provenance["title"].where == "headline"
    assert article.published
    assert (article.published.value, article.published.offset) == ("2024-03-01T10:00:00", "+01:00")


@pytest.mark.parametrize("spell", [str.lower, str])
def test_an_item_with_lists_of_texts(tmp_path: Path, spell: Any) -> None:
    stated = {
        "uri": "urn:tidewater:1",
        spell("pubStatus"): "usable",
        "version": "2",
        spell("firstCreated"): "2024-03-01T00:00:00Z",
        spell("versionCreated"): "2024-03-02T10:00:00Z",
        "headlines": [{"role": "sub", "value": "At night"}, {"role": "main", "value": "Wall falls"}],
        "bodies": [
            {"role": "main", spell("contentType"): "text/plain", "value": "It fell."},
            {
                "role": "html",
                spell("contentType"): "text/html",
                "value": "<h1>Wall falls</h1><p>It fell.</p><p>Gone.</p>",
            },
        ],
        spell("infoSources"): [{"name": "Tidewater Post"}],
        "by": "Von Ada Brook, dpa",
    }
    article = article_in(tmp_path / "a.json", json.dumps(stated))
    assert (article.title, article.body) == ("Wall falls", "It fell.\n\nGone.")
    assert (article.authors, article.agency, article.outlet) == (
        ("Ada Brook",),
        "Deutsche Presse-Agentur",
        "Tidewater Post",
    )
    assert article.published
    assert article.modified
    assert (article.published.value, article.modified.value) == ("2024-03-01", "2024-03-02T10:00:00")


def test_an_item_under_embargo_has_no_date_yet(tmp_path: Path) -> None:
    stated = item(headline="Wall falls", body_text="It fell.", embargoed="2099-01-01T00:00:00Z")
    assert article_in(tmp_path / "a.json", json.dumps(stated)).published is None


def test_an_item_with_only_a_description_is_partial(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.json", json.dumps(item(headline="Wall", description_text="It fell.")))
    assert (article.body, article.body_kind) == ("It fell.", "partial")


def test_an_items_address_is_its_uri_where_that_is_one(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "a.json", json.dumps(item(uri="https://tidewaterpost.com/wall", headline="Wall"))
    )
    assert (article.url, article.outlet_domain) == ("https://tidewaterpost.com/wall", "tidewaterpost.com")


def test_lists_and_lines_of_items_are_read_and_pictures_passed_over(tmp_path: Path) -> None:
    items = [item(uri=f"urn:{number}", headline=f"Wall {number}") for number in range(3)]
    items[1]["type"] = "picture"
    items += [item(pubstatus=status, headline="Wrong") for status in ("canceled", "withheld")]
    for number, text in enumerate([json.dumps(items), "\n".join(map(json.dumps, items))]):
        path = tmp_path / f"{number}.json"
        path.write_text(text)
        readings = [reading for _, reading in read_job(Job(path, TODAY)) if reading]
        assert [one.title for reading in readings for one in reading.articles] == ["Wall 0", "Wall 2"]
        assert [kind for reading in readings for kind in reading.passed_over] == [
            "items that are no text",
            *["items that were withdrawn or withheld"] * 2,
        ]


def test_a_dataset_with_addresses_is_no_ninjs(tmp_path: Path) -> None:
    row = {"uri": "https://tidewaterpost.com/wall", "title": "Wall falls", "text": "It fell."}
    assert article_in(tmp_path / "a.json", json.dumps([row])).source.format == "json"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"uri": "x", "pubstatus": "usable", "a": ' + "[" * 100_000, "nested too deeply"),
        ('{"uri": "x", "pubstatus": "usable", }', "no valid JSON"),
        ('{"uri": "x", "pubstatus": "usable"}', "neither a title nor a text"),
        ('{"uri": "x", "pubstatus": "usable", "headline": "W', "cut short"),
        (
            '{"uri": "x", "pubstatus": "usable", "headline": "W", "body_html": "' + "<div>" * 9_000 + '"}',
            "levels deep",
        ),
    ],
    ids=["deep", "broken", "empty", "cut", "markup"],
)
def test_hostile_items_are_rejected_with_their_reason(tmp_path: Path, content: str, reason: str) -> None:
    articles, reasons = read(tmp_path / "a.json", content)
    assert not articles
    assert reason in reasons[-1]


def test_values_of_the_wrong_kind_say_nothing(tmp_path: Path) -> None:
    stated = item(
        uri=3, type=None, headline=["Wall"], headlines=[1, None, {"role": 3, "value": [1]}], bodies={"value": "x"},
        body_text={"a": [1]}, by=[[["x"]]], version=[], language={}, embargoed=7,
    )  # fmt: skip
    assert article_in(tmp_path / "a.json", json.dumps(stated)).title == "Wall"
