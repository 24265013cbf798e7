"""Sniffing documents: whether content that begins so is mail, an office document, or an export of a database.

See `index.ingest.sniffing`; these ask for more than how the first element is called.
"""

import re

from index.ingest.tables.lines import head_as_utf8

_HEADER = re.compile(
    rb"(?P<name>[!-9;-~]{1,100}):[ \t]?(?:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)", re.IGNORECASE
)
_OF_MAIL_LIST = b"""
from to date subject message-id received return-path mime-version delivered-to reply-to sender list-id x-mailer
content-type dkim-signature list-unsubscribe x-gm-thrid
"""
_OF_MAIL = frozenset(_OF_MAIL_LIST.split())
_OF_TRANSPORT = _OF_MAIL - {b"from", b"to", b"date", b"subject", b"sender"}
"""What nobody writes over an article by hand."""
_LEAST_OF_MAIL = 3
_MAILBOX = re.compile(
    rb"\s*From [^\r\n]{0,300}[0-9]{1,2}:[0-9]{2}[^\r\n]{0,50}\r?\n(?=[!-9;-~]{1,100}:[ \t\r\n])"
)
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_ZIP_NAME = 30
"""Where the name of the first file of a zip begins."""
_PARTS_OF_DOCUMENTS = (
    b"mimetype",
    b"[Content_Types].xml",
    b"_rels/",
    b"docProps/",
    b"META-INF/",
    b"xl/",
    b"ppt/",
)
_MAY_BE_EXPORT = re.compile(
    rb"[0-9]{1,6} of [0-9]{1,6} DOCUMENTS?\b|\bDocument[o]? [0-9]{1,6} de [0-9]{1,6}\b|\bDokument [0-9]{1,6} von [0-9]{1,6}\b"
    rb"|\bEnd of Document\b|\bEnde des Dokument|\bFin du document\b"
    rb"|\bDo[ck]umento? [A-Z][A-Z0-9]{1,11}(?:19|20)[0-9]{6}[a-z0-9]{5,12}\b"
)
_EXPORTED_PAGE = re.compile(
    rb"<title>\s*Factiva\s*</title>|<a name=\"?doc_id_[0-9]{1,6}_0\b|<!-- hide xml section from browser",
    re.IGNORECASE,
)


def is_message(head: bytes) -> bool:
    """A message with the headers of one that was sent."""
    names: set[bytes] = set()
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    at = 0
    while match := _HEADER.match(head, at):
        names.add(match["name"].lower())
        at = match.end()
    return b"from" in names and len(names & _OF_MAIL) >= _LEAST_OF_MAIL and bool(names & _OF_TRANSPORT)


def is_mailbox(head: bytes) -> bool:
    """Messages one behind the other, each under a line that begins with "From "."""
    return _MAILBOX.match(head) is not None


def is_docx(head: bytes) -> bool:
    """A document of Word; other programs' documents are zips as well."""
    return head.startswith(_ZIP) and b"word/" in head


def is_zip(head: bytes) -> bool:
    """A zip of files: not a document, a book or a program, which are zips by what stands first in them."""
    first = head[_ZIP_NAME : _ZIP_NAME + int.from_bytes(head[26:28], "little")]
    return head.startswith((_ZIP, _EMPTY_ZIP)) and not first.startswith(_PARTS_OF_DOCUMENTS)


def is_tar(head: bytes) -> bool:
    """A tar, by the mark in its first header."""
    return head[257:263] in (b"ustar\0", b"ustar ")


def is_rtf(head: bytes) -> bool:
    """Rich text."""
    return head.lstrip().startswith(b"{\\rtf")


def is_pdf(head: bytes) -> bool:
    """PDF, perhaps with something before it."""
    return b"%PDF-" in head[:1024] and (
        head.startswith(b"%PDF-") or b"\x00" not in head[: head.index(b"%PDF-")]
    )


def is_export(head: bytes) -> bool:
    """An export of Nexis or Factiva as a page or as plain text, an article of which is seen here."""
    if _EXPORTED_PAGE.search(head):
        return True
    text = head_as_utf8(head)
    if b"<" in text[:1] or not _MAY_BE_EXPORT.search(text):
        return False
    from index.ingest.exports.reader import cut_text  # few inputs look like one

    return bool(cut_text(text.decode("utf-8", "replace")))
