"""Cards: what one row of a list says, for the width it gets."""

from textual.content import Content

from search.engine import Copy, Hit
from tui.app.bins import Bin, bars
from tui.app.styled import QUIET, byline, headline, highlighted, plain

_SNIPPET_LINES = 2
_LONGEST_BAR = 12
_LONGEST_OPENING = 300


def hit_card(hit: Hit, width: int, height: int, *, is_marked: bool = False) -> list[Content]:
    """A hit on `height` lines: rank and headline, where and when it was printed, why it matched."""
    rank = f"{hit.rank:>3} " if hit.rank else " · "
    margin = " " * len(rank)
    mark = Content.styled("● ", "bold $text-accent") if is_marked else Content()
    lines = [Content.assemble((rank, QUIET), mark, headline(hit.title))]
    where = Content(" · ").join([part for part in (byline(hit.article), copies_of(hit)) if part])
    if where:
        lines.append(margin + where)
    room = height - len(lines)
    if hit.snippets and room > 0:
        snippet = highlighted(hit.snippets[0])
        lines += [margin + line for line in around_match(snippet, max(width - len(margin), 2), room)]
    return lines


def copies_of(hit: Hit) -> Content:
    """How many near-identical articles stand below a hit, and whose: "+ 3 copies (AFP, France 24)"."""
    if not hit.copy_count:
        return Content()
    whose = dict.fromkeys(copy.outlet or copy.agency for copy in hit.copies)
    names = ", ".join(name for name in whose if name)
    count = f"+ {hit.copy_count:,} cop{'y' if hit.copy_count == 1 else 'ies'}"
    return plain(f"{count} ({names})" if names else count, "$text-accent")


def copy_line(copy: Copy) -> Content:
    """One near-identical article: whose it is, from when, under which headline."""
    day = copy.published.value[:10] if copy.published else None
    known = " · ".join(part for part in (copy.outlet or copy.agency, day) if part)
    return Content.assemble(plain(known or "unknown", "bold"), "  ", plain(copy.title or "(no headline)"))


def around_match(snippet: Content, width: int, most: int = _SNIPPET_LINES) -> list[Content]:
    """The lines of a wrapped snippet, at most `most`, that show its first match, with "…" where text is left out."""
    lines = snippet.wrap(width)
    if len(lines) <= most:
        return lines
    first = next((i for i, line in enumerate(lines) if line.spans), 0)
    begin = min(first, len(lines) - most)
    shown = lines[begin : begin + most]
    if begin + most < len(lines):
        # Cut before adding, so that the mark does not itself fall off the edge.
        shown[-1] = shown[-1].truncate(width - 1) + "…"
    return shown


def count_line(text: Content, count: Content, width: int) -> Content:
    """One line: a text, cut to fit, and a number at the right edge."""
    room = max(width - count.cell_length - 1, 1)
    text = text.truncate(room, ellipsis=True)
    return text + " " * max(width - text.cell_length - count.cell_length, 1) + count


def wrapped(text: Content, width: int, most: int) -> list[Content]:
    """A text on as many lines as it needs, but no more than `most`; "…" where it is cut."""
    if most == 1 or not text:
        return [text.truncate(width, ellipsis=True)]
    lines = text.wrap(width)
    shown = lines[:most]
    if len(lines) > len(shown):
        shown[-1] = shown[-1].rstrip().truncate(width - 1) + "…"
    return shown


def query_line(name: str, said: str) -> Content:
    """A saved query to choose, and what is to be said of it."""
    return plain(name) + "   " + plain(said, QUIET)


def timeline_line(one: Bin, most: int, best: Hit | None) -> Content:
    """A time, how many articles there are of it as a bar and a number, and the best of them."""
    bar = bars([one, Bin("", "", most)], 1, 1)[0][0] if one.articles else " "
    length = max(round(one.articles / max(most, 1) * _LONGEST_BAR), 1)
    return Content.assemble(
        (f"{one.dates:<11}", "bold"),
        (f"{'█' * length:<{_LONGEST_BAR}}" if length > 1 else f"{bar:<{_LONGEST_BAR}}", "$text-primary"),
        (f"{one.articles:>7,}  ", QUIET),
        _named(best) if best else "",
    )


def _named(hit: Hit) -> Content:
    """A hit by its headline; without one, by how its text begins."""
    if hit.title.text.strip():
        return plain(hit.title.text)
    return Content.assemble(headline(hit.title), " ", plain(hit.article.body[:_LONGEST_OPENING], QUIET))
