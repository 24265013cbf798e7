"""Facets and figures as text: labels, numbers, and bars where a person looks on.

A field of names can have as many values as the archive has articles; text stops
after the most frequent, JSON gives them all.
"""

from collections.abc import Iterator
from pathlib import Path

from index.archive import ArchiveStats
from index.clean import clean
from search.engine import Facet
from tui.render.article import field_lines
from tui.render.hits import count_of
from tui.render.records import listed
from tui.render.style import Display, paint
from tui.render.width import display_width, fit, pad

_MOST_VALUES = 15
_LONGEST_BAR = 30
_UNKNOWN = "unknown"
_ALONE = "alone in what they report"


def facet_lines(facets: tuple[Facet, ...], display: Display, most: int | None = None) -> Iterator[str]:
    """Each field with its values and their counts; of names the `most` frequent, by default 15."""
    for number, facet in enumerate(facets):
        if number:
            yield ""
        yield paint(facet.field.capitalize(), "title", display)
        yield from _count_lines(facet, display, most or _MOST_VALUES)


def _count_lines(facet: Facet, display: Display, most_values: int) -> Iterator[str]:
    rows = [
        (clean(count.label or count.value, one_line=True), count.articles)
        for count in listed(facet, most_values)
    ]
    most = max([count for _, count in rows] + [facet.unknown], default=0)
    digits = len(f"{most:,}")
    # Two spaces before the value, two between it and the number.
    room = max(display.width - digits - 4, 1)
    width = min(max((display_width(value) for value, _ in rows), default=0), room)
    if facet.unknown:
        unknown = _ALONE if facet.field == "story" else _UNKNOWN
        width = max(width, min(len(unknown), room))
    bar_room = min(display.width - width - digits - 6, _LONGEST_BAR) if display.interactive else 0
    for value, count in rows:
        line = f"  {pad(fit(value, width), width)}  {count:>{digits},}"
        if bar_room > 0:
            line += "  " + paint("█" * max(1, round(bar_room * count / most)), "bar", display)
        yield line
    if facet.unknown:
        line = f"  {pad(fit(unknown, width), width)}  {facet.unknown:>{digits},}"
        yield paint(line, "faint", display)
    listed_too = len(facet.counts) - len(rows)
    if left_out := listed_too + facet.left_out:
        more = " (more with --facet-limit)" if listed_too else ""
        yield paint(f"  and {count_of(left_out, 'other value')}{more}", "faint", display)


def stats_lines(path: Path, stats: ArchiveStats, display: Display) -> Iterator[str]:
    """What the archive holds."""
    dates = f"{stats.oldest} to {stats.newest}" if stats.oldest and stats.newest else "no dates known"
    yield from field_lines(
        [
            ("Articles", f"{stats.articles:,}"),
            ("Outlets", f"{stats.outlets:,}"),
            ("Authors", f"{stats.authors:,}"),
            ("Languages", ", ".join(stats.languages) or "none known"),
            ("Published", dates),
            ("Size", size_of(stats.bytes_on_disk)),
            ("Archive", str(path)),
        ],
        display,
    )


def size_of(number: int) -> str:
    """Bytes as a person reads them: "812 B", "1.2 MB"."""
    if number < 1000:
        return f"{number} B"
    size = float(number)
    for unit in ("kB", "MB", "GB"):
        size /= 1000
        if size < 999.95:
            return f"{size:.1f} {unit}"
    return f"{size / 1000:.1f} TB"
