"""What a call takes of a page, said again: its prompt, what a cache finds of it, its turns, retries and reasoning.

In: the files as they are typed, a value for each of their numbers. Out: each call as it is sent, and its figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import Any

from tests.reckoning.amounts import NOTHING, Four, Row, whole_blocks
from tests.reckoning.typed import Files

Point = Mapping[str, Fraction]
"""A value for each number of the inputs, by its path."""


@dataclass(frozen=True)
class Part:
    """A part of the beginning of a prompt: its name, its tokens, and how often it is found, where it says so."""

    name: str
    tokens: Fraction
    rate: Fraction | None


@dataclass(frozen=True)
class Call:
    """A call: the model that serves it, how often a page sends it, its tokens and those that it begins with.

    `prompt` is that of the first turn; `turns` is 0 where a call has none; `leaves` is the share that others serve.
    What is not typed is 0, and no reasoning none.
    """

    model: str
    often: Fraction
    prompt: Fraction
    answer: Fraction
    parts: tuple[Part, ...]
    composed: bool
    rate: Fraction
    least: Fraction | None
    retries: Fraction | None
    failures: tuple[Fraction, Fraction] | None
    reasoning: Fraction | None
    turns: Fraction | None
    growth: Fraction
    cold: bool
    leaves: Fraction | None
    works: Mapping[str, Fraction]
    has_tokens: bool

    @property
    def beginning(self) -> Fraction:
        """Tokens that are the same in every request."""
        return sum((part.tokens for part in self.parts), NOTHING)

    @property
    def times(self) -> Fraction:
        """How often a page sends it, without what others serve, with what is sent once more."""
        return self.stays * (1 + (self.retries or NOTHING))

    @property
    def stays(self) -> Fraction:
        """How often a page sends it, without what others serve."""
        return self.often * (1 - (self.leaves or NOTHING))

    @property
    def failed(self) -> tuple[Fraction, Fraction]:
        """The shares of all that is sent of which no prompt counts, and of which no output does."""
        refused, broken = self.failures or (NOTHING, NOTHING)
        return refused, refused + broken

    @property
    def requests(self) -> Fraction:
        """Requests of a page, each turn being one."""
        return self.times * (1 if self.turns is None else self.turns)

    @property
    def mean(self) -> Fraction:
        """The prompt of a request, on average."""
        return self.prompt + self.growth * ((self.turns or 1) - 1) / Fraction(2)

    @property
    def last(self) -> Fraction:
        """The prompt of the last turn."""
        return self.prompt + self.growth * ((self.turns or 1) - 1)

    @property
    def output(self) -> Fraction:
        """What a request puts out, seen or not."""
        return self.answer + (self.reasoning or NOTHING)

    @property
    def rated(self) -> bool:
        """Whether a part of its beginning says how often it is found."""
        return any(part.rate is not None for part in self.parts)

    @property
    def says_more(self) -> bool:
        """Whether it is more than a request with its tokens."""
        more = (self.least, self.retries, self.failures, self.reasoning, self.turns)
        return self.rated or any(one is not None for one in more)

    def shorter(self, name: str, gone: Fraction) -> "Call":
        """The call with a part that has fewer tokens."""
        parts = tuple(replace(part, tokens=part.tokens - gone * (part.name == name)) for part in self.parts)
        return replace(self, prompt=self.prompt - gone, parts=parts)


def calls(files: Files, point: Point, profile: str) -> dict[str, Call]:
    """The calls of a page as its profile has them."""
    page = files["page_profiles"][profile]
    home, found = f"page_profiles.{profile}", {}
    for name, one in page["calls"].items():
        shares = [point[path] for path in routes(files, profile, name, "split").values()]
        found[name] = _call(point, home, name, one, sum(shares, NOTHING) if shares else None)
    return found


def routes(files: Files, profile: str, name: str, way: str) -> dict[str, str]:
    """Where a call goes besides its model, and where its share is typed: at the call, or at its model."""
    one = files["page_profiles"][profile]["calls"][name]
    at, typed = f"models.{one['model']}", files["models"][one["model"]].get(way)
    if way in one:
        at, typed = f"page_profiles.{profile}.calls.{name}", one[way]
    return {model: f"{at}.{way}.{model}" for model in typed or ()}


def _call(point: Point, home: str, name: str, one: Mapping[str, Any], leaves: Fraction | None) -> Call:
    path = f"{home}.calls.{name}"
    parts = tuple(
        Part(part, point[f"{home}.components.{part}.tokens"], point.get(f"{home}.components.{part}.hit_rate"))
        for part in one.get("begins_with") or ()
    )
    own = point.get(f"{path}.specific_tokens")
    beginning = sum((part.tokens for part in parts), NOTHING)
    return Call(
        one["model"],
        point[f"{path}.requests_per_page"],
        point.get(f"{path}.input_tokens", NOTHING) if own is None else own + beginning,
        point.get(f"{path}.output_tokens", NOTHING),
        parts,
        own is not None,
        point.get(f"{path}.hit_rate", point["caching.prefix_cache.hit_rate"]),
        point.get(f"models.{one['model']}.least_prefix_tokens"),
        point.get(f"{path}.retries", point.get(f"{home}.retries")),
        next(
            (
                (point[f"{at}.failures.refused"], point[f"{at}.failures.broken_off"])
                for at in (path, home)
                if f"{at}.failures.refused" in point
            ),
            None,
        ),
        point.get(f"{path}.reasoning_tokens"),
        point.get(f"{path}.turns"),
        point.get(f"{path}.growth_tokens", NOTHING),
        one.get("cold", "").lower() == "true",
        leaves,
        {unit: point[f"{path}.work.{unit}"] for unit in one.get("work") or ()},
        any(key in one for key in ("input_tokens", "specific_tokens", "output_tokens")),
    )


def kept(tokens: Fraction, block: Fraction | None, least: Fraction | None) -> Fraction:
    """What a cache keeps of so many tokens: whole blocks, and nothing of what is too short."""
    return NOTHING if least is not None and tokens < least else whole_blocks(tokens, block)


def found_first(call: Call, block: Fraction | None) -> Fraction:
    """What a cache finds of the beginning of a prompt, on average."""
    if not call.rated:
        return kept(call.beginning, block, call.least) * call.rate
    return sum((one["cached_input_tokens"] for _, one in _of_parts(call, block)), NOTHING)


def _of_parts(call: Call, block: Fraction | None) -> Iterator[tuple[str, Row]]:
    """The figures of each part of a beginning: what is found with it, and was not without."""
    tokens = before = NOTHING
    lowest: Fraction | None = None
    for part in call.parts:
        tokens += part.tokens
        own = call.rate if part.rate is None else part.rate
        row: Row = {"prefix_tokens": tokens, "cacheable_tokens": kept(tokens, block, call.least)}
        row |= _long_enough(tokens, call.least)
        added = row["cacheable_tokens"] - before
        if lowest is None:
            lowest = own
        else:
            lowest = min(own, lowest)
            row |= {"added_cacheable_tokens": added, "found_rate": lowest}
        yield part.name, row | {"cached_input_tokens": added * lowest}
        before = row["cacheable_tokens"]


def _long_enough(tokens: Fraction, least: Fraction | None) -> Row:
    return {} if least is None else {"long_enough_tokens": tokens if tokens >= least else NOTHING}


def repeated(call: Call, block: Fraction | None) -> tuple[Fraction, Fraction]:
    """Of all turns but the last: their prompts, and what a cache cannot keep of them."""
    many = (call.turns or 1) - 1
    whole = many * call.prompt + call.growth * many * (many - 1) / Fraction(2)
    lost = NOTHING
    for turn in range(ceil(many)):
        prompt = call.prompt + call.growth * turn
        lost += (prompt - kept(prompt, block or Fraction(1), call.least)) * min(many - turn, 1)
    return whole, lost


def taken(call: Call, block: Fraction | None) -> Four:
    """What a page takes for a call."""
    sent, held = call.prompt, NOTHING if call.cold else found_first(call, block)
    if call.turns is not None:
        again, lost = repeated(call, block)
        sent, held = again + call.last, held + (again - lost) * call.rate
    back = call.output * (1 if call.turns is None else call.turns)
    read, answered = (1 - share for share in call.failed)
    spent = Four(NOTHING, sent * read, held * read, back * answered)
    works = {unit: one * call.requests * read for unit, one in call.works.items()}
    return spent.times(call.times)._replace(requests=call.requests, works=works)


def figures(call: Call, block: Fraction | None) -> Iterator[tuple[str, Row]]:
    """The figures of a call on a page, by what stands after its path."""
    four = taken(call, block)
    row: Row = four.work("work_per_page") | {
        "prefix_tokens": call.beginning,
        "input_tokens_per_page": four.sent,
        "cached_input_tokens_per_page": four.held,
        "output_tokens_per_page": four.back,
        "tokens_per_page": four.sent + four.back,
    }
    row |= {"input_tokens": call.prompt} if call.composed else {"specific_tokens": call.prompt - call.beginning}
    if call.least is not None and call.has_tokens:
        row["is_too_short"] = call.beginning < call.least
    if not call.cold:
        row["cached_input_tokens"] = found_first(call, block)
        if call.rated:
            yield from ((f".begins_with.{name}", own) for name, own in _of_parts(call, block))
        else:
            row["cacheable_tokens"] = kept(call.beginning, block, call.least)
            row |= _long_enough(call.beginning, call.least)
    if call.reasoning is not None:
        row["completion_tokens"] = call.output
    if call.leaves is not None:
        row |= {"share_here": 1 - call.leaves, "requests_here_per_page": call.stays}
    if call.retries is not None:
        row["requests_with_retries_per_page"] = call.times
    if call.failures is not None:
        read, answered = (call.times * (1 - share) for share in call.failed)
        row |= {"read_requests_per_page": read, "answered_requests_per_page": answered}
    if call.failures is not None and call.turns is not None and call.works:
        row["all_turns.read_requests_per_page"] = call.requests * (1 - call.failed[0])
    yield "", row | (_of_turns(call, block) if call.turns is not None else {})


def _of_turns(call: Call, block: Fraction | None) -> Row:
    again, lost = repeated(call, block)
    first = NOTHING if call.cold else found_first(call, block)
    return {
        "requests_of_all_turns_per_page": call.requests,
        "grown_tokens": call.last - call.prompt,
        "mean_input_tokens": call.mean,
        "last_input_tokens": call.last,
        "repeated_growth_tokens": again - call.prompt * ((call.turns or 1) - 1),
        "repeated_input_tokens": again,
        "uncacheable_repeated_tokens": lost,
        "cacheable_repeated_tokens": again - lost,
        "input_tokens_of_all_turns": again + call.last,
        "output_tokens_of_all_turns": call.output * (call.turns or 1),
        "cached_input_tokens_of_all_turns": first + (again - lost) * call.rate,
    }
