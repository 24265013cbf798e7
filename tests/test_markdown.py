"""Markdown: what its front matter says, and its text as paragraphs."""

from pathlib import Path

import pytest
from dataset_files import TODAY, article_in, read
from reading_in_process import read_inputs

CLIPPING = """---
title: "Harbour wall falls"
source: "https://tidewaterpost.com/2024/wall"
author:
  - "[[Ada Brook]]"
  - "[[people/Ben Lake|Ben Lake]]"
published: 2024-05-01
created: 2024-05-02
description: "What happened at the harbour on a Friday."
tags:
  - "clippings"
---
# Harbour wall falls

The **harbour** wall [fell](https://tidewaterpost.com/x "a title") on *Friday*.
The office said so &amp; `nobody` was hurt.

![A picture](wall.png)

> It was old.

- Stones
- Water

| stones | gaps |
|---|---|
| 614 | 88 |

<script>alert(1)</script>
"""


def test_a_clipping_states_its_fields_above_its_text(tmp_path: Path) -> None:
    article = article_in(tmp_path / "clip.md", CLIPPING)
    assert (article.title, article.standfirst) == (
        "Harbour wall falls",
        "What happened at the harbour on a Friday.",
    )
    assert (article.url, article.outlet_domain) == (
        "https://tidewaterpost.com/2024/wall",
        "tidewaterpost.com",
    )
    assert (article.authors, article.source.format) == (("Ada Brook", "Ben Lake"), "markdown")
    assert article.published
    assert article.published.value == "2024-05-01"


def test_a_text_becomes_plain_paragraphs_without_its_headline(tmp_path: Path) -> None:
    assert article_in(tmp_path / "clip.md", CLIPPING).body.split("\n\n") == [
        "The harbour wall fell on Friday. The office said so & nobody was hurt.",
        "It was old.",
        "Stones",
        "Water",
        "stones gaps",
        "614 88",
    ]


def test_toml_between_its_own_rules_is_read_under_any_name(tmp_path: Path) -> None:
    front = '+++\ntitle = "Wall"\ndate = 2019-08-22T14:05:00+09:00\nauthors = ["Ada Brook"]\n[extra]\nx = 1\n+++\n'
    article = article_in(tmp_path / "wall.txt", f"{front}The wall fell.\n")
    assert (article.title, article.authors, article.body) == ("Wall", ("Ada Brook",), "The wall fell.")
    assert article.published
    assert (article.published.value, article.published.offset) == ("2019-08-22T14:05:00", "+09:00")


def test_the_clock_stays_as_it_was_written(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "a.md", "---\ntitle: Wall\ndate: 2019-08-22 14:05:00 +0900\n---\nThe wall fell."
    )
    assert article.published
    assert (article.published.value, article.published.offset) == ("2019-08-22T14:05:00", "+09:00")


def test_front_matter_that_is_not_quite_yaml_is_read_by_its_lines(tmp_path: Path) -> None:
    front = (
        "---\ntitle: The wall: it falls\nauthors:\n  - Ada Brook\n  - Ben Lake\npublication: The Post\n---\n"
    )
    article = article_in(tmp_path / "a.md", f"{front}The wall fell.")
    assert (article.title, article.authors, article.outlet) == (
        "The wall: it falls",
        ("Ada Brook", "Ben Lake"),
        "The Post",
    )


def test_without_front_matter_the_first_lines_are_read_as_those_of_a_page(tmp_path: Path) -> None:
    text = (
        "# Wall falls at harbour\n\n*By Ada Brook*\n\n22 August 2019\n\nThe wall fell on Friday, the harbour office"
        " said, and nobody was hurt by it.\n\nIt will be rebuilt soon, said the mayor of the town on Saturday.\n"
    )
    article = article_in(tmp_path / "a.md", text)
    assert (article.title, article.authors) == ("Wall falls at harbour", ("Ada Brook",))
    assert article.published
    assert (article.published.value, article.source.format) == ("2019-08-22", "markdown")


def test_the_first_heading_is_the_headline_where_nothing_else_is(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.md", "---\nauthor: Ada Brook\n---\n# The *wall* falls\n\nIt fell.")
    assert (article.title, article.body) == ("The wall falls", "It fell.")


def test_a_heading_that_is_not_the_headline_stays(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.md", "---\ntitle: Wall falls\n---\n# What we know\n\nIt fell.")
    assert article.body == "What we know\n\nIt fell."


def test_a_key_can_be_named_by_the_user(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "a.md", "---\nschlagzeile: Wall falls\ntitle: x\n---\nIt fell.", {"title": "schlagzeile"}
    )
    assert article.title == "Wall falls"


def test_the_column_that_holds_the_text_of_tables_changes_nothing(tmp_path: Path) -> None:
    article = article_in(tmp_path / "a.md", "---\ntitle: Wall\n---\nIt fell.", {"body": "Volltext"})
    assert article.body == "It fell."


@pytest.mark.parametrize("front", ["", "---\n---\n", "---\nno rule below\n\n"])
def test_what_is_no_front_matter_is_text(tmp_path: Path, front: str) -> None:
    articles, reasons = read(
        tmp_path / "a.md", f"{front}The wall fell on Friday, the harbour office said at noon."
    )
    assert len(articles) == 1
    assert not reasons


def test_nothing_in_front_matter_is_constructed(tmp_path: Path) -> None:
    front = (
        f"---\ntitle: Wall\nauthor: !!python/object/apply:pathlib.Path.touch [{tmp_path}/made]\n---\nIt fell."
    )
    assert article_in(tmp_path / "a.md", front).title == "Wall"
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("---\na: &a [x, x]\nb: [*a, *a]\ntitle: Wall\n---\nIt fell.", "front matter with aliases"),
        ("+++\ntitle = " + "[" * 10_000 + "\n+++\nIt fell.", "front matter that is no TOML"),
        ("x" * 1_000_001, "larger than 1 MB"),
        (b"\x00\x01\x02" * 100, "binary"),
        (b"\xcc\xec\xde\xd2 wall \xf8\x8d\x9d " * 20, "convert it to UTF-8 first"),
        ("", "empty"),
    ],
    ids=["aliases", "nested", "large", "binary", "encoding", "empty"],
)
def test_hostile_markdown_is_rejected_with_its_reason(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    articles, [said] = read(tmp_path / "a.md", content)
    assert not articles
    assert reason in said


@pytest.mark.parametrize(
    "front",
    ["title: " + "[" * 12_000, "date: x\n" + "- " * 8_000, "".join(f"{' ' * n}a:\n" for n in range(150))],
    ids=["list", "items", "keys"],
)
def test_deep_front_matter_says_nothing(tmp_path: Path, front: str) -> None:
    article = article_in(tmp_path / "a.md", f"---\n{front}\n---\nThe wall fell.")
    assert (article.title, article.body) == (None, "The wall fell.")


def test_a_readme_in_a_folder_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# About these clippings\n\nThey are ours.")
    (tmp_path / "clip.md").write_text(CLIPPING)
    assert [reading.is_skipped for reading in read_inputs([tmp_path], today=TODAY)] == [True, False]
