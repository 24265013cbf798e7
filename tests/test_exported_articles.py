"""What is exported can be read again, into another archive."""

import json
from pathlib import Path

import pytest
from command_line import search
from dataset_files import article_in, read
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from newsroom import STORM, TEN, article, build, published

from index.archive import Archive
from index.article import Article, Provenance, Published, Source
from search.engine import Hit, SearchPage, Snippet
from search.language import parse
from tui.render.outputs import Layout, Listing, lines_of
from tui.render.style import Display

URL = "https://haldengazette.co.uk/2031/storm?page=2"
WHOLE = replace(
    STORM,
    url=URL,
    standfirst="A storm stopped every ferry for nine days.",  # as the body begins: kept all the same
    outlet_domain="haldengazette.co.uk",
    agency="Reuters",
    place="PORT HALDEN",
    published=Published("2031-03-01T09:15:00", "instant", "1 March, 9:15", "+09:00"),
    modified=Published("2031-03", "month", "March 2031"),
    language="is",
    body_kind="partial",
    provenance={"title": Provenance("JSON-LD headline", "medium"), "language": Provenance("stated", "low")},
)

lines = st.text(st.sampled_from("abé渡=-+@'\",&<|` \t"), max_size=9).map(lambda text: " ".join(text.split()))
line = lines.map(lambda text: text.lstrip("' ") or None)
dates = st.sampled_from(["1999", "2031-03", "2028-02-29", "2031-03-04T23:59:59"]).flatmap(
    lambda value: st.sampled_from([article("", "", date=value).published, None])
)
invented = st.builds(
    Article,
    id=st.text("0123456789abcdef", min_size=16, max_size=16),
    title=line.map(lambda text: text or "Wall"),
    body=st.lists(line.filter(bool)).map(lambda texts: "\n\n".join(filter(None, texts))),
    standfirst=line, section=line, outlet=line, outlet_domain=line, agency=line, place=line,
    authors=st.lists(line.filter(bool), max_size=3).map(tuple),
    published=dates, modified=dates,
    language=st.sampled_from([None, "en", "is"]),
    url=st.sampled_from([None, URL]),
    source=st.just(Source("/held/page.html", None, "html")),
).map(lambda one: replace(one, body_kind="full" if one.body else "stub"))  # fmt: skip


def written(form: str, *articles: Article, whole: bool = True) -> str:
    hits = [
        Hit(
            rank,
            1.0,
            one,
            Snippet(one.title or ""),
            (Snippet("A storm stopped every ferry"), Snippet("quiet")),
        )
        for rank, one in enumerate(articles, 1)
    ]
    listing = Listing(parse("storm"), SearchPage(len(hits), tuple(hits), (), "storm"), iter(hits))
    return "".join(f"{text}\n" for text in lines_of(form, [listing], Layout(Display(), whole=whole)))


def but_where(read_back: Article, held: Article) -> Article:
    return replace(read_back, source=held.source, provenance=held.provenance)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@settings(max_examples=30)
@given(one=invented)
def test_an_exported_article_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, form: str, one: Article
) -> None:
    path = tmp_path_factory.getbasetemp() / f"law.{form}"
    assert but_where(article_in(path, written(form, one)), one) == one


def test_everything_that_was_known_is_known_again(tmp_path: Path) -> None:
    back = article_in(tmp_path / "a.jsonl", written("jsonl", WHOLE))
    assert but_where(back, WHOLE) == WHOLE
    assert back.source.path == str(tmp_path / "a.jsonl")
    assert back.provenance["title"] == Provenance("exported from /held/storm.txt: JSON-LD headline", "medium")
    assert back.provenance["place"] == Provenance("exported from /held/storm.txt", "high")


def test_a_table_keeps_all_but_the_time_zone(tmp_path: Path) -> None:
    back = article_in(tmp_path / "a.csv", written("csv", WHOLE))
    assert (back.published, back.modified) == (
        Published("2031-03-01T09:15:00", "instant", "2031-03-01T09:15:00"),
        Published("2031-03", "month", "2031-03"),
    )
    assert but_where(back, WHOLE) == replace(WHOLE, published=back.published, modified=back.modified)


@pytest.mark.parametrize("form", ["jsonl", "json"])
def test_a_hit_is_an_article_of_which_passages_are_known(tmp_path: Path, form: str) -> None:
    back = article_in(tmp_path / f"a.{form}", written(form, WHOLE, whole=False))
    assert (back.body, back.body_kind) == ("A storm stopped every ferry\n\nquiet", "partial")
    assert but_where(replace(back, body=WHOLE.body), WHOLE) == WHOLE


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_an_archive_that_is_exported_and_indexed_is_the_same_archive(tmp_path: Path, form: str) -> None:
    past = [replace(one, published=one.published and published("2019-03-04")) for one in TEN]
    held = build(tmp_path / "held", past)
    file = tmp_path / f"all.{form}"
    assert search(held.path, "export", "*", "--to", str(file)).code == 0
    other = tmp_path / "other"
    assert search(other, "index", str(file)).code == 0
    both = [Archive.open(path) for path in (held.path, other)]
    first, second = ([archive.article(one.id) for one in TEN] for archive in both)
    for was, now in zip(first, second, strict=True):
        assert was and now
        now = replace(now, first_seen=was.first_seen, last_ingested=was.last_ingested)
        assert but_where(now, was) == was
    hits = tmp_path / "hits.json"
    hits.write_text(search(held.path, "query", "*", "--json").out)
    assert "unchanged 10" in search(other, "index", str(hits)).out


def test_an_article_that_is_shown_as_json_is_read(tmp_path: Path) -> None:
    held = build(tmp_path / "held", TEN)
    shown = search(held.path, "show", STORM.id, "--json").out
    back = article_in(tmp_path / "one.json", shown)
    assert but_where(back, STORM) == STORM


BAD = {
    "id": "../../etc", "url": "javascript:alert(1)", "published": {"value": "2031-02-30"}, "modified": 7,
    "authors": [None, "\x1b]52;c;x\x07Ada Brook", ["x"]], "outlet": {"name": "x"}, "language": "<b>",
    "body_kind": "enormous", "provenance": {"title": {"where": 3, "confidence": "divine"}}, "place": ["x"],
}  # fmt: skip


def test_what_an_export_cannot_have_written_is_left_out(tmp_path: Path) -> None:
    record = json.loads(written("jsonl", STORM)) | BAD
    back = article_in(tmp_path / "a.jsonl", json.dumps(record))
    assert back.id == article(STORM.title, STORM.body).id
    assert (back.url, back.published, back.modified, back.outlet, back.place, back.language) == (None,) * 6
    assert (back.authors, back.body_kind) == (("Ada Brook",), "full")
    assert back.provenance["title"] == Provenance("exported from /held/storm.txt", "high")


def test_a_row_without_a_title_and_a_text_is_rejected_alone(tmp_path: Path) -> None:
    record = json.loads(written("jsonl", STORM))
    empty = json.dumps(record | {"title": None, "body": 3})
    articles, reasons = read(tmp_path / "a.jsonl", f"{empty}\n{json.dumps(record)}\n")
    assert [one.id for one in articles] == [STORM.id]
    assert reasons == ["1: neither a title nor a text in it"]
