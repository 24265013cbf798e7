r"""Measure how copies are found: `python -m benchmarks.copies PATH…`.

PATH is a file or a folder of texts: SGML as of Reuters-21578 (each BODY is one), JSONL with a
`body` or `text`, or plain text, gzipped or not. The truth is counted and not estimated: the
Jaccard similarity of any two texts by their sets of five words, words as `\w+` finds them.
Texts come into an archive in any order and several commits, and who is whose copy is read
from it as answers read it. A pair the archive calls copies is right if its similarity is 0.75.
Where three texts are near-identical in two pairs and not in the third, ids decide which pair
stays together, so that it is done with several sets of ids.
"""

import argparse
import gzip
import html
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

from index.archive import Archive
from index.article import Article, Source
from index.batch.chunks import Chunker
from index.batch.inverter import Inverter
from index.batch.sketches import Sketcher
from index.batch.vocabulary import Vocabulary
from index.codec.writing import write_segment

_BODY = re.compile(r"<BODY>(.*?)</BODY>", re.DOTALL)
_WORD = re.compile(r"\w+")
_SHINGLE = 5
_WANTED, _RIGHT = 0.8, 0.75
_COMMIT = 1000
_ROUNDS = 3

Pair = tuple[int, int]
"""Numbers of two texts, the lesser first."""


def main() -> None:
    """Parse, count, measure, report."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    texts = [text for path in parser.parse_args().paths for file in _files(path) for text in _texts(file)]
    alike = _similarities(texts)
    wanted = {pair for pair, similarity in alike.items() if similarity >= _WANTED}
    _say(f"{len(texts):,} texts, {len(wanted):,} pairs of similarity {_WANTED} or more")
    founds, rights = [], []
    for seed in range(_ROUNDS):
        found = _copies(texts, random.Random(seed))  # noqa: S311
        founds.append(len(wanted & found) / max(len(wanted), 1))
        rights.append(sum(alike.get(pair, 0.0) >= _RIGHT for pair in found) / max(len(found), 1))
    _say(f"found {_range(founds)}, right {_range(rights)}")
    _say(_cost([_article(text, number) for number, text in enumerate(texts)]))


def _files(path: Path) -> list[Path]:
    return sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]


def _texts(file: Path) -> Iterator[str]:
    raw = file.read_bytes()
    if file.suffix == ".gz":
        raw, file = gzip.decompress(raw), file.with_suffix("")
    text = raw.decode("utf-8", errors="replace")
    if file.suffix in (".sgm", ".sgml"):
        yield from map(html.unescape, _BODY.findall(text))
    elif file.suffix in (".jsonl", ".ndjson"):
        for row in map(json.loads, text.splitlines()):
            yield row.get("body") or row.get("text") or ""
    else:
        yield text


def _similarities(texts: Sequence[str]) -> dict[Pair, float]:
    """The similarity of every pair of texts that have any five words together."""
    shingles = [_shingles(text) for text in texts]
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(shingles):
        for shingle in own:
            holders[shingle].append(number)
    shared = Counter(pair for numbers in holders.values() for pair in combinations(numbers, 2))
    return {
        (one, other): count / (len(shingles[one]) + len(shingles[other]) - count)
        for (one, other), count in shared.items()
    }


def _shingles(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1)}


def _article(text: str, number: int) -> Article:
    source = Source(f"/{number}", None, "text")
    return Article(id=f"{number:016x}", title=None, body=text, source=source, language="en")


def _copies(texts: Sequence[str], chance: random.Random) -> set[Pair]:
    """The pairs that an archive of these texts calls copies, with ids and an order that are chance."""
    ids = chance.sample(range(1 << 40), len(texts))
    articles = [_article(text, number) for number, text in zip(ids, texts, strict=True)]
    chance.shuffle(articles)
    numbers = {number: i for i, number in enumerate(ids)}
    groups: defaultdict[int, list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive.open_or_create(Path(folder))
        with archive.writer() as writer:
            for first in range(0, len(articles), _COMMIT):
                writer.put(articles[first : first + _COMMIT])
                writer.commit()
        for segment in archive.snapshot().segments:
            for doc, key in zip(*(part.tolist() for part in segment.copies), strict=True):
                groups[key].append(numbers[int(json.loads(segment.article(doc))["id"], 16)])
    return {pair for members in groups.values() for pair in combinations(sorted(members), 2)}


def _cost(articles: Sequence[Article]) -> str:
    """What sketches take beside all the rest of making a segment's arrays, by processor time."""
    inverter, vocabulary = Inverter(), Vocabulary(Chunker())
    sketcher, bodies = Sketcher(vocabulary), [article.body for article in articles]
    inverter.invert(articles)
    whole, part = [], []
    for _ in range(_ROUNDS):
        begin = time.process_time()
        write_segment(inverter.invert(articles))
        whole.append(time.process_time() - begin)
        tokens = vocabulary.tokens(bodies)
        begin = time.process_time()
        sketcher.sketch(tokens)
        part.append(time.process_time() - begin)
    return f"sketches take {min(part) / min(whole):.1%} of making a segment: {len(articles) / min(part):,.0f} texts/s"


def _range(shares: Sequence[float]) -> str:
    return f"{sum(shares) / len(shares):.3f} ({min(shares):.3f} to {max(shares):.3f})"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
