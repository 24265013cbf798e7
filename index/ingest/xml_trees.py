"""XML of other people: parsed without entities, without a DTD, without a network, and within limits.

What is no XML is parsed once more, by a parser that goes on behind errors, with every ampersand that
XML does not know taken for text, of which HTML may know more later. A declaration of the
document's type is left out before a parser sees it; where it declares entities, the document is refused.
"""

import re
from collections.abc import Mapping

from lxml import etree

GUARDS: Mapping[str, bool] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""What every parser of XML from outside is told."""
_MOST_TAGS = 500_000
_DECLARATIONS = re.compile(
    r"\s*(?:<\?xml\b[^>]*\?>)?\s*(?:<!--.*?-->\s*)*(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\][^>]*)?>)?",
    re.DOTALL | re.I,
)
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_LIMITS = frozenset(
    {etree.ErrorTypes.ERR_INTERNAL_ERROR, etree.ErrorTypes.ERR_RESOURCE_LIMIT}  # by the version of libxml2
)


def parse_xml(markup: str) -> tuple[etree._Element, str | None]:
    """The root of a document that may hold errors, and why it ends before its end, if it does.

    Raises ValueError for what is no XML, or made to hurt.
    """
    if "<!ENTITY" in markup:
        raise ValueError("declares entities, which no news needs")
    if markup.count("<") > _MOST_TAGS:
        raise ValueError(f"more than {_MOST_TAGS:,} elements")
    markup = _DECLARATIONS.sub("", markup, count=1)
    try:
        return etree.fromstring(markup.encode(), _parser(recover=False)), None
    except etree.XMLSyntaxError as error:
        parser = _parser(recover=True)
        root = etree.fromstring(_BARE_AMPERSAND.sub("&amp;", markup).encode(), parser)
        if root is None:
            raise ValueError(f"no XML: {error.msg}") from error
        name = f"{root.prefix}:" if root.prefix else ""
        if f"</{name}{etree.QName(root).localname}" not in markup:
            return root, "cut short: its last item is not whole"
        limits = [entry.line for entry in parser.error_log if entry.type in _LIMITS]
        return root, f"not read from line {limits[0]:,} on: nested too deeply" if limits else None


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8",
        recover=recover,
        **GUARDS,
        collect_ids=False,
    )
