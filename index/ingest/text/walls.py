"""Walls: what a site says in the place of the rest of an article, to readers without an account.

It is known by its wording, because what pages call the box around it is different on every site, and is gone
in datasets, feeds and text. A sentence of a wall tells the reader to do something (log in, subscribe) in
order to read, or says for whom the text is, from its first word to its last. What is somebody's words is no wall, and
only the end of a text is looked at: papers write of paywalls too.
"""

import re
from functools import cache

_REACH = 200
"""Characters at the end of a text in which its wall begins."""
_LONGEST_EXCERPT = 1_500
"""Characters; what is shown before a wall is less, and nobody takes so much for a notice."""
_WORDS = """
subscribe subscriber subscribers subscription log login sign signup signin register registered member members account trial articles stories
abonnieren abonnenten abonnent abonnenten:innen abonnements abonnement anmelden einloggen registrieren loggen melden
mitglieder mitgliedern registrierte connectez-vous abonnez-vous inscrivez-vous identifiez-vous créez abonnés
inicia inicie suscríbete suscríbase suscribete suscribase regístrate regístrese registrate registrese suscriptores abonados registrados
accedi abbonati abbònati registrati effettua meld neem abonnee abonnees abonneer registreer faça assine assinantes
cadastre-se registe-se
"""
_SIGNS = frozenset(word + end for word in _WORDS.split() for end in ("", ".", ",", "!", "?", "…", "..."))
"""Words, one of which every wall has; a text without any at its end has none, by which most are told."""
_FEW_WORDS = 4
"""Words of a sentence beside a wall's that tells nothing: "Cancel any time."."""
_ANY = r"[^.!?:\"“”«»„]"
"""Anything within one sentence that is nobody's words."""
_END = r"[.!…]*"


def _told(do: str, in_order_to: str, read: str) -> str:
    """What tells the reader to do something in order to read, whichever stands first."""
    there, back = (
        rf"(?:{do})\b{_ANY}{{0,60}}?\b(?:{in_order_to}) ",
        rf"{_ANY}{{0,60}}?\b(?:{do})\b{_ANY}{{0,60}}",
    )
    return rf"{there}(?:{read})\b{_ANY}{{0,80}}|(?:{in_order_to}) (?:{read})\b{back}"


_SENTENCE = (
    "(?:"
    + "|".join(
        (
            _told(
                r"(?:please )?(?:log ?in|sign ?(?:in|up)|subscribe|register|become an? (?:\w+ )?(?:subscriber|member)"
                r"|create an? (?:free )?account|(?:start|activate) your (?:\w+ )?(?:trial|subscription))",
                "to|and",
                "continue|keep reading|read|access|view|unlock|finish|see the (?:full|rest)",
            ),
            rf"(?:this|the (?:full|rest of (?:this|the))) (?:\w+ )?(?:article|content|story|text|report|page)? ?is (?:for|{_ANY}{{0,40}}\b"
            rf"(?:available|accessible|reserved|exclusive|restricted|limited|only|free)\b{_ANY}{{0,20}}\b(?:to|for)) {_ANY}{{0,30}}"
            rf"\b(?:subscribers|members|registered (?:users|readers))\b{_ANY}{{0,40}}",
            rf"you(?:['’]ve| have) (?:read|reached|used|hit|exceeded)\b{_ANY}{{0,50}}\bfree (?:articles|stories)\b{_ANY}{{0,40}}",
            _told(
                r"(?:bitte )?(?:melden sie sich(?: \w+)? an|loggen sie sich(?: \w+)? ein|registrieren sie sich|abonnieren sie"
                r"|jetzt (?:anmelden|einloggen|registrieren|abonnieren)|anmelden|einloggen|registrieren)",
                "um|und",
                rf"{_ANY}{{0,60}}?(?:lesen|weiterlesen|weiterzulesen|freizuschalten|zugriff)",
            ),
            rf"(?:dieser|der(?: ganze| vollständige)?) (?:artikel|beitrag|text|inhalt) ist (?:{_ANY}{{0,30}}\bfür |unseren )?(?:\w+ )?(?:abonnent\w*|abonnenten:innen"
            rf"|abonnements?|mitglieder\w*|registrierte\w*)\b{_ANY}{{0,60}}",
            _told(
                r"(?:connectez|abonnez|inscrivez|identifiez)-vous|créez (?:un|votre) compte",
                "pour|afin de|et",
                "lire|lisez|continuer|poursuivre|accéder|découvrir|profiter",
            ),
            rf"(?:cet article|ce contenu|l['’]article|la suite(?: {_ANY}{{0,20}})?) est {_ANY}{{0,30}}(?:réservée?|accessible)"
            rf" {_ANY}{{0,20}}abonnés\b{_ANY}{{0,40}}",
            _told(
                r"(?:inici[ae] sesión|suscr[ií]b(?:ete|ase)|reg[ií]str(?:ate|ese))",
                "para|y",
                "leer|le[ae]|continuar|continúa|seguir|sigue|acceder",
            ),
            rf"(?:este|el) (?:artículo|contenido) es {_ANY}{{0,30}}\b(?:para|a) {_ANY}{{0,20}}"
            rf"(?:suscriptores|abonados|usuarios registrados)\b{_ANY}{{0,40}}",
            _told(
                r"accedi|abb[oò]nati|registrati|effettua (?:il login|l['’]accesso)",
                "per|e",
                "leggere|leggi|continuare|continua|proseguire|accedere",
            ),
            rf"(?:questo|l['’])? ?(?:articolo|contenuto) è {_ANY}{{0,30}}\bagli abbonati\b{_ANY}{{0,40}}",
            _told(
                r"log in|meld (?:je|u) aan|neem een abonnement|word abonnee|registreer(?: je)?|abonneer je",
                "om|en",
                rf"{_ANY}{{0,40}}?(?:lezen|lees)",
            ),
            rf"(?:dit|het) artikel is {_ANY}{{0,40}}\babonnees\b{_ANY}{{0,40}}",
            _told(
                r"faça (?:o )?login|inici[ae] sessão|assine|cadastre-se|registe-se",
                "para|e",
                "ler|leia|continuar|continue|acessar|aceder|acesse",
            ),
            rf"(?:este|o) (?:artigo|conteúdo) é {_ANY}{{0,30}}\b(?:para|a) assinantes\b{_ANY}{{0,40}}",
        )
    )
    + ")"
    + _END
)
_BETWEEN = re.compile(r"(?<=[.!?…»”])\s+|\n+")


def is_wall(line: str) -> bool:
    """Whether a line is a wall and nothing else: its first sentence is one's, and no other tells anything."""
    return (
        len(line) <= _REACH
        and _has_wall(line, 1)
        and all(_has_sign(each) or len(each.split()) <= _FEW_WORDS for each in _BETWEEN.split(line)[1:])
    )


def ends_at_wall(text: str) -> bool:
    """Whether one of the last sentences of a text is a wall's."""
    return len(text) <= _LONGEST_EXCERPT and _has_wall(text[-_REACH:])


def _has_wall(text: str, most: int | None = None) -> bool:
    """Whether one of the sentences of a text, of which `most` are looked at, is a wall's."""
    if not _has_sign(text):
        return False
    from index.ingest.text.site_lines import REPORTED  # few texts have such a word

    sentences = _BETWEEN.split(text)[:most]
    return any(_sentence().fullmatch(each) and not REPORTED.search(each) for each in sentences)


def _has_sign(text: str) -> bool:
    return not _SIGNS.isdisjoint(text.lower().split())


@cache
def _sentence() -> re.Pattern[str]:
    return re.compile(_SENTENCE, re.IGNORECASE)
