"""Reuters-21578: what a document of the collection claims of its article.

All of it went over Reuters' wire, which makes Reuters the agency; no outlet is stated. Topics are the
indexers' and not the wire's, so they are no sections. A flash ("BRIEF") has a headline and, as its text,
a filler of the collection's: it is a stub. What the makers could not take apart ("UNPROC") has its
headline on the first line.
"""

import re

from index.article import Confidence
from index.ingest.claims import Claim, Claims
from index.ingest.sgml.elements import element, line, paragraphs_of, paragraphs_of_text, text_of
from index.metadata.datelines import read_dateline_field

_NUMBER = re.compile(r'<REUTERS\s[^<>]*\bNEWID="(\w{1,20})"', re.IGNORECASE)
_UNPROCESSED = re.compile(r'<TEXT\s[^<>]*"UNPROC"', re.IGNORECASE)
_SURE: Confidence = "high"
_LESS_SURE: Confidence = "medium"
_SIGN_OFF = re.compile(r"reuters?\W{0,5}(?:\^M)?", re.IGNORECASE)


def claims_of_reuters(document: str) -> Claims:
    """What a document says."""
    number, date = _NUMBER.match(document), line(document, "DATE")
    title = line(document, "TITLE")
    where, sure = "TITLE", _SURE
    paragraphs = paragraphs_of(element(document, "BODY") or "")
    if not paragraphs and _UNPROCESSED.search(document):
        title, _, text = text_of(element(document, "TEXT") or "").strip().partition("\n")
        where, sure, paragraphs = "the first line", _LESS_SURE, paragraphs_of_text(text)
    while paragraphs and (_SIGN_OFF.fullmatch(paragraphs[-1]) or not paragraphs[-1]):
        paragraphs.pop()
    dateline = read_dateline_field(line(document, "DATELINE"))
    return Claims(
        body="\n\n".join(paragraphs),
        title=(Claim(title.strip("* "), where, sure),),
        published=(Claim(date, "DATE"), Claim(date.partition(" ")[0], "DATE", _LESS_SURE)),
        place=(Claim(dateline.place, "DATELINE"),) if dateline and dateline.place else (),
        agency=(Claim("Reuters", "REUTERS"),),
        authors=((Claim(line(document, "AUTHOR"), "AUTHOR"),),),
        supplied_id=("Reuters-21578", number[1]) if number else None,
    )
