"""Front matter: what stands above the text of a Markdown file, between two rules, as a record.

Values stay as they were written, dates too, because YAML's types would take the clock of a place from
them; nothing is constructed. Many are typed by hand and are not quite YAML ("title: Ferries: the
strike"): such are read line by line, and a key that is not understood says nothing. Aliases, with which
a few lines become a gigabyte, are refused.
"""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

_FENCES = {"---": re.compile(r"(?:---|\.\.\.)\s*"), "+++": re.compile(r"\+\+\+\s*")}
_LONGEST = 16_384
"""Characters; longer is no front matter."""
_KEY = re.compile(r"(?P<key>[A-Za-z][\w .-]{0,60}?)\s*:(?:\s+(?P<value>.*)|\s*)")
_ITEM = re.compile(r"\s*-\s+(?P<value>.+)")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")

Record = Mapping[str, Any]


def split_front_matter(text: str) -> tuple[Record, str]:
    """What a file states above its text, and the text; an empty record where there is nothing above it.

    Raises ValueError for front matter made to hurt.
    """
    lines = text[: 2 * _LONGEST].splitlines(keepends=True)
    fence = lines[0].rstrip() if lines else ""
    if fence not in _FENCES:
        return {}, text
    length = len(lines[0])
    for number, line in enumerate(lines[1:], 1):
        length += len(line)
        if length > _LONGEST:
            break
        if _FENCES[fence].fullmatch(line):
            front = "".join(lines[1:number])
            record = _read_toml(front) if fence == "+++" else _read_yaml(front)
            return record, text[length:]
    return {}, text


def without_links(value: Any) -> Any:
    """A value without the brackets that programs for notes put around names: "[[Ada Brook]]"."""
    if isinstance(value, str):
        return _WIKI_LINK.sub(r"\1", value)
    return [without_links(each) for each in value] if isinstance(value, list) else value


def _read_yaml(text: str) -> Record:
    import yaml  # few inputs have it

    try:
        loader = yaml.CBaseLoader
    except AttributeError:  # built without libyaml
        loader = yaml.BaseLoader
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=loader)):
            raise ValueError("front matter with aliases, which say nothing of an article")
        record = yaml.load(text, Loader=loader)  # noqa: S506 - this loader makes nothing but strings, lists and dictionaries
    except (yaml.YAMLError, RecursionError):
        return _read_lines(text)
    return record if isinstance(record, dict) else {}


def _read_toml(text: str) -> Record:
    try:
        record = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ValueError(f"front matter that is no TOML: {str(error)[:100]}") from error
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in record.items()}


def _read_lines(text: str) -> Record:
    """The keys at the margin, each with what stands behind it or in the list below it."""
    record: dict[str, Any] = {}
    items: list[str] = []
    for line in text.splitlines():
        if key := _KEY.fullmatch(line):
            items = []
            record[key["key"]] = (key["value"] or "").strip().strip("\"'") or items
        elif item := _ITEM.fullmatch(line):
            items.append(item["value"].strip().strip("\"'"))
    return record
