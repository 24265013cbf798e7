"""Every `console` block in the documentation is run, in order, against an archive of the seeds.

A line that begins with "$ " is typed; the lines after it are what it prints, stdout
and stderr together, where "…" stands for the rest of a line.
"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def sessions(page: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page, each with the lines it should print."""
    found: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def run(command: str, archive: Path, **options: str) -> subprocess.CompletedProcess[str]:
    """Type a command in a shell in which `search` is this checkout's."""
    search = f'search() {{ "{sys.executable}" -m tui.cli "$@"; }}\n'
    environment = {
        "SEARCH_ARCHIVE": str(archive),
        "XDG_STATE_HOME": str(archive.parent),
        "XDG_CONFIG_HOME": str(archive.parent),
        "PATH": "/usr/bin:/bin",
    }
    return subprocess.run(
        ["bash", "-c", search + command + " 2>&1"],
        cwd=ROOT,
        env=environment | options,
        text=True,
        capture_output=True,
        check=False,
        timeout=60,
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docs") / "archive"
    assert "Added 6" in run("search index seeds", path).stdout
    return path


@pytest.mark.parametrize("page", [page for page in PAGES if sessions(page)], ids=lambda page: page.name)
def test_every_console_block_prints_what_the_page_says(page: Path, archive: Path, tmp_path: Path) -> None:
    for command, expected in sessions(page):
        # Indexing starts from nothing, as a newcomer does.
        used = tmp_path / "new" if command.startswith("search index") else archive
        printed = run(command, used, COLUMNS="80").stdout
        pattern = "\n".join(re.escape(line).replace("…", ".*") for line in expected)
        shown = "\n".join(line.rstrip() for line in printed.strip().splitlines())
        assert re.fullmatch(pattern, shown), f"$ {command}\n{printed}"
