"""File systems of one's own: mounted in a mount namespace of their own, so that they go with their process.

Only root may mount, and not on every machine; whoever needs it asks first, and says why not.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

_INSIDE = "TORTURE_MOUNTS"


def why_not(*tools: str) -> str | None:
    """Why nothing can be mounted here, in a few words; None where it can."""
    if sys.platform != "linux":
        return "needs Linux"
    if os.geteuid() != 0:
        return "needs root"
    for tool in ("unshare", "mount", *tools):
        if subprocess.run(["sh", "-c", f"command -v {tool}"], capture_output=True, check=False).returncode:
            return f"needs {tool}"
    tried = ["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]  # noqa: S108 -- hidden for this process alone
    if subprocess.run(tried, capture_output=True, check=False).returncode:
        return "mounting is not allowed"
    return None


def within(module: str, arguments: Sequence[str]) -> int | None:
    """Run a module anew where mounts are its own, and its exit code; None where it runs there already."""
    if os.environ.get(_INSIDE):
        return None
    command = ["unshare", "--mount", sys.executable, "-m", module, *arguments]
    return subprocess.run(command, env=os.environ | {_INSIDE: "1"}, check=False).returncode


def mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def unmount(*arguments: str) -> None:
    subprocess.run(["umount", *arguments], check=True)
