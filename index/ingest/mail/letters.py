"""Letters: the messages in one message, each to the article it is.

The subject is the headline, unless the text has one of its own that is sure. A message that was
sent on keeps nothing of who sent it on and when: that is not who wrote it. What its text shows of the
message that was sent on counts instead. Attachments are not read; messages within the message are, each as
an article.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from index.article import Article, Source
from index.ingest.claims import Claim, Claims, resolve
from index.ingest.documents import claims_of_text
from index.ingest.html.decoding import decode_page
from index.ingest.mail.forwarded import read_forwarded, without_header
from index.ingest.mail.senders import is_outlet, read_sender, read_subject
from index.ingest.mail.texts import claims_of_markup, plain_text, shown_text
from index.ingest.members import Origin
from index.ingest.mime import Part, decoded, header_text, is_cut_short, read_part, walk
from index.ingest.sniffing import is_html
from index.metadata.addresses import read_address

LARGEST = 25_000_000
"""Bytes of a message; what is behind them, as a rule of an attachment, is not looked at."""
_LARGEST_TEXT = 5_000_000


@dataclass(slots=True)
class _Letter:
    """One message, and the parts of it that are text, in order."""

    message: Part
    texts: list[Part] = field(default_factory=list)


def read_message(raw: bytes, origin: Origin, name: str | None, kind: str) -> Iterator[Article]:
    """The articles of a message, called `name` in its input; `kind` is the name of the format.

    Raises ValueError for a message without text, or one that is made to hurt.
    """
    message = read_part(raw)
    letters = [letter for letter in _letters(message) if letter.texts]
    if not letters:
        within = f" in its first {LARGEST // 1_000_000} MB" if len(raw) >= LARGEST else ""
        raise ValueError(f"no text in this message{within}")
    is_cut = len(raw) < LARGEST and is_cut_short(message)
    for number, letter in enumerate(letters, 1):
        several = f"{name}.{number}" if name else str(number)
        source = Source(str(origin.path), several if len(letters) > 1 else name, kind)
        claims = _claims(letter, origin)
        if is_cut and number == len(letters):
            claims = claims._replace(body_kind="partial")
        yield resolve(claims, source, origin.today)


def _letters(message: Part) -> list[_Letter]:
    letters: list[_Letter] = []
    for part, is_message in walk(message):
        if is_message:
            letters.append(_Letter(part))
        is_text = part.kind in ("text/plain", "text/html")
        if is_text and part.headers.get_content_disposition() != "attachment" and part.content.strip():
            letters[-1].texts.append(part)
    return letters


def _claims(letter: _Letter, origin: Origin) -> Claims:
    headers = letter.message.headers
    subject = read_subject(headers)
    is_sent_on = subject.is_forwarded
    page, text = _page(letter, origin, is_sent_on=is_sent_on) or (None, _plain_text(letter))
    if forwarded := read_forwarded(text, is_sent_on=is_sent_on):
        text, shown = forwarded.text, read_subject(forwarded.headers)
        subject, is_sent_on = shown if shown.text else subject, False
        if page:
            paragraphs = without_header(page.body.split("\n\n"), forwarded.over)
            page = page._replace(body="\n\n".join(paragraphs))
    said = page or _claims_of_plain(text, subject.text, origin)
    title = tuple(
        claim for claim in said.title if claim.confidence == "high" and not is_outlet(claim.value, None)
    )
    title += (Claim(subject.text, "the Subject header"),) if subject.text else ()
    title += said.title
    identity = header_text(headers, "Message-ID").strip("<> ")
    url = said.url or _archived(letter)
    claims = said._replace(
        title=title,
        url=url,
        language=said.language
        or _one(header_text(headers, "Content-Language"), "the Content-Language header"),
        supplied_id=("mail", identity) if identity and not url else None,
    )
    if is_sent_on:
        return claims
    sent = forwarded.headers if forwarded else headers
    sender = read_sender(sent)
    return claims._replace(
        outlet=sender.outlet + said.outlet,
        domain=sender.domain,
        agency=said.agency + sender.agency,
        authors=(*said.authors, sender.authors),
        published=said.published + _one(header_text(sent, "Date"), "the Date header"),
    )


def _page(letter: _Letter, origin: Origin, *, is_sent_on: bool) -> tuple[Claims, str] | None:
    """What the first page in a message claims that has a text; and if that was sent on, the page as text."""
    for part in letter.texts:
        raw = decoded(part)
        if part.kind == "text/html" or is_html(raw[: 1 << 16].lstrip()):
            encoding = part.headers.get_content_charset()
            claims = claims_of_markup(raw, encoding, today=origin.today)
            if claims.body:
                return claims, shown_text(raw, encoding) if is_sent_on else ""
    return None


def _plain_text(letter: _Letter) -> str:
    texts = [_plain(part) for part in letter.texts if part.kind == "text/plain"]
    return "\n\n".join(filter(str.strip, texts))


def _claims_of_plain(text: str, subject: str, origin: Origin) -> Claims:
    """What a text without markup says. Raises ValueError where there is none."""
    if not text.strip():
        raise ValueError("no text in this message")
    read = claims_of_text(text, path=origin.path, today=origin.today)
    if any(claim.confidence == "high" for claim in read.title) or not subject:
        return read
    return claims_of_text(
        text, path=origin.path, today=origin.today, title=Claim(subject, "the Subject header")
    )


def _plain(part: Part) -> str:
    raw = decoded(part)
    if len(raw) > _LARGEST_TEXT:
        raise ValueError(f"a text of more than {_LARGEST_TEXT // 1_000_000} MB")
    text = decode_page(raw, part.headers.get_content_charset())
    return plain_text(text, is_flowed=str(part.headers.get_param("format")).lower() == "flowed")


def _archived(letter: _Letter) -> tuple[Claim, ...]:
    """Where the message is on the web (RFC 5064)."""
    address = read_address(header_text(letter.message.headers, "Archived-At").strip("<> "))
    return _one(address or "", "the Archived-At header")


def _one(value: str, where: str) -> tuple[Claim, ...]:
    return (Claim(value, where),) if value else ()
