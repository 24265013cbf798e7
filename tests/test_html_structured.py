"""What a page states for machines: JSON-LD, microdata, meta elements, and which of them is believed."""

import pytest
from invented_pages import HEADLINE, day
from web_pages import TEXT, URL, json_ld, news, page, read_web

from index.article import Article

OTHER = {"@type": "NewsArticle", "headline": "Ferries keep to the timetable", "datePublished": "2023-01-01"}


def published(article: Article) -> tuple[str | None, str]:
    return day(article), article.provenance["published"].where


def test_json_ld_is_believed_before_microdata_and_that_before_meta() -> None:
    meta = '<meta property="article:published_time" content="2024-03-03">'
    micro = '<span itemprop="datePublished" content="2024-03-02">2 March</span>'
    data = json_ld(news(datePublished="2024-03-01"))
    assert published(read_web(page(head=meta + data, above=micro))) == ("2024-03-01", "JSON-LD datePublished")
    assert published(read_web(page(head=meta, above=micro))) == ("2024-03-02", "microdata datePublished")
    assert published(read_web(page(head=meta))) == ("2024-03-03", "meta article:published_time")


def test_the_first_place_that_has_a_date_hides_no_date_in_the_second() -> None:
    meta = '<meta property="article:published_time" content="2024-03-03">'
    assert day(read_web(page(head=meta + json_ld(news(datePublished="soon"))))) == "2024-03-03"


def test_a_date_of_modification_is_no_date_of_publication() -> None:
    article = read_web(page(head=json_ld(news(dateModified="2024-03-05"))))
    assert article.published is None
    assert article.modified is not None


@pytest.mark.parametrize(
    "stated", ["2019", "Sat", "n.d.", "2099-01-01", "1492-10-12", "1970-01-01T00:00:00Z", ""]
)
def test_a_date_that_is_none_stays_unknown(stated: str) -> None:
    assert read_web(page(head=json_ld(news(datePublished=stated))), url=None).published is None


@pytest.mark.parametrize(
    "value",
    [
        {"@graph": [{"@type": "WebSite", "name": "Gazette"}, news(datePublished="2024-03-01")]},
        [[news(datePublished="2024-03-01")]],
        {"@type": "WebPage", "mainEntity": news(datePublished="2024-03-01")},
        news(datePublished=["2024-03-01"]),
        news(datePublished={"@type": "Date", "@value": "2024-03-01"}),
        {**news(datePublished="2024-03-01"), "@type": ["Article", "schema:NewsArticle"]},
        {**news(datePublished="2024-03-01"), "@type": "http://schema.org/ReportageNewsArticle"},
        {"@type": "WebPage", "url": URL, "datePublished": "2024-03-01"},
    ],
)
def test_an_article_is_found_in_every_shape_of_json_ld(value: object) -> None:
    assert day(read_web(page(head=json_ld(value)))) == "2024-03-01"


def test_of_several_articles_the_one_with_the_pages_headline_is_meant() -> None:
    ours = news(datePublished="2024-03-01")
    for values in ([OTHER, ours], [ours, OTHER], [OTHER, OTHER, OTHER, OTHER, ours]):
        assert day(read_web(page(head=json_ld(*values)))) == "2024-03-01"


def test_a_list_of_other_articles_is_not_this_one() -> None:
    listed = {"@type": "ItemList", "itemListElement": [OTHER]}
    assert read_web(page(head=json_ld(listed))).published is None
    assert read_web(page(head=json_ld(*[{**OTHER, "url": f"/{n}"} for n in range(5)]))).title == HEADLINE


def test_an_author_may_be_named_elsewhere_in_the_graph() -> None:
    graph = {
        "@graph": [news(author={"@id": "#ada"}), {"@id": "#ada", "@type": "Person", "name": "Ada Brook"}]
    }
    assert read_web(page(head=json_ld(graph))).authors == ("Ada Brook",)


@pytest.mark.parametrize(
    ("author", "people", "agency"),
    [
        ("Ada Brook", ("Ada Brook",), None),
        (["Ada Brook", {"name": "Jon Reyes"}], ("Ada Brook", "Jon Reyes"), None),
        ({"name": ["Ada Brook", "Jon Reyes"]}, ("Ada Brook", "Jon Reyes"), None),
        ({"@list": [{"name": "Ada Brook"}]}, ("Ada Brook",), None),
        ({"givenName": "Ada", "familyName": "Brook"}, ("Ada Brook",), None),
        ({"@type": "Organization", "name": "Reuters"}, (), "Reuters"),
        ({"@type": "Organization", "name": "Halden Gazette"}, (), None),
        ([{"name": "Ada Brook"}, {"name": "AP"}], ("Ada Brook",), "Associated Press"),
        ({"@type": "Organization", "name": "Halden Gazette avec AFP"}, (), "Agence France-Presse"),
        ({"name": "https://example.com/ada"}, (), None),
    ],
)
def test_the_names_of_an_author_are_sorted(
    author: object, people: tuple[str, ...], agency: str | None
) -> None:
    head = json_ld(news(author=author, publisher={"name": "Halden Gazette"}))
    article = read_web(page(head=head))
    assert (article.authors, article.agency) == (people, agency)


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "author": "Ada Brook",}',
        '<!-- {"@type": "NewsArticle", "author": "Ada Brook"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "author": "Ada Brook"}\n//]]>',
        '{"@type": "NewsArticle", "author": "Ada Brook"};',
        '{"@type": "WebSite"} {"@type": "NewsArticle", "author": "Ada Brook"}',
        '{"@type": "NewsArticle", "description": "two\nlines", "author": "Ada Brook"}',
        '/* of the article */ {"@type": "NewsArticle", "author": "Ada Brook"}',
        '{"@type": "NewsArticle",, "image": , "author": "Ada Brook"}',
        r'{"@type": "NewsArticle", "description": "Halden\'s wall", "author": "Ada Brook"}',
    ],
)
def test_broken_json_is_repaired_where_nothing_is_in_doubt(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert read_web(page(head=head)).authors == ("Ada Brook",)


def test_json_beyond_repair_gives_a_date_and_an_author_that_it_states_once() -> None:
    script = (
        '{"@type": "NewsArticle", "description": "an "unescaped" quote", "datePublished": "2024-03-01",'
        ' "author": {"@type": "Person", "name": "Ada Brook"}}'
    )
    article = read_web(page(head=f'<script type="application/ld+json">{script}</script>'))
    assert (day(article), article.authors) == ("2024-03-01", ("Ada Brook",))
    twice = script.replace("}}", '}, "video": {"author": {"name": "Max Other"}}}')
    assert read_web(page(head=f'<script type="application/ld+json">{twice}</script>')).authors == ()


def test_broken_json_with_two_dates_gives_neither() -> None:
    script = '{"a": "x"y", "datePublished": "2024-03-01", "datePublished": "2024-03-02"}'
    head = f'<script type="application/ld+json">{script}</script>'
    assert read_web(page(head=head)).published is None


@pytest.mark.parametrize(
    "script", ["[" * 100_000, '{"a":' * 50_000, '{"@id": "#a", "headline": {"@id": "#a"}}']
)
def test_json_that_is_a_trap_is_passed_over(script: str) -> None:
    head = f'<script type="application/ld+json">{script}</script>'
    assert read_web(page(head=head)).title == HEADLINE


def test_microdata_of_a_teaser_is_not_the_articles() -> None:
    teaser = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><span itemprop="datePublished"'
        ' content="2023-01-01"></span><span itemprop="author">Max Other</span></div>'
    )
    ours = (
        '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="articleSection" content="Local">'
        '<span itemprop="author" itemscope><b itemprop="name">Ada Brook</b></span></div>'
    )
    article = read_web(page(above=ours, below=teaser))
    assert (day(article), article.authors, article.section) == (None, ("Ada Brook",), "Local")


def test_microdata_of_what_was_added_to_a_live_page_is_not_the_pages() -> None:
    added = (
        '<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"><h2 itemprop="headline">'
        'Ferries stop</h2><span itemprop="datePublished" content="2024-03-05"></span></div>'
    )
    meta = '<meta property="article:published_time" content="2024-03-04">'
    article = read_web(page(head=meta, above=added))
    assert (article.title, day(article)) == (HEADLINE, "2024-03-04")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="article:published_time" content="2024-03-01">',
        '<meta name="article:published:time" content="2024-03-01">',
        '<meta name="DC.date.issued" content="2024-03-01">',
        '<meta name="parsely-pub-date" content="2024-03-01">',
        '<meta itemprop="datePublished" content="20240301">',
        '<meta name="page-publish-date" content="2024-03-01">',
        '<meta name="gazette:article_publication_time" content="2024-03-01">',
    ],
)
def test_publishing_systems_have_many_names_for_the_same_date(meta: str) -> None:
    assert day(read_web(page(head=meta))) == "2024-03-01"


def test_what_is_shown_beside_a_shared_link_may_name_the_author() -> None:
    head = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Brook">'
    assert read_web(page(head=head)).authors == ("Ada Brook",)


def test_the_day_in_an_address_is_the_last_resort() -> None:
    assert published(read_web(page(), url="https://example.com/2024/03/01/wall")) == (
        "2024-03-01",
        "the day in its address",
    )
    assert read_web(page(), url="https://example.com/2024/03/wall").published is None


@pytest.mark.parametrize("title", [f"{HEADLINE} | Halden Gazette", f"{HEADLINE} - Local - Halden Gazette"])
def test_the_outlets_name_is_no_part_of_the_headline(title: str) -> None:
    head = (
        f'<meta property="og:site_name" content="Halden Gazette"><meta property="og:title" content="{title}">'
    )
    assert read_web(page(head=head, heading="")).title in (HEADLINE, f"{HEADLINE} - Local")
    assert read_web(page(head=head)).title == HEADLINE


def test_a_headline_for_search_engines_is_not_believed_against_print_and_sharing() -> None:
    data = json_ld({"@type": "NewsArticle", "headline": "Harbour wall storm 2024: what we know"})
    window = "<title>Harbour wall storm 2024: what we know | Example</title>"
    shared = f'<meta property="og:title" content="{HEADLINE}">'
    assert read_web(page(head=data + window + shared)).title == HEADLINE
    assert read_web(page(head=data + shared)).title == "Harbour wall storm 2024: what we know"


def test_the_headline_that_is_shared_is_the_readers_where_all_others_are_the_windows() -> None:
    engines = "Port Halden storm: all that is known of the harbour wall"
    head = f"<title>{engines} | Halden Gazette</title>" + json_ld(news(headline=engines))
    head += '<meta property="og:site_name" content="Halden Gazette">'
    shared = f'<meta property="og:title" content="{HEADLINE}">'
    assert read_web(page(head=head + shared, heading=engines)).title == HEADLINE
    assert read_web(page(head=head + shared, heading="Something else again")).title == engines
    assert read_web(page(head=head, heading=engines)).title == engines


@pytest.mark.parametrize("account", ["https://a.example/author/admin/", "https://a.example/users/webmaster"])
def test_the_account_of_who_keeps_the_site_is_no_author(account: str) -> None:
    author = {"@type": "Person", "name": "Halden D", "url": account}
    assert read_web(page(head=json_ld(news(author=author)))).authors == ()
    assert read_web(page(head=json_ld(news(author=author | {"url": "/author/hd"})))).authors == ("Halden D",)


def test_a_kicker_is_no_part_of_the_headline() -> None:
    assert read_web(page(heading=f'<span class="kicker">Storm</span> {HEADLINE}')).title == HEADLINE


@pytest.mark.parametrize("called", ["@example", "example"])
def test_an_account_or_a_word_of_the_host_is_no_outlets_name(called: str) -> None:
    head = f'<meta property="og:site_name" content="{called}">'
    assert read_web(page(head=head)).outlet == "example.com"
    publisher = {"@type": "Organization", "name": "Halden Gazette"}
    assert read_web(page(head=head + json_ld(news(publisher=publisher)))).outlet == "Halden Gazette"


def test_a_motto_is_no_part_of_the_outlets_name() -> None:
    head = '<meta property="og:site_name" content="News from the coast | Example">'
    assert read_web(page(head=head)).outlet == "Example"
    assert (
        read_web(page(head='<meta property="og:site_name" content="https://example.com">')).outlet
        == "example.com"
    )


def test_character_references_are_resolved_even_when_doubled() -> None:
    assert (
        read_web(page(head=json_ld({**news(), "headline": "Wall &amp;amp; harbour"}))).title
        == "Wall & harbour"
    )


def test_text_in_a_language_that_the_template_does_not_state_has_its_own() -> None:
    german = (
        "Die Hafenmauer gab kurz nach Mitternacht nach, und das Wasser lief durch die unteren Straßen der Stadt bis in"
        " die Markthalle. Niemand wurde verletzt, sagte der Rat, aber vierzig Haushalte mussten in die Sporthalle."
    )
    markup = page(text=f"<p>{german}</p><p>{german}</p>").replace("<html>", '<html lang="en">')
    assert read_web(markup).language == "de"
    assert read_web(page(text=TEXT)).language == "en"


def test_where_sharing_and_the_window_typeset_the_headline_alike_so_is_it() -> None:
    data = json_ld({"@type": "NewsArticle", "headline": "The wall’s end"})
    shared = '<meta property="og:title" content="The wall\'s end">'

    def title(window: str) -> str | None:
        return read_web(page(head=f"{data}{shared}<title>{window}</title>", heading="The wall’s end")).title

    assert title("The wall's end | Example") == "The wall's end"
    assert title("The wall’s end | Example") == "The wall’s end"


@pytest.mark.parametrize(
    "window",
    [
        f"{HEADLINE} - by Ada Brook - Example",
        f"{HEADLINE} | Local News | Example",
        f"{HEADLINE} - Example Online",
        f"{HEADLINE}：Example",
    ],
)
def test_what_follows_a_headline_in_the_windows_title_is_no_part_of_it(window: str) -> None:
    assert read_web(page(head=f"<title>{window}</title>", heading="")).title == HEADLINE


@pytest.mark.parametrize(
    ("window", "line"),
    [
        (f"Halden Gazette: {HEADLINE}", f"<font size=4><b>{HEADLINE}</b></font>"),
        (f"Halden Gazette » Archive » {HEADLINE}", f"<h2><a href='/x'>{HEADLINE}</a></h2>"),
        (f"{HEADLINE} – The Halden Gazette Online", f"<h2>{HEADLINE}</h2>"),
    ],
)
def test_where_nothing_is_stated_the_part_of_the_windows_title_that_is_printed_is_the_headline(
    window: str, line: str
) -> None:
    head = f"<title>{window}</title>"
    assert read_web(page(head=head, above=line, heading="The Halden Gazette Online")).title == HEADLINE


def test_a_headline_that_is_cut_is_not_believed_before_the_whole_one() -> None:
    shared = f'<meta property="og:title" content="{HEADLINE[:20]}…">'
    assert read_web(page(head=shared)).title == HEADLINE


def test_a_headline_has_no_markup_and_nothing_without_width() -> None:
    data = json_ld({**news(), "headline": f"<em>{HEADLINE[:7]}</em>{HEADLINE[7:]}\u200b"})
    assert read_web(page(head=data)).title == HEADLINE


def test_what_is_added_behind_the_headline_when_it_is_shared_is_no_part_of_it() -> None:
    shared = f'<meta property="og:title" content="{HEADLINE} (Published 2019)">'
    assert read_web(page(head=shared)).title == HEADLINE


def test_a_headline_without_its_beginning_is_not_believed_before_one_that_has_it() -> None:
    head = '<meta property="og:title" content="Harbour: The wall has gone">'
    assert read_web(page(head=head, heading=": The wall has gone")).title == "Harbour: The wall has gone"
