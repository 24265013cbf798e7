"""Make a test collection of known items: `python -m benchmarks.known_items REUTERS FOLDER`.

REUTERS holds the files of Reuters-21578 (`reut2-*.sgm`, gzipped or not). Each article
goes into the collection without its headline, and every tenth headline of at least five
words that no other article has becomes a question, with its own article as the one
relevant document: somebody remembers a headline, and looks for the article by it.
`benchmarks.relevance` measures what is made of this.
"""

import argparse
import gzip
import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

_ARTICLE = re.compile(
    r'NEWID="(\d+)">.*?(?:<TITLE>(.*?)</TITLE>)?\s*(?:<DATELINE>.*?</DATELINE>)?<BODY>(.*?)</BODY>', re.DOTALL
)
_SHORTEST = 5
_EVERY = 10


def main() -> None:
    """Parse, read, write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("reuters", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    held = list(_articles(options.reuters))
    times = Counter(headline for _, headline, _ in held)
    asked = [
        (number, headline)
        for number, headline, _ in held
        if len(headline.split()) >= _SHORTEST and times[headline] == 1
    ][::_EVERY]
    options.folder.mkdir(parents=True, exist_ok=True)
    _write(
        options.folder / "docs.jsonl", (json.dumps({"id": number, "body": body}) for number, _, body in held)
    )
    _write(options.folder / "queries.tsv", (f"{number}\t{headline}" for number, headline in asked))
    _write(options.folder / "qrels.tsv", (f"{number}\t{number}\t1" for number, _ in asked))


def _articles(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Number, headline and body of each article that has a body."""
    for path in sorted(folder.glob("reut2-*.sgm*")):
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for article in raw.decode("latin-1").split("</REUTERS>"):
            if found := _ARTICLE.search(article):
                number, headline, body = found.groups(default="")
                yield number, " ".join(html.unescape(headline).split()), html.unescape(body).strip()


def _write(path: Path, lines: Iterator[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
