"""Wire services: one table of their names and of the forms in which they are credited.

A form counts as a credit only where a credit stands (a dateline, a byline, a line of
its own): "told NHK" or "Reuters reported" in running text is a mention. So the
look-up takes a whole string, never searches in one, and minds case: "PA" is a
credit, "pa" is not.
"""

import re

_FORMS: dict[str, tuple[str, ...]] = {
    "Agence France-Presse": ("AFP", "Agence France Presse", "AFP-JIJI"),
    "Agência Brasil": (),
    "Agencia EFE": ("EFE", "Agencia Efe"),
    "Agerpres": ("AGERPRES",),
    "Anadolu Agency": ("AA", "Anadolu", "Anadolu Ajansı"),
    "ANI": ("Asian News International",),
    "ANP": ("Algemeen Nederlands Persbureau",),
    "ANSA": ("Ansa",),
    "Antara": ("ANTARA", "Antara News"),
    "APA": ("Austria Presse Agentur",),
    "Associated Press": ("AP", "The Associated Press", "AP News", "Associated Press Newswires"),
    "Australian Associated Press": ("AAP",),
    "Belga": ("BELGA", "Belga News Agency"),
    "Bernama": ("BERNAMA",),
    "Bloomberg": ("Bloomberg News",),
    "BTA": ("Bulgarian News Agency",),
    "Canadian Press": ("CP", "The Canadian Press", "La Presse Canadienne"),
    "ČTK": ("CTK", "Czech News Agency"),
    "Deutsche Presse-Agentur": ("dpa", "DPA", "dpa International"),
    "Dow Jones Newswires": (),
    "epd": ("Evangelischer Pressedienst",),
    "Estadão Conteúdo": ("Agência Estado",),
    "Europa Press": ("EUROPA PRESS",),
    "HINA": (),
    "IANS": ("Indo-Asian News Service",),
    "Inter Press Service": ("IPS",),
    "Interfax": ("INTERFAX", "Interfax-Ukraine"),
    "IRNA": ("Islamic Republic News Agency",),
    "Jiji Press": ("JIJI", "Jiji"),
    "KCNA": ("Korean Central News Agency",),
    "Keystone-SDA": ("SDA", "sda", "Keystone-ATS", "ATS"),
    "KNA": ("Katholische Nachrichten-Agentur",),
    "Kyodo News": ("KYODO", "Kyodo"),
    "Lusa": ("LUSA",),
    "MTI": ("Magyar Távirati Iroda",),
    "NTB": (),
    "PA Media": ("PA", "Press Association", "The Press Association", "PA Media"),
    "PAP": ("Polska Agencja Prasowa",),
    "Press Trust of India": ("PTI",),
    "Reuters": ("Thomson Reuters", "Reuters News", "Reuters News Agency"),
    "RIA Novosti": ("RIA", "RIA-Novosti"),
    "Ritzau": ("Ritzaus Bureau",),
    "Saudi Press Agency": ("SPA",),
    "SID": ("sid", "Sport-Informations-Dienst"),
    "STT": ("STT-Lehtikuva",),
    "Tanjug": ("TANJUG",),
    "TASS": ("Tass", "ITAR-TASS", "Itar-Tass"),
    "Télam": ("Telam",),
    "Tribune News Service": ("TNS",),
    "TT": ("TT Nyhetsbyrån", "Tidningarnas Telegrambyrå"),
    "Ukrinform": (),
    "United News of India": ("UNI",),
    "UPI": ("United Press International",),
    "WAM": ("Emirates News Agency",),
    "Xinhua": ("Xinhua News Agency", "Xinhuanet"),
    "Yonhap": ("Yonhap News Agency", "Yonhap News"),
}

_BY_FORM: dict[str, str] = {
    variant: name
    for name, forms in _FORMS.items()
    for form in (name, *forms)
    for variant in (form, form.upper() if len(form) > 3 else form)
}
_STAFF = re.compile(r"(?:\s+(?:staff|Staff|STAFF)(?:\s+(?:writers?|Writers?|reporters?|Reporters?))?)$")

AGENCY = "|".join(sorted(map(re.escape, _BY_FORM), key=len, reverse=True))
"""A regular expression for any credited form, longest first; compile it with regard to case."""


def agency_named(text: str) -> str | None:
    """The wire service that the whole of `text` credits, by its full name, or None.

    "Reuters Staff" and "(AP)" credit one; "Reuters reporter Jane Doe" does not.
    """
    bare = " ".join(text.split()).strip("()[] \t/").removeprefix("©").strip()
    return _BY_FORM.get(_STAFF.sub("", bare))
