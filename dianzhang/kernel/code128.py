"""Code 128 bar codes: what a scanner reads of an order's or a parcel's number.

After ISO/IEC 15417: sets B (printable ASCII) and C (pairs of digits), a check symbol, the stop.
"""

from __future__ import annotations

START_B, START_C, TO_B, STOP = 104, 105, 100, 106
QUIET = 10  # modules of white that a scanner wants on both sides

# Each symbol as the widths of its bars and spaces, in modules: symbols 0 to 105, then the stop.
_TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
"""
_WIDTHS = _TABLE.split()


def symbols(text: str) -> list[int]:
    """The symbols of a text, start, check and stop included.  ``ValueError`` for what is not printable ASCII."""
    if not text or any(not " " <= sign <= "~" for sign in text):
        raise ValueError(text)
    if text.isdigit() and len(text) >= 4:
        pairs = len(text) // 2 * 2
        found = [START_C, *(int(text[i : i + 2]) for i in range(0, pairs, 2))]
        if pairs < len(text):
            found += [TO_B, ord(text[-1]) - 32]
    else:
        found = [START_B, *(ord(sign) - 32 for sign in text)]
    check = (found[0] + sum(place * value for place, value in enumerate(found[1:], 1))) % 103
    return [*found, check, STOP]


def bars(text: str) -> tuple[list[tuple[int, int]], int]:
    """The black bars as (from, width) in modules from the left of the first, and how wide all of it is."""
    found, place = [], 0
    for symbol in symbols(text):
        for n, width in enumerate(_WIDTHS[symbol]):
            if n % 2 == 0:
                found.append((place, int(width)))
            place += int(width)
    return found, place
