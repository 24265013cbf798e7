"""The encodings of pages: what is declared, what is true, and what was decoded twice."""

import pytest
from web_pages import page, read_web

from index.ingest.html.decoding import decode_page, repaired

FRENCH = "<p>L’été à la mer : la digue a cédé peu après minuit, près du marché couvert, où dormaient des pêcheurs.</p>"
RUSSIAN = (
    "<p>Портовая стена рухнула вскоре после полуночи в понедельник, и вода залила нижние улицы города.</p>"
)
JAPANESE = "<p>港の壁は月曜日の真夜中過ぎに崩れ、水が町の低い通りに流れ込んだと、町役場が発表した。</p>"


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "utf-8", "iso-8859-1"),
        (FRENCH, "cp1252", "iso-8859-1"),
        (FRENCH, "cp1252", "utf-8"),
        (FRENCH, "cp1252", "no-such-encoding"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "cp1251", None),
        (JAPANESE, "shift_jis", "shift_jis"),
        (JAPANESE, "euc-jp", "euc-jp"),
        (JAPANESE, "iso-2022-jp", "iso-2022-jp"),
        (FRENCH, "utf-16", None),
        (FRENCH, "utf-8-sig", None),
    ],
)
def test_a_page_is_decoded_by_what_is_true_before_what_it_says(
    text: str, encoding: str, declared: str | None
) -> None:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    markup = f"<html><head>{head}</head>{text * 3}"
    assert text in decode_page(markup.encode(encoding))


def test_what_the_transfer_said_is_believed_before_the_page() -> None:
    markup = f'<meta charset="iso-8859-1">{RUSSIAN}'
    assert RUSSIAN in decode_page(markup.encode("cp1251"), "windows-1251")


def test_a_few_bad_bytes_do_not_make_a_page_anything_else() -> None:
    raw = (FRENCH * 5).encode() + b"\xe9\xff"
    assert FRENCH in decode_page(raw)


def test_text_that_was_decoded_wrongly_is_repaired_in_title_and_body() -> None:
    twice = page(text=FRENCH * 3, heading="La digue cède à minuit").encode().decode("cp1252")
    article = read_web(twice.encode())
    assert article.title == "La digue cède à minuit"
    assert "marché couvert" in article.body


@pytest.mark.parametrize("text", ["SÃO PAULO", "CAFÉ À LA CARTE", "Â ton tour", "São João", "naïve", "plain"])
def test_text_that_was_not_decoded_wrongly_is_left_alone(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize("raw", [b"\x00<p>\x01a</p>", b"\xff\xfe\x00", bytes(range(256)), b"\xfe\xff"])
def test_no_bytes_are_refused_by_decoding_alone(raw: bytes) -> None:
    assert "\x00" not in decode_page(raw)
