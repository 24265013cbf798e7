"""Starting another Python process of this package, to work beside this one over two pipes.

What passes through the pipes is bytes and JSON, because nothing here is ever
unpickled; a worker ends when its stdin does.
"""

import os
import subprocess
import sys
from pathlib import Path


def start_worker(module: str, *args: str) -> "subprocess.Popen[bytes]":
    """Start `python -m module args` with pipes for stdin, stdout and stderr."""
    home = str(Path(__file__).parent.parent)
    # An empty entry would be the folder the user happens to stand in.
    paths = [home, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    # -P for the same reason: a folder called index there is not ours.
    # In a group of its own: Ctrl-C is for the one who started it, who then closes the pipe.
    return subprocess.Popen(  # noqa: S603  this very Python, and our own module
        [sys.executable, "-P", "-m", module, *args],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What it says is the starter's to tell; one whose starter was killed says it to nobody.
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        process_group=0,
    )
