"""Queries that a hostile or hurried person types, against an archive of invented articles: how long each takes.

`python -m benchmarks.hostile --articles 20000` asks the index that a run of `python -m
benchmarks` of that size left, or builds one. Each query goes the way of `search query`:
parsed, searched, ten hits with snippets, two facets. An error that names a column is an
answer; any other is a failure. Generated queries are the same in every run.
"""

import argparse
import random
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from benchmarks.child import CLOCKS
from benchmarks.measure import Corpus, build_index, prepare_corpus
from benchmarks.peers import THIS
from benchmarks.vocabulary import vocabulary
from search.embedded import open_engine
from search.engine import Engine, SearchRequest
from search.language import QueryError, parse

_TODAY = date(2020, 1, 1)
_SLOWEST = 5
_GOAL, _AIM = 1.0, 0.25
"""Seconds."""
_SEED = 6


class Asked(NamedTuple):
    """What became of one query."""

    text: str
    seconds: float
    ending: str
    """"answered", "refused" with a column, "partial" when the time ran out, or the name of another error."""


def written_queries() -> list[str]:
    """Written by hand: the dear, the deep, the long, the senseless and the malicious."""
    common, rare = vocabulary().plain[:12], vocabulary().plain[5000:5064]
    a, b, c = common[:3]
    return [
        # Words that stand for many.
        *("*", "a*", "??", "?a?", "*a*", "*a*e*", "ka*", "*ka", "*ar*en*", "b?*?*?a", "*" * 4000, "-a*", "-*en*", "NOT b* c*"),
        " OR ".join(f"{letter}*" for letter in "bcdfghklmnprstvz"),
        " ".join(f"{letter}*" for letter in "bcdfghklmnprstvz"),
        " OR ".join(f"*{letter}a*" for letter in "bcdfghklmnprstvz"),
        " OR ".join(f"{word}~2" for word in rare[:40]),
        *(f"{word}~2" for word in rare[:3]), "abc~", "a~9", "ab" * 1000 + "~2", f"title:{rare[0][:3]}*~1",
        # Places.
        f"{a} NEAR/1000 {b}", f"{a} NEAR/1 {a}", f"{a} BEFORE/1000 {b} BEFORE/1000 {c}", f"{a} SAME {b} SAME {c}",
        " NEAR/1000 ".join(common), " BEFORE/1 ".join(common), " SAME ".join(common),
        "a* NEAR/5 b*", "k* SAME m* SAME n*", f'"{a} {b} {c}"~1000', f'"{" ".join(common)}"~1000', f'"{a} {a} {a} {a}"~3',
        f"atleast1000:{a}", "atleast3:k*", "atleast3:(" + " OR ".join(common) + ")", "lead:k*", f"lead:({a} NEAR/40 {b})",
        f"({' OR '.join(common)}) NEAR/10 ({' OR '.join(rare[:50])})",
        f"(({a} NEAR/9 {b}) NEAR/9 ({b} NEAR/9 {c})) NEAR/9 ({a} OR {c})",
        # Long and deep.
        "(" * 31 + a + ")" * 31, "(" * 4096, ")" * 4096, "NOT " * 31 + a, "NOT " * 900 + a, "-" * 3000 + a,
        " ".join([a] * 128), " ".join([a] * 800), " OR ".join(rare), " ".join(rare), "x" * 4096, "x" * 5000, '"' * 4095, "~" * 4096,
        "^" * 4096, "title:" * 600, "a:" * 2000, '"' + f"{a} " * 32 + '"', '"' + f"{a} " * 400 + '"', "' " * 2000, "\\" * 4000,
        "(a OR " * 31 + "b" + ")" * 31, f"({a} OR {b}) " * 60,
        # Numbers and dates.
        *(f"{a}^{weight}" for weight in ("1e400", "nan", "-1", "0", "99999999", "9" * 4000)),
        *(f"words:{value}" for value in (">0", "..", "9" * 4000, "-5", "1e5", "0..999999999", ">=<1")),
        *(f"date:{value}" for value in ("0000", "9999", "99999", "-5", "2019-99", "0001..9999", "2019-02-29", "1" * 4000, "..", "\0")),
        *(f'date:"{value}"' for value in ("last 9999 years", "9999 months ago", "next week", "jan " * 900, "31 february 2019")),
        "-date:2019", "NOT (date:2019 OR NOT date:2020)", "date:unknown", "since:yesterday", "before:0001", "id:0", "id:" + "f" * 4000,
        "url:a", "url:.", "url:*", "url:" + "a" * 4000, "kind:x", "lang:*", "outlet:*post*", "author:b* OR author:*a", "outlet:=", 'outlet:=""',
        # Letters.
        "\0", "\x1b[2J", "\ud800", "a\ud800~", "\u202eabc", "e" + "\u0301" * 4000, "\u0301" * 4000, "\U0010ffff*", "İSTANBUL~", "ﬃ*", "ß~2",
        "👩‍👩‍👧‍👦", "港" * 4000, '"' + "港" * 4000 + '"', "港~2", "港?の", "ก" * 3000 + "*", "שלום* OR سؤال؟", "a\u200db*", "\t\n", "",
        # What other languages mean by it.
        "/.*/", "/(a+)+$/", "[a TO z]", "title:[a TO *]", "{a}", "a && b || !c", "+a -b", "$(reboot)", "`id`", "'; DROP TABLE x; --", "%00", "../../etc",
        f"{a} w/5 {b}", f"{a} NEAR {b}", f"{a} ADJ {b}", "a..b", "AND", "OR OR", "a AND NOT", "SAME", "NEAR/5", "a NEAR/5 NOT b", "a NEAR/99999 b",
    ]  # fmt: skip


def generated_queries() -> Iterator[str]:
    """Queries without end, of pieces of the language in any order, mostly with sense."""
    chosen = random.Random(_SEED)  # noqa: S311 - nothing is kept secret
    words = vocabulary().plain

    def word() -> str:
        text = words[min(int(chosen.paretovariate(0.4)), len(words)) - 1]
        form = chosen.random()
        if form < 0.55:
            return text
        if form < 0.75:
            return f"{text[: chosen.randint(1, 4)]}*"
        if form < 0.82:
            at = chosen.randrange(len(text))
            return f"{text[:at]}{chosen.choice('?*')}{text[at + 1 :]}"
        return (
            f"{text}~{chosen.choice(('', '1', '2')[: len(text) // 2])}"
            if form < 0.9
            else f'"{text} {chosen.choice(words[:60])}"~{chosen.randint(0, 9)}'
        )

    def clause(depth: int) -> str:
        kind = chosen.random()
        if depth and kind < 0.3:
            joint = chosen.choice((" ", " OR ", " AND ", " -"))
            return f"({joint.join(clause(depth - 1) for _ in range(chosen.randint(2, 5)))})"
        if kind < 0.6:
            joint = chosen.choice(("NEAR/5", "NEAR/50", "BEFORE/3", "SAME"))
            return f" {joint} ".join(word() for _ in range(chosen.randint(2, 3)))
        if kind < 0.7:
            return f"{chosen.choice(('title:', 'lead:', 'body:', 'outlet:', 'author:', 'atleast2:', '-'))}{word()}"
        if kind < 0.78:
            return chosen.choice(
                (
                    "date:2005",
                    "-date:2005-03",
                    "since:2010",
                    "words:>300",
                    "kind:full",
                    "lang:en",
                    "url:a",
                    "date:unknown",
                )
            )
        return word()

    while True:
        query = " ".join(clause(3) for _ in range(chosen.randint(1, 5)))
        if chosen.random() < 0.2:
            # A slip: a letter less, or one that does not belong.
            at = chosen.randrange(len(query))
            query = (
                query[:at]
                + chosen.choice(("", "(", ")", '"', "~", "*", "^", ":", "\u0301"))
                + query[at + 1 :]
            )
        yield query


def ask(engine: Engine, text: str, clock: Callable[[], float]) -> Asked:
    """Ask one query as `search query` would."""
    began = clock()
    try:
        page = engine.search(SearchRequest(parse(text, today=_TODAY), facets=("outlet", "year")))
        ending = "partial" if page.partial else "answered"
    except QueryError:
        ending = "refused"
    except Exception as error:  # noqa: BLE001 - what is looked for here
        ending = f"{type(error).__name__}: {error}"[:80]
    return Asked(text, clock() - began, ending)


def report(name: str, asked: Sequence[Asked]) -> str:
    """One row of the table, and the slowest."""
    times = sorted(one.seconds for one in asked)
    endings = [one.ending for one in asked]
    failures = [one for one in asked if one.ending not in ("answered", "refused", "partial")]
    slowest = sorted(asked, key=lambda one: -one.seconds)[:_SLOWEST]
    return "\n".join(
        [
            f"**{name}**: {len(asked):,} queries, {endings.count('answered'):,} answered, {endings.count('refused'):,}"
            f" refused with their column, {endings.count('partial')} out of time, {len(failures)} failed; median"
            f" {statistics.median(times) * 1000:.1f} ms, 99 of 100 within {times[len(times) * 99 // 100] * 1000:.0f} ms,"
            f" longest {times[-1] * 1000:.0f} ms; {sum(one > _AIM for one in times)} over {_AIM:g} s,"
            f" {sum(one > _GOAL for one in times)} over {_GOAL:g} s.",
            "",
            *(f"- {one.seconds * 1000:.0f} ms, {one.ending}: `{one.text[:100]!a}`" for one in slowest),
            *(f"- FAILED: {one.ending}: `{one.text[:200]!a}`" for one in failures),
        ]
    )


def index_of(corpus: Corpus) -> Path:
    """The archive of a corpus, built if no earlier run left one."""
    folder = corpus.index_of(THIS)
    if not (folder / "CURRENT").exists():
        sys.stderr.write(f"· indexing {corpus.count:,} articles\n")
        build_index(THIS, corpus, 1)
    return folder


def main() -> None:
    """Ask everything, and report."""
    options = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    options.add_argument("--articles", type=int, default=20_000, help="how many to search (20000)")
    options.add_argument("--generated", type=int, default=1_000, help="how many queries to generate (1000)")
    options.add_argument(
        "--clock",
        choices=CLOCKS,
        default="wall",
        help="what times queries (wall); processor time is steadier where other programs run",
    )
    chosen = options.parse_args()
    clock = CLOCKS[chosen.clock]
    engine = open_engine(index_of(prepare_corpus(chosen.articles)))
    for name, queries in (
        ("Written", written_queries()),
        ("Generated", list(islice(generated_queries(), chosen.generated))),
    ):
        sys.stdout.write(f"{report(name, [ask(engine, text, clock) for text in queries])}\n\n")


if __name__ == "__main__":
    main()
