"""Memory that this process has and does not need: given back to the system, or not looked for in vain.

Python looks through all values again and again for those that refer to one another in a cycle, which
counting references does not free. Processes that do one thing know whether there are any.
"""

import gc
import mmap
from contextlib import suppress
from ctypes import CDLL
from functools import cache


def give_back_freed() -> None:
    """What was freed, and would be kept for the next time."""
    with suppress(OSError, AttributeError, TypeError):  # of other systems than those with glibc
        _own_library().malloc_trim(0)


@cache
def _own_library() -> CDLL:
    return CDLL(None)  # a reference cycle, each time


def give_back_pages(content: memoryview) -> None:
    """The pages of a mapped file that were read: whoever reads them again finds them as they were."""
    mapped = content.obj
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)


def expect_no_cycles() -> None:
    """Never look for values in cycles: whoever makes none has them freed without."""
    gc.disable()


def expect_few_cycles() -> None:
    """Look for values in cycles a seventh as often, and never among those that are there now, as modules are."""
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)
