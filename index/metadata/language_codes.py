"""Language codes: those of ISO 639-1, and the tags and names that are written for them."""

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
LANGUAGE_NAMES = dict(pair.split("=") for pair in _NAMES_LIST.split())
"""Codes by the names of languages, in small letters."""
_OLD_CODES = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ji": "yi", "sh": "sr", "hbs": "sr"}


def current_code(code: str) -> str:
    """The code that is used today for one that was given up, or for a written form of a language."""
    return _OLD_CODES.get(code, code)


def stated_language(text: str) -> str | None:
    """The ISO 639-1 code that a language tag or name stands for ("en-GB", "eng", "German"); None for nonsense."""
    bare = text.strip().casefold()
    if len(bare) > 35:
        return None
    tag = bare.replace("_", "-").partition("-")[0]
    code = current_code(_THREE_LETTERS.get(tag) or LANGUAGE_NAMES.get(bare) or tag)
    return code if code in TWO_LETTER_CODES else None
