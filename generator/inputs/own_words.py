"""What a proposal calls a page, a page view and a site: conversations, messages and seats, say.

In: the plain values of `words` in proposal.yaml. Out: a frozen record that puts the proposal's words in the place of
ours in what this program says: units, sentences, formulas in words, templates. What people wrote is never looked at.
"""

import re
from functools import cached_property
from typing import Annotated, NamedTuple, TypeAlias

from generator.inputs.entry import After, Entries, Entry, MisfitError, Tables, field
from generator.inputs.texts import LONGEST_LABEL
from generator.numerals import numerals
from generator.units import FREE, PLURAL, Unit, counted

LETTERS = re.compile(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*")
VOWEL = re.compile(
    r"(?!eu|uni(?!n|m)|us[aeiu]|ut[eio]|one\b|once\b|ufo|u\b)[aeiou]|(?:hour|hono|heir|honest)", re.IGNORECASE
)
"""What begins with the sound of a vowel: an incident, an hour; a user, a unit."""
OURS = re.compile(
    r"(?:\b(?P<article>[Aa])n? )?(?<![\w.“/-])(?P<word>[Pp]age [Vv]iews?|[Pp]ages?|[Ss]ites?|[Vv]iews?)(?![\w”-]|\.\w)"
)
"""Our words with the article before them: not within a name, such as all-sites or page.yaml."""
UNIT = re.compile(r"page views?|pages?|sites?")


def _word(value: list[str], _: Tables) -> list[str]:
    for index, one in enumerate(value):
        if not LETTERS.fullmatch(one) or len(one) > LONGEST_LABEL or numerals(one):
            what = f"expected a word of at most {LONGEST_LABEL} letters that is not a number; found {one or repr(one)}"
            raise MisfitError(what, "such as [conversation, conversations]", (index,))
    if len(value) > 2 and value[2] not in ("a", "an"):
        raise MisfitError(f"expected the article a or an, found {value[2]}", "leave it out, or write one", (2,))
    return value


Word = Annotated[
    list[str],
    Entries(2, 3),
    After(
        _word,
        {
            "type": "array",
            "items": {"type": "string", "pattern": r"\S"},
            "minItems": 2,
            "maxItems": 3,
            "examples": [["conversation", "conversations"], ["hour", "hours", "an"]],
        },
    ),
]
"""A word for one and for more than one, and its article where that is not as it sounds."""


class OwnWords(Entry):
    """What the document calls the units of work: one, more than one, and the article where it is not as it sounds."""

    page: Word | None = field("What is generated, and paid for in requests: a page unless stated.")
    page_view: Word | None = field("What may ask for that: a page view unless stated.")
    site: Word | None = field("Where that happens: a site unless stated.")

    @cached_property
    def forms(self) -> dict[str, tuple[str, str]]:
        """Our words in lower case, each with the proposal's and its article; those alone that have another."""
        found: dict[str, tuple[str, str]] = {}
        for ours, word in (("page", self.page), ("page view", self.page_view), ("site", self.site)):
            if word is not None:
                article = word[2] if len(word) > 2 else "an" if VOWEL.match(word[0]) else "a"
                found |= {ours: (word[0], article), f"{ours}s": (word[1], article)}
        return found | {key.removeprefix("page "): one for key, one in found.items() if key.startswith("page view")}

    def said(self, ours: str) -> tuple[str, str]:
        """What one of a kind is called, and more than one."""
        one, many = (self.forms.get(form, (form,))[0] for form in (ours, f"{ours}s"))
        return one, many

    def say(self, text: str, keep: frozenset[str] = frozenset()) -> str:
        """A text of this program in the proposal's words; none of the names to `keep` is taken for one of ours."""
        return OURS.sub(lambda found: self._said(found, keep), text) if self.forms else text

    def _said(self, found: re.Match[str], keep: frozenset[str]) -> str:
        ours, article = found["word"], found["article"] or ""
        own, its = self.forms.get(ours.lower(), ("", ""))
        if not own or ours in keep:
            return found[0]
        before = f"{article}{its[1:]} " if article else ""
        return before + (own[:1].upper() + own[1:] if ours[0].isupper() else own)

    def unit(self, unit: Unit) -> Unit:
        """A unit in the proposal's words, for one and for more; one in words of the inputs stays."""
        if not self.forms or unit.dimension == FREE or not UNIT.search(unit.symbol):
            return unit
        symbols = (unit.symbol, PLURAL.sub("", unit.symbol, count=1))
        many, one = (UNIT.sub(lambda found: self.forms.get(found[0], (found[0],))[0], text) for text in symbols)
        return unit._replace(symbol=many, one=one)

    def counted(self, text: str, words: str) -> str:
        """A written number and what it counts, in the proposal's words."""
        if not self.forms or not words:
            return counted(text, words)
        return counted(text, self.say(words), self.say(PLURAL.sub("", words, count=1)))


WORK = re.compile(r"\b[Ww]ork\b")
"""What the formulas call a unit of the proposal, whichever it is."""
OF_WORK = re.compile(r"\.work\.([^.]+)")
"""Where the name of a figure says which unit it counts."""


class WorkWords(NamedTuple):
    """The words of a proposal, and those for one of its units of work, which `work` stands for."""

    own: OwnWords
    one: str
    many: str

    @property
    def forms(self) -> bool:
        """Whether a text may read otherwise in these words: it may."""
        return True

    def say(self, text: str) -> str:
        """A text of this program in these words."""
        return WORK.sub(self._said, self.own.say(text))

    def _said(self, found: re.Match[str]) -> str:
        return self.many[:1].upper() + self.many[1:] if found[0] == "Work" else self.many

    def unit(self, unit: Unit) -> Unit:
        """A unit in these words, for one and for more."""
        found = self.own.unit(unit)
        symbol = WORK.sub(self.many, found.symbol)
        if symbol == found.symbol:
            return found
        one = WORK.sub(self.one, found.symbol) if unit.symbol.startswith("work") else found.one
        return found._replace(symbol=symbol, one=one)


Words: TypeAlias = OwnWords | WorkWords
"""What a text is told in."""
OURS_ALONE = OwnWords()
"""The words of a proposal that states none."""
