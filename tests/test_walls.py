"""Walls: a text that ends with a demand to log in or subscribe is a part of one, and a wall alone is no article."""

import json
from pathlib import Path

import pytest
from invented_pages import BODY, FIRST, HEADLINE, SECOND, TODAY, read_one
from reading_in_process import read_inputs
from web_pages import page, read_web

from index.ingest.reading import Reading
from index.ingest.text.walls import ends_at_wall, is_wall

WALLS = [
    "Log in to read the full story.",
    "Please log in or subscribe to read this article and support us.",
    "To continue reading, please subscribe or log in.",
    "Create a free account to read this article.",
    "The rest of this story is available to subscribers.",
    "This article is for subscribers only.",
    "You've read all your free articles this month.",
    "Melden Sie sich an, um den ganzen Artikel zu lesen.",
    "Jetzt abonnieren und weiterlesen",
    "Dieser Artikel ist Abonnenten vorbehalten.",
    "Abonnez-vous pour lire la suite.",
    "La suite de cet article est réservée aux abonnés",
    "Inicia sesión para leer el artículo completo.",
    "Para seguir leyendo, inicie sesión o suscríbase.",
    "Accedi per leggere l'articolo completo",
    "Questo articolo è riservato agli abbonati.",
    "Log in om verder te lezen.",
    "Dit artikel is alleen voor abonnees.",
    "Assine para continuar lendo",
    "Este conteúdo é exclusivo para assinantes.",
]


@pytest.mark.parametrize("wall", WALLS)
def test_what_ends_at_a_wall_is_a_part_in_every_format(tmp_path: Path, wall: str) -> None:
    assert (read_one(HEADLINE, FIRST, SECOND, wall).body_kind) == "partial"
    assert rows(tmp_path, {"title": HEADLINE, "text": f"{FIRST} {wall}"}).articles[0].body_kind == "partial"


@pytest.mark.parametrize(
    "sentence",
    [
        "The paper said readers must subscribe to continue reading.",
        "“Log in to read the full story,” the page said.",
        "Subscribers log in to read the story.",
        "The report is available to members of the council, who will read it on Monday.",
        "Register to vote and see the candidates.",
        "Abonnenten lesen mehr.",
    ],
)
def test_what_papers_write_of_paywalls_is_none(sentence: str) -> None:
    assert not ends_at_wall(f"{FIRST} {sentence}") and not is_wall(sentence)
    article = read_one(HEADLINE, FIRST, SECOND, sentence)
    assert article.body_kind == "full" and article.body.endswith(sentence)


@pytest.mark.parametrize("between", [" ", "\n\n"])
def test_what_tells_something_behind_a_wall_is_kept(between: str) -> None:
    text = f"{WALLS[0]}{between}The mayor of Halden resigned on Tuesday."
    assert not is_wall(text)
    assert is_wall(f"{WALLS[0]} Already a subscriber? Sign in here. Cancel any time.")


def test_a_wall_in_the_middle_of_a_long_text_leaves_it_whole() -> None:
    assert read_one(HEADLINE, FIRST, WALLS[0], SECOND).body == BODY


def test_a_row_of_nothing_but_a_wall_is_rejected_and_under_a_headline_it_is_a_stub(tmp_path: Path) -> None:
    reading = rows(tmp_path, {"title": "", "text": "Subscribe to read more.", "url": "https://g.example/a"})
    assert [each.reason for each in reading.rejected] == [
        "a demand to log in or subscribe in place of an article"
    ]
    (stub,) = rows(tmp_path, {"title": HEADLINE, "text": "Subscribe to read more."}).articles
    assert (stub.body, stub.body_kind) == ("", "stub")


def rows(folder: Path, row: dict[str, str]) -> Reading:
    (folder / "rows.jsonl").write_text(json.dumps(row))
    (reading,) = read_inputs([folder / "rows.jsonl"], today=TODAY)
    return reading


DATED = '<meta property="article:published_time" content="2024-03-04T09:30:00Z">'


def test_a_page_with_nothing_but_a_wall_is_a_stub_and_no_article_where_it_states_nothing() -> None:
    stub = read_web(page(text=f"<p>{WALLS[0]}</p>", head=DATED))
    assert (stub.title, stub.body, stub.body_kind) == (HEADLINE, "", "stub")
    with pytest.raises(ValueError, match=r"in place of|no article"):
        read_web(page(text=f"<p>Thank you for visiting. {WALLS[1]}</p>", heading="The Gazette"))


@pytest.mark.parametrize(
    ("title", "notice"),
    [
        (
            "Page not found",
            "Sorry, the page you were looking for could not be found, it may have been moved.",
        ),
        ("Access denied", "You do not have permission to access this page on this server."),
        ("Seite nicht gefunden", "Die angeforderte Seite konnte leider nicht gefunden werden."),
        ("Page introuvable", "La page que vous cherchez n'existe plus ou a changé d'adresse."),
    ],
)
def test_an_error_page_is_none_the_less_for_stating_a_date(title: str, notice: str) -> None:
    with pytest.raises(ValueError, match="an error page"):
        read_web(page(text=f"<p>{notice}</p>", head=DATED, heading=title))
    assert read_web(page(head=DATED, heading=title)).body
