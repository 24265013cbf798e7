"""`search open`: only addresses of the web, shown first, and only when somebody says yes."""

import json
from pathlib import Path

import pytest
from command_line import on_terminal, search
from msgspec.structs import replace
from newsroom import CUTS, FUND, HARBOUR, STORM, build

HELD = [
    replace(STORM, url="https://quay.example/storm"),
    replace(FUND, url="javascript:alert(1)"),
    replace(CUTS, url="--help"),
    HARBOUR,
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return build(tmp_path / "archive", HELD).path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    addresses: list[str] = []

    def browse(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", browse)
    return addresses


def test_an_address_is_shown_and_opened(archive: Path, opened: list[str]) -> None:
    search(archive, "query", "captains")
    run = search(archive, "open", "1", "--yes")
    assert (run.code, run.out) == (0, "https://quay.example/storm\n")
    assert opened == ["https://quay.example/storm"]


def test_without_a_terminal_it_must_be_said(archive: Path, opened: list[str]) -> None:
    run = search(archive, "open", STORM.id)
    assert (run.code, opened) == (2, [])
    assert "Add --yes to open it." in run.err


@pytest.mark.parametrize("one", [FUND, CUTS])
def test_what_is_no_address_of_the_web_is_not_opened(archive: Path, opened: list[str], one: object) -> None:
    run = search(archive, "open", one.id, "--yes")  # type: ignore[attr-defined]
    assert (run.code, run.out, opened) == (2, "", [])


def test_an_article_without_an_address_is_1(archive: Path, opened: list[str]) -> None:
    assert (search(archive, "open", HARBOUR.id, "--yes").code, opened) == (1, [])


def test_no_browser_is_trouble(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda address: False)
    run = search(archive, "open", STORM.id, "--yes")
    assert (run.code, run.out) == (2, "https://quay.example/storm\n")
    assert "Set BROWSER" in run.err


def test_in_json_it_says_what_it_did(archive: Path, opened: list[str]) -> None:
    record = json.loads(search(archive, "open", STORM.id, "--yes", "--json").out)
    assert record == {"version": 1, "url": "https://quay.example/storm", "opened": True}


@pytest.mark.parametrize(("keys", "said"), [(b"y\n", b"BROWSED"), (b"n\n", b"It was not opened.")])
def test_a_terminal_is_asked(archive: Path, tmp_path: Path, keys: bytes, said: bytes) -> None:
    browser = tmp_path / "browser"
    browser.write_text('#!/bin/sh\necho BROWSED "$@"\n')
    browser.chmod(0o755)
    code, shown = on_terminal(archive, "open", STORM.id, keys=keys, env={"BROWSER": str(browser)})
    assert code == 0
    assert said in shown and shown.index(b"https://quay.example/storm") < shown.index(b"Open it")
