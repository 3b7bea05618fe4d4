"""Fractional keys: a place between two others, as a string that sorts in plain ASCII order.

A key is an integer part and an optional fraction, in base 62 (0-9 A-Z a-z). The first character of
the integer part tells how many digits follow it: `a` one, `b` two ... `z` twenty-six for integers
from zero up, and `Z` one, `Y` two ... `A` twenty-six for those below zero. A fraction never ends
in `0`. Keys grow only when something is put between two neighbours again and again.
`tests/protocol/order_*.json` holds cases that Python and TypeScript both run.
"""

import re

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_KEY = re.compile(r"[0-9A-Za-z]+\Z")
_SMALLEST = "A" + "0" * 26


def is_key(value: object) -> bool:
    """Whether `value` is a well-formed z key."""
    if not isinstance(value, str) or not _KEY.match(value) or value[0] in "0123456789":
        return False
    size = _integer_size(value)
    if len(value) < size or value == _SMALLEST:
        return False
    return not (len(value) > size and value.endswith("0"))


def key_between(before: str | None, after: str | None) -> str:
    """A key that sorts after `before` and before `after`; None means no limit on that side.

    Raises ValueError if a key is malformed or `before` is not less than `after`.
    """
    for key in (before, after):
        if key is not None and not is_key(key):
            raise ValueError(f"not a key: {key!r}")
    if before is not None and after is not None and before >= after:
        raise ValueError(f"{before!r} is not before {after!r}")
    if before is None:
        return "a0" if after is None else _key_before(after)
    if after is None:
        return _key_after(before)
    return _key_inside(before, after)


def _key_before(after: str) -> str:
    whole, fraction = _split(after)
    if whole == _SMALLEST:
        return whole + _midpoint("", fraction)
    if fraction:
        return whole
    lower = _decrement(whole)
    if lower is None:
        raise ValueError("no smaller key")
    return lower + _midpoint("", None) if lower == _SMALLEST else lower


def _key_after(before: str) -> str:
    whole, fraction = _split(before)
    higher = _increment(whole)
    return whole + _midpoint(fraction, None) if higher is None else higher


def _key_inside(before: str, after: str) -> str:
    whole_before, fraction_before = _split(before)
    whole_after, fraction_after = _split(after)
    if whole_before == whole_after:
        return whole_before + _midpoint(fraction_before, fraction_after)
    higher = _increment(whole_before)
    if higher is not None and higher < after:
        return higher
    return whole_before + _midpoint(fraction_before, None)


def _integer_size(key: str) -> int:
    head = key[0]
    return ord(head) - ord("a") + 2 if "a" <= head <= "z" else ord("Z") - ord(head) + 2


def _split(key: str) -> tuple[str, str]:
    size = _integer_size(key)
    return key[:size], key[size:]


def _midpoint(low: str, high: str | None) -> str:
    """A fraction strictly between two others; `high` None stands for one."""
    if high is not None:
        shared = 0
        while shared < len(high) and (low[shared] if shared < len(low) else "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _midpoint(low[shared:], high[shared:])
    digit_low = DIGITS.index(low[0]) if low else 0
    digit_high = DIGITS.index(high[0]) if high else len(DIGITS)
    if digit_high - digit_low > 1:
        return DIGITS[(digit_low + digit_high + 1) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[digit_low] + _midpoint(low[1:], None)


def _increment(whole: str) -> str | None:
    head, digits = whole[0], list(whole[1:])
    for place in range(len(digits) - 1, -1, -1):
        value = DIGITS.index(digits[place]) + 1
        if value < len(DIGITS):
            digits[place] = DIGITS[value]
            return head + "".join(digits)
        digits[place] = "0"
    if head == "Z":
        return "a0"
    if head == "z":
        return None
    head = chr(ord(head) + 1)
    return head + "".join([*digits, "0"] if head > "a" else digits[:-1])


def _decrement(whole: str) -> str | None:
    head, digits = whole[0], list(whole[1:])
    for place in range(len(digits) - 1, -1, -1):
        value = DIGITS.index(digits[place]) - 1
        if value >= 0:
            digits[place] = DIGITS[value]
            return head + "".join(digits)
        digits[place] = "z"
    if head == "a":
        return "Zz"
    if head == "A":
        return None
    head = chr(ord(head) - 1)
    return head + "".join([*digits, "z"] if head < "Z" else digits[:-1])
