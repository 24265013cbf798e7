"""Suggesting: what to say, and which queries to offer, where no articles are listed."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.content import Content

from search.language.narrow import facet_clause
from tui.app.problems import Problem
from tui.app.screens.front import OPENING
from tui.app.state import SearchState
from tui.app.styled import QUIET, articles, plain

EXAMPLES = ("flood warning", '"prime minister" resigns', "election date:2019..2021")
_RECENT = 5
_RECENTLY, _EXAMPLE = Content.styled("recent", QUIET), Content.styled("example", QUIET)
_LONGEST_LABEL = 30
"""Characters of a headline that stands for a story in a query."""


class Suggestion(NamedTuple):
    """Something to choose."""

    name: Content
    text: str
    """The query it stands for."""
    said: Content = Content()
    """What there is to say of it."""
    does: Literal["query", "index"] = "query"

    def line(self, width: int) -> Content:
        """Both on one line; of a long name as much as there is room for."""
        if not self.said:
            return self.name.truncate(width, ellipsis=True)
        room = max(width - self.said.cell_length - 3, 1)
        return self.name.truncate(room, ellipsis=True) + "   " + self.said


class Page(NamedTuple):
    """What the middle shows."""

    above: Content
    suggestions: tuple[Suggestion, ...] = ()
    below: Content = Content()


class Saved(NamedTuple):
    """A saved search as the start shows it."""

    name: str
    text: str
    new: str
    """How many articles are new, in words; empty where none are or nobody knows yet."""


def page(state: SearchState, saved: Sequence[Saved], recent: Sequence[str]) -> Page:
    """The page for a state whose view is not of hits."""
    match state.view:
        case "opening":
            return Page(Content.styled(OPENING, QUIET))
        case "missing":
            return _missing(state.missing or Problem("There is no archive."), can_be_made=state.can_be_made)
        case "wrong" if state.problem:
            return _wrong(state.problem)
        case "nothing":
            return _nothing(state)
        case _:
            return _start(state.size, saved, recent)


def _missing(why: Problem, *, can_be_made: bool) -> Page:
    said = Content.assemble((_sentence(why.message), "bold"), "\n" + plain(why.advice) if why.advice else "")
    if can_be_made:
        return Page(said, (_INDEX,), _keys(("Enter", "choose it"), ("Ctrl+Q", "quit")))
    return Page(
        said, (), _keys(("Ctrl+Z", "to the shell; fg returns"), ("F5", "try again"), ("Ctrl+Q", "quit"))
    )


def _wrong(problem: Problem) -> Page:
    is_query = problem.column is not None
    said = Content.assemble(
        ("This query cannot be understood.\n" if is_query else "This query has no answer.\n", "bold"),
        plain(_sentence(problem.message), "$text-error"),
        "\n" + plain(problem.advice) if problem.advice else "",
        "\n",
        "\nOr choose one that can be asked:\n" if is_query else "",
    )
    examples = tuple(Suggestion(plain(text), text, _EXAMPLE) for text in EXAMPLES)
    if is_query:
        return Page(said, examples, _keys(("Ctrl+U", "clear the query, while typing"), ("F1", "all keys")))
    return Page(said, (), _keys(("F5", "ask again")))


_INDEX = Suggestion(Content("Index a folder of articles…"), "", does="index")


def _start(size: int | None, saved: Sequence[Saved], recent: Sequence[str]) -> Page:
    if size == 0:
        said = Content.assemble(
            ("This archive is empty.\n", "bold"), "Fill it here, or with: search index FOLDER\n"
        )
        return Page(said, (_INDEX,), _keys(("Enter", "choose it"), ("Ctrl+Q", "quit")))
    count = "" if size is None else f"{articles(size)} to search."
    offered = [
        Suggestion(
            plain(one.text),
            one.text,
            plain(f"{'saved' if one.name == one.text else one.name}{one.new}", QUIET),
        )
        for one in saved
    ]
    for kind, texts in ((_RECENTLY, recent[:_RECENT]), (_EXAMPLE, EXAMPLES)):
        known = {suggestion.text for suggestion in offered}
        offered += [Suggestion(plain(text), text, kind) for text in texts if text not in known]
    return Page(
        Content.assemble((count, "bold"), "\nType a query, or choose one:\n"),
        tuple(offered),
        _keys(("↓ Enter", "choose one"), ("F1", "all keys"), ("Ctrl+P", "all commands"), ("Ctrl+Q", "quit")),
    )


def _keys(*pairs: tuple[str, str]) -> Content:
    lines = [Content.assemble((f"{key:<9}", "bold"), (what, QUIET)) for key, what in pairs]
    return Content("\n").join([Content(), *lines])


def _named(text: str, state: SearchState) -> str:
    """A query, or a clause of one, as the reader knows it: stories by their headlines."""
    for facet in state.facets:
        for count in facet.counts if facet.field == "story" else ():
            if count.selected and count.label:
                label = count.label
                short = label if len(label) <= _LONGEST_LABEL else label[:_LONGEST_LABEL].rstrip() + "…"
                text = text.replace(facet_clause("story", count.value), f"the story “{short}”")
    return text


def _nothing(state: SearchState) -> Page:
    if state.answer is None or (state.waiting and state.answer.page.total):
        return Page(Content())
    asked = state.answer.question.query.text
    said = Content.assemble(("No article matches ", "bold"), plain(_named(asked, state), "bold"))
    page = state.answer.page
    meant = [
        Suggestion(
            Content.assemble("did you mean ", plain(one.offer, "bold")), one.query, _found(one.articles)
        )
        for one in page.suggestions
    ]
    helpful = [one for one in page.without if one.articles]
    offered = tuple(meant) + tuple(
        Suggestion(
            Content.assemble("without ", plain(_named(one.clause, state), "bold")),
            one.query,
            _found(one.articles),
        )
        for one in sorted(helpful, key=lambda one: -one.articles)
    )
    advice = (
        "Leave out a word, or check its spelling."
        if " " in asked
        else "Check its spelling, or try how it begins."
    )
    if helpful:
        said += "\nIt is one of these that leaves nothing:\n"
    elif page.without:
        said += "\nNo one word is to blame: without any of them there is nothing either.\n"
        advice = "Check how they are spelt, or try how they begin."
    else:
        said += "\n"
    return Page(said, offered, Content.styled(f"\n{advice}", QUIET))


def _found(count: int) -> Content:
    return Content.styled(articles(count), "$text-success")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
