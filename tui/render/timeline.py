"""A timeline as text: a sparkline for each series, and a bar for each period.

A period without a match is a gap, not a low bar. Where the archive holds nothing at
all, a dot says that silence means nothing there.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from index.clean import clean
from search.language import Query
from search.news.timeline import Series, Timeline
from tui.render.hits import count_of
from tui.render.records import Record, heading
from tui.render.style import Display, paint
from tui.render.width import display_width, fit, pad

_STEPS = "▁▂▃▄▅▆▇█"
_GAP, _NOTHING_HELD = " ", "·"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_WIDEST_LABEL = 30
_LONGEST_GAP = 4
"""Rows of nothing that are drawn one by one; a longer silence is a line."""


def timeline_lines(found: Timeline, display: Display, *, shares: bool) -> Iterator[str]:
    """The whole: series by value where there are some, else a bar for each period."""
    if not found.periods:
        return
    yield from _sparkline_lines(found, display, shares=shares)
    if len(found.series) == 1:
        yield ""
        yield from _bar_lines(found.series[0], found.periods, display, shares=shares)


def undated_lines(found: Timeline) -> Iterator[str]:
    """What is not in the timeline, if anything."""
    if found.undated:
        verb = "has" if found.undated == 1 else "have"
        yield f"{count_of(found.undated, 'article')} {verb} no date exact to the {found.every}: left out here."


def timeline_record(query: Query, found: Timeline) -> Record:
    """A timeline as JSON, always with shares."""
    return {
        **heading(query, found.page),
        "every": found.every,
        "by": found.by,
        "periods": list(found.periods),
        "series": [
            {
                "value": clean(series.value) if series.value is not None else None,
                "total": series.total,
                "counts": list(series.counts),
                "held": list(series.held),
                "shares": list(series.shares()),
            }
            for series in found.series
        ],
        "undated": found.undated,
        "undated_held": found.undated_held,
    }


def _sparkline_lines(found: Timeline, display: Display, *, shares: bool) -> Iterator[str]:
    names = ["all" if one.value is None else clean(one.value, one_line=True) for one in found.series]
    label = min(max(map(display_width, names)), _WIDEST_LABEL, max(display.width // 2, 1))
    digits = max(len(f"{one.total:,}") for one in found.series)
    room = max(display.width - label - digits - 4, 1)
    width = min(room, len(found.periods))
    for name, series in zip(names, found.series, strict=True):
        spark = paint(_sparkline(_narrowed(series, width), shares=shares), "bar", display)
        yield f"{pad(fit(name, label), label)}  {series.total:>{digits},}  {spark}".rstrip()
    ends = (found.periods[0], found.periods[-1])
    if len(found.periods) > 1:
        between = max(width - len(ends[0]) - len(ends[1]), 1)
        yield paint(
            f"{' ' * (label + digits + 4)}{ends[0]}{' ' * between}{ends[1]}"[: display.width],
            "faint",
            display,
        )


def _narrowed(series: Series, width: int) -> Series:
    """The series in at most `width` periods, neighbours taken together."""
    size = len(series.counts)
    cuts = [size * i // width for i in range(width + 1)]
    pairs = list(pairwise(cuts))
    return Series(
        series.value,
        tuple(sum(series.counts[start:end]) for start, end in pairs),
        tuple(sum(series.held[start:end]) for start, end in pairs),
    )


def _values(series: Series, *, shares: bool) -> list[float]:
    return [share or 0 for share in series.shares()] if shares else list(map(float, series.counts))


def _sparkline(series: Series, *, shares: bool) -> str:
    values = _values(series, shares=shares)
    most = max(values) or 1
    steps = []
    for value, held in zip(values, series.held, strict=True):
        if value:
            steps.append(_STEPS[min(int(value / most * len(_STEPS)), len(_STEPS) - 1)])
        else:
            steps.append(_GAP if held else _NOTHING_HELD)
    return "".join(steps)


def _bar_lines(series: Series, periods: Sequence[str], display: Display, *, shares: bool) -> Iterator[str]:
    values = _values(series, shares=shares)
    most = max(values) or 1
    numbers = [
        _number(count, share, held, shares=shares)
        for count, share, held in zip(series.counts, series.shares(), series.held, strict=True)
    ]
    digits = max(map(len, numbers))
    room = max(display.width - len(periods[0]) - digits - 4, 1)
    rows = list(zip(periods, values, numbers, strict=True))
    for has_match, rows_of_run in groupby(rows, key=lambda row: row[1] > 0):
        run = list(rows_of_run)
        if not has_match and len(run) > _LONGEST_GAP:
            yield paint(f"…  {len(run):,} without a match, {run[0][0]} to {run[-1][0]}", "faint", display)
            continue
        for period, value, number in run:
            bar = paint(_bar(value / most * room), "bar", display)
            yield f"{period}  {number:>{digits}}  {bar}".rstrip()


def _number(count: int, share: float | None, held: int, *, shares: bool) -> str:
    if not held:
        return _NOTHING_HELD
    if not shares:
        return f"{count:,}"
    return f"{share or 0:.1%} ({count:,} of {held:,})"


def _bar(columns: float) -> str:
    """A bar so many columns long, to the eighth; never none for what is more than nothing."""
    if columns <= 0:
        return ""
    eighths = max(round(columns * 8), 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()
