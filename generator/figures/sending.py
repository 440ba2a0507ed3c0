"""What a page sends: the rows of its calls, of its models, and of the whole.

In: the book, and a page profile, with changes to what its calls are given. Out: the page's rows, entered under a path.
A call that states no more than its tokens has one row of formulas. Whatever more it states (turns, retries, reasoning,
hit rates of its own, a model whose cache holds no short prefix) stands before the columns that a page adds up.
"""

from collections.abc import Mapping
from types import ModuleType
from typing import Any, NamedTuple

from generator.calculation import (
    call,
    cold_turns,
    composed_prompt,
    elsewhere,
    failures,
    full_prefix,
    least_prefix,
    mixed_part,
    page,
    parted_prefix,
    prefix_part,
    profile_share,
    reasoning,
    retries,
    turns,
    warm_turns,
    whole_blocks,
    whole_prompt,
)
from generator.figures.figure import Figure, Given, Row
from generator.figures.rows import PAGE, Book, Page, columns
from generator.figures.working import work_of_call, work_of_page, work_of_part
from generator.inputs.elsewhere import shares
from generator.inputs.page_profiles import Call

STATED = ("output_tokens", "requests_per_page", "reasoning_tokens", "turns", "growth_tokens")
FAILED = ("refused", "broken_off")
LEAST = "least_prefix_tokens"
SUMMED = ("input_tokens", "cached_input_tokens", "output_tokens")
A_PAGE = (
    call.input_tokens_per_page,
    call.cached_input_tokens_per_page,
    call.output_tokens_per_page,
    call.tokens_per_page,
)


class Sender(NamedTuple):
    """A call, where its profile and its figures stand, what of it goes to others, and the prefix cache as it finds it.

    With another vendor the hit rate may be that of every prompt, whatever its components say.
    """

    call: Call
    home: str
    path: str
    hit_rate: Figure
    block: Row
    least: Row
    split: tuple[Figure, ...] = ()
    alike: bool = False

    @property
    def counted(self) -> ModuleType:
        """The formulas of what the cache can hold of a prefix."""
        return whole_blocks if self.block else full_prefix


def page_rows(
    book: Book,
    path: str,
    profile: str,
    changes: Mapping[str, Given] = {},
    block_tokens: Figure | None = None,
    other: str = "",
) -> Page:
    """The rows of a profile's page, entered under `path`; with `changes` to what calls are given, or other blocks.

    With the model of another vendor, the rows of what goes there: of the calls that change.
    """
    calls = {
        name: one for name, one in book.inputs.page_profiles[profile].calls.items() if not other or name in changes
    }
    call_rows = {}
    for name, one in calls.items():
        here = f"page_profiles.{profile}.calls.{name}"
        sender = _sender(book, path, profile, name, other)
        if block_tokens is not None:
            sender = sender._replace(block={"block_tokens": block_tokens})
        sends = _call_row if one.has_tokens else _without_tokens
        call_rows[name] = sends(book, sender, here, changes.get(name, {}))
        work_of_call(book, sender.path, here, call_rows[name])
    models = {}
    for model in book.inputs.models:
        mine = [row for name, row in call_rows.items() if (other or calls[name].model) == model]
        if mine:
            models[model] = book.add(f"{path}.models.{model}", columns(mine, PAGE), page)
    by_model = {
        model: [f"{path}.calls.{name}" for name, one in calls.items() if (other or one.model) == model]
        for model in models
    }
    work_of_page(book, path, by_model)
    book.pages[path] = Page(path, book.add(path, columns(models.values(), PAGE), page), models, call_rows)
    return book.pages[path]


def _sender(book: Book, path: str, profile: str, name: str, other: str) -> Sender:
    """A call as the vendor finds it; or as the model of another vendor does, with the cache of that vendor."""
    home, one = f"page_profiles.{profile}", book.inputs.page_profiles[profile].calls[name]
    cache = f"proposal.other_vendors.{book.inputs.models[other].vendor}" if other else "caching.prefix_cache"
    theirs = book.under(cache, "hit_rate") if other else {}
    rate = theirs or book.under(f"{home}.calls.{name}", "hit_rate") or book.under("caching.prefix_cache", "hit_rate")
    block, least = book.under(cache, "block_tokens"), book.under(f"models.{other or one.model}", LEAST)
    split = {} if other else shares(book.inputs, profile, name, "split")
    sent_on = tuple(book.sheet[share] for share in split.values())
    return Sender(one, home, f"{path}.calls.{name}", rate["hit_rate"], block, least, sent_on, bool(theirs))


def mean_page(
    book: Book,
    scenario: str,
    path: str = "",
    changes: Mapping[str, Mapping[str, Given]] = {},
    block_tokens: Figure | None = None,
    other: str = "",
) -> Page:
    """The page of a scenario: of its page profile, or the mean of several; with changes by profile, or other blocks.

    Without a path it is the scenario's own, made of pages that stand already. With a vendor's model, what goes there.
    """
    home, profiles = book.page_home(scenario), book.inputs.scenarios[scenario].profiles
    if not book.inputs.scenarios[scenario].page_profiles:
        return page_rows(book, path, profiles[0], changes.get(profiles[0], {}), block_tokens, other)
    here, parts, homes = path or home, dict[str, list[Row]](), dict[str, list[str]]()
    for key in (one for one in profiles if one in changes or not other):
        part = f"{here}.parts.{key}"
        if path:
            rows = page_rows(book, part, key, changes.get(key, {}), block_tokens, other)
            own = book.under(f"{home}.parts.{key}", "share_of_pages")
        else:
            rows, own = book.pages[f"page_profiles.{key}"], _share_of_pages(book, scenario, part, key)
        for model, row in rows.models.items():
            below = f"{part}.mixed.{model}" if path else f"{part}.models.{model}"
            parts.setdefault(model, []).append(_of_mean(book, below, row, own))
            homes.setdefault(model, []).append(below)
        work_of_part(book, rows, homes, own)
    models = {
        model: book.add(f"{here}.models.{model}", columns(parts[model], PAGE), page)
        for model in book.inputs.models
        if model in parts
    }
    work_of_page(book, here, homes)
    book.pages[here] = Page(here, book.add(here, columns(models.values(), PAGE), page), models, {})
    return book.pages[here]


def _share_of_pages(book: Book, scenario: str, path: str, profile: str) -> Row:
    """How many of a scenario's pages are of a profile."""
    home = f"scenarios.{scenario}.page_profiles"
    stated = {key: book.sheet[f"{home}.{key}"] for key in book.inputs.scenarios[scenario].profiles}
    return book.add(path, {"stated_share": stated[profile], "each_stated_share": (*stated.values(),)}, profile_share)


def _of_mean(book: Book, path: str, row: Row, own: Row) -> Row:
    """What a model's part of a page comes to in the mean of several, of which so many are such pages."""
    known = [name for name in PAGE if name in row]
    given = {"share_of_pages": own["share_of_pages"], **{f"profile_{name}": row[name] for name in known}}
    return book.add(path, given, *(getattr(mixed_part, name) for name in known))


def _without_tokens(book: Book, sender: Sender, here: str, changes: Given) -> Row:
    """The row of a call that sends and gets no tokens: how often a page sends it, and how often it is read."""
    row: Any = {**book.under(here, "requests_per_page"), **changes}
    row |= _kept_here(book, sender, row)
    again, failed = _again(book, sender, here)
    if again:
        again = book.add(sender.path, {**row, **again}, retries)
        row["requests_per_page"] = again["requests_with_retries_per_page"]
    if failed:
        row |= book.add(sender.path, {**row, **failed}, failures)
    return {key: row[key] for key in ("requests_per_page", "read_requests_per_page") if key in row}


def _kept_here(book: Book, sender: Sender, given: Given) -> Row:
    """How often a page sends a call to the vendor that is asked, where a part of it always goes to others."""
    if not sender.split:
        return {}
    sent: Given = {"requests_per_page": given["requests_per_page"], "each_split_share": sender.split}
    kept = book.add(sender.path, sent, elsewhere.share_here, elsewhere.requests_here_per_page)
    return {"requests_per_page": kept["requests_here_per_page"]}


def _again(book: Book, sender: Sender, here: str) -> tuple[Row, Row]:
    """The shares of a call's requests that are sent once more, and that fail: its own, or those of its profile."""
    again = book.under(here, "retries") or book.under(sender.home, "retries")
    return again, book.under(f"{here}.failures", *FAILED) or book.under(f"{sender.home}.failures", *FAILED)


def _call_row(book: Book, sender: Sender, here: str, changes: Given) -> Row:
    """The row of a call, with the columns that add up to a page."""
    one, path = sender.call, sender.path
    stated, prompt = ("specific_tokens", composed_prompt) if one.specific_tokens else ("input_tokens", whole_prompt)
    parts = [f"{sender.home}.components.{key}" for key in one.begins_with]
    given: dict[str, Any] = {
        **(dict.fromkeys(one.unsent, book.sheet["constants.no_tokens"]) if one.unsent else {}),
        **book.under(here, stated, *STATED),
        **sender.block,
        "hit_rate": sender.hit_rate,
        "each_component_tokens": tuple(book.sheet[f"{part}.tokens"] for part in parts),
        **changes,
    }
    given |= _kept_here(book, sender, given)
    again, failed = _again(book, sender, here)
    rated = not sender.alike and any(f"{part}.hit_rate" in book.sheet for part in parts)
    if not (one.turns or one.reasoning_tokens or again or failed or rated or sender.least):
        return book.add(path, given, call, prompt, sender.counted)
    row = book.add(path, given, call.prefix_tokens, prompt)
    if sender.least:
        book.add(path, {**row, **sender.least}, least_prefix.is_too_short)
    if not one.cold:
        if rated:
            row |= _of_parts(book, sender, given)
        else:
            held = _held(book, sender, path, row["prefix_tokens"])
            row |= book.add(path, {**held, "hit_rate": sender.hit_rate}, call.cached_input_tokens)
    if one.reasoning_tokens:
        row["output_tokens"] = book.add(path, row, reasoning)["completion_tokens"]
    if again:
        row["requests_per_page"] = book.add(path, {**row, **again}, retries)["requests_with_retries_per_page"]
    if failed:
        row = book.add(path, {**row, **failed}, failures)
    return _in_turns(book, sender, row) if one.turns else _of_page(book, path, row)


def _of_page(book: Book, path: str, row: Row) -> Row:
    """What a page spends on a call: input where its prompt is read, and output where it is answered."""
    if "read_requests_per_page" not in row:
        return book.add(path, row, *A_PAGE)
    sent, answered = ({"requests_per_page": row[f"{key}_requests_per_page"]} for key in ("read", "answered"))
    spent = book.add(path, {**row, **sent}, call.input_tokens_per_page, call.cached_input_tokens_per_page)
    spent |= book.add(path, {**spent, **answered}, call.output_tokens_per_page, call.tokens_per_page)
    return {**spent, "requests_per_page": row["requests_per_page"]}


def _held(book: Book, sender: Sender, path: str, prefix: Figure) -> Row:
    """What the cache can hold of a prefix: nothing of one that is too short, and else its whole blocks."""
    given: Row = {"prefix_tokens": prefix, **sender.block}
    if sender.least:
        enough = book.add(path, {**given, **sender.least}, least_prefix.long_enough_tokens)
        given["prefix_tokens"] = enough["long_enough_tokens"]
    held = book.add(path, given, sender.counted)
    return {"cacheable_tokens": held["cacheable_tokens"]}


def _of_parts(book: Book, sender: Sender, given: Given) -> Row:
    """What the cache serves of a prefix whose components have hit rates of their own."""
    tokens: Any = given["each_component_tokens"]
    rates: list[Figure] = []
    served: list[Row] = []
    before: Row = {}
    for at, key in enumerate(sender.call.begins_with, 1):
        path = f"{sender.path}.begins_with.{key}"
        begins = book.add(path, {"each_component_tokens": tokens[:at]}, call.prefix_tokens)
        held = _held(book, sender, path, begins["prefix_tokens"])
        own = book.under(f"{sender.home}.components.{key}", "hit_rate")
        rates.append(own.get("hit_rate", sender.hit_rate))
        if before:
            part: Given = {**held, **before, "each_hit_rate": tuple(rates)}
            served.append(book.add(path, part, prefix_part))
        else:
            found = {"cacheable_tokens": held["cacheable_tokens"], "hit_rate": rates[0]}
            served.append(book.add(path, found, call.cached_input_tokens))
        before = {"cacheable_before_tokens": held["cacheable_tokens"]}
    return book.add(sender.path, columns(served, ["cached_input_tokens"]), parted_prefix)


def _in_turns(book: Book, sender: Sender, row: Row) -> Row:
    """The row of a call in several turns: a page adds up all of its turns, and a request is one of them."""
    smallest: Row = {
        "block_tokens": book.sheet["constants.one_token"],
        "least_prefix_tokens": book.sheet["constants.no_tokens"],
        **sender.block,
        **sender.least,
    }
    every = book.add(sender.path, {**row, **smallest}, turns)
    found = {**every, "hit_rate": sender.hit_rate}
    every |= book.add(sender.path, found, cold_turns if sender.call.cold else warm_turns)
    page_of = _of_page(book, sender.path, {**row, **{key: every[f"{key}_of_all_turns"] for key in SUMMED}})
    a_turn = {"input_tokens": every["mean_input_tokens"], "requests_per_page": every["requests_of_all_turns_per_page"]}
    if sender.call.work and "read_requests_per_page" in row:
        read = book.add(f"{sender.path}.all_turns", {**row, **a_turn}, failures.read_requests_per_page)
        every["read_requests_of_all_turns_per_page"] = read["read_requests_per_page"]
    first = {"first_requests_per_page": row["requests_per_page"], "output_tokens": row["output_tokens"]}
    return {**page_of, **every, **a_turn, **first}
