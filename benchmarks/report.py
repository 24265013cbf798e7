"""The report: Markdown tables, one column for each peer.

A figure in brackets is how many times better this project is: above 1 it is ahead,
whether the measure is a rate, a time or a size. Without this project in the run there
is nothing to compare with, and there are no brackets.
"""

import math
import os
import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.metadata import version

from benchmarks.measure import Corpus, Figures
from benchmarks.peers import PEERS, THIS
from benchmarks.questions import LEVELS, Level
from benchmarks.startup import Imported

_SAME_TOTAL = 0.05
"""Peers whose totals differ by a larger share did not answer the same question."""


def setting(corpus: Corpus, keys: Sequence[str]) -> str:
    """What was measured, and on what."""
    needed = sorted({needs for key in keys if (needs := PEERS[key].needs)})
    versions = ", ".join(f"{name} {version(name)}" for name in needed)
    lines = [
        f"{corpus.count:,} invented articles ({corpus.bytes / 1e6:,.0f} MB as JSON); "
        f"Python {platform.python_version()}, {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f} at the end{'; ' + versions if versions else ''}."
    ]
    if THIS in keys:
        lines.append("In brackets: how many times better this project is; above 1 it is ahead.")
    return "\n".join(lines)


def indexing_table(corpus: Corpus, measured: Mapping[str, Figures]) -> str:
    """Rates, processor time, size and memory; and the time until one new article is found."""

    def of_build(workers: int, figure: Callable[..., float]) -> dict[str, float]:
        return {
            key: figure(figures.built[workers])
            for key, figures in measured.items()
            if workers in figures.built
        }

    rows = []
    for workers in (1, 2):
        rates = of_build(workers, lambda built: corpus.count / built.seconds)
        rows.append(
            _row(f"articles/s, {_workers(workers)}", rates, "{:,.0f}".format, list(measured), more=True)
        )
    for workers in (1, 2):
        cpu = of_build(workers, lambda built: built.cpu_seconds / corpus.count * 1e6)
        rows.append(
            _row(f"processor µs an article, {_workers(workers)}", cpu, "{:,.0f}".format, list(measured))
        )
    size = of_build(1, lambda built: built.bytes / 1e6)
    rows.append(_row("size on disk, MB", size, "{:,.1f}".format, list(measured)))
    for workers in (1, 2):
        memory = of_build(workers, lambda built: built.memory / 2**20)
        rows.append(_row(f"peak memory, MiB, {_workers(workers)}", memory, "{:,.0f}".format, list(measured)))
    added = {key: f.add_seconds * 1e3 for key, f in measured.items() if f.add_seconds is not None}
    rows.append(_row("one new article found, ms", added, _ms, list(measured)))
    return _table(["indexing", *_labels(measured)], rows)


def query_tables(measured: Mapping[str, Figures], clock: str) -> str:
    """For each level a table of classes: milliseconds, the geometric mean over a class's questions."""
    unit = "ms" if clock == "wall" else f"{clock} ms"
    names = list(dict.fromkeys(name for figures in measured.values() for name, _ in figures.seconds))
    tables = []
    for level, title in LEVELS.items():
        means = {key: _means(figures, names, level) for key, figures in measured.items()}
        rows = [
            _row(name, {key: mean[name] for key, mean in means.items() if name in mean}, _ms, list(measured))
            for name in names
        ]
        rows.append(["**geometric mean**", *(_overall(means, key, len(names)) for key in measured)])
        tables.append(_table([f"{unit}: {title}", *_labels(measured)], rows))
    return "\n\n".join(tables)


def disagreements(measured: Mapping[str, Figures]) -> list[str]:
    """A sentence for each class in which a peer counts something else than the first peer does."""
    first, *others = measured
    return [
        f"{PEERS[key].label} counts {_totals(totals)} for “{name}”, {PEERS[first].label} {_totals(expected)}."
        for name, expected in measured[first].totals.items()
        for key in others
        if (totals := measured[key].totals.get(name))
        and any(
            abs(total - other) > _SAME_TOTAL * max(total, other)
            for total, other in zip(totals, expected, strict=True)
        )
    ]


def one_shot_line(query: float, floor: float) -> str:
    """The one-shot process beside the imports it cannot do without."""
    return (
        f"One-shot `search query`: {query * 1e3:.0f} ms, {query / floor:.2f} × "
        f"`python -c 'import click, numpy'` ({floor * 1e3:.0f} ms)."
    )


def answers_table(seconds: Mapping[str, float]) -> str:
    """What whole one-shot processes cost, beside the plainest."""
    plainest = next(iter(seconds.values()))
    rows = [[name, f"{one * 1e3:.0f}", f"{one / plainest:.2f}×"] for name, one in seconds.items()]
    return _table(["one-shot `search query`", "processor ms", "ratio"], rows)


def imports_table(imported: Sequence[Imported]) -> str:
    """Where the time goes that a one-shot takes to import."""
    total = sum(one.microseconds for one in imported)
    rows = [[one.package, str(one.modules), f"{one.microseconds / total:.0%}"] for one in imported]
    return _table(["imported by a one-shot", "modules", "of the time"], rows)


def _means(figures: Figures, names: Iterable[str], level: Level) -> dict[str, float]:
    return {
        name: _geometric_mean(figures.seconds[name, level]) * 1e3
        for name in names
        if (name, level) in figures.seconds
    }


def _overall(means: Mapping[str, Mapping[str, float]], key: str, classes: int) -> str:
    """A peer's mean over the classes it answers; its ratio over those that both answer."""
    own = means[key]
    if not own:
        return "–"
    cell = f"{_ms(_geometric_mean(own.values()))}"
    shared = [name for name in own if name in means.get(THIS, {})]
    if key != THIS and shared:
        ratio = _geometric_mean(own[name] / means[THIS][name] for name in shared)
        cell += f" ({_ratio(ratio)})"
    return cell if len(own) == classes else f"{cell}, {len(own)} of {classes}"


def _row(
    name: str,
    figures: Mapping[str, float],
    shown: Callable[[float], str],
    keys: Sequence[str],
    *,
    more: bool = False,
) -> list[str]:
    """One line of a table; `more` says that larger is better."""
    ours = figures.get(THIS)
    cells = [name]
    for key in keys:
        if key not in figures:
            cells.append("–")
            continue
        cell = shown(figures[key])
        if ours and key != THIS:
            cell += f" ({_ratio(ours / figures[key] if more else figures[key] / ours)})"
        cells.append(cell)
    return cells


def _workers(count: int) -> str:
    return "1 worker" if count == 1 else f"{count} workers"


def _labels(measured: Iterable[str]) -> list[str]:
    return [PEERS[key].label for key in measured]


def _ms(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"


def _ratio(value: float) -> str:
    return f"{value:.2g}×" if value < 10 else f"{value:,.0f}×"


def _totals(totals: Sequence[int]) -> str:
    return ", ".join(f"{total:,}" for total in totals)


def _geometric_mean(values: Iterable[float]) -> float:
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, padded so that it also reads as text; all but the first column right-aligned."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        padded = [
            cells[0].ljust(widths[0]),
            *(c.rjust(w) for c, w in zip(cells[1:], widths[1:], strict=True)),
        ]
        return f"| {' | '.join(padded)} |"

    rule = f"|{'-' * (widths[0] + 2)}|{'|'.join('-' * (w + 1) + ':' for w in widths[1:])}|"
    return "\n".join([line(head), rule, *map(line, rows)])
