"""Elsewhere: what other programs, and other commands of this one, call an option.

Such names are suggested and never taken: two names for one thing would be two things to
know. What is a slip of the finger is not for this table.
"""

from collections.abc import Collection

_COUNTED_BY = ("--field", "--by", "--facets")
_MOST = ("--limit", "--facet-limit")
_WRITTEN_TO = ("--output", "--to")
_FORM = ("--as", "--format", "--formats")

MEANT = {
    **dict.fromkeys(("--field", "--by", "--facet", "--facets", "--group", "--group-by"), _COUNTED_BY),
    **dict.fromkeys(("--limit", "--max", "--max-count", "--most", "--num", "--number"), _MOST),
    **dict.fromkeys(("--rows", "--size", "--take", "--top", "-m", "-n"), _MOST),
    **dict.fromkeys(("--file", "--out", "--outfile", "--output", "--to", "-o"), _WRITTEN_TO),
    **dict.fromkeys(("--as", "--format", "--type"), _FORM),
    **dict.fromkeys(("--interval", "--per", "--period"), ("--every",)),
    **dict.fromkeys(("--columns", "--select", "-f"), ("--fields", "--field")),
    **dict.fromkeys(("--order", "--order-by", "--sort-by", "-s"), ("--sort",)),
    **dict.fromkeys(("--silent", "-q"), ("--quiet",)),
    **dict.fromkeys(("--force", "-y"), ("--yes",)),
    **dict.fromkeys(("--literal", "--verbatim"), ("--exact",)),
    "--skip": ("--offset",),
    "--total": ("--count",),
    "-c": ("--count",),
    "-j": ("--json",),
}
"""By what is typed, the options that may be meant; of a command, the first that it takes."""


def option_meant(typed: str, taken: Collection[str]) -> str | None:
    """The option of a command that takes some which another name stands for; None for a name that is not known."""
    return next((option for option in MEANT.get(typed, ()) if option in taken), None)
