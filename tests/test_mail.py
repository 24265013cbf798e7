"""Newsletters: the article in a message, and what its headers tell of it, which is little that is sure."""

from email.message import EmailMessage
from pathlib import Path
from quopri import encodestring

import pytest
from dataset_files import article_in, read

from index.article import Article
from index.ingest.sniffing_documents import is_mailbox, is_message

PARAGRAPHS = (
    "The Port Halden harbour wall will be rebuilt after the storm, the council said on Monday, to nobody's surprise.",
    "The fund pays for the stone, which comes from the quarry at Tidewater Head by barge, as it did the first time.",
    "It was quiet in the chamber, and the architect said that stone lasts longer than any council, or any mayor.",
)
ALSO = (
    "A storm stopped every ferry for nine days, and captains said that the harbour had never been so quiet."
)
BODY = "\n\n".join(PARAGRAPHS)
PAGE = (
    '<html><body><div style="display:none">Walls, ferries and more inside</div><table><tr><td><a href="x">View in'
    f" browser</a></td></tr><tr><td>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</td></tr><tr><td><p>{ALSO}</p>"
    '</td></tr><tr><td><p>You are receiving this email because you signed up.</p><p><a href="u">Unsubscribe</a></p>'
    "<p>12 Quay Street, Port Halden</p></td></tr></table></body></html>"
)
PLAIN = (
    f"View this email in your browser\n\n{BODY}\n\nUnsubscribe: https://x.example/u\n-- \nSent with care\n"
)
LIST = {
    "List-Id": '"The Halden Gazette" <news.haldengazette.com>',
    "List-Unsubscribe": "<https://x.example/u>",
}


def message(
    *,
    sender: str = "The Halden Gazette <news@haldengazette.com>",
    subject: str = "Harbour wall to be rebuilt – at last",
    plain: str = PLAIN,
    page: str = "",
    **headers: str,
) -> EmailMessage:
    made = EmailMessage()
    made["From"] = sender
    made["To"] = "reader@example.org"
    made["Subject"] = subject
    made["Date"] = "Tue, 4 Mar 2031 07:05:00 +0900"
    made["Message-ID"] = "<wall@haldengazette.com>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(plain)
    if page:
        made.add_alternative(page, subtype="html")
    return made


def article(tmp_path: Path, made: EmailMessage | bytes) -> Article:
    return article_in(tmp_path / "m.eml", made if isinstance(made, bytes) else made.as_bytes())


def test_a_newsletter_is_an_article_with_its_subject_for_headline(tmp_path: Path) -> None:
    read = article(tmp_path, message(page=PAGE, **{"List-Id": LIST["List-Id"]}))
    assert (read.title, read.outlet) == ("Harbour wall to be rebuilt – at last", "The Halden Gazette")
    assert (read.outlet_domain, read.authors, read.body_kind) == ("haldengazette.com", (), "full")
    assert read.published
    assert (read.published.value, read.published.offset) == ("2031-03-04T07:05:00", "+09:00")
    assert read.provenance["published"].where == "the Date header"


def test_the_page_in_a_message_is_read_whole_without_what_sending_it_adds(tmp_path: Path) -> None:
    assert article(tmp_path, message(page=PAGE)).body == f"{BODY}\n\n{ALSO}"


def test_plain_text_is_read_where_there_is_no_page(tmp_path: Path) -> None:
    assert article(tmp_path, message()).body == BODY


def test_lines_that_flow_are_one_paragraph(tmp_path: Path) -> None:
    flowed = message(plain=PLAIN.replace("council said ", "council said \n"))
    flowed.set_param("format", "flowed")
    assert article(tmp_path, flowed).body == BODY


@pytest.mark.parametrize(
    ("sender", "outlet", "authors"),
    [
        ("The Halden Gazette <news@haldengazette.com>", "The Halden Gazette", ()),
        ("Tideline <hello@tideline.example.com>", None, ()),
        ("Tideline <hello@tideline.com>", "Tideline", ()),
        ("Ada Brook <ada@example.org>", None, ("Ada Brook",)),
        ("Ada Brook <ada@adabrook.com>", None, ()),
        ('"Ada Brook from The Halden Gazette" <a@mail.example>', "The Halden Gazette", ("Ada Brook",)),
        ('"Brook, Ada" <ada@gmail.com>', None, ()),
        ("Gmail <no-reply@gmail.com>", None, ()),
        ("news@haldengazette.com", None, ()),
    ],
)
def test_an_outlet_is_believed_by_its_name_and_a_person_is_never_one(
    tmp_path: Path, sender: str, outlet: str | None, authors: tuple[str, ...]
) -> None:
    read = article(tmp_path, message(sender=sender, List_Unsubscribe="<https://x.example/u>"))
    assert (read.outlet, read.authors) == (outlet, authors)


def test_who_writes_to_one_reader_is_not_the_author_of_what_is_written(tmp_path: Path) -> None:
    assert article(tmp_path, message(sender="Ada Brook <ada@example.org>")).authors == ()


@pytest.mark.parametrize("mark", ["Fwd: ", "FW: Re: ", "WG: "])
def test_a_message_that_was_sent_on_keeps_nothing_of_who_sent_it_and_when(tmp_path: Path, mark: str) -> None:
    read = article(tmp_path, message(subject=f"{mark}Harbour wall to be rebuilt", **LIST))
    assert (read.title, read.outlet, read.published) == ("Harbour wall to be rebuilt", None, None)


GAZETTE = "The Halden Gazette <news@haldengazette.com>"


@pytest.mark.parametrize(
    "header",
    [
        "---------- Forwarded message ---------\nFrom: {0}\nDate: Tue, 4 Mar 2031 at 07:05\nSubject: {1}\nTo: <ada@x.example>",
        "Begin forwarded message:\n\nFrom: {0}\nSubject: {1}\nDate: March 4, 2031 at 7:05:00 AM GMT+9\nTo: ada@x.example",
        "-----Original Message-----\nFrom: {0}\nSent: Tuesday, March 4, 2031 7:05 AM\nTo: ada@x.example\nSubject: {1}",
        "-------- Weitergeleitete Nachricht --------\nBetreff: {1}\nDatum: Tue, 4 Mar 2031 07:05:00 +0900\nVon: {0}\nAn: ada@x.example",
        "---------- Forwarded message ---------\nDe : {0}\nDate: mar. 4 mars 2031 à 07:05\nSubject: {1}\nTo: <ada@x.example>",
        "________________________________\nDe: {0}\nEnviado: martes, 4 de marzo de 2031 7:05\nPara: ada@x.example;\n bo@x.example\nAsunto: {1}",
        "*Da:* {0}\n*Inviato:* martedì 4 marzo 2031 07:05\n*A:* ada@x.example\n*Oggetto:* {1}",
    ],
    ids=["gmail", "apple", "outlook", "thunderbird", "french", "spanish", "italian"],
)
def test_of_a_message_that_was_sent_on_the_header_is_read_that_its_text_shows(
    tmp_path: Path, header: str
) -> None:
    shown = header.format(GAZETTE, "Harbour wall to be rebuilt")
    read = article(
        tmp_path, message(sender="ada@x.example", subject="Fwd: Wall", plain=f"FYI\n\n{shown}\n\n{BODY}\n")
    )
    assert (read.title, read.outlet) == ("Harbour wall to be rebuilt", "The Halden Gazette")
    assert read.published
    assert (read.published.value[:16], read.body) == ("2031-03-04T07:05", BODY)


@pytest.mark.parametrize("mark", ["", "Begin forwarded message:"])
def test_of_the_page_of_a_message_that_was_sent_on_the_header_is_no_text(tmp_path: Path, mark: str) -> None:
    header = f"From: {GAZETTE}\nSent: Tuesday, March 4, 2031 7:05 AM\nTo: ada@x.example\nSubject: Wall"
    lines = header.replace("<", "&lt;").replace("\n", "<br>")
    page = f"<html><body><p>FYI</p><div>{mark}<div>{lines}</div></div><p>{'</p><p>'.join(PARAGRAPHS)}</p></body></html>"
    read = article(
        tmp_path, message(sender="ada@x.example", subject="Fwd: Wall", plain="See the page.", page=page)
    )
    assert (read.outlet, read.body) == ("The Halden Gazette", BODY)


def test_lines_right_below_a_header_that_is_shown_are_no_part_of_it(tmp_path: Path) -> None:
    shown = f"From: {GAZETTE}<br>Date: Tue, 4 Mar 2031 07:05<br>Subject: Wall".replace(
        "Gazette <news", "Gazette &lt;news"
    )
    page = f"<html><body><div>{shown}</div><div>{'</div><div>'.join(PARAGRAPHS)}</div></body></html>"
    read = article(
        tmp_path, message(sender="ada@x.example", subject="Fwd: Wall", plain="See the page.", page=page)
    )
    assert (read.title, read.body) == ("Wall", BODY)


def test_a_header_that_a_text_shows_further_down_is_part_of_it(tmp_path: Path) -> None:
    plain = f"{BODY}\n\nFrom: The Mayor <mayor@halden.example>\nSubject: The wall\nTo: All\n\nIt is gone.\n"
    read = article(tmp_path, message(plain=plain))
    assert read.outlet == "The Halden Gazette"
    assert "The Mayor <mayor@halden.example>" in read.body


def test_what_is_quoted_as_a_whole_is_read_as_what_was_sent(tmp_path: Path) -> None:
    quoted = "".join(f"> {line}\n" for line in f"From: {GAZETTE}\nSubject: Wall\n\n{BODY}".split("\n"))
    read = article(tmp_path, message(sender="Bo <bo@x.example>", subject="Re: Wall", plain=quoted))
    assert (read.title, read.outlet, read.section) == ("Wall", "The Halden Gazette", None)
    assert (read.published, read.body) == (None, BODY)


def test_the_text_s_own_headline_comes_before_the_subject_where_it_is_sure(tmp_path: Path) -> None:
    plain = f"Harbour wall to be rebuilt\n\nBy Ada Brook\n\n{BODY}\n"
    read = article(tmp_path, message(subject="Something to read", plain=plain))
    assert (read.title, read.authors, read.body) == ("Harbour wall to be rebuilt", ("Ada Brook",), BODY)


def test_the_name_of_the_list_is_no_part_of_the_headline(tmp_path: Path) -> None:
    read = article(tmp_path, message(subject="[Halden Gazette] Wall gives way", **LIST))
    assert read.title == "Wall gives way"


def test_a_message_is_the_same_article_wherever_it_was_saved(tmp_path: Path) -> None:
    one = article(tmp_path, message(page=PAGE))
    box = b"From x@example.org Tue Mar  4 07:05:00 2031\n" + message(page=PAGE).as_bytes()
    assert article_in(tmp_path / "all.mbox", box).id == one.id
    other = article(tmp_path, message(Archived_At="<https://haldengazette.com/wall>"))
    assert (other.url, other.id != one.id) == ("https://haldengazette.com/wall", True)


def test_attachments_are_not_read_and_messages_in_a_message_are(tmp_path: Path) -> None:
    outer = message(subject="Two for you", plain="See below.\n")
    outer.add_attachment(b"secret " * 99, maintype="text", subtype="plain", filename="notes.txt")
    outer.add_attachment(message())
    articles, reasons = read(tmp_path / "m.eml", outer.as_bytes())
    assert [one.title for one in articles] == ["Two for you", "Harbour wall to be rebuilt – at last"]
    assert ([one.source.member for one in articles], reasons) == (["1", "2"], [])
    assert not any("secret" in one.body for one in articles)


def test_headers_and_text_are_read_in_the_encoding_that_they_are_in(tmp_path: Path) -> None:
    head = (
        "From: =?iso-8859-1?q?H=E4rnebote?= <a@b.example>\nSubject: Öl im Hafen\nMessage-ID: <x>\n".encode()
    )
    kind = b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
    read = article(tmp_path, head + kind + encodestring("Das Öl läuft, sagte der Rat.".encode("latin-1")))
    assert (read.title, read.body) == ("Öl im Hafen", "Das Öl läuft, sagte der Rat.")


HEAD = b"From: a <a@b.example>\nDate: Tue, 4 Mar 2031 07:05:00 +0900\nMessage-ID: <x>\nMIME-Version: 1.0\n"
MIXED = b"Content-Type: multipart/mixed; boundary=b\n\n"


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        (b"".join(MIXED.replace(b"=b", b"=b%d" % n) + b"--b%d\n" % n for n in range(99)), "levels deep"),
        (b"Content-Type: message/rfc822\n\n" * 99, "no text"),
        (MIXED + b"--b\n\nx\n" * 20_000, "more than 10,000 parts"),
        (b"X: " + b"a" * 200_000 + b"\n\nhello", "headers of more than"),
        (b"Content-Type: a/b; " + b'a="b;' * 2_000 + b"\n\nhello", "of more than 4,096 characters"),
        (b"Content-Type: text/html\n\n" + b"<div>" * 9_000, "levels deep"),
        (b"\n" + b"word " * 1_100_000, "a text of more than 5 MB"),
        (b"Content-Transfer-Encoding: base64\n\naGVsb", "base64 is damaged"),
        (b"Content-Type: image/png\n\nabc", "no text in this message"),
        (b"\n\n", "no text in this message"),
    ],
    ids=["deep", "messages", "parts", "header", "structure", "page", "long", "base64", "picture", "empty"],
)
def test_a_message_made_to_hurt_is_rejected_with_its_reason(tmp_path: Path, rest: bytes, reason: str) -> None:
    articles, reasons = read(tmp_path / "m.eml", HEAD + rest)
    assert (articles, len(reasons)) == ([], 1)
    assert reason in reasons[0]


@pytest.mark.parametrize(
    "text",
    [
        b"From: our correspondent\nDate: today\n\nThe wall gave way.\n",
        b"From Monday 10:00 on the harbour is closed.\n\nThe wall gave way.\n",
        b"Title: Wall gives way\nDate: 2031-03-04\nAuthor: Ada Brook\n\nThe wall.\n",
        b"",
    ],
)
def test_a_text_that_begins_like_a_letter_is_none(text: bytes) -> None:
    assert not is_message(text)
    assert not is_mailbox(text)


def mailbox(*messages: bytes) -> bytes:
    return b"".join(
        b"From x@example.org Tue Mar  4 07:05:00 2031\n" + each.rstrip() + b"\n\n" for each in messages
    )


def test_every_message_of_a_mailbox_is_an_article_and_a_bad_one_is_rejected_alone(tmp_path: Path) -> None:
    made = [
        message(subject=f"Wall {n}", plain=f"The wall gave way {n} times.\n").as_bytes() for n in range(3)
    ]
    made = [each.replace(b"<wall@", b"<wall%d@" % n) for n, each in enumerate(made)]
    articles, reasons = read(
        tmp_path / "news.mbox", mailbox(made[0], HEAD + b"Content-Type: a/b\n\nx", *made[1:])
    )
    assert [(one.title, one.source.member) for one in articles] == [
        ("Wall 0", "1"),
        ("Wall 1", "3"),
        ("Wall 2", "4"),
    ]
    assert reasons == ["2: no text in this message"]


def test_a_message_that_is_cut_off_is_partial(tmp_path: Path) -> None:
    raw = message(page=PAGE).as_bytes()
    assert article(tmp_path, raw).body_kind == "full"
    assert article(tmp_path, raw[: raw.rindex(b"You are receiving")]).body_kind == "partial"


def test_a_sentence_that_begins_like_a_message_is_part_of_one(tmp_path: Path) -> None:
    plain = "The wall gave way.\n\nFrom the harbour came no word.\n\n>From Monday 10:00 on it is closed.\n"
    read = article_in(tmp_path / "news.mbox", mailbox(HEAD + b"Subject: W\n\n" + plain.encode()))
    assert read.body.split("\n\n")[1:] == [
        "From the harbour came no word.",
        "From Monday 10:00 on it is closed.",
    ]


def test_of_a_message_longer_than_any_only_the_beginning_is_held(tmp_path: Path) -> None:
    long = message().as_bytes().replace(b"MIME-Version: 1.0\n", b"MIME-Version: 1.0\nX: y\n")
    attached = (
        HEAD
        + MIXED
        + b"--b\n\nThe wall gave way.\n--b\nContent-Type: a/b\n\n"
        + (b"abcdefg" * 10 + b"\n") * 450_000
    )
    articles, reasons = read(tmp_path / "news.mbox", mailbox(attached, long))
    assert ([one.source.member for one in articles], reasons) == (["1", "2"], [])
