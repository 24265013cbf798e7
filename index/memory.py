"""Memory that this process has and does not need at the moment, given back to the system."""

import mmap
from contextlib import suppress
from ctypes import CDLL


def give_back_freed() -> None:
    """What was freed, and would be kept for the next time."""
    with suppress(OSError, AttributeError, TypeError):  # of other systems than those with glibc
        CDLL(None).malloc_trim(0)


def give_back_pages(content: memoryview) -> None:
    """The pages of a mapped file that were read: whoever reads them again finds them as they were."""
    mapped = content.obj
    if isinstance(mapped, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
