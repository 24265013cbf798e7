"""Names of months and weekdays in the languages whose dates this archive reads.

Names are stored casefolded and without the full stop of an abbreviation. No two of
these languages use one name for different months, so that a date needs no language
to be read; a test keeps it so when a language is added.
"""

_MONTHS: tuple[tuple[str, ...], ...] = (
    # English, German, French, Spanish, Italian, Portuguese, Dutch
    ("january jan", "januar jänner jan", "janvier janv", "enero ene", "gennaio gen", "janeiro", "januari"),
    ("february feb", "februar feber", "février fevrier févr fév", "febrero", "febbraio", "fevereiro fev",
     "februari"),
    ("march mar", "märz maerz mär mrz", "mars", "marzo", "marzo", "março marco", "maart mrt"),
    ("april apr", "april", "avril avr", "abril abr", "aprile", "abril", "april"),
    ("may", "mai", "mai", "mayo", "maggio mag", "maio", "mei"),
    ("june jun", "juni", "juin", "junio", "giugno giu", "junho", "juni"),
    ("july jul", "juli", "juillet juil", "julio", "luglio lug", "julho", "juli"),
    ("august aug", "august", "août aout", "agosto ago", "agosto", "agosto", "augustus"),
    ("september sept sep", "september", "septembre", "septiembre setiembre", "settembre set", "setembro",
     "september"),
    ("october oct", "oktober okt", "octobre", "octubre", "ottobre ott", "outubro out", "oktober"),
    ("november nov", "november", "novembre", "noviembre", "novembre", "novembro", "november"),
    ("december dec", "dezember dez", "décembre decembre déc", "diciembre dic", "dicembre", "dezembro",
     "december"),
)  # fmt: skip

_WEEKDAYS: tuple[str, ...] = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles miercoles jueves viernes sábado sabado domingo",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira",
    "segunda terça quarta quinta sexta",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
)

MONTHS: dict[str, int] = {
    name: number
    for number, languages in enumerate(_MONTHS, start=1)
    for names in languages
    for name in names.split()
}
"""Every name and abbreviation of a month, to its number from 1."""

WEEKDAYS: frozenset[str] = frozenset(name for names in _WEEKDAYS for name in names.split())
