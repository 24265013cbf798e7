"""Alphabets: the letters and the commonest words of languages, and the encodings that they were saved in.

Latin alphabets are given without ASCII. The words are those that few other languages have, because they
decide between readings of the same bytes, see `encodings`; what language an article is in, others decide.
"""

from typing import NamedTuple

COMMONEST = "cp1252"
"""The encoding of most old text, of western languages under Windows."""


class Alphabet(NamedTuple):
    """How one language is written."""

    encodings: tuple[str, ...]
    """The commonest first."""
    letters: str
    """Other than those of ASCII, in lower case; with `-` between the ends of a range."""
    words: str


_WEST = ("cp1252", "mac_roman", "cp850")
_CENTRAL = ("cp1250", "iso8859-2", "cp852")
_BALTIC = ("cp1257",)
_CYRILLIC = ("cp1251", "iso8859-5", "mac_cyrillic")

ALPHABETS = {
    "en": Alphabet(
        _WEST,
        "áàâäãåæçéèêëíïñóôöøõúüß",
        "the of and in that is for it with as was by at be from has his have are not said",
    ),
    "de": Alphabet(
        _WEST,
        "äöüßé",
        "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine auch es hat über",
    ),
    "fr": Alphabet(
        _WEST,
        "àâæçéèêëîïôœùûüÿ",
        "le la les de des et en un une du que dans pour qui par sur au est pas plus avec ce il été à où même très",
    ),
    "es": Alphabet(
        _WEST,
        "áéíñóúü",
        "el la de que y en los se del las un por con una su para es al lo como más según está qué",
    ),
    "pt": Alphabet(
        _WEST,
        "áâãàçéêíóôõúü",
        "de que e do da em um para os com não uma no na por se mais dos como foi ao também são",
    ),
    "it": Alphabet(
        _WEST,
        "àèéìíòóùú",
        "il di che e la in un per è una del con non da le si dei sono al della nel ha più anche già",
    ),
    "ca": Alphabet(
        _WEST,
        "àçèéíïòóúü·",
        "el la els les de del que en un una per amb no és han als aquest aquesta més com també",
    ),
    "nl": Alphabet(
        _WEST,
        "éëïóèüöá",
        "de het een van en in is dat op te zijn met voor niet aan er ook die om als bij naar maar",
    ),
    "sv": Alphabet(
        _WEST, "åäöé", "och att det är en som på av för med den till inte har de ett om var från han"
    ),
    "da": Alphabet(
        _WEST, "æøåé", "og at det er en af til på som de for der med ikke den har et var blev efter"
    ),
    "no": Alphabet(
        _WEST, "æøåéòô", "og det er på til som en av for at har med de ikke den et fra om ble etter sier"
    ),
    "fi": Alphabet(
        _WEST, "äöåšž", "ja on ei se että oli hän mutta ovat myös kun kuin joka sen ole mukaan sekä tämä"
    ),
    "is": Alphabet(
        _WEST, "áðéíóúýþæö", "og að er í á það sem við til um var en af ekki með hann segir því fyrir þetta"
    ),
    "et": Alphabet(
        ("cp1257", "cp1252"), "äõöüšž", "ja on ei see et oli ta mis kui ka oma aga või ning tema selle"
    ),
    "pl": Alphabet(
        _CENTRAL,
        "ąćęłńóśźż",
        "w i na z się nie że o jest jak od przez po dla za który są oraz był tym ale co już",
    ),
    "cs": Alphabet(
        _CENTRAL, "áčďéěíňóřšťúůýž", "v se na je že o s z do i k ve pro za by ale jako jsou který podle po"
    ),
    "sk": Alphabet(
        _CENTRAL, "áäčďéíĺľňóôŕšťúýž", "v sa na je že o s z do aj k vo pre za by ale ako sú ktorý podľa po"
    ),
    "hu": Alphabet(
        _CENTRAL, "áéíóöőúüű", "a az és hogy nem is egy ez volt meg csak már még mint el ha szerint azt aki"
    ),
    "hr": Alphabet(
        _CENTRAL, "čćđšž", "je u i se na da su za od s će koji to bi što kao iz nije ne o sve ali rekao"
    ),
    "ro": Alphabet(_CENTRAL, "ăâîşţ", "şi și de în a la cu că o un din pe nu este pentru mai au care va vor"),
    "tr": Alphabet(
        ("cp1254", "cp857"), "çğıöşüâîû", "ve bir bu için ile de da olarak çok daha gibi olan her en iki dedi"
    ),
    "lt": Alphabet(
        _BALTIC, "ąčęėįšųūž", "ir yra kad į su iš tai bet kaip ne už buvo po apie jau tik dar per į sakė"
    ),
    "lv": Alphabet(
        _BALTIC, "āčēģīķļņšūž", "un ir ka no ar par uz kas tas bet arī lai pēc ne vai tika kā gadā pie"
    ),
    "ru": Alphabet(
        (*_CYRILLIC, "koi8-r", "cp866"),
        "а-яё",
        "в и не на что с по как из к это у за от его для он о же был при так",
    ),
    "uk": Alphabet(
        (*_CYRILLIC, "koi8-u", "cp1125"),
        "а-щьюяєіїґ",
        "в і не на що з та до у за від це його про для він є був та й",
    ),
    "bg": Alphabet(
        _CYRILLIC, "а-ъьюя", "и на да в за се от са не че по с е ще към това но при след до който каза"
    ),
    "sr": Alphabet(
        _CYRILLIC, "абвгдђежзијклљмнњопрстћуфхцчџш", "и у је да се на су за од са као није који али до ће то"
    ),
    "el": Alphabet(
        ("cp1253", "iso8859-7"),
        "α-ωάέήίόύώϊϋΐΰς",
        "και το να του της η την που με τον στο από για των οι θα στην ο τα",
    ),
    "he": Alphabet(
        ("cp1255", "iso8859-8"), "א-ת", "של את על לא הוא עם זה כי גם אמר היא אל בין אך כל או הם ביום"
    ),
    "ar": Alphabet(
        ("cp1256", "iso8859-6"),
        "ء-ي،؟؛ً-ْـ",
        "في من على إلى أن عن التي الذي مع هذا هذه كان بعد قال ما لا إن وقال",
    ),
    "fa": Alphabet(
        ("cp1256",), "ء-ي،؟؛ً-ْـپچژگک\u200c", "در به از که اين را با است برای آن می های بر تا شد يک خود هم"
    ),
    "th": Alphabet(("cp874",), "ก-๛", "การ ที่ ของ และ ใน เป็น ได้ ว่า ให้ มี จะ ไม่ นี้ ไป"),
    "zh-cn": Alphabet(
        ("gb18030",),
        "\u3000-\u303f\uff00-\uffee一-鿿",
        "的 一 是 在 不 了 有 和 人 这 中 大 为 上 个 国 我 以 要 他 时 来 到 说 年 日 市 会 定",
    ),
    "zh-tw": Alphabet(
        ("big5",),
        "\u3000-\u303f\uff00-\uffee一-鿿",
        "的 一 是 在 不 了 有 和 人 這 中 大 為 上 個 國 我 以 要 他 時 來 到 說 年 日 市 會 定",
    ),
    "ja": Alphabet(
        ("cp932", "euc_jp"),
        "\u3000-\u30ff\uff00-\uffee一-鿿",
        "の は を に が で と し た い る て な も れ さ こ か ら 、 。",
    ),
    "ko": Alphabet(
        ("cp949",),
        "\u3000-\u303f\uff00-\uffee가-힣一-鿿",
        "이 다 는 의 에 을 를 가 한 고 은 하 지 로 기 사 도 시 자 해 어 인 서",
    ),
}
WITHOUT_SPACES = frozenset({"th", "zh-cn", "zh-tw", "ja", "ko"})
"""Languages whose words are looked for anywhere."""
