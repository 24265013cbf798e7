"""Detection: the language of a text that an input hands over whole, by the frequencies of its letter groups.

Resiliparse's detector knows a hundred languages and is some twenty times as fast as
counting words, but names one for any text, and its measure of distance grows as a text
gets shorter. So it is believed where the text is long enough and near enough; a shorter text is
first asked for the words of the languages that have a list of them, and all else is unknown.
"""

from resiliparse.parse.lang import detect_fast

from index.metadata.languages import LANGUAGES, language_of

ENOUGH_TEXT = 500
"""Characters of such a text."""
_CODES_LIST = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq
sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
TWO_LETTER_CODES = frozenset(_CODES_LIST.split())
"""Every code of ISO 639-1."""

_THREE_LETTERS_LIST = """
afr=af ara=ar ben=bn bul=bg cat=ca ces=cs cze=cs dan=da deu=de ger=de ell=el gre=el eng=en spa=es est=et eus=eu
baq=eu fas=fa per=fa fin=fi fra=fr fre=fr gle=ga glg=gl heb=he hin=hi hrv=hr hun=hu hye=hy arm=hy ind=id isl=is
ice=is ita=it jpn=ja kat=ka geo=ka kor=ko lit=lt lav=lv mkd=mk mac=mk msa=ms may=ms nep=ne nld=nl dut=nl nor=no
nob=no nno=no pol=pl por=pt ron=ro rum=ro rus=ru slk=sk slo=sk slv=sl sqi=sq alb=sq srp=sr swe=sv swa=sw tam=ta
tha=th tur=tr ukr=uk urd=ur vie=vi xho=xh zho=zh chi=zh cmn=zh zul=zu
"""
_NAMES_LIST = """
arabic=ar chinese=zh czech=cs danish=da dutch=nl english=en finnish=fi french=fr german=de greek=el hebrew=he
hindi=hi hungarian=hu indonesian=id italian=it japanese=ja korean=ko norwegian=no persian=fa polish=pl
portuguese=pt romanian=ro russian=ru spanish=es swedish=sv turkish=tr ukrainian=uk urdu=ur vietnamese=vi
deutsch=de français=fr español=es italiano=it português=pt nederlands=nl
"""
_THREE_LETTERS = dict(pair.split("=") for pair in _THREE_LETTERS_LIST.split())
_NAMES = dict(pair.split("=") for pair in _NAMES_LIST.split())

_SAMPLE = 1_000
_LONG = 700
"""Characters; in shorter text neighbours such as Danish and Norwegian are confused."""
_SHORTEST = 250
_FARTHEST = 380
_FARTHEST_IF_SHORT = 450
"""Of the detector's distances: Zulu, which it does not know, is farther from all that it knows."""
_OLD_CODES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "sh": "sr", "hbs": "sr"}
_BY_SCRIPT = frozenset({"ja", "zh"})
"""Kana tell these apart more surely than frequencies do."""


def detected_language(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text; None when there is too little to tell."""
    sample = text[:_SAMPLE]
    detected = _detected(sample) if len(sample) >= _SHORTEST else None
    if detected and len(sample) >= _LONG:
        return detected
    by_words = language_of(sample)
    return by_words or (detected if detected not in LANGUAGES else None)


def _detected(sample: str) -> str | None:
    code, distance = detect_fast(sample)
    farthest = _FARTHEST if len(sample) >= _LONG else _FARTHEST_IF_SHORT
    if distance > farthest or code in _BY_SCRIPT or code not in TWO_LETTER_CODES:
        return None
    return _OLD_CODES.get(code, code)


def stated_language(text: str) -> str | None:
    """The ISO 639-1 code that a language tag or name stands for ("en-GB", "eng", "German"); None for nonsense."""
    bare = text.strip().casefold()
    if len(bare) > 35:
        return None
    tag = bare.replace("_", "-").partition("-")[0]
    code = _THREE_LETTERS.get(tag) or _NAMES.get(bare) or tag
    code = _OLD_CODES.get(code, code)
    return code if code in TWO_LETTER_CODES else None
