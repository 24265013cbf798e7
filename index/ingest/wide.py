"""Wide text: UTF-16, by its mark or, where that is missing, by the zero bytes in its letters.

Apart from `encodings`, which few inputs need and takes as long to load as a hundred articles to read.
"""

import codecs
import re
from collections import Counter

_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LEAST_ZEROS = 4
_LEAST_IN_TWO_BLOCKS = 0.9
"""Of the letters, in ASCII's block of 256 and that of the script."""
_LOOKED_AT = 2_000
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")


def wide_encoding(head: bytes) -> str | None:
    """The encoding of what begins as UTF-16 does, by its mark or by the zero bytes in its letters; None for all else."""
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return encoding
    zeros = head.count(0)
    if zeros < _LEAST_ZEROS or zeros > len(head) * 0.6:
        return None
    first = head[::2].count(0)
    encoding, others = ("utf-16-be", zeros - first) if 2 * first > zeros else ("utf-16-le", first)
    if others * 50 > zeros:
        return None
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")[:_LOOKED_AT]
    blocks = Counter(ord(sign) >> 8 for sign in text)
    in_two = sum(count for _, count in blocks.most_common(2))
    is_plain = blocks[0] > 0 and in_two >= _LEAST_IN_TWO_BLOCKS * len(text)
    return encoding if is_plain and not _NO_TEXT.search(text) else None
