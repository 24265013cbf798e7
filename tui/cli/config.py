"""`search config`: what is set once for all, read and changed.

Comments in the file and the order of its lines are kept; whoever wrote them wants them.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import click

from index.clean import clean
from index.errors import NewsError
from tui.cli.ending import FOUND, NothingFound
from tui.cli.session import Session, examples, json_option, pass_session
from tui.config import SETTINGS, Value, checked, config_path, read_values, setting_of
from tui.files import whole_file
from tui.render.article import field_lines
from tui.render.output import put, put_json
from tui.render.records import settings_record

_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "outlets": "name the outlet: outlets.HELD NAME\nFor example outlets.nytimes.com 'The New York Times'",
        "keys": "name the command: keys.COMMAND KEYS\nFor example keys.browse b; `search tui` lists them under ?",
    }
)
"""Settings that are tables, and what to say to somebody who names nothing in one."""
_HERE = "search config"


class Key(NamedTuple):
    """A key as it is typed: a setting, or one name in a table, such as that of outlets."""

    setting: str
    name: str | None = None


@click.group(
    "config",
    invoke_without_command=True,
    epilog=examples(
        "search config",
        "search config set limit 20",
        "search config set outlets.nytimes.com 'The New York Times'",
        "search config get limit",
        "search config unset limit",
        "search config path",
    ),
)
@click.pass_context
def command(context: click.Context) -> int:
    """What is set once for all: the archive, colours, facets, the limit, names of outlets.

    An option comes first, then an environment variable, then what is set here, then
    the default. `outlets.HELD` gives an outlet, named as archives hold it, the name by
    which it is shown and found; `keys.COMMAND` gives a command of the window its keys.
    """
    if context.invoked_subcommand is None:
        return int(context.invoke(list_command))
    return FOUND


@command.command("list", epilog=examples("search config list"))
@json_option
@pass_session
def list_command(session: Session, as_json: bool) -> int:
    """Everything that is set."""
    values = read_values()
    if as_json:
        put_json(settings_record(config_path(), values))
    else:
        rows = [(key, _shown(value)) for key, value in values.items() if key not in _TABLES]
        rows += [
            (f"{table}.{name}", value) for table in _TABLES for name, value in values.get(table, {}).items()
        ]
        put(field_lines(rows, session.display) if rows else ["Nothing is set."], session.display)
    return FOUND


@command.command("get", epilog=examples("search config get limit"))
@click.argument("key")
@pass_session
def get_command(session: Session, key: str) -> int:
    """The value of KEY."""
    setting, name = _key(key)
    value = read_values().get(setting)
    if name is not None:
        value = (value or {}).get(name)
    if value is None:
        raise NothingFound(f"{clean(key, one_line=True)} is not set")
    put([clean(_shown(value), one_line=True)], session.display)
    return FOUND


@command.command("set", epilog=examples("search config set facets outlet,year"))
@click.argument("key")
@click.argument("value")
@pass_session
def set_command(session: Session, key: str, value: str) -> int:
    """Set KEY to VALUE."""
    setting, name = _key(key)
    if setting in _TABLES and name is None:
        raise click.UsageError(_TABLES[setting])
    if setting == "keys" and name is not None:
        _check_command(name)
    meant = {name: value} if name is not None else SETTINGS[setting].read(value)
    meant = checked(setting, meant, where=_HERE)
    document = _document()
    if name is None:
        document[setting] = meant
    else:
        document.setdefault(setting, {})[name] = value
    _write(document)
    return FOUND


@command.command("unset", epilog=examples("search config unset limit"))
@click.argument("key")
@pass_session
def unset_command(session: Session, key: str) -> int:
    """Forget the value of KEY."""
    setting, name = _key(key)
    document = _document()
    table = document if name is None else document.get(setting, {})
    if (setting if name is None else name) not in table:
        raise NothingFound(f"{clean(key, one_line=True)} is not set")
    del table[setting if name is None else name]
    _write(document)
    return FOUND


@command.command("path", epilog=examples("search config path"))
@pass_session
def path_command(session: Session) -> int:
    """The file in which it is kept, whether it is there or not."""
    put([clean(str(config_path()), one_line=True)], session.display)
    return FOUND


def _key(text: str) -> Key:
    setting, dot, name = text.partition(".")
    setting_of(setting, where=_HERE)
    if dot and (setting not in _TABLES or not name):
        raise NewsError(f"{_HERE}: there is no setting {text!r}")
    return Key(setting, name if dot else None)


def _check_command(name: str) -> None:
    """Raises NewsError for a command that the window has not."""
    from tui.app.commands import BY_ID  # loads the window, which nothing else here needs

    if name not in BY_ID:
        from difflib import get_close_matches

        near = get_close_matches(name, BY_ID, n=1)
        advice = f"Did you mean: keys.{near[0]}" if near else f"There are: {', '.join(BY_ID)}"
        raise NewsError(f"{_HERE}: the window has no command {name!r}", advice=advice)


def _shown(value: Value) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{held} = {name}" for held, name in value.items())
    return ",".join(value) if isinstance(value, list) else str(value)


def _document() -> Any:
    """The file as tomlkit reads it, with its comments. Raises ConfigInvalid."""
    import tomlkit  # who only reads needs no such care

    read_values()
    path = config_path()
    return tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()


def _write(document: Any) -> None:
    path = config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path.resolve()) as stream:
        stream.write(document.as_string())
