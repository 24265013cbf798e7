"""Names of months and weekdays in the languages whose dates this archive reads.

Names are stored in small letters and without the full stop of an abbreviation. No two of
these languages use one name for different months, so that a date needs no language
to be read; a test keeps it so when a language is added. That leaves Croatian out, whose
"listopad" is a month before the Polish and Czech one.
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
_FURTHER_MONTHS = (
    # Danish, Norwegian, Swedish, Finnish, Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Greek, Russian, Ukrainian,
    # Indonesian, Malay, Arabic (of Egypt and of the Levant), Hebrew, Hindi; without what is written as above
    "tammikuuta tammikuu stycznia styczeń sty ledna leden januára január ianuarie ian ocak oca ιανουαρίου"
    " ιανουάριος ιαν января январь янв січня січень يناير ינואר जनवरी",
    "helmikuuta helmikuu lutego luty lut února únor februára február febr februarie şubat şub φεβρουαρίου"
    " φεβρουάριος φεβ февраля февраль фев лютого лютий pebruari فبراير شباط פברואר फरवरी फ़रवरी",
    "marts maaliskuuta maaliskuu marca marzec března březen március márc martie mart μαρτίου μάρτιος μαρ"
    " марта март мар березня березень maret mac مارس آذار מרץ מרס मार्च",
    "huhtikuuta huhtikuu kwietnia kwiecień kwi dubna duben apríla április ápr aprilie nisan nis απριλίου"
    " απρίλιος απρ апреля апрель апр квітня квітень أبريل ابريل نيسان אפריל अप्रैल",
    "maj toukokuuta toukokuu maja května květen mája május máj mayıs μαΐου μάιος μαϊ мая май травня травень"
    " مايو أيار מאי मई",
    "kesäkuuta kesäkuu czerwca czerwiec cze června červen júna június jún iunie iun haziran haz ιουνίου"
    " ιούνιος ιουν июня июнь июн червня червень يونيو حزيران יוני जून",
    "heinäkuuta heinäkuu lipca lipiec lip července červenec júla július júl iulie iul temmuz tem ιουλίου"
    " ιούλιος ιουλ июля июль июл липня липень julai يوليو تموز יולי जुलाई",
    "augusti elokuuta elokuu sierpnia sierpień sie srpna srpen augusta augusztus ağustos ağu αυγούστου"
    " αύγουστος αυγ августа август авг серпня серпень agustus ogos agu أغسطس اغسطس آب אוגוסט अगस्त",
    "syyskuuta syyskuu września wrzesień wrz září septembra szeptember szept septembrie eylül eyl"
    " σεπτεμβρίου σεπτέμβριος σεπ сентября сентябрь сен вересня вересень سبتمبر أيلول ספטמבר सितंबर सितम्बर",
    "lokakuuta lokakuu października październik paź října říjen októbra október octombrie ekim eki"
    " οκτωβρίου οκτώβριος οκτ октября октябрь окт жовтня жовтень أكتوبر اكتوبر אוקטובר अक्टूबर अक्तूबर",
    "marraskuuta marraskuu listopada listopad lis listopadu novembra noiembrie noi kasım kas νοεμβρίου"
    " νοέμβριος νοε ноября ноябрь ноя листопада листопад nopember نوفمبر נובמבר नवंबर नवम्बर",
    "desember des joulukuuta joulukuu grudnia grudzień gru prosince prosinec decembra decembrie aralık"
    " δεκεμβρίου δεκέμβριος δεκ декабря декабрь дек грудня грудень disember ديسمبر דצמבר दिसंबर दिसम्बर",
)

_WEEKDAYS: tuple[str, ...] = (
    # English, German, French, Spanish, Italian, Portuguese, Dutch; then the others as above
    "monday mon montag mo lundi lunes lunedì segunda-feira segunda maandag mandag måndag maanantai poniedziałek pondělí"
    " pondelok hétfő luni pazartesi δευτέρα понедельник понеділок senin isnin الاثنين الإثنين",
    "tuesday tue tues dienstag di mardi martes martedì terça-feira terça dinsdag tirsdag tisdag tiistai wtorek úterý"
    " utorok kedd marți salı τρίτη вторник вівторок selasa الثلاثاء",
    "wednesday wed weds mittwoch mi mercredi miércoles miercoles mercoledì quarta-feira quarta woensdag onsdag"
    " keskiviikko środa středa streda szerda miercuri çarşamba τετάρτη среда середа rabu الأربعاء",
    "thursday thu thur thurs donnerstag do jeudi jueves giovedì quinta-feira quinta donderdag torsdag torstai czwartek"
    " čtvrtek štvrtok csütörtök joi perşembe πέμπτη четверг четвер kamis khamis الخميس",
    "friday fri freitag fr vendredi viernes venerdì sexta-feira sexta vrijdag fredag perjantai piątek pátek piatok"
    " péntek vineri cuma παρασκευή пятница п'ятниця jumat jumaat الجمعة",
    "saturday sat samstag sonnabend sa samedi sábado sabado sabato zaterdag lørdag lördag lauantai sobota szombat"
    " sâmbătă cumartesi σάββατο суббота субота sabtu السبت",
    "sunday sun sonntag so dimanche domingo domenica zondag søndag söndag sunnuntai niedziela neděle nedeľa vasárnap"
    " duminică pazar κυριακή воскресенье неділя minggu ahad الأحد",
)


def plain_name(name: str) -> str:
    """What all spellings of a name in capitals and small letters share, the dotless i of Turkish among them."""
    return name.casefold().replace("i\u0307", "i").replace("ı", "i")


MONTHS_OF_WIRES: dict[str, int] = {
    name: number
    for number, languages in enumerate(_MONTHS, start=1)
    for names in languages
    for name in names.split()
}
"""Those that are looked for in the opening of every text, which each name makes slower."""

MONTHS: dict[str, int] = MONTHS_OF_WIRES | {
    name: number for number, names in enumerate(_FURTHER_MONTHS, start=1) for name in names.split()
}
"""Every name and abbreviation of a month in small letters, to its number from 1."""

WEEKDAYS: dict[str, int] = {
    name: number for number, names in enumerate(_WEEKDAYS, start=1) for name in names.split()
}
"""Every name and abbreviation of a weekday in small letters, to its number from 1 for Monday."""

MONTH_NUMBERS: dict[str, int] = {plain_name(name): number for name, number in MONTHS.items()}
WEEKDAY_NUMBERS: dict[str, int] = {plain_name(name): number for name, number in WEEKDAYS.items()}
"""The same by `plain_name`."""
