"""Senders: what the headers of a message tell of outlet and author, which is little that is sure.

A newsletter comes from a person, a desk, a paper, or a service that sends it for them, and the
same line of the headers names any of these. An outlet is believed where the name is one
that papers have, or is what the domain is called; a person is an author only of what was
sent to subscribers, and never an outlet. Who sends an article on has not written it.
"""

import re
from email.message import Message
from email.utils import parseaddr
from typing import NamedTuple

from index.ingest.claims import Claim
from index.ingest.mime import header_text
from index.ingest.text.outlets import is_press_name
from index.metadata.addresses import registrable_domain
from index.metadata.agencies import agency_named
from index.metadata.names import person_named
from index.metadata.people import outlet_key

_FOR = re.compile(
    r"(?P<who>.{3,60}?)(?:\s+(?:from|at|of|via|von|de|für|for)\s+|\s*[,|@•·]\s*|\s+[-–—]\s+)(?P<what>.{2,80})"
)
_SERVICES_LIST = """
aol beehiiv campaign-archive constantcontact fastmail feedblitz ghost gmail gmx google googlegroups googlemail groups
hotmail hubspot icloud mac mail mailchimp mailchimpapp mcsv me msn outlook posteo proton protonmail revue sendgrid
sendinblue substack t-online web yahoo yandex zoho
"""
_SERVICES = frozenset(_SERVICES_LIST.split())
_LIST_NAME = re.compile(r"\"?(?P<name>[^\"<>]*?)\"?\s*<[^<>]*>")
_FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|doorst|vs|vb)\s*:\s*", re.IGNORECASE)
_ANSWERED = re.compile(r"\s*(?:re|aw|antw|sv|r|rif)\s*(?:\[[0-9]{1,3}\])?\s*:\s*", re.IGNORECASE)
_TAG = re.compile(r"\[(?P<tag>[^\[\]]{1,60})\]\s*(?=\S)")
_LEAST_KEY = 4


class Sender(NamedTuple):
    """Who sent a message, as far as its headers tell."""

    outlet: tuple[Claim, ...] = ()
    domain: str | None = None
    """The outlet's own."""
    authors: tuple[Claim, ...] = ()
    agency: tuple[Claim, ...] = ()


class Subject(NamedTuple):
    """What a message is about."""

    text: str
    """Without the marks of answers, of forwarding, and of the list that it came through."""
    is_forwarded: bool


def is_list_mail(headers: Message) -> bool:
    """Whether a message went to subscribers."""
    return any(headers[name] for name in ("List-Id", "List-Unsubscribe", "List-Post", "Feedback-Id"))


def read_sender(headers: Message) -> Sender:
    """Read the headers of a message that nobody has sent on."""
    name, address = parseaddr(header_text(headers, "From"))
    name = name.strip(" \"'")
    domain = registrable_domain(address.rpartition("@")[2]) if "@" in address else None
    if agency_named(name):
        return Sender(agency=(Claim(name, "the From header", "medium"),))
    listed = _LIST_NAME.match(header_text(headers, "List-Id"))
    parted = _FOR.fullmatch(name)
    who = parted["who"] if parted and person_named(parted["who"]) else name
    for called, where in (
        (parted["what"] if parted else "", "the From header"),
        (name, "the From header"),
        (listed["name"].strip() if listed else "", "the List-Id header"),
    ):
        if is_outlet(called, domain):
            home = domain if domain and _is_called(called, domain) else None
            authors = _author(who, headers) if called != name else ()
            return Sender((Claim(called, where, "medium"),), home, authors)
    # A name that is all of the domain may be a person's page or a paper's.
    is_either = domain is not None and _is_called(name, domain)
    return Sender(authors=() if is_either else _author(who, headers))


def is_outlet(name: str, domain: str | None) -> bool:
    """Whether a sender's name is an outlet's: as papers are called, or as the domain is and no person can be."""
    if len(name) < _LEAST_KEY or "@" in name:
        return False
    return is_press_name(name) or (domain is not None and _is_called(name, domain) and not person_named(name))


def read_subject(headers: Message) -> Subject:
    """The subject, which is mostly the headline."""
    text = header_text(headers, "Subject")
    is_forwarded = False
    listed = outlet_key(header_text(headers, "List-Id"))
    while True:
        if match := _FORWARDED.match(text):
            is_forwarded = True
        elif not (match := _ANSWERED.match(text)):
            match = _TAG.match(text)
            if not match or outlet_key(match["tag"]) not in listed:
                return Subject(text.strip(), is_forwarded)
        text = text[match.end() :]


def _author(who: str, headers: Message) -> tuple[Claim, ...]:
    person = person_named(who) if is_list_mail(headers) else None
    return (Claim(person, "the From header", "medium"),) if person else ()


def _is_called(name: str, domain: str) -> bool:
    """Whether a domain is called after a name: "The Tidewater Post" and tidewaterpost.com."""
    label, key = outlet_key(domain.partition(".")[0]), outlet_key(name)
    if label in _SERVICES or domain.partition(".")[0] in _SERVICES or not key:
        return False
    return key == label or (min(len(key), len(label)) >= _LEAST_KEY and (key in label or label in key))
