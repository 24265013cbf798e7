"""The table of formats: each by name, with what recognises it and the module that reads it.

A new format is one row here, one function in `sniffing` and one module, see
`members`. Modules are imported when the first input of their format is met: reading
pages of text loads no parser of markup.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from index.errors import InputRejected
from index.ingest.members import Reader
from index.ingest.sniffing import (
    is_feed,
    is_feed_list,
    is_html,
    is_iptc,
    is_json,
    is_json_lines,
    is_markdown,
    is_mhtml,
    is_ninjs,
    is_sgml,
    is_table,
    is_warc,
)
from index.ingest.sniffing_documents import (
    is_docx,
    is_export,
    is_mailbox,
    is_message,
    is_pdf,
    is_rtf,
    is_tar,
    is_zip,
)
from index.ingest.streams import plain_name


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of input and how to read it."""

    summary: str
    """For people, in a list of formats."""
    suffixes: frozenset[str]
    """Of file names, lower case, with the dot, without that of a compression."""
    module: str
    begins: Callable[[bytes], bool] | None = None
    """Whether content that begins so is in this format; None where only a name can say."""
    extra: str | None = None
    """The optional part of this package that it needs."""
    leads_elsewhere: bool = False
    """Whether what is read of it stands in other files, which may change without it."""

    def reader(self) -> Reader:
        """The module that reads it. Raises ImportError where its extra is not installed."""
        return cast(Reader, import_module(self.module))


FORMATS: Mapping[str, Format] = {
    "warc": Format("web archive", frozenset({".warc"}), "index.ingest.warc.reader", is_warc),
    "mhtml": Format(
        "web page saved as one file", frozenset({".mhtml", ".mht"}), "index.ingest.mhtml", is_mhtml
    ),
    "mbox": Format(
        "mailbox of newsletters", frozenset({".mbox", ".mbx"}), "index.ingest.mail.mailbox", is_mailbox
    ),
    "eml": Format("newsletter, one message", frozenset({".eml"}), "index.ingest.mail.message", is_message),
    "docx": Format("Word document, or export", frozenset({".docx"}), "index.ingest.office.docx", is_docx),
    "zip": Format("any of these, in a zip", frozenset({".zip"}), "index.ingest.zipped", is_zip),
    "tar": Format("any of these, in a tar", frozenset({".tar", ".tgz"}), "index.ingest.tarred", is_tar),
    "rtf": Format(
        "rich text, or export", frozenset({".rtf"}), "index.ingest.office.rtf", is_rtf, extra="office"
    ),
    "pdf": Format("PDF, or export", frozenset({".pdf"}), "index.ingest.pdf.reader", is_pdf, extra="pdf"),
    "export": Format(
        "export of Nexis or Factiva: text, HTML", frozenset(), "index.ingest.exports.reader", is_export
    ),
    "html": Format(
        "saved web page", frozenset({".html", ".htm", ".xhtml"}), "index.ingest.html.reader", is_html
    ),
    "sgml": Format(
        "wire collection: Reuters-21578, TREC",
        frozenset({".sgm", ".sgml"}),
        "index.ingest.sgml.reader",
        is_sgml,
    ),
    "iptc": Format(
        "wire news in XML: NewsML-G2, NewsML 1, NITF",
        frozenset({".nitf", ".newsml"}),
        "index.ingest.iptc.reader",
        is_iptc,
    ),
    "ninjs": Format("wire news in JSON", frozenset({".ninjs"}), "index.ingest.iptc.ninjs", is_ninjs),
    "feed": Format(
        "feed: RSS, Atom, JSON Feed",
        frozenset({".rss", ".atom", ".rdf"}),
        "index.ingest.feeds.reader",
        is_feed,
    ),
    "opml": Format(
        "list of feeds saved beside it",
        frozenset({".opml"}),
        "index.ingest.feeds.opml",
        is_feed_list,
        leads_elsewhere=True,
    ),
    "jsonl": Format(
        "dataset, one article of JSON to a line",
        frozenset({".jsonl", ".ndjson", ".jl"}),
        "index.ingest.tables.json_lines",
        is_json_lines,
    ),
    "json": Format(
        "dataset or article in JSON", frozenset({".json"}), "index.ingest.tables.json_documents", is_json
    ),
    "csv": Format(
        "dataset as a table: CSV, TSV",
        frozenset({".csv", ".tsv", ".tab", ".psv"}),
        "index.ingest.tables.separated",
        is_table,
    ),
    "markdown": Format(
        "Markdown, with front matter or without",
        frozenset({".md", ".markdown", ".mdown"}),
        "index.ingest.markdown.reader",
        is_markdown,
    ),
    "text": Format("plain text of saved pages", frozenset({".txt", ".text"}), "index.ingest.text.reader"),
}
"""By the name that `Source.format` has; the first that recognises some content reads it."""


_PAPERWORK = frozenset({"readme", "changelog", "contributing", "license", "licence"})


def is_paperwork(path: Path) -> bool:
    """Whether a file is called as those are that come with articles: README, LICENSE."""
    return Path(plain_name(path)).stem in _PAPERWORK


def format_of(path: Path, head: bytes, *, named: bool, mapped: bool = False) -> str | None:
    """The name of the format of a file that begins with `head`; None for one that this version does not read.

    Content decides before names. A name without a suffix announces nothing; in a walked
    folder it may be a Makefile or a licence, but a file that somebody `named` by hand is
    taken for text, or for a table where columns were `mapped`. A README of such a folder is about its articles, and none of them.
    """
    for name, kind in FORMATS.items():
        if kind.begins and kind.begins(head):
            return name
    nameless = (".csv" if mapped else ".txt") if named else ""
    suffix = Path(plain_name(path)).suffix or nameless
    if is_paperwork(path) and not named:
        return None
    return next((name for name, kind in FORMATS.items() if suffix in kind.suffixes), None)


def reader_of(name: str, path: Path) -> Reader:
    """The module that reads a format. Raises InputRejected, of the file at `path`, where its extra is not installed."""
    kind = FORMATS[name]
    try:
        return kind.reader()
    except ImportError as error:
        if kind.extra is None:
            raise
        raise InputRejected(
            path, f"{kind.summary} needs more: install it with: pip install 'newsmorgue[{kind.extra}]'"
        ) from error
