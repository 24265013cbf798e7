"""What several tests share: the archive of the ten invented articles, built once."""

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from newsroom import build

from search.embedded.engine import EmbeddedEngine

# A law is a law on a slow machine too: no deadline, and the same examples every time. Where one is
# broken, a few dozen of them see it; `make torture` tries many more.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    max_examples=500 if os.environ.get("TORTURE") else 20,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")

# What a shell starts in the background ignores Ctrl-C, and so would all that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedEngine:
    return EmbeddedEngine(build(tmp_path_factory.mktemp("ten") / "archive"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an archive can be made."""
    return tmp_path / "archive"
