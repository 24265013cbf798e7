"""Columns are known by what they are called, in newsrooms, databases and many languages."""

from pathlib import Path

import pytest
from dataset_files import article_in

from index.article import Article
from index.ingest.tables.columns import plan_of
from index.ingest.tables.meanings import key_of
from index.ingest.tables.names import NAMES

TEXT = "The harbour wall gave way on Monday."
ROW = ["Wall gives way", "2031-03-04", "Ada Brook", "Halden Gazette", TEXT]
HEADS = [
    "Titel;Datum;Autor;Zeitung;Text",
    "ÜBERSCHRIFT;Erscheinungsdatum;Verfasser/in;Medium;Volltext",
    "Ueberschrift;veröffentlicht am;Autor:innen;Quelle;Artikeltext",
    "Titre;Date de publication;Auteur(s);Titre de presse;Texte",
    "Titular;Fecha;Autor/es;Periódico;Cuerpo de la noticia",
    "Título;Data;Autores;Veículo;Conteúdo",
    "Titolo;Data;Autore;Testata;Testo",
    "Kop;Datum;Auteur;Krant;Tekst",
    "Rubrik;Datum;Författare;Tidning;Brödtext",
    "Overskrift;Dato;Forfatter;Avis;Brødtekst",
    "Otsikko;Päivämäärä;Kirjoittaja;Lehti;Leipäteksti",
    "Tytuł;Data publikacji;Autor;Gazeta;Treść",
    "Titulek;Datum;Autor;Noviny;Text",
    "Cím;Dátum;Szerző;Újság;Szöveg",
    "Τίτλος;Ημερομηνία;Συντάκτης;Εφημερίδα;Κείμενο",
    "Заголовок;Дата;Автор;Издание;Текст",
    "Заголовок;Дата публікації;Автор;Видання;Текст",
    "Başlık;Tarih;Yazar;Gazete;Metin",
    "BAŞLIK;YAYIN TARİHİ;YAZAR;GAZETE;METİN",
    "見出し;掲載日;著者;媒体;本文",
    "标题;发布日期;作者;来源;正文",
    "제목;게재일;기자;언론사;본문",
    "العنوان;التاريخ;الكاتب;الصحيفة;النص",
    "כותרת;תאריך;כותב;עיתון;טקסט",
    "शीर्षक;दिनांक;लेखक;अखबार;पाठ",
    "Hed;Pub. date;By-line;Source title;Full text",
    "Title;pubdate;Authors;pubtitle;Full text",
]


def facts(article: Article) -> list[str | None]:
    published = article.published.value if article.published else None
    return [article.title, published, "; ".join(article.authors), article.outlet, article.body]


@pytest.mark.parametrize("head", HEADS)
def test_a_table_is_read_whatever_language_its_columns_are_called_in(tmp_path: Path, head: str) -> None:
    assert facts(article_in(tmp_path / "a.csv", f"{head}\n{';'.join(ROW)}\n")) == ROW


@pytest.mark.parametrize("field", ["title", "standfirst", "section", "outlet", "url"])
def test_no_name_has_two_meanings_unless_its_neighbours_decide(field: str) -> None:
    meant: dict[str, set[str]] = {}
    for fields in NAMES.values():
        for other, names in fields.items():
            for name in names.split():
                if not name.endswith("?"):
                    meant.setdefault(key_of(name.rstrip("~")), set()).add(other)
    assert [name for name, fields in meant.items() if field in fields and len(fields) > 1] == []


@pytest.mark.parametrize(
    ("names", "fields"),
    [
        (("Rubrik", "Ressort", "Volltext"), {"section"}),
        (("Rubrik", "Ingress", "Brödtext"), {"title", "standfirst"}),
        (("Rubrik", "Text"), set()),
        (("data", "text", "headline"), {"title"}),
        (("data", "headline"), {"title"}),
        (("tag", "monat", "jahr"), {"day", "month", "year"}),
        (("tag", "month", "year"), {"month", "year"}),
        (("tytuł", "tekst", "data"), {"title", "published"}),
    ],
)
def test_a_name_of_several_meanings_is_believed_only_among_its_own(
    names: tuple[str, ...], fields: set[str]
) -> None:
    assert set(plan_of(names, ()).columns) == fields


@pytest.mark.parametrize(
    "name", ["Article #", "% text", "text length", "source.url", "author.url", "image.title"]
)
def test_a_name_that_only_contains_a_known_one_is_another(name: str) -> None:
    assert plan_of((name,), ()).others == (name,)


def test_an_answer_of_wordpress_is_read(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "a.json",
        '[{"id": 7, "date": "2031-03-04T10:00:00", "link": "https://gazette.example/wall",'
        ' "title": {"rendered": "Wall &#8220;gives way&#8221;"}, "excerpt": {"rendered": "<p>The town is without a harbour.</p>"},'
        f' "content": {{"rendered": "<p>{TEXT}</p>", "protected": false}}, "author": 3}}]',
    )
    assert (article.title, article.standfirst, article.body) == (
        "Wall “gives way”",
        "The town is without a harbour.",
        TEXT,
    )
    assert article.url == "https://gazette.example/wall"


def test_what_stands_within_an_article_or_beside_it_is_read(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "a.jsonl",
        f'{{"article": {{"headline": "Wall gives way", "text": "{TEXT}"}}, "source": {{"name": "Halden Gazette"}},'
        ' "meta": {"date": "2031-03-04", "author": {"name": "Ada Brook", "url": "https://gazette.example/ada"}}}',
    )
    assert facts(article) == ROW


def test_what_stands_at_the_top_of_a_record_comes_before_what_is_within(tmp_path: Path) -> None:
    article = article_in(
        tmp_path / "a.json",
        '{"meta": {"title": "Wall | Gazette", "text": "Menu"}, "title": "Wall gives way", "text": "It fell."}',
    )
    assert (article.title, article.body) == ("Wall gives way", "It fell.")
