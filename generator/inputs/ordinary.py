"""Which words with digits name something or tell a time, and which are amounts, which a text may not type.

In: a free text, and the names that are known. Out: each of its numerals with its place, and whether it is ordinary: an
identifier (S3, eu-central-1, p95), a known name (a model's id), a standard (ISO 27001), a status code (HTTP 429), a
place in an order (phase 2), a moment (24/7, 2026-11-29, Q1 2027, 09:00), or a number word that counts nothing (no one,
one-off).
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from generator.numerals import DIGIT, NUMERAL, WORDS

REFERENCE = re.compile(r"\[\[([^\[\]]+)\]\]")
"""A figure or an entity that free text names: [[facts.products]], [[models.gpt-oss-120b]]."""
HELD = "\ufffc"
"""Stands for each letter of a reference: what is glued to one is not a name of its own."""

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b"
)
SEASON = r"\b(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter|FY|[Qq][1-4]|[Hh][12]|[Yy]ear)"
BODY = (
    r"\b(?:ISO(?:/IEC)?|IEC|IEEE|RFC|SOC|PCI DSS|TLS|SSL|OAuth|OpenID|SAML|FIPS|NIST(?: SP)?|DIN|EN|ANSI|ITU|ECMA"
    r"|ISAE|SSAE|WCAG|GDPR Art(?:icle|\.)|PDF/U?A|USB|Unicode|CUDA)"
)
"""Who numbers standards: a number after it is a name, whatever follows."""
PRODUCT = (
    r"\b(?:Windows(?: Server)?|Android|iOS|macOS|Debian|Ubuntu|RHEL|Python|Java|Node(?:\.js)?|PHP|Ruby|Go|Rust|COBOL"
    r"|Fortran|Postgre(?:s|SQL)|MySQL|Oracle|Redis|Kafka|Spark|[Ll]og4j|Office|Excel|Word|Gemini|Claude|Llama|Mistral|Qwen|GPT"
    r"|Room|Gate|Building|Floor|Terminal|AZ|Route|Platform)"
)
"""What bears a number as its name: a product by its version, a place."""
ORDERED = (
    r"\b(?:[Tt]ier|[Ll]evel|[Pp]hase|[Ss]tage|[Ss]tep|[Ww]ave|[Vv]ersion|[Rr]elease|[Pp]art|[Aa]ppendix|[Aa]rticle"
    r"|[Ss]ection|[Cc]hapter|[Cc]lass|[Cc]ategory|[Pp]riority|[Ss]everity|[Gg]roup|[Cc]ohort|[Rr]ound|[Ss]print"
    r"|[Mm]ilestone|[Zz]one|[Oo]ption|[Vv]ariant|[Qq]uestion|[Ll]ayer)s?"
)
"""What is numbered by its place in an order."""
MORE = r"(?: \S+(?:,| and| or| to| through))*"
"""Others of its kind before it: HTTP 429 or 503."""
MEASURE = (
    r"(?:second|minute|hour|day|week|month|year|quarter|token|request|call|page|site|view|seat|user|visit|run|message"
    r"|conversation|document|image|percent|point|fold|digit|time|third|fourth|fifth|sixth|eighth|tenth|hundredth)s?"
)
LIMIT = r"(?:rp[smhd]|tp[smhd]|qps|[dm]au|sl[ao]|usd|eur|chf|gbp|jpy)"
"""What an amount is of, however it is glued to it: RPM-5000, USD5000."""
NO_NAME = (
    rf"(?:{LIMIT}|max|min|ca|circa|approx|about|around|roughly|over|under|above|below|nearly|almost|some|plus|minus|only"
    rf"|times|to|by|of|for|x|n|no|{MEASURE[:-1]}|{'|'.join(WORDS)})"
)
"""Letters with which no identifier begins."""
IDENTIFIER = re.compile(r"[^\W\d_][^\W_]*(?:[-–−._/+#&'’][^\W_]+)*")
"""Letters, then letters and digits."""
OF_A_LIMIT = rf"(?<![^\W\d_]){LIMIT}[-–−._/+#&]?\d"
COMPOUND = rf"-(?!(?:{MEASURE}|{'|'.join(WORDS)})\b)[a-z]"
PART_OF_ONE = rf"(?<![^\W_])(?!(?:{'|'.join(WORDS)})-)[^\W\d_]+-$"


class Kind(NamedTuple):
    """A kind of ordinary word: its form, what stands before it, what after it, and whether it counts no measure."""

    form: str
    before: str = ""
    after: str = ""
    alone: bool = False


YEAR = r"(?:19|20)\d\d"
KINDS = (
    Kind(r"24/7(?:/365)?"),
    Kind(r"[2-6]G|[23]D|[248]K|2FA", after="[- ](?!a )[a-z]+", alone=True),
    Kind(r"[123](?:st|nd|rd)-(?:party|parties|line|level)"),
    Kind(r"[123](?:st|nd|rd)", after=" (?:party|parties|line|level)"),
    Kind(r"\d{1,4}(?:\.\d+)*", PRODUCT + MORE, alone=True),
    Kind(r"[1-5]\d\d(?:/[1-5]\d\d)*", rf"(?:\bHTTP|\b[Ss]tatus|\b[Ee]rror|\b[Cc]ode)s?(?: status| code| error)*{MORE}"),
    Kind(r"\d[\d.]*(?:[-:]\d+)*", BODY + MORE),
    Kind(r"v?\d+(?:\.\d+)+", rf"\b(?!(?i:{LIMIT}) )[A-Z]\w*[A-Z]\w*", alone=True),
    Kind(r"\d{1,2}[a-z]?|\d+(?:\.\d+)+", ORDERED + MORE),
    Kind(r"\d{1,2}(?:\.\d+)?(?:st|nd|rd|th)", after=" (?:percentile|quarter)"),
    Kind(rf"{YEAR}-(?:0[1-9]|1[0-2])"),
    Kind(YEAR, rf"(?:\b{MONTH}(?: \d{{1,2}},)?|{SEASON})", alone=True),
    Kind(r"20(?:[123]\d|4[0-5])", r"\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Dd]uring)", alone=True),
    Kind(r"\d{1,2}", after=f" {MONTH}"),
    Kind(r"\d{1,2}", rf"\b{MONTH}", alone=True),
    Kind(r"(?:(?:[01]?\d|2[0-4])(?::[0-5]\d(?:[ap]m)?|[ap]m)[-–]?)+(?<![-–])"),
    Kind("one", r"\b(?:[Nn]o|[Ee]very|[Ee]ach|[Aa]ny|[Tt]his|[Tt]hat|[Ww]hich|[Aa]nother|one by)"),
    Kind("one", after=" (?:of|another|after another|by one|can|cannot|may|might|must|would|should|will)"),
    Kind("zero", after=" (?:trust|downtime|data|retention|copy)"),
    Kind("quarters?", r"\b(?:per|each|every|first|second|third|fourth|last|next|this|that|previous|current|coming)"),
    Kind("quarters?", r"\b[Aa]", after="(?! ?of)"),
)
_MEASURED = rf" ?(?:{MEASURE}|{LIMIT}|per|%)(?!\w)"
_NEAR = 80
"""So many letters before a numeral are looked at."""


class Typed(NamedTuple):
    """A numeral that a free text types, where it stands in it, and whether it is ordinary."""

    text: str
    start: int
    end: int
    ordinary: bool


def typed(text: str, names: Iterable[str] = ()) -> Iterator[Typed]:
    """Every numeral of a free text outside its references, in order; `names` are ordinary as well."""
    plain = REFERENCE.sub(lambda match: HELD * len(match[0]), text)
    known = _known(tuple(names))
    named = [match.span() for match in known.finditer(plain)] if known else []
    for match in NUMERAL.finditer(plain):
        core = match[0].strip(".,:!?'’")
        start = match.start() + match[0].index(core)
        end = start + len(core)
        inside = any(begins <= start and end <= ends for begins, ends in named)
        yield Typed(core, start, end, inside or _ordinary(core, plain[max(0, start - _NEAR) : start], plain[end:]))


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """The names, also as people write them: `Llama 3.3 70B` for llama-3.3-70b."""
    forms = [r"[-_ ./]?".join(map(re.escape, re.split(r"[-_ ./]", name))) for name in names if re.search(r"\d", name)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else None


def _ordinary(core: str, before: str, after: str) -> bool:
    if HELD in core or any(not digit.isascii() for digit in re.findall(DIGIT, core)):
        return False
    return (
        _is_date(core)
        or _identifies(core)
        or _joined(core, before, after)
        or any(_is_of(kind, core, before, after) for kind in KINDS)
    )


def _is_of(kind: Kind, core: str, before: str, after: str) -> bool:
    """Whether it is of a kind. Few texts type a number: each form is compiled when it is first asked for."""
    return bool(
        re.fullmatch(kind.form, core, re.ASCII | re.IGNORECASE)
        and (not kind.before or re.search(rf"{kind.before} ?$", before))
        and (not kind.after or re.match(rf"(?:{kind.after})(?!\w)", after))
        and not (kind.alone and re.match(_MEASURED, after, re.IGNORECASE))
    )


def _is_date(core: str) -> bool:
    """A day that there is, as 2026-11-29."""
    try:
        return len(core) == len("2026-11-29") and bool(date.fromisoformat(core))
    except ValueError:
        return False


def _identifies(core: str) -> bool:
    """Letters and digits that belong together, and do not tell how many of something there are."""
    begins = re.match(r"[^\W\d_]+", core)
    if not begins or not re.search(r"\d", core) or not IDENTIFIER.fullmatch(core):
        return False
    return not re.fullmatch(NO_NAME, begins[0], re.IGNORECASE) and not re.search(OF_A_LIMIT, core, re.IGNORECASE)


def _joined(core: str, before: str, after: str) -> bool:
    """A number word within a compound that counts nothing: one-off, all-in-one, zero-shot."""
    return core.lower() in WORDS and bool(
        re.match(COMPOUND, after, re.IGNORECASE) or re.search(PART_OF_ONE, before, re.IGNORECASE)
    )
