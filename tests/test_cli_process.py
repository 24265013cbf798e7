import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line import ROOT, environment, spawn
from newsroom import article, build

HEAVY = (
    "textual",
    "rich",
    "lxml",
    "trafilatura",
    "asyncio",
    "multiprocessing",
    "urllib.request",
    "index.ingest",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    logs = [" ".join(f"The ferry passed buoy {n}-{i}." for i in range(60)) for n in range(60)]
    many = [article(f"Ferry log {n}", log, name=f"{n}.txt") for n, log in enumerate(logs)]
    return build(tmp_path_factory.mktemp("process") / "archive", many).path


def shell(archive: Path, line: str) -> subprocess.CompletedProcess[str]:
    search = f'search() {{ "{sys.executable}" -m tui.cli "$@"; }}\n'
    return subprocess.run(
        ["bash", "-c", search + line],
        cwd=ROOT,
        env=environment(archive),
        text=True,
        capture_output=True,
        check=False,
    )


def test_exit_codes_reach_the_shell(archive: Path) -> None:
    codes = [
        spawn(archive, *args).code for args in (["query", "ferry"], ["query", "zeppelin"], ["query", "("])
    ]
    assert codes == [0, 1, 2]


# Sixty hits with sixty snippets each are far more than a pipe holds.
EVERYTHING = "search query ferry --limit 60 --snippets 60"


@pytest.mark.parametrize("reader", ["head -n 1", "true"])
def test_a_closed_pipe_ends_quietly(archive: Path, reader: str) -> None:
    ended = shell(archive, f"{EVERYTHING} | {reader}; exit ${{PIPESTATUS[0]}}")
    assert (ended.returncode, ended.stderr) == (0, "60 articles for ferry\n")


def test_a_pipe_that_closes_inside_a_document_ends_quietly(archive: Path) -> None:
    ended = shell(archive, f"{EVERYTHING} --json | head -c 1")
    assert (ended.stdout, ended.stderr) == ("{", "")


def test_messages_into_a_closed_pipe_end_quietly(archive: Path) -> None:
    assert shell(archive, f"{EVERYTHING} 2>&1 >/dev/null | true").stderr == ""


def test_closed_streams_are_no_trouble(archive: Path) -> None:
    ended = shell(archive, "search query ferry <&- >&- 2>&-; echo $?")
    assert (ended.stdout, ended.stderr) == ("0\n", "")


def test_a_query_loads_nothing_heavy(archive: Path) -> None:
    code = (
        "import json, sys\n"
        "from tui.cli import main\n"
        "main(['query', 'ferry', '--facets', 'outlet', '--json'])\n"
        "print(json.dumps(list(sys.modules)), file=sys.stderr)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(archive),
        text=True,
        capture_output=True,
        check=True,
    )
    loaded = json.loads(ended.stderr)
    assert "search.embedded" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


def test_a_letter_that_the_terminal_lacks_is_replaced_and_json_escapes_it(tmp_path: Path) -> None:
    archive = build(tmp_path / "archive", [article("港の ferry", "")]).path
    latin = {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    assert "?? ferry" in spawn(archive, "query", "ferry", **latin).out
    assert (
        json.loads(spawn(archive, "--json", "query", "ferry", **latin).out)["hits"][0]["title"]
        == "港の ferry"
    )


def test_an_interrupt_is_130_without_a_traceback(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(4000):
        (folder / f"{number}.txt").write_text(
            f"Log {number}\n\n" + "The ferry sailed on time again today. " * 50
        )
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.cli", "index", str(folder)],
        cwd=ROOT,
        env=environment(tmp_path / "archive"),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    while process.poll() is None and not (tmp_path / "archive").exists():
        time.sleep(0.02)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert out == ""
    assert "Traceback" not in err
    assert err.endswith("search: interrupted\n")
