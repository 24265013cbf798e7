"""How the process of a command starts and stops: without work that only a longer one would repay.

Loading modules makes a hundred thousand objects, all of which stay. Python's collector
looks through them for cycles again and again, once more when the process ends, and
finds nothing; that is a tenth of the time of `search query`. So it waits until a
command is loaded, passes over everything that was there by then, and over all of it at
the end, when memory goes back to the system as a whole.
"""

import atexit
import gc
import os


def start_process() -> None:
    """Say at the start of a process that it runs one command and ends. NumPy must not be imported yet."""
    # NumPy's linear algebra, of which nothing here makes use, starts a thread for every processor.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    atexit.register(gc.freeze)


def loaded() -> None:
    """Say that the modules of a command are there: what it makes from now on is collected as ever."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
