"""An article arrives clean, whether or not it was."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from index.arrival import Arrival, cleaned
from index.article import Article, Provenance, Published, Source
from index.clean import clean

LINE = st.one_of(
    st.text(max_size=60), st.text(st.sampled_from("a é—\n\t\x1b[0m\u202e\u2028\x85\r\u00a0"), max_size=50)
)
MAYBE = st.none() | LINE
MOMENT = st.none() | st.builds(Published, st.just("2024-03-01"), st.just("day"), LINE)
ARTICLE = st.builds(
    Article, id=st.just("0" * 16), title=MAYBE, body=LINE, source=st.builds(Source, LINE, st.none(), st.just("text")),
    url=MAYBE, standfirst=MAYBE, section=MAYBE, outlet=MAYBE, outlet_domain=MAYBE, agency=MAYBE, place=MAYBE,
    authors=st.lists(LINE, max_size=2).map(tuple), published=MOMENT, modified=MOMENT,
    provenance=st.dictionaries(st.just("title"), st.builds(Provenance, LINE, st.just("high"))),
)  # fmt: skip


def line(text: str | None) -> str | None:
    return clean(text, one_line=True) or None if text is not None else None


def moment(published: Published | None) -> Published | None:
    return published and replace(published, raw=clean(published.raw, one_line=True))


@given(ARTICLE)
def test_what_arrives_is_the_article_with_each_text_cleaned(article: Article) -> None:
    assert cleaned(article) == replace(
        article,
        title=line(article.title),
        standfirst=line(article.standfirst),
        section=line(article.section),
        outlet=line(article.outlet),
        outlet_domain=line(article.outlet_domain),
        agency=line(article.agency),
        place=line(article.place),
        url=line(article.url),
        body=clean(article.body),
        source=replace(article.source, path=clean(article.source.path)),
        authors=tuple(filter(None, map(line, article.authors))),
        published=moment(article.published),
        modified=moment(article.modified),
        provenance={
            name: replace(found, where=clean(found.where, one_line=True))
            for name, found in article.provenance.items()
        },
    )


@given(ARTICLE)
def test_an_arrival_is_stored_as_the_article_it_is_of(article: Article) -> None:
    arrival = Arrival.of(article)
    sent = Arrival(arrival.identity, arrival.place, arrival.text)
    assert sent.article == arrival.article == cleaned(article)
