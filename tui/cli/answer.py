"""What the options of a command say about the answer: how much of it, and in which form."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from search.paging import Cursor, cursor_from
from tui.cli.groups import OptionGroup
from tui.cli.session import json_option
from tui.render.output import ascii_only
from tui.render.outputs import OUTPUTS, Layout
from tui.render.style import Display

if TYPE_CHECKING:
    from tui.render.outputs.template import Template

_ENDS_LINES, _ENDS_RECORDS = "\n", "\0"


class Answer(NamedTuple):
    """How much of what is found is put out, and how."""

    limit: int
    """Zero for all."""
    offset: int
    after: Cursor | None
    facet_limit: int | None
    only_count: bool
    quiet: bool
    as_json: bool
    as_jsonl: bool
    as_csv: bool
    as_tsv: bool
    template: str | None
    as_ids: bool
    fields: tuple[str, ...]
    raw: bool
    print0: bool
    batch: Path | None
    file: Path | None

    def output(self) -> str:
        """The name of the form asked for. Raises UsageError for two, or for a form that cannot do what is asked."""
        asked = {
            "json": self.as_json,
            "jsonl": self.as_jsonl,
            "csv": self.as_csv,
            "tsv": self.as_tsv,
            "format": self.template is not None,
            "ids": self.as_ids,
            "count": self.only_count and not self.as_json,
            "quiet": self.quiet,
        }
        chosen = [name for name, wanted in asked.items() if wanted] or ["text"]
        if len(chosen) > 1:
            raise click.UsageError(
                f"--{chosen[0]} and --{chosen[1]} are two forms of the answer\nName one of them."
            )
        refine = {"fields": bool(self.fields), "raw": self.raw, "print0": self.print0}
        for option, wanted in refine.items():
            if wanted and option not in OUTPUTS[chosen[0]].takes:
                able = [f"--{name}" for name, output in OUTPUTS.items() if option in output.takes]
                raise click.UsageError(f"--{option} needs one of {', '.join(able)}")
        return chosen[0]

    def layout(self, display: Display) -> Layout:
        """How the form is to look on a display. Raises NewsError for a field or template there is not."""
        return Layout(
            display,
            fields=self._columns(),
            template=self._template(),
            raw=self.raw,
            ascii=ascii_only(),
            many=self.batch is not None,
            facet_limit=self.facet_limit,
        )

    def shows_snippets(self) -> bool:
        """Whether any snippet is put out: making them is half of the work."""
        if self.fields:
            return any("snippet" in name for name in self.fields)
        if self.template is not None:
            return "snippet" in self.template
        return not (self.as_ids or self.lists_nothing())

    def lists_nothing(self) -> bool:
        """Whether no article is put out, only a number or nothing."""
        return self.only_count or self.quiet

    def end(self) -> str:
        """What ends each record."""
        return _ENDS_RECORDS if self.print0 else _ENDS_LINES

    def _columns(self) -> tuple[str, ...]:
        if not self.fields:
            return ()
        from tui.render.outputs.fields import known_field  # who takes what there is need not load it

        return tuple(map(known_field, self.fields))

    def _template(self) -> "Template | None":
        if self.template is None:
            return None
        from tui.render.outputs.template import read_template  # as above

        return read_template(self.template)


def _names(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in (value or "").split(",") if name.strip()))


def _cursor(context: click.Context, parameter: click.Parameter, value: str | None) -> Cursor | None:
    cursor = cursor_from(value) if value is not None else None
    if value is not None and cursor is None:
        raise click.BadParameter(
            f"{value!r} is no cursor.\nTake it from `next` in the JSON of an answer, or write RANK-ID.",
            context,
            parameter,
        )
    return cursor


facet_limit_option = click.option(
    "--facet-limit", metavar="N", type=click.IntRange(1), help="Most values of a field to list."
)
raw_option = click.option(
    "--raw", is_flag=True, help="Leave cells that a spreadsheet would run as formulas as they are."
)

ANSWER = OptionGroup(
    "How much is answered, and how",
    "answer",
    Answer,
    [
        click.option(
            "--limit",
            metavar="N",
            type=click.IntRange(0),
            default=10,
            show_default=True,
            help="Most articles to list; 0 for all, copies folded into their best.",
        ),
        click.option(
            "--offset", metavar="N", type=click.IntRange(0), default=0, help="Pass over the first N articles."
        ),
        click.option(
            "--after",
            metavar="CURSOR",
            callback=_cursor,
            help="Go on behind an answer; see `next` in its JSON.",
        ),
        facet_limit_option,
        click.option("--count", "only_count", is_flag=True, help="Only say how many there are."),
        click.option("--quiet", is_flag=True, help="Say nothing; the exit code tells."),
        json_option,
        click.option("--jsonl", "as_jsonl", is_flag=True, help="A line of JSON for each article."),
        click.option("--csv", "as_csv", is_flag=True, help="A row for each article, under a row of names."),
        click.option("--tsv", "as_tsv", is_flag=True, help="The same with tabs, for cut and awk."),
        click.option(
            "--format",
            "template",
            metavar="TEMPLATE",
            help="A line for each article, such as '{date} {outlet}: {title}'.",
        ),
        click.option("--ids", "as_ids", is_flag=True, help="The id of each article alone."),
        click.option(
            "--fields", metavar="NAME,…", callback=_names, help="What to put out of each article, in order."
        ),
        raw_option,
        click.option("--print0", is_flag=True, help="End records with NUL, for xargs -0."),
        click.option(
            "--batch",
            metavar="FILE",
            type=click.Path(path_type=Path, allow_dash=True),
            help="Ask each line of FILE, - for stdin, but for those that begin with '# '.",
        ),
        click.option(
            "--output",
            "file",
            metavar="FILE",
            type=click.Path(path_type=Path, allow_dash=True),
            help="Write to FILE, which is there once it is whole.",
        ),
    ],
)
