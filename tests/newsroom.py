"""Ten invented articles, small enough to memorise, and the archive and engine over them."""

from collections.abc import Iterable
from pathlib import Path

from index.archive import Archive
from index.article import Article, Precision, Published, Source
from index.identity import article_id
from search.embedded.engine import EmbeddedEngine
from search.engine import SearchPage, SearchRequest
from search.language import parse


def published(value: str) -> Published:
    precision: Precision = {4: "year", 7: "month", 10: "day"}.get(len(value), "instant")  # type: ignore[assignment]
    return Published(value=value, precision=precision, raw=value)


def article(
    title: str | None,
    body: str,
    *,
    date: str | None = None,
    authors: tuple[str, ...] = (),
    outlet: str | None = None,
    language: str | None = "en",
    name: str = "page.txt",
    **fields: str | None,
) -> Article:
    moment = published(date) if date else None
    return Article(
        id=article_id(outlet=outlet, title=title, published=moment, body=body),
        title=title,
        body=body,
        published=moment,
        authors=authors,
        outlet=outlet,
        language=language,
        source=Source(path=f"/held/{name}", member=None, format="text"),
        **fields,  # type: ignore[arg-type]
    )


HARBOUR = article(
    "Harbour wall to be rebuilt",
    "The Port Halden harbour wall will be rebuilt after the storm, the council said.\n\n"
    "The Northern Harbour Repair Fund (NHRF) pays for the stone.",
    date="2031-03-04",
    authors=("Ada Brook",),
    outlet="Halden Gazette",
    section="Local",
    name="harbour.txt",
)
STORM = article(
    "Storm breaks ferry record",
    "A storm stopped every ferry for nine days. Captains said the harbour was quiet.",
    date="2031-03-01",
    authors=("Ada Brook", "Jon Reyes"),
    outlet="Halden Gazette",
    section="Weather",
    name="storm.txt",
)
FUND = article(
    "Repair fund runs dry",
    "The Northern Harbour Repair Fund has no money left for the sea wall, its chair said on Friday.",
    date="2031-05",
    authors=("Mina Okafor",),
    outlet="The Tidewater Post",
    section="Politics",
    name="fund.txt",
)
CUTS = article(
    "Minister defends NHRF cuts",
    "The minister called cuts to the NHRF a matter of housekeeping. Fishermen disagreed.",
    date="2031-06-11T09:30:00",
    authors=("Mina Okafor",),
    outlet="The Tidewater Post",
    section="Politics",
    name="cuts.txt",
)
WALL = article(
    "An old wall and its friends",
    "Volunteers count the stones of the harbour. One harbour, they say, is worth ten museums. The harbour waits.",
    date="2029",
    outlet="Stone & Sea",
    name="wall.txt",
)
TREATY = article(
    "Neighbours sign fishing treaty",
    "The U.S. and its neighbours signed a co-operation treaty on herring quotas worth 20,000 crowns.",
    date="2030-11-30",
    agency="Coast Wire",
    place="PORT HALDEN",
    section="World",
    name="treaty.txt",
)
PRONOUN = article(
    "A letter to the editor",
    "Let us count what the sea gives us before we count what it takes.",
    name="letter.txt",
)
FRENCH = article(
    "Le port reconstruit son mur",
    "Les pêcheurs attendaient la reconstruction du mur. L'accord a été signé hier par la mairie.",
    date="2031-03-05",
    authors=("Zoé Lambert",),
    outlet="Le Courrier du Littoral",
    language="fr",
    name="mur.txt",
)
JAPANESE = article(
    "港の壁を再建へ", "嵐で壊れた港の壁が再建される。漁業組合が発表した。", language="ja", name="minato.txt"
)
STUB = article("Ferry timetable changes", "", body_kind="stub", name="stub.txt")

TEN = (HARBOUR, STORM, FUND, CUTS, WALL, TREATY, PRONOUN, FRENCH, JAPANESE, STUB)


def build(folder: Path, articles: Iterable[Article] = TEN) -> Archive:
    """An archive of some articles."""
    archive = Archive.open_or_create(folder)
    with archive.writer() as writer:
        writer.put(articles)
    return archive


def ask(engine: EmbeddedEngine, text: str, **request: object) -> SearchPage:
    """Everything an engine finds for a query text."""
    return engine.search(SearchRequest(parse(text), **{"limit": 100, **request}))  # type: ignore[arg-type]


def found(engine: EmbeddedEngine, text: str, **request: object) -> list[str]:
    """The names of the files an engine finds, best first."""
    return [Path(hit.article.source.path).stem for hit in ask(engine, text, **request).hits]
