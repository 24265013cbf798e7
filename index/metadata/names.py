"""Names of people, as a line of type shows them: capitalised words, particles, initials.

There is no list of names here, only of what no person is called: words, and the few
institutions whose names look like a person's. A line that could be a headline, a desk
or a section is refused, because an invented author is worse than none; single-word
names count only behind a label that promises one.
"""

import re

_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:['’.-]{1,2}[^\W\d_]+)*\.?")
_PARTICLES_LIST = """
de da do dos das di del della der den van von vom zu zur ter ten te la le el al bin ibn abu ben bint af
av y e o' d' st
"""
_PARTICLES = frozenset(_PARTICLES_LIST.split())
_NOT_A_PERSON_LIST = """
a about admin administrator after against agencies agency all an analysis and anonymous another any are
as asia associated association at author authors based be before board broadcasting bureau but by
channel chief city college column commentary committee company contributor contributors correspondent
correspondents daily department desk digital division editor editorial editors europe every for
foundation from gazette global group guest guide has herald his house how if in institute international
is it its journal law limited live local ltd magazine mail management means media member ministry monday
my national nature network network's new news newsdesk newspaper newsroom no not observer office on one
online opinion or our own party photo police politics post press proxy public radio report reported
reporter reporters research review saturday section service services special sport sports staff standard
star state sunday team television than that the their these this thursday time times to today tribune
tuesday two university unknown update us user video was way we web webmaster wednesday week weekly what
when where who why will wire with world writer writers yesterday you your friday redaktion redacción
redazione rédaction redactie agentur agencia agence agenzia
"""
_COMMON_WORDS_LIST = """
accident acclaim accord account agreement air alliance allies alone app appeal application appointment
appreciation arena army arrangement artificial authority bank bicycle bike boat bot bus bylaw canal capital
car century charter chatgpt choice choir civil club clubs coalition college command common computer
conference congress consensus consent constitution content contract corp corporation council coup court
crook custom daylight decision decree default definition degrees demand democracy design dictatorship direct
divine embassy error estimate estimates evening evidence executive exhibition expert experts fc federation
fire firefighters flight force forces friends gpt holdings hook hospital host human hunger inc influence
instinct intelligence invitation lawsuit league levee lottery luck machine majority memory merger military
miners mistake mob mouth mutual navy necessity neighbours number numbers numerous orchestra order orders
parents parliament participants partner partners passengers permission phone plane plus popular popularity
principle pro product productions programme project proportional protest protesters providence quality rail
random readers records referendum request residents resort restaurant results return right rights rote
satellite school sea secret senate server sheer ship sight society software soldiers sponsor sponsored squad
standards strike students studio studios subscription supporters surprise survey taxpayers teachers telegram
telephone theatre tram treaty trust unanimous underground union unit victims victory virus voice volunteers
vote voters votes walk water weekend women workers yacht
"""
_NOT_A_PERSON = frozenset(_NOT_A_PERSON_LIST.split()) | frozenset(_COMMON_WORDS_LIST.split())
_INSTITUTIONS_LIST = """
al ahram, al arabiya, al hayat, al jazeera, al mayadeen, bear stearns, berkshire hathaway, coca cola, credit
suisse, de telegraaf, de volkskrant, der spiegel, der standard, deutsche welle, die presse, die welt, die
zeit, el mundo, el pais, el país, el periódico, el universal, fannie mae, freddie mac, goldman sachs,
hewlett packard, jp morgan, la croix, la nación, la repubblica, la stampa, la vanguardia, le figaro, le
monde, le parisien, le soir, le temps, lehman brothers, merrill lynch, morgan stanley, médecins sans
frontières, rolls royce, saudi arabia, saudi aramco, sinn féin, standard chartered, wells fargo
"""
INSTITUTIONS = frozenset(" ".join(name.split()) for name in _INSTITUTIONS_LIST.split(","))
"""Papers and companies that are called like people, in small letters."""
_PLACE_WORDS_LIST = """
abu addis baton bay beach big black boca buenos cape carolina cedar city colorado coral corpus costa county
dakota des east el falls fort grand great green hampshire heights ho hong island islands jersey kansas korea
kuala la lake las le little long los lower mexico mount new niagara north oklahoma palm panama park phnom
port porto puerto rapids red republic rio rock rouge saint salt san santa santo sao saudi sierra sioux south
springs sri st state states são tel the town united upper valley vatican villa virginia west white zealand
"""
_PLACE_WORDS = frozenset(_PLACE_WORDS_LIST.split())
_ROLE_TAIL = re.compile(
    r"\s+(?:in|at|for|of|from|with|reports?|reporting|aus|à|en|da)\s+[^\W\d_].*$"
    r"|\s+(?:(?:staff|senior|chief|political|science|foreign|business|sports?|special|our|freelance)\s+)*"
    r"(?:writer|reporter|correspondent|editor|columnist|journalist|contributor)s?$",
    re.IGNORECASE,
)


def person_named(text: str, *, least_words: int = 2) -> str | None:
    """The person that the whole of `text` names, white space made single; None if it may be anything else."""
    name = " ".join(text.split()).strip(" ,;:*·•|-–—")
    words = name.split(" ")
    if not least_words <= len(words) <= 6 or len(name) > 60 or not words[0]:
        return None
    for word in words:
        bare = word.casefold().rstrip(".")
        if bare in _NOT_A_PERSON or not _WORD.fullmatch(word):
            return None
        if not word[0].isupper() and word[0].lower() != word[0].upper() and bare not in _PARTICLES:
            return None
    if (
        name.casefold() in INSTITUTIONS
        or len(words[-1].rstrip(".")) < 2
        or len({word.casefold() for word in words}) < len(words)
        or all(word.casefold() in _PARTICLES for word in words)
    ):
        return None
    if words[0][0].islower() and len(words) < 3:
        return None
    return name


def may_be_a_place(name: str) -> bool:
    """Whether a name of two words or more could be a town's as well ("Port Harbour", "Salt Lake City")."""
    words = [word.casefold().rstrip(".") for word in name.split()]
    return name.isupper() or words[0] in _PLACE_WORDS or words[-1] in _PLACE_WORDS


def without_role(text: str) -> str:
    """`text` without what a byline adds to a name: a post, a place, a paper ("… in Oslo", "… staff writer")."""
    return _ROLE_TAIL.sub("", text.strip())
