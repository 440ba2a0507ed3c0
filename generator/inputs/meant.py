"""What a person means who writes a number as it is not read: 48k, 1M, 10 000, 1,5, about 5, 5-10, four.

In: the text that stands where a number or a share is expected. Out: the hint how to write it; nothing where it cannot
be told.
"""

import re
import unicodedata
from fractions import Fraction

SPACES = "\u00a0\u2009\u202f"
SEPARATORS = rf" ,.'’_{SPACES}"
ABOUT = (
    r"(?:[~≈<>≤≥]=?|about|approx(?:\.|imately)?|around|circa|ca?\.|ca|roughly|nearly|almost|over|under|up to|at least"
    r"|at most|max\.?|min\.?)"
)
TIMES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "mio": 6, "million": 6, "b": 9, "bn": 9, "billion": 9, "t": 12}
"""The power of ten that each letter or word after a number stands for."""
WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
AMOUNT = (
    rf"(?P<about>{ABOUT}\s*)?(?:[$€£¥]|[A-Z]{{3}}\s)?\s*(?P<number>[-+−]?\.?\d(?:[\d{SEPARATORS}]*\d)?)\s*"
    rf"(?P<times>(?:{'|'.join(sorted(TIMES, key=len, reverse=True))})s?(?![^\W\d]))?\s*"
    r"(?P<unit>%|per ?cent|pct|[^\d]+)?"
)
RANGE = re.compile(r"\s*(?:-|–|—|\.{2,3}|\bto\b|\band\b)\s*")
MOST_LETTERS = 40
MOST_DECIMALS, FEW_DECIMALS = 18, 6
PERCENT = frozenset(("%", "percent", "per cent", "pct"))


def meant(text: str, share: bool = False) -> str:
    """The hint how to write what a text means as a number, or as a share; empty where it is not known."""
    if len(text) > MOST_LETTERS:
        return ""
    if unquoted := quoted(text, share):
        return unquoted
    text = "".join(_digit(letter) for letter in text.strip())
    halves = [
        re.fullmatch(AMOUNT, part, re.IGNORECASE)
        for part in re.split(r"(?<=[\d\w%])" + RANGE.pattern, text.removeprefix("between "))
    ]
    if len(halves) == 2 and all(halves):
        return _range(halves, share)
    if text.lower() in WORDS:
        return f"write {WORDS.index(text.lower())}{'%' if share else ''}"
    if divided := re.fullmatch(r"(\d{1,9})\s*/\s*([1-9]\d{0,8})", text, re.ASCII):
        return f"write {_decimal(Fraction(int(divided[1]), int(divided[2])))}"
    found = re.fullmatch(AMOUNT, text, re.IGNORECASE)
    value = found and _value(found, found)
    if not found or value is None or RANGE.search(found["unit"] or ""):
        return ""
    written = _share(value, found) if share else _decimal(value)
    if found["times"] == "m":
        return f"write {written} if m is a million"
    unit = "" if (found["unit"] or "%").strip().lower() in PERCENT else ", without a unit"
    return f"write {written}{unit}" + (", or a range with low and high" if found["about"] else "")


def quoted(text: str, share: bool = False) -> str:
    """The hint how to write a number that stands in quotes, which make a text of it; empty where it is another text."""
    found = re.fullmatch(r"[-+]?\d+(?:\.\d+)?", text, re.ASCII)
    return f"write {text}{'%' if share else ''} without quotes" if found else ""


def _range(halves: list[re.Match[str] | None], share: bool) -> str:
    low, high = (half for half in halves if half)
    ends = [_value(low, low if low["times"] else high), _value(high, high)]
    if None in ends:
        return ""
    texts = [_share(end, high) if share else _decimal(end) for end in ends if end is not None]
    return f"write {{low: {texts[0]}, high: {texts[1]}}}"


def _digit(letter: str) -> str:
    """A digit of any script as 0 to 9, and a fraction of one letter as a decimal."""
    if letter.isascii() or not letter.isnumeric():
        return letter
    return _decimal(Fraction(unicodedata.numeric(letter)).limit_denominator(100))


def _value(found: re.Match[str], scaled: re.Match[str]) -> Fraction | None:
    number = _plain(found["number"].replace("−", "-"))
    power = TIMES[scaled["times"].lower().rstrip("s")] if scaled["times"] else 0
    return None if number is None else number * 10**power


def _plain(text: str) -> Fraction | None:
    """The number of digits parted as people part them: 10 000, 1'000, 1.000.000, 1.234,5, 1,00,000, and 1,5."""
    parted = [sign for sign in text.lstrip("+-") if not sign.isdigit()]
    grouped = re.fullmatch(rf"[-+]?\d{{1,3}}([{SEPARATORS}])\d{{3}}(?:\1\d{{3}})*(?:[.,]\d+)?", text, re.ASCII)
    if grouped and (grouped[1] != "." or len(parted) > 1) and (len(set(parted)) == 1 or parted[-1] != grouped[1]):
        whole, point, rest = text, "", ""
        if len(set(parted)) > 1:
            whole, point, rest = text.rpartition(parted[-1])
        return Fraction(whole.replace(grouped[1], "") + ("." + rest if point else ""))
    if re.fullmatch(r"[-+]?\d*[.,]?\d+", text, re.ASCII):
        return Fraction(text.replace(",", "."))
    if re.fullmatch(r"[-+]?\d+(?:_\d+)+|[-+]?\d{1,2}(?:,\d{2})+,\d{3}", text, re.ASCII):
        return Fraction(text.replace(parted[0], ""))
    return None


def _share(value: Fraction, found: re.Match[str]) -> str:
    """As it was meant: in percent where it says so, or where it would be more than all."""
    says = (found["unit"] or "").strip().lower() in PERCENT
    return f"{_decimal(value)}%" if says or value >= 1 else _decimal(value)


def _decimal(value: Fraction) -> str:
    """The number in digits: exactly, or with six decimals where they never end."""
    places = next((n for n in range(MOST_DECIMALS) if (value * 10**n).denominator == 1), FEW_DECIMALS)
    text = f"{abs(round(value * 10**places)):0{places + 1}d}"
    whole, rest = text[: len(text) - places], text[len(text) - places :]
    return f"{'-' if value < 0 else ''}{whole}{'.' if rest else ''}{rest}"
