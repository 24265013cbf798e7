"""What the options of a command say about the answer: how much of it, and in which form."""

from typing import NamedTuple

import click

from tui.cli.groups import OptionGroup
from tui.cli.session import json_option


class Answer(NamedTuple):
    """How much of what is found is put out, and how."""

    limit: int
    only_count: bool
    as_json: bool


ANSWER = OptionGroup(
    "How it is answered",
    "answer",
    Answer,
    [
        click.option(
            "--limit",
            metavar="N",
            type=click.IntRange(1),
            default=10,
            show_default=True,
            help="Most articles to list.",
        ),
        click.option("--count", "only_count", is_flag=True, help="Only say how many there are."),
        json_option,
    ],
)
