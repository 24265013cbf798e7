"""Datasets in JSON: cutting documents of any size, and rows that are not what they should be."""

import json
import tracemalloc
from datetime import date
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any

import pytest
from dataset_files import article_in, read
from hypothesis import example, given
from hypothesis import strategies as st

import index.ingest.tables.rows as rows_module
from index.article import Article, Source
from index.ingest.members import Origin
from index.ingest.tables.json_cut import cut_records
from index.ingest.tables.rows import LARGEST_ROW, Unread, article_of

GOOD = [{"title": f"Title {number}", "text": f"Text {number}."} for number in range(3)]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
records = st.lists(st.dictionaries(st.text(), json_values, max_size=5), min_size=1, max_size=6)


class Slow(BytesIO):
    """A stream that comes a few bytes at a time."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(7, size) if size and size > 0 else 7)


def cut(text: str | bytes) -> list[Any]:
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    found = list(cut_records(BufferedReader(Slow(raw))))
    assert found == list(cut_records(BufferedReader(BytesIO(raw))))
    return [json.loads(record) if isinstance(record, bytes) else record for record in found]


@given(records, st.sampled_from([None, 2]))
@example([{"a": 'quo"te\\', "b": "}]{["}], None)
def test_the_objects_of_a_list_are_its_records(rows: list[Any], indent: int | None) -> None:
    assert cut(json.dumps(rows, indent=indent)) == rows


@given(records)
def test_the_objects_of_a_named_list_in_an_object_are_its_records(rows: list[Any]) -> None:
    answer = {"status": "ok", "meta": {"n": [1, {}]}, "articles": rows, "sources": [{"id": 1}]}
    assert cut(json.dumps(answer)) == rows
    assert cut(json.dumps({"response": {"count": 1, "docs": rows}, "x": []})) == rows


@given(records)
def test_objects_one_after_the_other_are_records(rows: list[Any]) -> None:
    names = ("articles", "article", "results", "items", "docs", "data", "posts", "hits")
    rows = [{key: value for key, value in row.items() if key not in names} for row in rows]
    assert cut("\n".join(json.dumps({"own": row}) for row in rows)) == [{"own": row} for row in rows]


@pytest.mark.parametrize(
    ("text", "kept", "reason"),
    [
        ('[{"a":1},{"a":2}', 2, "cut short"),
        ('[{"a":1},{"a":', 1, "cut short"),
        ('[{"a":1},{"a":"2', 1, "cut short"),
        ('[{"a":1}}]', 1, "brackets do not match"),
        ('[{"a":1}] and more', 1, "no JSON document"),
        ("var x = {}", 0, "no JSON document"),
        ("[" * 300, 0, "nested too deeply"),
    ],
)
def test_what_comes_before_an_error_is_kept(text: str, kept: int, reason: str) -> None:
    found = []
    with pytest.raises(ValueError, match=reason):
        for record in cut_records(BufferedReader(BytesIO(text.encode()))):
            found.append(record)  # noqa: PERF402 - what came before the error is looked at
    assert len(found) == kept


@pytest.mark.parametrize("opening", ["", "y"], ids=["even", "odd"])
@pytest.mark.parametrize("filling", ['"', "\\", "}{]["])
def test_a_record_larger_than_any_article_is_passed_over_and_not_held(
    opening: str, filling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = 400_000
    monkeypatch.setattr("index.ingest.tables.json_cut.LARGEST_ROW", largest)
    text = opening + filling * (8 * largest // len(filling))
    stream = BufferedReader(BytesIO(f'[{{"a":1}},{{"b":{json.dumps(text)},"c":2}},{{"d":3}}]'.encode()))
    tracemalloc.start()
    before, large, behind = cut_records(stream)
    _, most_held = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (before, behind) == (b'{"a":1}', b'{"d":3}')
    assert isinstance(large, Unread)
    assert most_held < 6 * largest


def test_an_article_whose_json_is_broken_spoils_no_other(tmp_path: Path) -> None:
    broken = '[{"title": "A", "text": "x"}, {"title": oops}, {"title": "C", "text": "z"}]'
    articles, reasons = read(tmp_path / "a.json", broken)
    assert [article.title for article in articles] == ["A", "C"]
    assert reasons == ["2: no valid JSON: Expecting value at character 11"]


def test_what_is_wrong_with_json_is_said_in_whole_words(tmp_path: Path) -> None:
    lines = ['{"title": "A", "text": "x"}', '{"title": "B', r'{"title": "\q"}', '{"title" "D"}']
    _, reasons = read(tmp_path / "a.jsonl", "\n".join(lines))
    assert reasons == [
        "2: no valid JSON: Unterminated string starting at character 11",
        r"3: no valid JSON: Invalid \escape at character 12",
        "4: no valid JSON: Expecting ':' delimiter at character 10",
    ]


def test_what_was_whole_in_a_truncated_document_is_kept(tmp_path: Path) -> None:
    articles, reasons = read(tmp_path / "a.json", json.dumps(GOOD)[:-20])
    assert [article.title for article in articles] == ["Title 0", "Title 1"]
    assert reasons == ["cut short: its last record is not whole"]


def test_a_line_that_is_no_article_is_rejected_by_its_number(tmp_path: Path) -> None:
    good = json.dumps(GOOD[0])
    lines = [
        good,
        "",
        '{"title": "cut off',
        "[1]",
        "{}",
        '{"title": null, "text": "  "}',
        f'{good[:-1]}, "n": {"9" * 5000}}}',
        good,
    ]
    articles, reasons = read(tmp_path / "a.jsonl", "\n".join(lines))
    assert [article.source.member for article in articles] == ["1", "8"]
    assert [reason.partition(":")[0] for reason in reasons] == ["3", "4", "5", "6", "7"]
    assert reasons[1:] == [
        "4: not an object with an article's fields",
        "5: neither a title nor a text in it",
        "6: neither a title nor a text in it",
        "7: a number in it has thousands of digits",
    ]


def test_a_line_nested_too_deeply_is_rejected_alone(tmp_path: Path) -> None:
    deep = '{"title": ' + "[" * 100_000 + "]" * 100_000 + "}"
    articles, reasons = read(tmp_path / "a.jsonl", f"{json.dumps(GOOD[0])}\n{deep}\n{json.dumps(GOOD[1])}")
    assert (len(articles), reasons) == (2, ["2: nested too deeply"])


def test_an_object_of_very_many_keys_is_rejected_alone(tmp_path: Path) -> None:
    wide = json.dumps({f"key{number}": 1 for number in range(5_000)})
    articles, reasons = read(tmp_path / "a.jsonl", f"{json.dumps(GOOD[0])}\n{wide}\n{json.dumps(GOOD[1])}")
    assert (len(articles), reasons) == (2, ["2: more than 2,000 columns"])


def test_a_line_larger_than_any_article_is_rejected_alone(tmp_path: Path) -> None:
    large = json.dumps({"title": "A", "text": "x" * LARGEST_ROW})
    articles, reasons = read(tmp_path / "a.jsonl", f"{json.dumps(GOOD[0])}\n{large}\n{json.dumps(GOOD[1])}")
    assert (len(articles), reasons) == (2, ["2: larger than 5 MB"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_dataset_is_read_in_the_encodings_of_windows(tmp_path: Path, encoding: str) -> None:
    rows = [{"title": "Zoé à Ålesund", "text": "Text."}] * 2
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    for content in (lines, json.dumps(rows, ensure_ascii=False)):
        articles, reasons = read(tmp_path / "dataset", content.encode(encoding))
        assert ([article.title for article in articles], reasons) == (["Zoé à Ålesund"] * 2, [])


def test_a_line_end_within_a_string_loses_no_article(tmp_path: Path) -> None:
    assert article_in(tmp_path / "a.json", '{"title": "A", "text": "One.\nTwo."}').body == "One.\n\nTwo."


def test_a_compressed_dataset_is_read(tmp_path: Path) -> None:
    articles, _ = read(tmp_path / "a.jsonl.gz", "\n".join(map(json.dumps, GOOD)))
    assert [article.source.member for article in articles] == ["1", "2", "3"]


def test_the_same_key_twice_means_its_last_value(tmp_path: Path) -> None:
    assert article_in(tmp_path / "a.json", '{"title": "A", "title": "B", "text": "x"}').title == "B"


CELL = st.sampled_from(
    ["", "Ada Brook", "['Ada Brook', 'AFP']", "20240301", "2024-03-01 00:00:00", "a&amp;b", "[removed]", "<b>x</b>", "x" * 50]
) | st.none() | st.integers(0, 9) | st.lists(st.sampled_from(["Ada Brook", "AFP", "a&amp;b", ""]), max_size=2)  # fmt: skip
ROW = st.fixed_dictionaries(
    {
        "title": st.just("Title"),
        "text": st.just("Text."),
        "author": CELL,
        "date": CELL,
        "source": CELL,
        "section": CELL,
    }
)


def read_row(row: dict[str, Any]) -> tuple[Article, ...]:
    return article_of(
        row, (), Source("/held/a.jsonl", "1", "jsonl"), Origin(Path("/held/a.jsonl"), date(2026, 1, 1))
    )


@given(ROW, ROW)
def test_a_row_is_read_as_it_would_be_alone_whatever_was_read_before(
    row: dict[str, Any], other: dict[str, Any]
) -> None:
    remembered = rows_module._claims_again
    remembered.cache_clear()
    alone = read_row(row)
    remembered.cache_clear()
    read_row(other)
    read_row({**other, "author": row["source"], "date": row["section"], "source": row["author"]})
    assert read_row(row) == alone
