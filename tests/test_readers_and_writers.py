"""Readers open, search and read while a writer commits: every answer is one committed state, and none an error."""

import subprocess
import sys
from pathlib import Path

from command_line import ROOT, environment


def test_forty_commits_under_the_eyes_of_two_readers(tmp_path: Path) -> None:
    """`make torture` makes 5,000."""
    ended = subprocess.run(
        [sys.executable, "-m", "torture.readers", "--commits", "40"],
        cwd=ROOT,
        env=environment(
            tmp_path, PYTHONPATH=str(ROOT / "tests"), TMPDIR=str(tmp_path), OPENBLAS_NUM_THREADS="1"
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout + ended.stderr
