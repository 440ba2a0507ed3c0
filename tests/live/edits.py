"""Edits of a proposal as a person makes them in its YAML, each found by the structure of what is there.

In: the texts of the files by their names. Out: the texts after the edit; or None where there is nothing to edit so, as
no range to be narrowed. Nothing here knows a number, nor what a model, a scenario or a load case is called.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import yaml

from tests.reckoning.typed import TEXTS, number

Texts = Mapping[str, str]
"""The text of each file by its name: models, scenarios; and whatever else stands in the folder."""
Keys = tuple[str, ...]
Edit = Callable[[Texts], Texts | None]
FILES = ("models", "page_profiles", "scenarios", "caching", "savings", "proposal")
MONTH = "06-30"


def values(texts: Texts) -> dict[str, Any]:
    """What the files say, every scalar as it is typed."""
    return {name: yaml.load(texts[name], TEXTS) or {} for name in FILES}


# The YAML as a text: a value put in, an entry added, an entry taken out.


def node(texts: Texts, file: str, *keys: str) -> yaml.Node | None:
    """The node at a path in a file; None where there is none."""
    found = yaml.compose(texts[file], TEXTS)
    for key in keys:
        pairs = found.value if isinstance(found, yaml.MappingNode) else ()
        found = next((value for name, value in pairs if name.value == key), None)
    return found


def put(texts: Texts, file: str, *keys: str, to: str) -> Texts:
    """With another text in the place of a scalar."""
    at = node(texts, file, *keys)
    assert isinstance(at, yaml.ScalarNode), keys
    return between(texts, file, at.start_mark.index, at.end_mark.index, to)


def between(texts: Texts, file: str, start: int, end: int, text: str) -> Texts:
    """With a text in the place of another."""
    return {**texts, file: texts[file][:start] + text + texts[file][end:]}


def add(texts: Texts, file: str, *keys: str, entry: str) -> Texts:
    """With an entry, written on a line, as the first of a mapping."""
    at = node(texts, file, *keys)
    assert isinstance(at, yaml.MappingNode), keys
    if at.flow_style:
        after = at.start_mark.index + 1
        return between(texts, file, after, after, f"{entry}, " if at.value else entry)
    first = at.value[0][0].start_mark
    return between(texts, file, first.index, first.index, f"{entry}\n{' ' * first.column}")


def put_or_add(texts: Texts, file: str, *keys: str, to: str) -> Texts:
    """With a scalar under a key, whether it was there before or not."""
    if node(texts, file, *keys):
        return put(texts, file, *keys, to=to)
    return add(texts, file, *keys[:-1], entry=f"{keys[-1]}: {to}")


def drop(texts: Texts, file: str, *keys: str) -> Texts:
    """Without an entry of a mapping that has others."""
    at = node(texts, file, *keys[:-1])
    assert isinstance(at, yaml.MappingNode), keys
    index = next(index for index, (key, _) in enumerate(at.value) if key.value == keys[-1])
    (key, value), following = at.value[index], at.value[index + 1 :]
    if following:
        return between(texts, file, key.start_mark.index, following[0][0].start_mark.index, "")
    if at.flow_style:
        start = at.value[index - 1][1].end_mark.index if index else key.start_mark.index
        return between(texts, file, start, value.end_mark.index, "")
    text, end = texts[file], value.end_mark.index
    block = isinstance(value, yaml.CollectionNode) and not value.flow_style
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = text.rfind("\n", 0, end) + 1 if block and end < len(text) else text.find("\n", end) + 1 or len(text)
    return between(texts, file, start, max(start, end), "")


def scalars(texts: Texts, file: str, *keys: str) -> Iterator[tuple[Keys, yaml.ScalarNode]]:
    """Every scalar of a file with its path; the items of a list have the list's path."""
    waiting: list[tuple[Keys, yaml.Node | None]] = [((), node(texts, file, *keys))]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, yaml.ScalarNode):
            yield path, one
        elif isinstance(one, yaml.SequenceNode):
            waiting += [(path, item) for item in one.value]
        elif isinstance(one, yaml.MappingNode):
            waiting += [((*path, key.value), value) for key, value in one.value]


def each_scalar(texts: Texts, file: str, write: Callable[[Keys, str], str | None]) -> Texts:
    """With each scalar as `write` has it, which is given its path and what is typed; None leaves it."""
    found = sorted(scalars(texts, file), key=lambda one: -one[1].start_mark.index)
    for path, one in found:
        said = write(path, one.value)
        if said is not None:
            texts = between(texts, file, one.start_mark.index, one.end_mark.index, said)
    return texts


def typed(value: Fraction, like: str) -> str:
    """A number as a person types it, a share where one was typed."""
    scaled = value * 100 if like.endswith("%") else value
    text = format(Decimal(scaled.numerator) / Decimal(scaled.denominator), "f")
    return f"{text}%" if like.endswith("%") else text


def scaled(texts: Texts, factor: Fraction, *names: str) -> Texts | None:
    """With every number of the scenarios under one of these names so many times as large, each end of a range too."""
    ends = {"value", "low", "likely", "high"}

    def write(path: Keys, said: str) -> str | None:
        own = path[-1] in names or (len(path) > 1 and path[-2] in names and path[-1] in ends)
        return typed(number(said) * factor, said) if own else None

    after = each_scalar(texts, "scenarios", write)
    return after if after != texts else None


# The edits


def more_traffic(texts: Texts) -> Texts | None:
    """A fifth more page views, in all and at the peak; where there are none, the stated rates."""
    viewed = scaled(texts, Fraction(6, 5), "page_views_per_site", "page_views_per_minute_per_site")
    return viewed or scaled(texts, Fraction(6, 5), "pages_per_minute_per_site", "pages_per_minute")


def shorter_days(texts: Texts) -> Texts | None:
    """14 hours a day in the place of 16, and others in proportion."""
    return scaled(texts, Fraction(7, 8), "hours_per_day")


def another_version(texts: Texts) -> Texts:
    """A version later, with the day it is needed by."""
    year, _, _ = values(texts)["proposal"]["dated"].partition("-")
    texts = put(texts, "proposal", "version", to='"a later one"')
    return put_or_add(texts, "proposal", "needed_by", to=f"{int(year) + 1}-{MONTH}")


def in_use(texts: Texts) -> list[str]:
    """The models that calls ask, in the order of the models."""
    said = values(texts)
    asked = {call["model"] for profile in said["page_profiles"].values() for call in profile["calls"].values()}
    return [name for name in said["models"] if name in asked]


def named_otherwise(texts: Texts, old: str, new: str) -> Texts:
    """With another model named wherever one is, but for its own entry."""
    after = re.compile(rf"\bmodels\.{re.escape(old)}(?=[.\]])")

    def write(path: Keys, said: str) -> str | None:
        if said == old and path[-1] in ("model", "replaces"):
            return new
        return quoted(after.sub(lambda _: f"models.{new}", said)) if after.search(said) else None

    for file in FILES:
        texts = each_scalar(texts, file, write)
    return texts


def quoted(text: str) -> str:
    """A text in quotes, whatever it holds."""
    return "'" + text.replace("'", "''") + "'"


def renamed_model(texts: Texts) -> Texts:
    """The first model under another name, wherever it is named."""
    old = next(iter(values(texts)["models"]))
    new = f"{old[:40]}-renamed"
    texts = named_otherwise(texts, old, new)
    top = node(texts, "models")
    assert isinstance(top, yaml.MappingNode)
    key = next(key for key, _ in top.value if key.value == old)
    return between(texts, "models", key.start_mark.index, key.end_mark.index, quoted(new))


def removed_candidate(texts: Texts) -> Texts | None:
    """Without the model that is under evaluation; what is said of it is said of the first in use."""
    own = [name for name, one in values(texts)["models"].items() if "evaluation" in one]
    return drop(unmentioned(texts, own[0]), "models", own[0]) if own else None


def removed_model(texts: Texts) -> Texts | None:
    """Without the last model in use, whose calls the first takes."""
    *others, last = in_use(texts)
    if not others:
        return None
    texts = drop(named_otherwise(texts, last, others[0]), "models", last)
    for path, one in list(sequences(texts, "models")):
        kept = list(dict.fromkeys(item.value for item in one.value))
        if path[-1] == "replaces" and len(kept) < len(one.value):
            end = one.end_mark.index if one.flow_style else one.value[-1].end_mark.index
            return between(texts, "models", one.start_mark.index, end, f"[{', '.join(map(quoted, kept))}]")
    return texts


def sequences(texts: Texts, file: str) -> Iterator[tuple[Keys, yaml.SequenceNode]]:
    """Every list of a file with its path."""
    waiting: list[tuple[Keys, yaml.Node | None]] = [((), node(texts, file))]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, yaml.SequenceNode):
            yield path, one
        elif isinstance(one, yaml.MappingNode):
            waiting += [((*path, key.value), value) for key, value in one.value]


def unmentioned(texts: Texts, model: str) -> Texts:
    """With the first model in use named wherever another was, with all that was said of its evaluation."""
    after = re.compile(rf"\[\[models\.{re.escape(model)}(?:\.[^\]]*)?\]\]")
    instead = f"[[models.{in_use(texts)[0]}]]"
    for file in FILES:
        texts = each_scalar(
            texts, file, lambda _, said: quoted(after.sub(lambda _: instead, said)) if after.search(said) else None
        )
    return texts


def moved_call(texts: Texts) -> Texts | None:
    """A call of a model that has others, moved to another model of the same page."""
    for name, profile in values(texts)["page_profiles"].items():
        models = [call["model"] for call in profile["calls"].values()]
        for key, call in profile["calls"].items():
            others = [model for model in models if model != call["model"]]
            if models.count(call["model"]) > 1 and others:
                return put(texts, "page_profiles", name, "calls", key, "model", to=quoted(others[0]))
    return None


SOURCE = "source: {assumed: tried out}"


def added_call(texts: Texts) -> Texts:
    """A further call of the first page, to the model of its first call."""
    name, profile = next(iter(values(texts)["page_profiles"].items()))
    model = quoted(next(iter(profile["calls"].values()))["model"])
    entry = (
        f"a-further-call: {{label: A further call, model: {model}, input_tokens: 900, output_tokens: 100, {SOURCE}}}"
    )
    return add(texts, "page_profiles", name, "calls", entry=entry)


def added_scenario(texts: Texts) -> Texts:
    """A further scenario, with a stated rate and a load case without a step."""
    profile = quoted(next(iter(values(texts)["page_profiles"])))
    cases = "{calm: {label: 'A further scenario, calm', description: Each site as ever., sites_at_peak: none}}"
    rate = "sustained: {pages_per_minute_per_site: 2.5}"
    rest = f"sites: {{low: 3, likely: 3, high: 5}}, {SOURCE}, {rate}, load_cases: {cases}"
    entry = f"a-further-scenario: {{label: A further scenario, page_profile: {profile}, {rest}}}"
    return add(texts, "scenarios", entry=entry)


def another_headline(texts: Texts) -> Texts | None:
    """Another load case of the same scenario is the headline; the alternative changes places with it."""
    said = values(texts)
    asked = said["proposal"]["request"]
    now, alternative = asked["headline_case"], asked.get("alternative_case")
    cases = [[f"{name}.{key}" for key in one["load_cases"]] for name, one in said["scenarios"].items()]
    other = [case for own in cases if now in own for case in own if case != now]
    if not other:
        return None
    if alternative == other[-1]:
        texts = put(texts, "proposal", "request", "alternative_case", to=quoted(now))
    return put(texts, "proposal", "request", "headline_case", to=quoted(other[-1]))


def narrower_range(texts: Texts) -> Texts | None:
    """The first range that nothing but its width says: its high end is likely now, or else its low end."""
    for file in FILES:
        for path, one in sorted(scalars(texts, file), key=lambda found: found[1].start_mark.index):
            held = node(texts, file, *path[:-1])
            pairs = {key.value: value.value for key, value in held.value} if isinstance(held, yaml.MappingNode) else {}
            if path[-1] == "high" and "facts" not in path and "low" in pairs:
                to = pairs.get("likely", pairs["low"])
                if to != one.value:
                    return put(texts, file, *path, to=to)
    return None


def without_a_step(texts: Texts) -> Texts | None:
    """The first load case that is rounded is rounded no more."""
    for name, one in values(texts)["scenarios"].items():
        for key, case in one["load_cases"].items():
            if "rounding_step" in case:
                return drop(texts, "scenarios", name, "load_cases", key, "rounding_step")
    return None


def other_paper(texts: Texts) -> Texts:
    """The other paper, and another English."""
    paper = values(texts)["proposal"].get("paper", "letter")
    texts = put_or_add(texts, "proposal", "paper", to="letter" if paper == "a4" else "a4")
    return put_or_add(texts, "proposal", "language", to="en-GB")


def known_blocks(texts: Texts) -> Texts:
    """A cache whose blocks have a known size, and that misses now and then."""
    for key, says in (("block_tokens", f"{{value: 96, {SOURCE}}}"), ("hit_rate", f"{{low: 80%, high: 95%, {SOURCE}}}")):
        rest = drop(texts, "caching", "prefix_cache", key)
        texts = add(rest, "caching", "prefix_cache", entry=f"{key}: {says}")
    return texts


def without_savings(texts: Texts) -> Texts:
    """No saving is thought of."""
    return {**texts, "savings": "{}\n"}


def without_reuse(texts: Texts) -> Texts | None:
    """No answer is served again, and no saving takes that."""
    said = values(texts)
    if "query_reuse" not in said["caching"]:
        return None
    own = [name for name, one in said["savings"].items() if "query_reuse" in one["takes"]]
    for name in own if len(own) < len(said["savings"]) else ():
        texts = drop(texts, "savings", name)
    if len(own) == len(said["savings"]):
        texts = without_savings(texts)
    return drop(texts, "caching", "query_reuse")


def without_ledger(texts: Texts) -> Texts | None:
    """What is held against an original is no longer."""
    others = {name: text for name, text in texts.items() if name in FILES}
    return others if others != texts else None


EDITS: dict[str, Edit] = {
    "a fifth more traffic": more_traffic,
    "14 hours a day": shorter_days,
    "another version and day": another_version,
    "the candidate removed": removed_candidate,
    "a model removed": removed_model,
    "a model renamed": renamed_model,
    "a call moved to another model": moved_call,
    "a call added": added_call,
    "a scenario added": added_scenario,
    "another headline case": another_headline,
    "a range narrowed": narrower_range,
    "a rounding step removed": without_a_step,
    "another paper and language": other_paper,
    "blocks known": known_blocks,
    "no savings": without_savings,
    "no reuse": without_reuse,
    "no ledger": without_ledger,
}
"""Each edit under what it is."""
