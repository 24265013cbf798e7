"""`search open`: an article where it was published, in the browser.

The address comes from a stranger's page. So only one that a browser fetches is opened,
it is shown first, and a person says yes.
"""

import sys

import click

from index.clean import clean
from index.errors import NewsError
from tui.cli.ending import FOUND, NothingFound
from tui.cli.naming import find_named
from tui.cli.session import Session, examples, json_option, pass_session
from tui.render.addresses import web_address
from tui.render.output import put, put_json, say
from tui.render.records import opening_record


@click.command("open", epilog=examples("search open 1", "search open 3f9a --yes"))
@click.argument("name", metavar="RANK|ID")
@click.option("--yes", is_flag=True, help="Do not ask before opening.")
@json_option
@pass_session
def command(session: Session, name: str, yes: bool, as_json: bool) -> int:
    """Open an article where it was published, by its rank in the last answer or its id.

    The address is shown first. Only http and https are opened, in the browser that
    BROWSER names or the system knows.
    """
    engine = session.engine()
    ((article, _),) = find_named(engine, session.archive, [name], "open")
    if not article.url:
        raise NothingFound(
            f"the article {article.id} has no address", advice=f"Read it here: search show {name}"
        )
    address = web_address(article.url)
    if address is None:
        raise NewsError(
            f"this is no address of the web, and is not opened: {clean(article.url, one_line=True)}"
        )
    if not as_json:
        put([address], session.display)
    opened = (yes or _agreed()) and _open(address)
    if as_json:
        put_json(opening_record(address, opened=opened))
    return FOUND


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError(
            "opening must be confirmed, and nobody can be asked here\nAdd --yes to open it."
        )
    if click.confirm("Open it in the browser?", err=True):
        return True
    say(["It was not opened."])
    return False


def _open(address: str) -> bool:
    import webbrowser  # looks for browsers when it is imported

    if not webbrowser.open(address):
        raise NewsError(
            "there is no browser to open it with", advice="Set BROWSER to one, or copy the address."
        )
    return True
