"""What a refused query is told to write instead: it can be asked."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from search.language import QueryError, parse
from search.language.fields import NAMES

TODAY = date(2031, 3, 5)
REFUSED = [
    "", '""', '"***"', "()", "(a b", "a)) b", "a OR", "AND a", "a NEAR/5 -b", "a NEAR b", "a BEFORE b", "NEAR/0", "a NEAR/9999 b",
    "atleast0:a", "atleast:a", "atleast3:", "atleast3:date:2019", "atleast3:(title:a OR body:b)", "title:a SAME body:b",
    "title:a NEAR/5 body:b", "a near/5 outlet:b", "outlet:(a SAME b)", "a w/5 b", "a w/0 b", "a pre/9999 b", "a AROUND(99999) b",
    "a w/p b", "a ANDNOT b", "!a", "atl9999", "atl0", "title(a b)", "date>2019", "date<=2019-08", "words>=9", "outlet=a",
    "outlet:AND,b", "outlet:a,b-c", "outlet:a,b\\", "co-op*", "outlet:co-op*", "AND-x*", "x-NEAR*", "*a-b*c",
    "*a",
    "co-op~", "co-operation~2", "title:co-operation~", "oil*~", "a*b~", "AND-operation~", "ab~", "OR~", "abcd~2", "abcde~3",
    '"a b"~', '"a b"~9999', "(a)~", "a^0", "a^b", "outlet:a^2", "oulet:a", "headline:a", "foo:a", "date:2019-13",
    "date:0000-13", "date:2019-02-30", "date:x", "date:tody", "date:may 2019 oil", "a (since:last 30 days)", "date:..", "date:2020..2019", 'date:"last year..2 years ago"',
    'date:"may 2020 to april 2019"', "date:03/04/2019", "date:2019~", "lang:xx", "lang:frensh", "kind:ful", "kind:x", "id:x",
    "words:x", "words:9..1", "words:100-200", "title: oil", "date: 2019", "date: x", "kind: x", "title: OR", "atleast3: oil", "url:-", *(f"{name}:" for name in NAMES), "title:(outlet:a)", "NOT " * 40 + "a", "a " * 200,
]  # fmt: skip
"""One for every refusal there is, and some for what stands in it."""


@pytest.mark.parametrize("text", REFUSED)
def test_what_a_refusal_advises_is_not_refused_itself(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(text, today=TODAY)
    for advised in _advised(refused.value):
        parse(advised, today=TODAY)


def _advised(error: QueryError) -> Iterator[str]:
    """What a refusal says to write, each as a whole query."""
    meant = re.search(r"did you mean (.+)\?$", error.reason)
    advice = re.match(r"(?:For example|Try:?) ([^;]+)", error.advice.partition(", where ")[0])
    offered = [meant[1]] if meant and meant[1] not in [f"{name}:" for name in NAMES] else []
    offered += re.split(r", or | or |, ", advice[1]) if advice else []
    offered += re.findall(r"(?:in quotes|Close it|begins like it): (.+)", error.advice)
    for one in offered:
        whole = f"{one}tram)" if one.endswith(":(") else one
        is_operator = re.fullmatch(r"(NEAR|BEFORE)/\d+|SAME|NOT|OR", whole)
        is_kind = error.reason.startswith("there is no kind")
        yield f"ferry {whole} strike" if is_operator else f"kind:{whole}" if is_kind else whole


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("date:March 2019 oil", 'date:"March 2019"'),
        ("oil (since:last 30 days)", 'since:"last 30 days"'),
        ("before:22 August 2019 oil", 'before:"22 August 2019"'),
    ],
)
def test_a_date_of_several_words_is_told_to_need_quotes(text: str, meant: str) -> None:
    with pytest.raises(QueryError, match=re.escape(f"did you mean {meant}?")):
        parse(text, today=TODAY)
