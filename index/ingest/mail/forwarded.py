"""Forwarded: the header that mail programs write over the text of a message that somebody sends on.

Each writes it in its own way and in the language of whoever sent it on: some lines with labels, as a rule
below one that says what follows. With it ends what the sender added, and begins
what was sent to him. It is believed only where the message says that it was sent on, or where nothing
stands above it: further down it may be what an article quotes.
"""

import re
from collections.abc import Sequence
from email.message import Message
from typing import NamedTuple

_LABELS_LIST = """
From: from, von, de, da, van, fra, från, od, lähettäjä, от, remetente, expéditeur
Date: date, sent, datum, gesendet, envoyé, envoyé le, fecha, enviado, enviado el, enviada em, data, inviato, verzonden, dato, sendt,
skickat, wysłano, odesláno, päivämäärä, lähetetty, дата, отправлено
Subject: subject, betreff, objet, asunto, assunto, oggetto, onderwerp, emne, ämne, temat, předmět, aihe, тема
To: to, an, à, a, para, aan, til, till, do, komu, vastaanottaja, кому, destinataire
Cc: cc, kopie, copie, kopia, kopi, копия, reply-to, antwort an, répondre à, responder a, rispondi a, bcc
"""
_NAMES = {
    label.strip(): name
    for name, labels in re.findall(r"^(\w+): ([^:]+)$", _LABELS_LIST, re.MULTILINE)
    for label in labels.split(",")
}
_LINE = re.compile(r"\*?(?P<label>[^\W\d_][\w -]{0,15}?)\s?:\*?(?:\s+(?P<value>.*)|$)")
_ABOVE = re.compile(
    r"[-_]{2,}\s?[^\W\d_][^\d:]{4,60}\s?[-_]{2,}|_{10,}"
    r"|(?:begin|anfang|début|inizio|inicio|início|vidarebefordrat|videresendt)\b.{4,50}:",
    re.IGNORECASE,
)
_LISTS = frozenset({"To", "Cc"})
"""What goes on over lines that are not indented."""
_LONGEST_LINE = 1_000
_MOST_LINES = 200
"""Of a header; who a message was sent to may take many."""
_REACH = 2_000
"""Lines in which a header is looked for."""
_NO_LETTERS = re.compile(r"[\W_]+")
_ENOUGH = 3
"""Fields that no letter would have by chance."""
_DAY_AND_CLOCK = re.compile(  # "mer. 3 avr. 2019 à 10:00"
    r"\A(?:[^\W\d]{2,4}\.?,? )?(?P<day>[0-9].*[0-9]{4}),? (?:[^\W\d]{1,4}\.? ){0,2}(?P<clock>[0-9]{1,2}:[0-9]{2}\b.*)\Z"
)


class Forwarded(NamedTuple):
    """What somebody sent on."""

    headers: Message
    """Those that are shown of the message, as "From", "Date", "Subject"."""
    text: str
    over: str
    """What stands above the text: what was written by who sent it on, and the headers."""


def read_forwarded(text: str, *, is_sent_on: bool) -> Forwarded | None:
    """The message whose header a text shows, the innermost of several; None where there is no such header.

    `is_sent_on` says that the message around it is known to have been sent on.
    """
    lines = text.split("\n")
    found: Message | None = None
    begins = at = 0
    above = ""
    while at < min(len(lines), _REACH):
        headers, end = _read_header(lines, at, above)
        if headers:
            found, begins, above, is_sent_on = headers, end, "", False
        elif any(map(str.strip, lines[at:end])):
            above = lines[end - 1]
            if not is_sent_on and not _is_above(above):
                break
        at = end
    if not found:
        return None
    return Forwarded(found, "\n".join(lines[begins:]).lstrip("\n"), "\n".join(lines[:begins]))


def without_header(paragraphs: Sequence[str], over: str) -> Sequence[str]:
    """The paragraphs of a page without the first of what stands `over` the text, see `Forwarded`."""
    stated = _NO_LETTERS.sub("", over)
    start = next((at for at, text in enumerate(paragraphs) if _NO_LETTERS.sub("", text) not in stated), None)
    return paragraphs[start:] if start else paragraphs


def _read_header(lines: Sequence[str], start: int, above: str) -> tuple[Message | None, int]:
    """The header that begins at a line, if one does below `above`, and the line behind what was looked at."""
    fields: dict[str, list[str]] = {}
    name = ""
    at = start
    while at < min(len(lines), start + _MOST_LINES):
        line = lines[at].strip()
        match = _LINE.fullmatch(line) if len(line) <= _LONGEST_LINE else None
        if match and (stated := _NAMES.get(match["label"].casefold())):
            name = stated
            fields.setdefault(name, []).append(match["value"] or "")
        elif line and (name in _LISTS or (name and lines[at][0].isspace())) and not _is_above(line):
            fields[name].append(line)  # the value goes on
        else:
            break
        at += 1
    at = max(at, start + 1)
    is_sure = _is_above(above) or "@" in "".join(fields.get("From", ())) or len(fields) >= _ENOUGH
    if "From" not in fields or not fields.keys() & {"Date", "Subject"} or not is_sure:
        return None, at
    headers = Message()
    for name, values in fields.items():
        value = " ".join(filter(None, values))
        headers[name] = _DAY_AND_CLOCK.sub(r"\g<day> \g<clock>", value) if name == "Date" else value
    return headers, at


def _is_above(line: str) -> bool:
    """Whether a line says that a message which was sent on follows."""
    return len(line) <= _LONGEST_LINE and _ABOVE.fullmatch(line.strip()) is not None
