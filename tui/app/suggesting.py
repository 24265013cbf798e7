"""Suggesting: what to say, and which queries to offer, where no articles are listed."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.content import Content

from search.language.narrow import facet_clause
from tui.app.cards import query_line
from tui.app.problems import Problem
from tui.app.screens.front import OPENING
from tui.app.state import SearchState
from tui.app.styled import QUIET, articles, plain

EXAMPLES = ("flood warning", '"prime minister" resigns', "election date:2019..2021")
_RECENT = 5


class Suggestion(NamedTuple):
    """Something to choose."""

    line: Content
    text: str
    """The query it stands for."""
    does: Literal["query", "index"] = "query"


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
    return Page(
        Content.assemble((_sentence(why.message), "bold"), f"\n{why.advice}" if why.advice else ""),
        (_INDEX,) if can_be_made else (),
        _keys(("Enter", "choose it"), ("Ctrl+Q", "quit")) if can_be_made else _keys(("Ctrl+Q", "quit")),
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
    examples = tuple(Suggestion(query_line(text, "example"), text) for text in EXAMPLES)
    if is_query:
        return Page(said, examples, _keys(("Ctrl+U", "clear the query, while typing"), ("F1", "all keys")))
    return Page(said, (), _keys(("F5", "ask again")))


_INDEX = Suggestion(Content("Index a folder of articles…"), "", "index")


def _start(size: int | None, saved: Sequence[Saved], recent: Sequence[str]) -> Page:
    if size == 0:
        said = Content.assemble(
            ("This archive is empty.\n", "bold"), "Fill it here, or with: search index FOLDER\n"
        )
        return Page(said, (_INDEX,), _keys(("Enter", "choose it"), ("Ctrl+Q", "quit")))
    count = "" if size is None else f"{articles(size)} to search."
    offered = [
        Suggestion(
            query_line(one.text, f"{'saved' if one.name == one.text else one.name}{one.new}"), one.text
        )
        for one in saved
    ]
    for kind, texts in (("recent", recent[:_RECENT]), ("example", EXAMPLES)):
        known = {suggestion.text for suggestion in offered}
        offered += [Suggestion(query_line(text, kind), text) for text in texts if text not in known]
    return Page(
        Content.assemble((count, "bold"), "\nType a query, or choose one:\n"),
        tuple(offered),
        _keys(("↓ Enter", "choose one"), ("F1", "all keys"), ("Ctrl+P", "all commands"), ("Ctrl+Q", "quit")),
    )


def _keys(*pairs: tuple[str, str]) -> Content:
    lines = [Content.assemble((f"{key:<9}", "bold"), (what, QUIET)) for key, what in pairs]
    return Content("\n").join([Content(), *lines])


def _named(clause: str, state: SearchState) -> str:
    """A clause as the reader knows it: a story that they ticked by its headline."""
    stories = (count for facet in state.facets if facet.field == "story" for count in facet.counts)
    labels = (count.label for count in stories if facet_clause("story", count.value) == clause)
    label = next(labels, None)
    return f"the story “{label}”" if label else clause


def _nothing(state: SearchState) -> Page:
    if state.answer is None or (state.waiting and state.answer.page.total):
        return Page(Content())
    asked = state.answer.question.query.text
    said = Content.assemble(("No article matches ", "bold"), plain(asked, "bold"))
    page = state.answer.page
    meant = [
        Suggestion(
            Content.assemble(
                "did you mean ", plain(one.offer, "bold"), (f"   {articles(one.articles)}", "$text-success")
            ),
            one.query,
        )
        for one in page.suggestions
    ]
    helpful = [one for one in page.without if one.articles]
    offered = tuple(meant) + tuple(
        Suggestion(
            Content.assemble(
                "without ",
                plain(_named(one.clause, state), "bold"),
                (f"   {articles(one.articles)}", "$text-success"),
            ),
            one.query,
        )
        for one in sorted(helpful, key=lambda one: -one.articles)
    )
    if helpful:
        said += "\nIt is one of these that leaves nothing:\n"
    elif page.without:
        said += "\nNo one word is to blame: without any of them there is nothing either.\n"
    else:
        said += "\n"
    return Page(said, offered, Content.styled("\nLeave out a word, or check its spelling.", QUIET))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")
