"""Characters that cannot be seen, or that turn the writing around, found so that the page can show that they are there.

Such characters are how a text says one thing to a reader and another to a program. Where they do honest work (joiners inside
emoji and inside scripts that need them, the line end of a Windows file) they are left in peace.
"""

from __future__ import annotations

import re
import unicodedata

_NAMED = {
    0x00AD: "SHY", 0x034F: "CGJ", 0x061C: "ALM", 0x115F: "HCF", 0x1160: "HJF", 0x17B4: "KIV", 0x17B5: "KIV",
    0x180E: "MVS", 0x200B: "ZWSP",
    0x200C: "ZWNJ", 0x200D: "ZWJ", 0x200E: "LRM", 0x200F: "RLM", 0x2028: "LSEP", 0x2029: "PSEP", 0x202A: "LRE", 0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO", 0x202E: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI", 0x3164: "HF", 0xFEFF: "BOM",
    0xFFA0: "HHF", 0xFFFC: "OBJ", 0x7F: "DEL",
}  # fmt: skip
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\ud800-\udfff\U000e0000-\U000e0fff]"
)
_JOINED = re.compile("[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u109f\u1780-\u18af\ufb1d-\ufdff\ufe70-\ufefe]")
"""Scripts in which a joiner or non-joiner between two letters is spelling."""


def hidden_in(text: str) -> dict[int, str]:
    """Offset -> short name (`RLO`, `ZWSP`, `U+0007`) of every character of `text` that a reader would not see.

    >>> hidden_in("a\\u202eb \\U0001f468\\u200d\\U0001f469 c\\r\\n")
    {1: 'RLO'}
    """
    return {m.start(): name_of(m.group()) for m in _SUSPECT.finditer(text) if not _honest(text, m.start())}


def name_of(character: str) -> str:
    """The short name of a character that cannot be seen."""
    code = ord(character)
    return _NAMED.get(code) or f"U+{code:04X}"


def long_name(character: str) -> str:
    """What Unicode calls it, in small letters: `right-to-left override`."""
    return unicodedata.name(character, f"character U+{ord(character):04X}").lower()


def _honest(text: str, at: int) -> bool:
    code, before, after = ord(text[at]), text[at - 1 : at], text[at + 1 : at + 2]
    if code == 0x0D:
        return after == "\n"
    if code in (0x200C, 0x200D):
        return bool(_JOINED.match(before) and _JOINED.match(after)) or (code == 0x200D and _pictured(before) and _pictured(after))
    if 0xFE00 <= code <= 0xFE0F:  # a variation selector after what it varies; several in a row hide data
        return bool(before) and unicodedata.category(before) in ("So", "Sm", "Po", "Nd", "Lo", "Sk", "Pd")
    if 0xE0020 <= code <= 0xE007F:  # the flags of England, Scotland and Wales are spelt with tags
        return "\U0001f3f4" in text[max(0, at - 7) : at]
    return False


def _pictured(character: str) -> bool:
    return bool(character) and (unicodedata.category(character) in ("So", "Sk") or character == "\ufe0f")
