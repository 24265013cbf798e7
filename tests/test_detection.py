"""The language of a text handed over whole."""

import pytest

from index.metadata.detection import detected_language
from index.metadata.language_codes import stated_language

TEXTS = {
    "en": "The harbour wall gave way shortly after midnight on Monday, sending water through the lower streets of the town.",
    "de": "Die Hafenmauer gab kurz nach Mitternacht nach, und das Wasser lief durch die unteren Straßen der Stadt.",
    "fr": "La digue a cédé peu après minuit, et l’eau a envahi les rues basses de la ville et la halle du marché.",
    "pl": (
        "Mur portowy runął tuż po północy w poniedziałek, a woda zalała dolne ulice miasta i halę targową. Nikt nie"
        " został ranny, powiedział burmistrz, ale czterdzieści rodzin musiało spędzić noc w sali gimnastycznej szkoły."
        " Rybacy ostrzegali przed tym od lat, lecz rada odkładała naprawę z powodu braku pieniędzy na kamień i stal."
    ),
    "vi": (
        "Bức tường cảng đã sụp đổ ngay sau nửa đêm thứ Hai, nước tràn vào các con phố thấp của thị trấn và chợ. Không"
        " có ai bị thương, hội đồng cho biết, nhưng khoảng bốn mươi hộ gia đình phải chuyển đến nhà thi đấu. Ngư dân"
        " đã cảnh báo về điều này trong nhiều năm, nhưng việc sửa chữa bị hoãn lại vì thiếu tiền mua đá và thép."
    ),
    "ja": "港の壁は月曜日の真夜中過ぎに崩れ、水が町の低い通りと市場に流れ込んだと、町役場が発表した。",
    "ar": (
        "انهار جدار الميناء بعد منتصف الليل بقليل يوم الاثنين، وتدفقت المياه إلى الشوارع المنخفضة في المدينة. وقال رئيس"
        " البلدية إن أربعين أسرة نقلت من البيوت التي كانت على الرصيف إلى قاعة الرياضة، بعد أن حذر الصيادون من هذا منذ سنوات."
    ),
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_of_some_length_is_recognised(language: str) -> None:
    assert detected_language(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Wall", "12 345", "Zzyx qwv plorp wugg " * 40])
def test_what_is_in_no_known_language_is_unknown(text: str) -> None:
    assert detected_language(text) is None


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("pt_BR", "pt"),
        ("deu", "de"),
        ("Spanish", "es"),
        ("iw", "he"),
        ("nn", "no"),
    ],
)
def test_a_language_is_stated_in_many_ways(stated: str, code: str) -> None:
    assert stated_language(stated) == code


@pytest.mark.parametrize("stated", ["", "xx", "en, de", "the", "undefined", "e", "x" * 99])
def test_a_nonsense_language_is_none(stated: str) -> None:
    assert stated_language(stated) is None
