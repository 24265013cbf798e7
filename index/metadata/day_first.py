"""Days first: dates such as 04/03/2024 in the languages that write them in one way only.

By itself such a date may be two days, and stays unknown. English has both orders, and
where English is the other language (in the United States, Canada, the Philippines) so may others.
"""

import re

_LANGUAGES_LIST = """
ar bg bn bs ca cs da de el es et eu fi fr gl he hi hr id in is it iw mk mr ms nb nl nn no pl pt ro ru sk sl sq sr ta te th
tr uk ur vi
"""
_LANGUAGES = frozenset(_LANGUAGES_LIST.split())
_BESIDE_ENGLISH = frozenset({"us", "ca", "pr", "ph", "gu"})
_NUMERIC = re.compile(
    r"(?<![\d/.-])(?P<day>[0-9]{1,2})(?P<sep>[/-])(?P<month>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})(?![\d/-])"
)


def with_days_first(text: str, language: str | None) -> str:
    """`text` with its numeric dates as 2024-03-04, if `language`, a tag such as "pt-BR", has no other reading of them."""
    if not language or not (match := _NUMERIC.search(text)):
        return text
    code, *regions = re.split("[-_]", language.strip().casefold())
    if code not in _LANGUAGES or not _BESIDE_ENGLISH.isdisjoint(regions) or int(match["month"]) > 12:
        return text
    return _NUMERIC.sub(lambda found: f"{found['year']}-{found['month']:>02}-{found['day']:>02}", text)
