"""Bytes to text: the encodings that are read, those that are refused, and damage that is mended."""

import pytest
from foreign_texts import TEXTS
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import FIRST, HEADLINE

from index.ingest.decoding import NotText, decode
from index.ingest.encodings import find_encodings
from index.ingest.wide import wide_encoding

FRENCH = "Les bateaux restent à quai. « Il n’y a plus rien à espérer », a déclaré une passagère âgée.\n" * 3
RUSSIAN = "Паром стоит у причала. Никто не знает, когда он пойдёт снова, сказала пассажирка.\n"
PLAIN = str.maketrans("“”„’‘–—«»", '"""\'\'--""', "£")
SAVED = [(language, encoding) for language, (encodings, _) in TEXTS.items() for encoding in encodings]


def reason_for(raw: bytes) -> str:
    with pytest.raises(NotText) as refused:
        decode(raw)
    return str(refused.value)


def in_encoding(text: str, encoding: str) -> str:
    """The text, with plain quotation marks where the encoding has no others."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(PLAIN)
    return text


@pytest.mark.parametrize(("language", "encoding"), SAVED)
def test_an_article_is_read_in_the_encodings_of_its_language(language: str, encoding: str) -> None:
    text = in_encoding(TEXTS[language][1], encoding)
    assert decode(text.encode(encoding)) == text
    assert decode(f"{HEADLINE}\n{FIRST}\n{text}".encode(encoding)).endswith(text)


@pytest.mark.parametrize(("language", "encoding"), SAVED)
def test_a_line_is_read_rightly_or_refused(language: str, encoding: str) -> None:
    for line in in_encoding(TEXTS[language][1], encoding).split(". "):
        raw = line.encode(encoding)
        found = find_encodings(raw)
        assert raw.isascii() or not found.is_certain or raw.decode(found.encodings[0]) == line


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_search_for_an_encoding(raw: bytes) -> None:
    find_encodings(raw)
    wide_encoding(raw)


def test_a_long_line_without_spaces_is_looked_at_only_in_part() -> None:
    text = "x" * 9_000 + TEXTS["zh-cn"][1] * 9_000
    assert decode(text.encode("gb18030")) == text


def test_a_line_that_two_languages_may_have_is_refused_with_their_encodings() -> None:
    raw = "Mestské zastupiteľstvo v utorok rozhodlo o zatvorení starého prístavu trajektov.".encode("cp1250")
    assert reason_for(raw) == (
        "not UTF-8 but perhaps WINDOWS-1250 or ISO-8859-2; convert it first: iconv -f WINDOWS-1250 -t UTF-8"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Işıl öğle üzeri".encode("cp1254"),
        "Thuyền vẫn".encode("utf-7") + b"\xcc\xec\xde\xd2",
        b"wall \x81\x8d\x8f fell",
    ],
)
def test_bytes_that_are_no_language_are_refused_without_a_guess(text: bytes) -> None:
    assert reason_for(text) == "not UTF-8, and in an encoding that cannot be told; convert it to UTF-8 first"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_it_is_saved_in(encoding: str) -> None:
    text = "Café wall “gives way” – again\n"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("language", ["en", "fr", "pl", "ru", "el", "he", "ar"])
def test_utf_16_without_a_mark_is_read(language: str, encoding: str) -> None:
    text = f"{TEXTS[language][1]}\r\n"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "raw",
    [
        b"wall\x00 \x00f\x00ell\x00, again and again",
        b"\x00" * 40,
        bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01" + b"\x00\x01" * 99,
    ],
)
def test_other_zero_bytes_are_no_utf_16(raw: bytes) -> None:
    assert wide_encoding(raw) is None
    assert reason_for(raw) in ("binary, not text", "empty")


@pytest.mark.parametrize(
    "text", ["CAFÉ “ÉTÉ”", "Smörgås på ön, sa Åsa Öberg: “Ååh!”", "Þá fór ég í bæinn", "café"]
)
def test_accented_text_in_windows_1252_is_not_taken_for_anything_else(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize("at", [0, 40, 200])
def test_a_bad_byte_in_utf_8_is_marked_and_the_rest_stays_utf_8(at: int) -> None:
    raw = FRENCH.encode()
    while raw[at] >= 0x80:
        at += 1
    assert decode(raw[:at] + b"\xff" + raw[at:]) == raw[:at].decode() + "\ufffd" + raw[at:].decode()


@pytest.mark.parametrize("cut", [1, 2])
def test_a_character_that_the_end_of_the_file_cuts_off_is_dropped(cut: int) -> None:
    raw = f"{FRENCH} “gives way”".encode()
    assert decode(raw[:-cut]) == f"{FRENCH} “gives way"


def test_many_bad_bytes_are_refused_with_the_offset_of_the_first() -> None:
    raw = FRENCH.encode() + b" \xe9 \xe8" * 6
    assert reason_for(raw) == f"UTF-8 with 12 bad bytes in it, the first at offset {len(FRENCH.encode()) + 1}"
