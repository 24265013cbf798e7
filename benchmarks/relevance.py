"""Measure how well questions are answered: `python -m benchmarks.relevance FOLDER`.

FOLDER holds a test collection: `docs.jsonl`, an article a line with id, body and perhaps
title, date and outlet; `queries.tsv`, the number of a question and its text; and
`qrels.tsv` or `qrels.txt`, the judgements, as TREC writes them (question, iteration,
document, relevance) or without the iteration. Every engine indexes the same texts in
the same run. Questions are given as people type them, in small letters and without
punctuation: this project gets the words through the call that its front ends use, the
peers the same words with OR between them, since that is what they do best with.

MAP, nDCG@10 (gains as judged), P@10, R@100 and MRR are averaged over the questions that
have a relevant document, as trec_eval does.
"""

import argparse
import json
import math
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

_DEEPEST = 1000
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")

Ask = Callable[[str], Sequence[str]]
"""From the words of a question to the ids of at most _DEEPEST documents, best first."""


class Document(NamedTuple):
    """One article of a collection."""

    id: str
    title: str
    body: str
    date: str | None
    outlet: str | None


class Collection(NamedTuple):
    """Documents, questions, and which documents answer which."""

    name: str
    documents: Sequence[Document]
    questions: Mapping[str, str]
    judged: Mapping[str, Mapping[str, int]]
    """By question, the documents that are relevant to it and how much, above zero."""


def main() -> None:
    """Parse, index, ask, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engines", default=",".join(_ENGINES), help="some of these, with commas between")
    options = parser.parse_args()
    collection = read_collection(options.folder)
    _say(
        f"{collection.name}: {len(collection.documents):,} articles, {len(collection.judged)} questions with"
        " a relevant article\n\n| engine | MAP | nDCG@10 | P@10 | R@100 | MRR |\n|---|---|---|---|---|---|"
    )
    for name in options.engines.split(","):
        if name == "tantivy" and find_spec("tantivy") is None:
            _say("| tantivy | not installed: python -m pip install --group bench | | | | |")
            continue
        with tempfile.TemporaryDirectory() as folder:
            ask = _ENGINES[name](collection.documents, Path(folder))
            figures = measure(collection, ask)
        _say(f"| {name} | {' | '.join(f'{figure:.3f}' for figure in figures)} |")


def read_collection(folder: Path) -> Collection:
    """The collection in a folder."""
    documents = [
        Document(str(line["id"]), line.get("title") or "", line["body"], line.get("date"), line.get("outlet"))
        for line in map(json.loads, _lines(folder / "docs.jsonl"))
    ]
    questions = dict(line.split("\t", 1) for line in _lines(folder / "queries.tsv"))
    judged: dict[str, dict[str, int]] = {}
    held = folder / "qrels.tsv"
    for line in _lines(held if held.exists() else folder / "qrels.txt"):
        question, *_, document, relevance = line.split()
        if int(relevance) > 0:
            judged.setdefault(question, {})[document] = int(relevance)
    return Collection(folder.resolve().name, documents, questions, judged)


class Figures(NamedTuple):
    """What is measured, for one question or on average."""

    average_precision: float
    ndcg: float
    precision: float
    recall: float
    reciprocal_rank: float


def measure(collection: Collection, ask: Ask) -> Figures:
    """The figures of one engine, averaged over the questions."""
    each = [
        figures_of(ask(" ".join(_WORD.findall(collection.questions[question].lower()))), relevant)
        for question, relevant in collection.judged.items()
    ]
    return Figures(*map(statistics.fmean, zip(*each, strict=True)))


def figures_of(ranking: Sequence[str], relevant: Mapping[str, int]) -> Figures:
    """The figures of one ranking."""
    gains = [relevant.get(document, 0) for document in ranking]
    ranks = [rank for rank, gain in enumerate(gains, 1) if gain]
    precisions = [found / rank for found, rank in enumerate(ranks, 1)]
    best = _discounted(sorted(relevant.values(), reverse=True)[:10])
    return Figures(
        average_precision=sum(precisions) / len(relevant),
        ndcg=_discounted(gains[:10]) / best,
        precision=sum(rank <= 10 for rank in ranks) / 10,
        recall=sum(rank <= 100 for rank in ranks) / len(relevant),
        reciprocal_rank=1 / ranks[0] if ranks else 0.0,
    )


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


def _this(documents: Sequence[Document], folder: Path) -> Ask:
    from index.archive import Archive
    from index.article import Article, Published, Source
    from search.embedded import open_engine
    from search.engine import SearchRequest
    from search.language import parse

    def article(document: Document) -> Article:
        date = document.date
        return Article(
            id=document.id.rjust(16, "0"),
            title=document.title or None,
            body=document.body,
            outlet=document.outlet,
            published=Published(value=date, precision="day", raw=date) if date else None,
            language="en",
            source=Source(path=document.id, member=None, format="text"),
        )

    with Archive.open_or_create(folder / "archive").writer() as writer:
        writer.put(map(article, documents))
    engine = open_engine(folder / "archive")

    def ask(words: str) -> Sequence[str]:
        page = engine.search(SearchRequest(parse(words), limit=_DEEPEST, snippets=0))
        return [hit.article.source.path for hit in page.hits]

    return ask


def _whoosh(documents: Sequence[Document], folder: Path) -> Ask:
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser import MultifieldParser, OrGroup

    schema = Schema(id=ID(stored=True), title=TEXT(StemmingAnalyzer()), body=TEXT(StemmingAnalyzer()))
    index = create_in(str(folder), schema)
    writer = index.writer()
    for document in documents:
        writer.add_document(id=document.id, title=document.title, body=document.body)
    writer.commit()
    searcher = index.searcher()
    parser = MultifieldParser(["title", "body"], schema, group=OrGroup)

    def ask(words: str) -> Sequence[str]:
        found = searcher.search(parser.parse(words), limit=_DEEPEST)
        return [hit["id"] for hit in found]

    return ask


def _tantivy(documents: Sequence[Document], folder: Path) -> Ask:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer()
    for document in documents:
        writer.add_document(tantivy.Document(id=document.id, title=document.title, body=document.body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(words: str) -> Sequence[str]:
        # Its parser puts OR between words, and takes some marks within them for its own.
        query = index.parse_query(" ".join(re.findall(r"\w+", words)), ["title", "body"])
        hits: Any = searcher.search(query, _DEEPEST).hits
        return [searcher.doc(address)["id"][0] for _, address in hits]

    return ask


_ENGINES: dict[str, Callable[[Sequence[Document], Path], Ask]] = {
    "this project": _this,
    "stock Whoosh": _whoosh,
    "tantivy": _tantivy,
}


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield line.rstrip("\n")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    main()
