"""Invented events, each reported by several papers in words of their own, and columns that are no events."""

from typing import Any

from newsroom import article

from index.article import Article


def report(title: str, body: str, date: str | None, outlet: str, **fields: Any) -> Article:
    """A report of an event."""
    return article(title, body, date=date, outlet=outlet, name=f"{outlet}-{title}.txt", **fields)


DAM_FIRST = report(
    "Cracks close Varrow dam",
    "Engineers closed the Varrow dam in Osterlen on Tuesday after cracks were found in its eastern wall. "
    "Minister Hedda Lindqvist said that 4,000 people below the dam would be moved to Kastby overnight.",
    "2031-05-06T09:10:00",
    "Osterlen Post",
)
DAM_SECOND = report(
    "Thousands leave homes below cracked Varrow dam",
    "About 4,000 residents of the Osterlen valley spent the night in Kastby after engineers reported cracks in "
    "the wall of the Varrow dam. Hedda Lindqvist, the minister, called the move a precaution.",
    "2031-05-07",
    "Kastby Herald",
)
DAM_THIRD = report(
    "Varrow dam: repairs to take a year, says Lindqvist",
    "Repairs of the cracked Varrow dam will take a year, minister Hedda Lindqvist told people from Osterlen who were "
    "moved to Kastby. Engineers are lowering the water behind the eastern wall.",
    "2031-05-08T18:00:00",
    "Halden Gazette",
)
DAM_YEARS_LATER = report(
    "Varrow dam cracks again, Osterlen is moved to Kastby",
    "Engineers closed the Varrow dam in Osterlen after cracks were found in its eastern wall once more. "
    "Former minister Hedda Lindqvist said that 4,000 people should be moved to Kastby.",
    "2035-05-07",
    "Osterlen Post",
)
DAM_UNDATED = report(
    "Cracks close Varrow dam in Osterlen",
    "Engineers closed the Varrow dam in Osterlen after cracks were found in its eastern wall. "
    "Minister Hedda Lindqvist said that 4,000 people below the dam would be moved to Kastby.",
    None,
    "Undated Weekly",
)
DAM_OF_A_MONTH = report(
    "Varrow dam closed in Osterlen as cracks are found",
    "Engineers closed the Varrow dam in Osterlen this month after cracks were found in its eastern wall; minister "
    "Hedda Lindqvist had 4,000 people below the dam moved to Kastby.",
    "2031-05",
    "Monthly Review",
)
VOTE_FIRST = report(
    "Port Halden council votes down tram line",
    "The council of Port Halden voted by 23 to 18 against the tram line to Brackwater that mayor Tove Aske had proposed.",
    "2031-05-06",
    "Halden Gazette",
)
VOTE_SECOND = report(
    "Mayor Aske loses tram vote in Port Halden",
    "Tove Aske, mayor of Port Halden, has lost a vote on her tram line to Brackwater. The council was against it by 23 to 18.",
    "2031-05-07",
    "Brackwater News",
)
DAM = (DAM_FIRST, DAM_SECOND, DAM_THIRD)
VOTE = (VOTE_FIRST, VOTE_SECOND)
APART = (DAM_YEARS_LATER, DAM_UNDATED, DAM_OF_A_MONTH)
EARNINGS = tuple(
    report(
        f"{name} 4th qtr net",
        f"Shr {cents} cts vs {cents - 9} cts. Net {cents * 1317:,} vs {cents * 1191:,}. Revs {cents} mln vs {cents - 4} mln. "
        f"Year shr {cents * 4} cts vs {cents * 3} cts. {name} made {thing}.",
        "2031-05-07",
        "Wire",
    )
    for name, cents, thing in (
        ("Ambrel Corp", 41, "turbines"), ("Quent Holdings", 97, "paint"), ("Sorrel Foods", 58, "jam"), ("Tessenby Inc", 23, "lifts"),
    )
)  # fmt: skip
GRAIN = tuple(
    report(
        "Weekly grain report",
        f"Wheat shipments of the week were {tonnes:,} tonnes against {tonnes - 7311:,} a week earlier, maize {tonnes // 3:,} "
        "tonnes, the Ministry of Agriculture said in its weekly report on grain exports.",
        date,
        "Wire",
    )
    for tonnes, date in ((41_205, "2031-05-01"), (39_877, "2031-05-08"), (52_310, "2031-05-15"))
)
EVENTS = (*DAM, *VOTE, *APART, *EARNINGS, *GRAIN)
