"""The language in tables: what can be typed, and what it finds.

`search help query` prints these, and docs/query-language.md has them row for row; tests hold
the two together and ask every example.
"""

from typing import NamedTuple

from search.language.fields import KINDS
from search.language.operators import MOST_DISTANCE
from search.language.parser import MOST_CHARACTERS, MOST_CLAUSES, MOST_DEPTH


class Row(NamedTuple):
    """Examples that mean the same, or the same kind of thing."""

    typed: tuple[str, ...]
    finds: str


class Section(NamedTuple):
    """A table."""

    title: str
    rows: tuple[Row, ...]


REFERENCE = (
    Section(
        "Words",
        (
            Row(("ferry strike",), "articles with both words, in any of their forms (strikes, striking)"),
            Row(("ferry OR tram",), "either; AND binds tighter than OR"),
            Row(("ferry -weather", "ferry NOT weather"), "the first without the second"),
            Row(("(ferry OR tram) strike",), "grouping"),
            Row(('"night ferry"',), "exactly these words next to each other (case and accents aside)"),
            Row(("=renewal",), "exactly this form of a word"),
            Row(
                ("econom*", "*ology", "wom?n"),
                "words that begin, end or look so: * is any letters, ? is one inside a word",
            ),
            Row(
                ("pressident~", "pressident~2"),
                "words spelt so, give or take one letter (or two that changed places), or two",
            ),
            Row(("ferry^2 strike",), "both; the first counts twice when the best are put first"),
            Row(("*",), "every article"),
        ),
    ),
    Section(
        "Near each other",
        (
            Row(('"night ferry"~3',), "these words in this order, up to 3 others between each two"),
            Row(("ferry NEAR/5 strike",), "at most 5 words apart, in either order: with 4 others between"),
            Row(("ferry BEFORE/5 strike",), "the same in this order"),
            Row(("ferry SAME strike",), "both in one paragraph"),
            Row(
                ('(ferry OR tram) NEAR/5 "walked out"', "ferr* BEFORE/3 strik*"),
                "so may phrases, patterns and ORs stand",
            ),
            Row(("atleast3:ferry", "atleast3:(ferry OR tram)"), "three times or more"),
        ),
    ),
    Section(
        "Fields",
        (
            Row(("title:strike", "body:strike"), "a word in the headline, or in the text below it"),
            Row(
                ("lead:strike", "lead:(ferry NEAR/5 strike)"), "in the first 50 words of standfirst and text"
            ),
            Row(("outlet:times", 'author:"Ian Allen"'), "a word or a phrase of a name"),
            Row(
                ("agency:reuters", "place:dover", "section:sport"),
                "the wire service, the dateline's place, the section",
            ),
            Row(
                ('outlet:="The Times"',),
                "exactly this whole name, letter for letter, which is what ticking a facet writes",
            ),
            Row(("outlet:(times OR post)",), "one field, several values"),
            Row(("outlet:*", "-author:*"), "articles that have an outlet, or no author"),
            Row(
                ("author:unknown",),
                "articles without an author; so for outlet, agency, place, section, lang and story",
            ),
            Row(('outlet:"unknown"',), "an outlet that is called so"),
            Row(("lang:fr", "lang:french"), "the language"),
            Row(
                ("url:example.com", "url:example.com/sport"),
                "an address with these words in it: a host, or more",
            ),
            Row(
                ("kind:full", "kind:(partial OR stub)"),
                f"how much of the text is held: {', '.join(KINDS)} (a headline only)",
            ),
            Row(("words:>800", "words:200..400"), "how many words the text has; quote > for the shell"),
            Row(("id:0a1b2c3d",), "the article with this id, or whose id begins so"),
            Row(("story:0a1b2c3d",), "what reports the same event as the article with this id"),
            Row(("story:*",), "articles on an event that others report as well"),
        ),
    ),
    Section(
        "Dates",
        (
            Row(("date:2019", "date:2019-08", "date:2019-08-22"), "a year, a month, a day"),
            Row(
                ('date:"22 August 2019"', "date:august-2019"),
                "the same in words, in any of the languages that are read",
            ),
            Row(
                ("date:2019-08-20..2019-08-23", "date:2019..2020-03"),
                "from the first day to the last; leave either side open",
            ),
            Row(("before:2019-08", "after:2019-08-22"), "strictly before or after the whole period"),
            Row(("since:2019-08", "until:2019-08"), "the period itself and all after it, or before it"),
            Row(("date:today", "since:yesterday", "date:monday"), "days, counted from today"),
            Row(
                ('date:"last week"', 'date:"this month"', "date:last-year"),
                "calendar periods; weeks begin on Monday",
            ),
            Row(
                ('date:"last 30 days"', 'since:"2 weeks ago"'),
                "the days that end today, or the week of that day",
            ),
            Row(("date:unknown",), "articles that state no date"),
        ),
    ),
)

LIMITS = (
    f"A query can have {MOST_CHARACTERS:,} characters, {MOST_CLAUSES} words and clauses, 32 words in a phrase, brackets"
    f" {MOST_DEPTH} deep, and distances up to {MOST_DISTANCE:,} words."
)
