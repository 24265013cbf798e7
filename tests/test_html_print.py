"""What a page only shows: bylines and dates in marked places."""

import pytest
from invented_pages import day
from web_pages import BODY, TEXT, page, read_web


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ('<p class="byline">By Ada Brook and Jon Reyes</p>', ("Ada Brook", "Jon Reyes")),
        ('<span class="article__author">Von Ada Brook, Lille</span>', ("Ada Brook",)),
        ('<a rel="author" href="/x">Ada Brook</a>', ("Ada Brook",)),
        ('<ul><li><a href="/author/abrook/">Ada Brook</a></li></ul>', ("Ada Brook",)),
        (
            '<span class="byline"> by <span class="author vcard"><a href="/a">Ada Brook</a></span></span>',
            ("Ada Brook",),
        ),
        (
            '<div class="byline"><div>By Ada Brook</div><div>Harbour correspondent, Halden</div></div>',
            ("Ada Brook",),
        ),
        (
            '<div class="byline"><div>By</div><a>Ada Brook</a><a>Jon Reyes</a></div>',
            ("Ada Brook", "Jon Reyes"),
        ),
        ('<div class="byline"><a>Ada Brook</a> / HNN / Mar 4, 2024, 09:30 IST</div>', ("Ada Brook",)),
        ('<div class="submitted">Submitted by Ada Brook on March 4, 2024 - 9:30am</div>', ("Ada Brook",)),
        ('<em class="story__author">di <a>Ada Brook</a></em>', ("Ada Brook",)),
        ('<div class="author">Автор: Иван Петров</div>', ("Иван Петров",)),
        ("<ul><li><i></i> 홍길동 기자</li></ul>", ("홍길동",)),
        ('<div class="author">记者 王小明 李华</div>', ("王小明", "李华")),
        ('<div class="author">记者 综合报道</div>', ()),
        (
            '<div class="entry-footer">Posted by <span class="fn author">Ada Brook</span></div>',
            ("Ada Brook",),
        ),
        ("<p>By Ada Brook, Harbour Correspondent</p>", ("Ada Brook",)),
        ("<p><i>By ADA BROOK<br>Gazette Staff Writer</i><br>March 4, 2024</p>", ("ADA BROOK",)),
        ("<p>By the harbour</p>", ()),
        ('<div class="yazarlar"><a>Max Other</a></div>', ()),
        (
            '<p class="byline">Written by Ada Brook</p><p class="byline">Edited by Max Other</p>',
            ("Ada Brook",),
        ),
        ('<ul class="author-list"><li>Ada Brook</li><li>Jon Reyes</li></ul>', ("Ada Brook", "Jon Reyes")),
        ('<div class="detail__author">Ada Brook - <span>haldenNews</span></div>', ("Ada Brook",)),
        ("<table><tr><td>By:</td><td>Ada Brook</td></tr></table>", ("Ada Brook",)),
        ('<div class="author-box">Read more from this author</div>', ()),
        ('<div class="byline">Halden Gazette</div>', ()),
        ("<p>Ada Brook</p>", ()),
    ],
)
def test_an_author_is_read_where_one_is_marked(line: str, people: tuple[str, ...]) -> None:
    assert read_web(page(above=line)).authors == people


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/topics/people/ada-brook.html">Ada Brook</a></p>',
        '<p>The mayor, <a href="/people/ada-brook">Ada Brook</a>, will not sell the wall.</p>',
        '<p>The mayor <b><a href="/profile/ada-brook">Ada Brook</a></b> said: “It stays where it is.”</p>',
    ],
)
def test_a_link_to_whom_a_sentence_or_a_topic_is_about_names_no_author(line: str) -> None:
    assert read_web(page(below=f"<article>{line}</article>")).authors == ()
    assert read_web(page(text=f"{TEXT}{line}")).authors == ()


@pytest.mark.parametrize("behind", [", Halden Gazette, Lille.", " | Friday 1 March at 5 p.m.", " in Lille"])
def test_a_byline_may_end_with_a_full_stop(behind: str) -> None:
    line = f'<p>By <a href="/people/abrook">Ada Brook</a>{behind}</p>'
    assert read_web(page(above=line)).authors == ("Ada Brook",)


def test_authors_of_teasers_are_not_the_articles() -> None:
    ours = '<div class="head"><p class="byline">By Ada Brook</p></div>'
    teasers = "".join(
        f'<section class="{name}"><div><div><div><p class="byline">By Max Other</p></div></div></div></section>'
        for name in ("related", "further")
    )
    assert read_web(page(above=ours, below=teasers)).authors == ("Ada Brook",)
    assert read_web(page(below=teasers.replace("further", "teaser"))).authors == ()


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('<time datetime="2024-03-01T08:00:00+01:00">Friday</time>', "2024-03-01T08:00:00"),
        ("<time>1 March 2024</time>", "2024-03-01"),
        ('<span class="date">01.03.2024</span>', "2024-03-01"),
        ('<div class="post_time"><b>Ада Брук</b> — 1 березня 2024, 09:30</div>', "2024-03-01T09:30:00"),
        (
            '<div class="publish-time">Published - March 1, 2024 09:30 am IST - HALDEN</div>',
            "2024-03-01T09:30:00",
        ),
        ("<dl><dt>Published</dt><dd>1 March 2024</dd></dl>", "2024-03-01"),
        ("<div>Halden / 09:30 AM March 1, 2024</div>", "2024-03-01T09:30:00"),
        ('<time class="published updated" datetime="2024-03-01">1 March</time>', "2024-03-01"),
        ("<div><span>2024年3月1日 9:30</span> [会員限定]</div>", "2024-03-01T09:30:00"),
        ("<li>Datum 13.03.2024</li>", "2024-03-13"),
        ("<p>Published: 1 March 2024</p>", "2024-03-01"),
        ("By Ada Brook<br>1 March 2024<br>", "2024-03-01"),
        (
            "<div>Opublikowano: 1 marca 2024, 09:30 <b>Aktualizacja</b>: 2 marca 2024</div>",
            "2024-03-01T09:30:00",
        ),
        (
            '<div>at <abbr class="published" title="2024-03-01T09:30:00-08:00">9:30</abbr></div>',
            "2024-03-01T09:30:00",
        ),
        ('<span class="date">2 hours ago</span>', None),
        ("<p>The old wall fell on 1 March 2024, in the night.</p>", None),
    ],
)
def test_a_date_is_read_where_one_is_shown(line: str, value: str | None) -> None:
    assert day(read_web(page(above=line))) == value


def test_the_time_of_an_update_is_not_that_of_publication() -> None:
    lines = '<p>Updated: <time datetime="2024-03-02">2 March</time></p><p><time datetime="2024-03-01">1 March</time></p>'
    article = read_web(page(above=lines))
    assert day(article) == "2024-03-01"
    assert article.modified is not None


def test_the_word_before_a_time_says_what_it_is_of() -> None:
    first, second = '<time datetime="2024-03-01">1 March</time>', '<time datetime="2024-03-02">2 March</time>'
    for line in (f"<p>Published {first} Updated {second}</p>", f"<p>Updated {second}, published {first}</p>"):
        article = read_web(page(above=line))
        assert article.modified is not None
        assert (day(article), article.modified.value) == ("2024-03-01", "2024-03-02")


def test_the_day_on_which_a_page_is_shown_is_not_the_articles() -> None:
    shown = '<div class="current-date">Thursday, 7 March 2024</div>'
    markup = page(above="<p>1 March 2024</p>").replace("<nav>", f"{shown}<nav>")
    assert day(read_web(markup)) == "2024-03-01"


def test_two_days_in_print_and_nothing_that_marks_either_stay_unknown() -> None:
    two = "<p><b>1 March 2024</b></p><p><b>2 March 2024</b></p>"
    assert day(read_web(page(above=two))) is None
    assert day(read_web(page(below=two))) is None
    assert day(read_web(page(above="<b>1 March 2024</b>", below="<b>2 March 2024</b>"))) == "2024-03-01"
    assert day(read_web(page(above="<b>1 March 2024</b>"))) == "2024-03-01"


def test_times_of_teasers_do_not_date_a_page() -> None:
    teasers = '<aside><time datetime="2024-03-01">1 March</time></aside>'
    assert day(read_web(page(below=teasers))) is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("<p><strong>Ada Brook/Jon Reyes</strong></p>{}", ("Ada Brook", "Jon Reyes")),
        ("{}<p style='text-align:right'><b>Lê Phương</b></p>", ("Lê Phương",)),
        ("{}<p><b>Ada Brook</b> has the story.</p>", ()),
        ("{}<p><b>What happens next</b></p>", ()),
        ("{0}<p><b>Ada Brook</b></p>{0}", ()),
    ],
)
def test_names_alone_in_bold_at_the_edge_of_a_text_are_who_wrote_it(
    text: str, people: tuple[str, ...]
) -> None:
    assert read_web(page(text=text.format(TEXT))).authors == people


def test_what_stands_under_another_articles_headline_is_not_the_articles() -> None:
    teaser = "<div><h3>Ferries keep to the timetable</h3><p>By Max Other</p><p>2 March 2024</p></div>"
    ours = "<p>By Ada Brook</p><p>1 March 2024</p>"
    markup = page(above=ours).replace("<nav>", f"{teaser}<nav>")
    article = read_web(markup)
    assert (article.authors, day(article)) == (("Ada Brook",), "2024-03-01")


def test_a_numeric_date_is_read_as_the_pages_language_writes_it() -> None:
    def read(language: str) -> str | None:
        line = "<p>Publicado em 03/04/2024 às 09h30</p>"
        return day(read_web(page(above=line).replace("<html>", f'<html lang="{language}">')))

    assert read("pt-BR") == "2024-04-03T09:30:00"
    assert read("en") is None


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ada Brook", ("Ada Brook",)),
        ("(Reporting by Ada Brook and Jon Reyes; Editing by Max Other)", ("Ada Brook", "Jon Reyes")),
        ("By Monday the wall stood again.", ()),
        ("Ferries keep to the timetable on Sunday</p><p>By Max Other", ()),
    ],
)
def test_the_last_line_of_a_text_may_say_whom_it_is_by(line: str, people: tuple[str, ...]) -> None:
    assert read_web(page(text=f"{TEXT}<p>{line}</p>")).authors == people


def test_a_byline_over_the_text_is_not_in_the_body() -> None:
    assert read_web(page(text=f"<p>By Ada Brook</p><p>1 March 2024</p>{TEXT}")).body == BODY
