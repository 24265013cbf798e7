"""The one function every text from an input passes, before it is stored and again before it is shown.

It removes what could make a terminal act (escape sequences with their whole
payload, C0 and C1 controls), what could make it lie (bidirectional overrides,
invisible tag characters), and what no encoder accepts (surrogates). Whole
sequences go first, so that `ESC ] 52 ; c ; … BEL` leaves no readable tail.
Joiners that real scripts and emoji need (ZWJ, ZWNJ) stay.
"""

import re
from functools import cache

from index.plain import is_plain

_SEQUENCE = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI … final byte
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x90\x98\x9c-\x9f\n]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC, DCS …
    r"|\x1b[ -/]*[0-Z\\^-~]"  # two-character escapes
)
_UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 but \t \n; \x85 is a line end, below
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"  # byte-order mark, interlinear, noncharacters
    "\ud800-\udfff\U000e0000-\U000e007f]"  # surrogates, tag characters
)
_LINE_END = "\r\n?|[\u2028\u2029\x85\x0b\x0c]"
_MARK = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SUSPECT = f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_MARK}{_UNSAFE[1:-1]}]"
"""Any of the characters that the expressions here look for: most texts have none."""
_CONTROLS = bytes(code for code in range(128) if (code < 32 and chr(code) not in "\t\n") or code == 127)
_MARK_PILE = f"([{_MARK}]{{8}})[{_MARK}]+"
_found_clean = [""]
"""The text that was cleaned last. Whoever reads an article and the door behind ask about the same long body."""


def clean(text: str, *, one_line: bool = False) -> str:
    """Text that is safe to store, print and show; cleaning it again changes nothing.

    Every line end becomes a newline; more than eight combining marks on one letter are cut to
    eight. With `one_line`, every run of white space becomes one space.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split()) if one_line and " " in text else text
    if text is _found_clean[0]:
        return " ".join(text.split()) if one_line else text
    if _is_suspect(text):
        text = _compiled(_SEQUENCE).sub("", text)
        text = _compiled(_LINE_END).sub("\n", text)
        text = _compiled(_UNSAFE).sub("", text)
        text = _compiled(_MARK_PILE).sub(r"\1", text)
    if not one_line:
        _found_clean[0] = text
    return " ".join(text.split()) if one_line else text


def _is_suspect(text: str) -> bool:
    if text.isascii():
        raw = text.encode()
        return len(raw.translate(None, _CONTROLS)) < len(raw)
    return not is_plain(text) and _compiled(_SUSPECT).search(text) is not None


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)
