"""Languages: told by script or by the commonest words, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.metadata.languages import _CERTAIN as CERTAIN
from index.metadata.languages import _LEAST_HITS as LEAST_HITS
from index.metadata.languages import _WORD as WORD
from index.metadata.languages import _WORDS as WORDS
from index.metadata.languages import LANGUAGES, language_of


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The council said on Monday that the road was closed by the storm and would stay shut."),
        (
            "de",
            "Die Stadt hat am Montag mitgeteilt, dass die Straße nach dem Sturm nicht wieder geöffnet wird.",
        ),
        (
            "fr",
            "La mairie a annoncé que la route ne serait pas rouverte et que les habitants sont en sécurité.",
        ),
        (
            "es",
            "El alcalde dijo que los vecinos pueden volver, pero no se sabe si el puente se abrirá este año.",
        ),
        ("it", "Il sindaco ha detto che il ponte non sarà chiuso e che le strade della città sono sicure."),
        ("pt", "O governo disse que não vai fechar a ponte e que as obras continuam por mais dois meses."),
        ("nl", "De gemeente heeft gezegd dat de brug niet dicht gaat en dat het veilig is om er te wonen."),
        ("sv", "Kommunen meddelade att bron inte ska stängas och att det är säkert för de som bor där."),
        (
            "no",
            "Kommunen sier at broen ikke blir stengt etter stormen, men mange ble bedt om å holde seg hjemme.",
        ),
        (
            "da",
            "Kommunen siger, at broen ikke bliver lukket, men mange blev bedt om at blive væk efter stormen af politiet.",
        ),
        ("ru", "Мэрия сообщила, что мост не будет закрыт после шторма и что это было решение города."),
        ("uk", "Міська рада повідомила, що міст не буде закрито після шторму та що це було рішення міста."),
        ("ar", "قال رئيس البلدية إن الجسر لا يغلق من بعد العاصفة وقد عاد الناس إلى المدينة في المساء."),
        ("hi", "नगर परिषद ने कहा कि तूफान के बाद पुल को बंद नहीं किया जाएगा और यह सुरक्षित है।"),
        ("he", "העירייה הודיעה כי הגשר לא ייסגר לאחר הסערה."),
        ("el", "Ο δήμος ανακοίνωσε ότι η γέφυρα δεν θα κλείσει."),
        ("zh", "市政府宣布大桥在风暴之后不会关闭。"),
        ("ja", "市は嵐のあとも橋を閉鎖しないと発表した。"),
        ("ko", "시는 폭풍 이후에도 다리를 폐쇄하지 않는다고 밝혔다."),
        ("th", "เทศบาลประกาศว่าจะไม่ปิดสะพานหลังพายุ"),
    ],
)
def test_a_sentence_gives_its_language_away(code: str, text: str) -> None:
    assert language_of(text) == code


@pytest.mark.parametrize(
    "text", ["", "Storm shuts harbour road", "GSOMIA", "12 345 67", "A, B, C, D, E, F, G"]
)
def test_too_little_text_has_no_known_language(text: str) -> None:
    assert language_of(text) is None


def test_a_quotation_does_not_change_the_language_of_an_article() -> None:
    english = "The mayor was in the square and said to all of them that it was over. " * 3
    assert (
        language_of(english + "„Es ist nicht vorbei, das sage ich euch“, rief einer aus der Menge.") == "en"
    )


def test_a_text_half_in_one_language_and_half_in_another_has_none() -> None:
    english = "The mayor said that the road was closed by the storm."
    german = (
        "Die Stadt hat mitgeteilt, dass die Straße nach dem Sturm nicht wieder geöffnet wird und das ist es."
    )
    assert language_of(f"{english} {german}") is None


@given(st.text(max_size=400))
def test_every_text_has_a_two_letter_code_or_none(text: str) -> None:
    code = language_of(text)
    assert code is None or (len(code) == 2 and code.islower())


COMMON = sorted({word for words in WORDS.values() for word in words.split()})
OTHERS = ["bridge", "Sturm", "naïve", "l'été", "1,000", "नहीं"]


@given(st.lists(st.sampled_from(COMMON) | st.sampled_from(OTHERS), max_size=40).map(" ".join))
def test_the_language_by_words_is_that_whose_words_count_most_one_by_one(text: str) -> None:
    words = WORD.findall(text.casefold())
    languages = {word: [code for code in WORDS if word in WORDS[code].split()] for word in words}
    scores = {
        code: sum(
            words.count(word) / len(languages[word]) for word in sorted(languages) if code in languages[word]
        )
        for code in LANGUAGES
    }
    best, second = sorted(scores, key=lambda code: (-scores[code], code))[:2]
    hits = sum(best in languages[word] for word in words)
    lead = scores[best] / max(scores[second], 0.1)
    is_certain = hits >= LEAST_HITS and any(
        hits / len(words) >= share and lead >= least for share, least in CERTAIN
    )
    assert language_of(text) == (best if is_certain else None)
