"""Bytes to text: the encodings that are read, those that are refused, and damage that is mended."""

import pytest
from invented_pages import FIRST, HEADLINE

from index.ingest.decoding import NotText, decode

FRENCH = "Les bateaux restent à quai. « Il n’y a plus rien à espérer », a déclaré une passagère âgée.\n" * 3
RUSSIAN = "Паром стоит у причала. Никто не знает, когда он пойдёт снова, сказала пассажирка.\n"
OTHERS = {
    "WINDOWS-1251": RUSSIAN,
    "KOI8-R": RUSSIAN,
    "GBK": "渡船停在码头。一位乘客说，没有人知道什么时候再开。\n",
    "BIG5": "渡船停在碼頭。一位乘客說，沒有人知道甚麼時候再開。\n",
    "SHIFT_JIS": "フェリーは桟橋にとまっている。いつ動くかだれも知らない。\n",
    "EUC-JP": "フェリーは桟橋にとまっている。いつ動くかだれも知らない。\n",
    "EUC-KR": "배는 부두에 서 있다. 언제 다시 떠날지 아무도 모른다고 승객은 말했다.\n",
}


def reason_for(raw: bytes) -> str:
    with pytest.raises(NotText) as refused:
        decode(raw)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_it_is_saved_in(encoding: str) -> None:
    text = "Café wall “gives way” – again\n"
    assert decode(text.encode(encoding)) == text


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


@pytest.mark.parametrize("encoding", OTHERS)
def test_text_of_another_script_is_refused_with_its_likely_encoding(encoding: str) -> None:
    raw = f"{HEADLINE}\n{FIRST}\n{OTHERS[encoding]}".encode(encoding)
    assert reason_for(raw) == (
        f"not UTF-8 but perhaps {encoding}; convert it first: iconv -f {encoding} -t UTF-8"
    )


def test_an_encoding_that_cannot_be_told_is_refused_too() -> None:
    assert reason_for(RUSSIAN.encode("cp866")) == "in an encoding other than UTF-8; convert it to UTF-8 first"


def test_bytes_that_are_no_letters_anywhere_are_refused() -> None:
    assert reason_for(b"wall \x81\x8d\x8f fell") == "neither UTF-8 nor Windows-1252 text"
