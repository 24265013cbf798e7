"""Config: what a reader has set once for all, in one TOML file of the platform's config folder.

An option on the command line comes first, then an environment variable, then this,
then the default. A file with a mistake is trouble, and is not half obeyed: otherwise a
misspelt key would silently mean nothing.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from platformdirs import user_config_path

from index.errors import NewsError
from tui.render.style import ColorChoice

Value = Any
"""What TOML has: a text, a number, a list or a table."""


class ConfigInvalid(NewsError):
    """The config file says something that it cannot."""


class Setting(NamedTuple):
    """One key: what it is for, and how its value is checked."""

    summary: str
    checked: Callable[[Value], Value]
    """The value to keep. Raises ValueError with what it must be."""
    read: Callable[[str], Value]
    """The value that a text on a command line means."""


def _color(value: Value) -> str:
    if value not in ("auto", "always", "never"):
        raise ValueError("it is auto, always or never")
    return str(value)


def _archive(value: Value) -> str:
    if not isinstance(value, str) or not Path(value).expanduser().is_absolute():
        raise ValueError("it is a folder, named from the root or from ~")
    return value


def _limit(value: Value) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("it is a number, 0 for all")
    return value


def _facets(value: Value) -> list[str]:
    from search.engine import FACET_FIELDS  # who sets no facets need not load it

    if not isinstance(value, list) or not all(name in FACET_FIELDS for name in value):
        raise ValueError(f"it is a list of some of {', '.join(FACET_FIELDS)}")
    return value


def _outlets(value: Value) -> dict[str, str]:
    if not isinstance(value, dict) or not all(
        isinstance(name, str) and name.strip() for name in value.values()
    ):
        raise ValueError("it is a table: the name an archive holds = the name to show")
    return value


def _theme(value: Value) -> str:
    if value not in ("dark", "light", "terminal"):
        raise ValueError("it is dark, light or terminal")
    return str(value)


def _keys(value: Value) -> dict[str, str]:
    # Which commands there are the window knows; it says so where there is no such one.
    if not isinstance(value, dict) or not all(isinstance(keys, str) and keys for keys in value.values()):
        raise ValueError("it is a table: the name of a command = its keys, with commas between")
    return value


def _number(text: str) -> Value:
    return int(text) if text.isascii() and text.isdigit() else text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        "archive": Setting(
            "The archive to use.", _archive, lambda text: str(Path(text).expanduser().absolute())
        ),
        "color": Setting("When to use colour: auto, always or never.", _color, str),
        "facets": Setting("What `search query` counts in its text.", _facets, _names),
        "keys": Setting("Keys of the window: keys.COMMAND is the keys to use for it.", _keys, str),
        "limit": Setting("Most articles that `search query` lists.", _limit, _number),
        "outlets": Setting(
            "Other names of outlets: outlets.HELD is the name to show and find.", _outlets, str
        ),
        "theme": Setting("How the window looks: dark, light or terminal.", _theme, str),
    }
)


class Config(NamedTuple):
    """What is set; None and nothing for what is not."""

    archive: str | None = None
    color: ColorChoice | None = None
    facets: tuple[str, ...] = ()
    limit: int | None = None
    outlets: Mapping[str, str] = MappingProxyType({})
    theme: str | None = None
    keys: Mapping[str, str] = MappingProxyType({})


def config_path() -> Path:
    """Where the file is, or would be."""
    return user_config_path("morgue") / "config.toml"


def read_config() -> Config:
    """What the file says; nothing where there is none. Raises ConfigInvalid."""
    values = read_values()
    return Config(**{**values, "facets": tuple(values.get("facets", ()))})


def read_values() -> dict[str, Value]:
    """The values of the file, checked, by key. Raises ConfigInvalid."""
    path = config_path()
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ConfigInvalid(f"{path}: {error.strerror or error}") from error
    import tomllib  # most people have no such file

    try:
        values = tomllib.loads(text.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigInvalid(
            f"{path}: this is no TOML: {error}", advice="Correct it, or remove it."
        ) from error
    return {key: checked(key, value, where=str(path)) for key, value in values.items()}


def checked(key: str, value: Value, *, where: str) -> Value:
    """The value of a key. Raises ConfigInvalid for a key there is not, or a value it cannot have."""
    setting = setting_of(key, where=where)
    try:
        return setting.checked(value)
    except ValueError as error:
        raise ConfigInvalid(f"{where}: {key} cannot be {value!r}: {error}") from error


def setting_of(key: str, *, where: str) -> Setting:
    """The setting of a key. Raises ConfigInvalid."""
    if key in SETTINGS:
        return SETTINGS[key]
    from difflib import get_close_matches  # needed for a mistake alone

    near = get_close_matches(key, SETTINGS, n=1)
    advice = f"Did you mean: {near[0]}" if near else f"There are: {', '.join(SETTINGS)}"
    raise ConfigInvalid(f"{where}: there is no setting {key!r}", advice=advice)
