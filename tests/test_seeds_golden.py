"""The seeds: six articles in five files, every field as a careful reader recorded it."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from reading_in_process import read_inputs

from index.article import article_to_json

ROOT = Path(__file__).parent.parent
TODAY = date(2024, 5, 17)
RECORDS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "golden" / "seeds.json").read_text("utf-8")
)
ARCHIVE_FIELDS = {"first_seen", "last_ingested"}


def read_seeds() -> list[dict[str, Any]]:
    """The seeds' records, a file's path cut to its name."""
    records = []
    for reading in read_inputs([ROOT / "seeds"], today=TODAY):
        assert reading.rejected == ()
        for article in reading.articles:
            record = {
                name: value for name, value in article_to_json(article).items() if name not in ARCHIVE_FIELDS
            }
            record["source"]["path"] = Path(record["source"]["path"]).name
            records.append(record)
    return records


def test_the_seeds_are_six_articles() -> None:
    assert [(record["source"]["path"], record["source"]["member"]) for record in read_seeds()] == [
        (record["source"]["path"], record["source"]["member"]) for record in RECORDS
    ]
    assert len(RECORDS) == 6


@pytest.mark.parametrize("number", range(len(RECORDS)))
def test_every_field_of_a_seed_is_as_recorded(number: int) -> None:
    read, recorded = read_seeds()[number], RECORDS[number]
    assert read.keys() == recorded.keys()
    for name, value in recorded.items():
        assert read[name] == value, name


def test_no_seed_is_dated_by_the_days_it_mentions() -> None:
    assert [record["published"] and record["published"]["value"] for record in read_seeds()] == [
        None,
        None,
        None,
        "2019-08-22",
        "2019-08-23",
        "2016-11-22",
    ]


def test_every_field_that_is_known_has_its_provenance() -> None:
    stated = (
        "title",
        "standfirst",
        "section",
        "outlet",
        "authors",
        "agency",
        "place",
        "published",
        "modified",
        "language",
    )
    for record in read_seeds():
        assert set(record["provenance"]) == {name for name in stated if record[name]}
