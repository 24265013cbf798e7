"""What may have been meant otherwise is told beside the answer, and only that."""

import pytest

from search.language import parse


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("pric!", "pric! is read as the word pric. To find all words that begin so, write: pric*"),
        ("wall or storm", "or is read as a word. To use it as an operator, write: OR"),
        ("wall - storm", "A - with a space behind it is passed over. To leave storm out, write: -storm"),
        (
            "oil,gas",
            "oil,gas is read as words next to each other. To find them apart as well, write: oil gas",
        ),
        ("Headline :wall", "Headline :wall is read as words. To look only there, write: title:wall"),
        ("not wall", "not is read as a word. To use it as an operator, write: NOT"),
        (
            '"sea wal*"',
            "Between quotes * stands for nothing. To find what it would stand for, write: sea BEFORE/1 wal*",
        ),
        (
            '"oil * price"',
            "Between quotes * stands for nothing. To find what it would stand for, write: oil BEFORE/2 price",
        ),
        (
            '"the co-op* — XOR * * b*d"',
            "Between quotes * stands for nothing. To find what it would stand for, write:"
            ' the BEFORE/1 co BEFORE/1 op* BEFORE/1 "XOR" BEFORE/3 b*d',
        ),
        (
            "after:2031-03-10 before:2031-03-05 wall",
            "No day is in both after:2031-03-10 and before:2031-03-05, so no article can be found.",
        ),
        (
            "after:2030 before:2031 date:2000..2040",
            "No day is in both after:2030-12-31 and before:2031-01-01, so no article can be found.",
        ),
        ("date:2030 date:2031", "No day is in both date:2031 and date:2030, so no article can be found."),
        (
            "wall ((ferry after:2031) before:2030)",
            "No day is in both after:2031-12-31 and before:2030-01-01, so no article can be found.",
        ),
        *(
            (text, "No day is in both date:2031 and date:2030, so they find nothing together.")
            for text in (
                "wall OR (date:2030 date:2031)",
                "date:2030 (wall OR date:2031)",
                "wall -(date:2030 date:2031)",
            )
        ),
    ],
)
def test_what_may_have_been_meant_otherwise_is_said(text: str, notice: str) -> None:
    assert parse(text).notices == (notice,)


@pytest.mark.parametrize(
    "text",
    [
        "Yahoo!",
        "or",
        '"oil *"',
        '"* oil price"',
        "wall - OR storm",
        "wall,",
        "20,000",
        "$1,5",
        "to be or not to be there",
        'wall OR "sea storm"',
        "since:2031-03-05 until:2031-03-05",
        "after:2029 before:2031 -date:2032",
        "date:2030 OR date:2031",
        "date:2030 -(date:2031 wall)",
        "(date:2030 wall) OR (date:2031 ferry)",
    ],
)
def test_what_is_read_as_it_is_meant_needs_no_notice(text: str) -> None:
    assert parse(text).notices == ()
