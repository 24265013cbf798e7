"""What is believed of an input's claims, whatever its format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import BODY, FIRST, HEADLINE, TODAY

import index.ingest.claims as claims_module
from index.article import Article, Source
from index.identity import article_id
from index.ingest.claims import Claim, Claims, resolve

SOURCE = Source("/held/articles.jsonl", "7", "jsonl")
URL = "https://www.halden-gazette.example.com/wall"


def said(*values: str) -> tuple[Claim, ...]:
    return tuple(Claim(value, f"column {number}") for number, value in enumerate(values, 1))


def believed(**claims: object) -> Article:
    return resolve(Claims(**{"body": BODY} | claims), SOURCE, TODAY)  # type: ignore[arg-type]


def test_the_first_claim_that_reads_as_what_it_should_be_is_believed() -> None:
    article = believed(published=said("n.d.", "2024-03-01", "2024-03-02"), title=said("None", HEADLINE))
    assert article.published is not None
    assert (article.published.value, article.title) == ("2024-03-01", HEADLINE)
    assert article.provenance["published"].where == "column 2"


@pytest.mark.parametrize("nothing", ["", " ", "NaN", "null", "None", "-", "unknown", "N/A"])
def test_how_programs_write_that_there_is_nothing_is_nothing(nothing: str) -> None:
    article = believed(
        title=said(nothing),
        section=said(nothing),
        outlet=said(nothing),
        authors=(said(nothing),),
        url=said(nothing),
    )
    assert (article.title, article.section, article.outlet, article.authors, article.url) == (
        None, None, None, (), None,
    )  # fmt: skip
    assert set(article.provenance) == {"language"}


def test_every_known_field_says_where_it_was_read() -> None:
    article = believed(
        title=said(HEADLINE), standfirst=said("What the storm left."), section=said("Local"), outlet=said("Gazette"),
        url=said(URL), published=said("2024-03-01"), modified=said("2024-03-02"), language=said("en"),
        place=said("Halden"), agency=said("Reuters"), authors=(said("Ada Brook"),),
    )  # fmt: skip
    for field, where in article.provenance.items():
        assert where.where in ("column 1", "the words of the text"), field
    unknown = {"id", "body", "source", "body_kind", "provenance", "first_seen", "last_ingested"}
    assert set(article.provenance) == set(Article.__struct_fields__) - unknown


def test_the_first_group_in_which_a_person_is_found_wins() -> None:
    article = believed(authors=(said("Reuters Staff"), said("By Ada Brook and Jon Reyes"), said("Max Other")))
    assert (article.authors, article.agency) == (("Ada Brook", "Jon Reyes"), "Reuters")


def test_the_outlet_is_no_author_of_its_own_under_any_of_its_names() -> None:
    for name in ("Halden Gazette", "the HALDEN gazette", "example.com", "Gazette Staff"):
        assert believed(outlet=said("Halden Gazette"), url=said(URL), authors=(said(name),)).authors == ()


def test_an_outlet_without_a_name_is_called_by_its_domain() -> None:
    article = believed(url=said(URL))
    assert (article.outlet, article.outlet_domain) == ("example.com", "example.com")
    assert article.provenance["outlet"].confidence == "medium"


def test_a_stated_domain_is_the_outlets_whatever_the_address() -> None:
    assert believed(url=said(URL), domain="www.tidewater.example.org").outlet_domain == "example.org"


def test_a_relative_address_is_relative_to_the_base() -> None:
    assert (
        believed(url=said("/wall"), base_url="https://example.com/feed.xml").url == "https://example.com/wall"
    )
    assert believed(url=said("/wall")).url is None


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://localhost/x", "not a url", "x" * 9_000]
)
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert believed(url=said(url)).url is None


def test_identity_is_the_supplied_id_then_the_address_then_the_text() -> None:
    supplied = ("collection", "17")
    assert believed(supplied_id=supplied, url=said(URL)).id == article_id(supplied=supplied)
    assert believed(url=said(URL)).id == article_id(url=URL)
    assert believed(title=said(HEADLINE)).id == article_id(title=HEADLINE, body=BODY)


def test_an_article_without_a_body_is_a_stub_and_other_kinds_are_as_stated() -> None:
    assert believed(body="", body_kind="full").body_kind == "stub"
    assert believed(body_kind="partial").body_kind == "partial"
    assert believed().body_kind == "full"


def test_a_standfirst_that_repeats_the_title_or_the_text_is_none() -> None:
    repeated = said(HEADLINE, f"{FIRST[:100]}…", FIRST)
    assert believed(title=said(HEADLINE), standfirst=repeated).standfirst is None
    known = said(*(claim.value for claim in repeated), "Another thing.")
    assert believed(title=said(HEADLINE), standfirst=known).standfirst == "Another thing."


def test_a_dateline_gives_place_and_agency_where_nothing_states_them() -> None:
    article = believed(body=f"OSLO (Reuters) — {FIRST}")
    assert (article.place, article.agency) == ("OSLO", "Reuters")
    assert believed(body=f"OSLO (Reuters) — {FIRST}", place=said("Bergen")).place == "Bergen"


@pytest.mark.parametrize(
    ("stated", "language"),
    [
        ("en-GB", "en"),
        ("en_US", "en"),
        ("eng", "en"),
        ("German", "de"),
        ("nb-NO", "no"),
        ("xx", None),
        ("none", None),
    ],
)
def test_a_stated_language_is_believed_of_a_text_too_short_to_tell(stated: str, language: str | None) -> None:
    assert believed(body="", title=said("Wall"), language=said(stated)).language == language


def test_what_is_stated_of_the_article_itself_is_its_language() -> None:
    article = believed(language=(Claim("en", "the template", "medium"), Claim("German", "column `lang`")))
    assert (article.language, article.provenance["language"].where) == ("de", "column `lang`")
    assert believed(language=said("none")).provenance["language"].where == "the words of the text"


def test_what_the_words_say_is_believed_before_what_is_stated_of_all() -> None:
    assert believed(language=(Claim("de", "the template", "medium"),)).language == "en"
    plorp = believed(body="Zzyx qwv plorp. " * 60, language=(Claim("en", "the template", "medium"),))
    assert plorp.language is None


def test_text_is_cleaned() -> None:
    article = believed(body="a\x1b[31mb\r\n\r\nc", title=said("a\u202eb\n c"))
    assert (article.body, article.title) == ("ab\n\nc", "ab c")


TEXT = st.text(max_size=60)


SAID = st.lists(
    st.builds(
        Claim,
        st.one_of(
            TEXT,
            st.sampled_from(
                ("AFP", "Ada Brook", "Reuters", "Halden Gazette", "2024-03-01", "en", "x" * 2_000)
            ),
        ),
        st.sampled_from(("column 1", "column 2")),
        st.sampled_from(("high", "medium")),
    ),
    max_size=2,
).map(tuple)
CLAIMS = st.builds(
    Claims, body=TEXT, title=SAID, published=SAID, modified=SAID, url=SAID, language=SAID, outlet=SAID, section=SAID,
    place=SAID, agency=SAID, standfirst=SAID, authors=st.lists(SAID, max_size=2).map(tuple),
)  # fmt: skip


def forget() -> None:
    for function in vars(claims_module).values():
        if hasattr(function, "cache_clear"):
            function.cache_clear()


@given(CLAIMS, CLAIMS)
def test_no_claims_make_resolving_fail_and_what_is_remembered_of_others_changes_nothing(
    claims: Claims, others: Claims
) -> None:
    mixed = others._replace(authors=claims.authors, published=claims.published, body=claims.body)
    forget()
    alone = resolve(claims, SOURCE, TODAY)
    forget()
    resolve(others, SOURCE, TODAY)
    resolve(mixed, SOURCE, TODAY)
    again = resolve(claims, SOURCE, TODAY)
    assert (again, list(again.provenance)) == (alone, list(alone.provenance))
