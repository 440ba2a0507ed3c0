"""What the appendices show: the assumptions that the request rests on, and how its figures come about.

In: a proposal and its sheet. Out: views: the assumptions by the file they stand in, their sources under letters, and
for each figure of the request its derivation, line by line.
"""

from calendar import day_name
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from string import ascii_lowercase
from typing import Any

from generator.document.driven import hour_name, owners_of
from generator.document.view import View, in_words
from generator.figures.figure import Figure, Sheet
from generator.figures.sensitivity import in_whole
from generator.inputs import Leaf, Proposal
from generator.inputs.drivers import Driver
from generator.inputs.elsewhere import WAYS
from generator.inputs.own_words import OF_WORK
from generator.inputs.records import Inputs
from generator.inputs.scenarios import Peak, Sustained
from generator.inputs.texts import Name

ASKED = ("requests_per_minute", "tokens_per_minute", "uncached_input_tokens_per_minute", "uncached_tokens_per_minute")
"""The figures of the request whose range is told."""

DERIVED = (
    "requests_per_minute",
    "input_tokens_per_minute",
    "output_tokens_per_minute",
    "cached_input_tokens_per_minute",
)
"""The figures of the request that are derived: the others are sums and differences of these."""

STATED_BY_BOTH = "pages_per_minute_per_site"
"""What a scenario may state of its peak and of its sustained rate."""

PLACES: Mapping[str, Callable[[int], Name]] = {"hours": hour_name, "weekdays": lambda day: Name(day_name[day])}
"""What the values of a list are called, by their places in it."""

BASIS = {"measured": "measured", "vendor": "stated by the vendor", "stated": "stated by us", "assumed": "assumed"}
"""What the kinds of sources are called."""


def assumptions(proposal: Proposal, sheet: Sheet) -> dict[str, Any]:
    """The assumptions with which the request moves; in the order of the inputs, and how many move it slightly.

    Those that move it slightly are in the inputs and the record that the print carries. Nobody assumed a default.
    """
    stated = [leaf for leaf in proposal.leaves() if leaf.keys in proposal.places]
    moving = [leaf for leaf in stated if f"{leaf.path}.effect" in sheet.sensitivity]
    moving = [leaf for leaf in moving if not sheet.sensitivity[f"{leaf.path}.is_slight"].value]
    names = labels(proposal)
    rows = [_assumption(proposal, sheet, leaf, names) for leaf in moving]
    slight = sheet.sensitivity.get("slight")
    return {
        "ranged": ranged(proposal, sheet),
        "rows": rows,
        "farthest": sorted(rows, key=attrgetter("effect.value"), reverse=True),
        "slight": slight if slight is not None and slight.value else None,
    }


def ranged(proposal: Proposal, sheet: Sheet) -> list[View]:
    """The assumptions that the range of the request covers: those that state one and that it rests on, in order."""
    request = proposal.inputs.proposal.request
    called, own = labels(proposal), [pool.label for pool in request.pools.values()] or [""]
    keys = (*ASKED, *(f"work.{unit}.work_per_minute" for unit in proposal.inputs.work_words))
    covers = [
        (label, frozenset[str]().union(*[sheet[name].ranges for key in keys if (name := f"{path}.{key}") in sheet]))
        for label, path in zip(own, request.parts, strict=True)
    ]
    return [
        _assumption(proposal, sheet, leaf, called, pools)
        for leaf in proposal.leaves()
        if (pools := [label for label, names in covers if leaf.path in names])
    ]


def _assumption(
    proposal: Proposal, sheet: Sheet, leaf: Leaf, names: Mapping[str, tuple[Name, str]], pools: Sequence[str] = ()
) -> View:
    kind, _, source = str(leaf.source).partition(": ")
    if leaf.keys not in proposal.places:
        basis, source = "default", ""
    elif not leaf.place.line or leaf.source is None:  # an end of a range may be changed, and the others stand
        basis, source = "changed for this run", ""
    else:
        basis = BASIS[kind]
    owner, words = names[leaf.path]
    own: dict[str, Any] = {"owner": owner, "called": words, "value": sheet[leaf.path], "unit": leaf.unit.symbol}
    own |= {"basis": basis, "source": Name(source), "pools": pools}
    return View(sheet, (in_whole(leaf.path),), **own)


def letter(index: int) -> str:
    """What stands for a number from 0: a, b … z, aa, ab …"""
    before, last = divmod(index, len(ascii_lowercase))
    return (letter(before - 1) if before else "") + ascii_lowercase[last]


def labels(proposal: Proposal) -> dict[str, tuple[Name, str]]:
    """What each value of the inputs is called, by its path; values that would be called alike say whose they are."""
    own, leaves = proposal.inputs.own, list(proposal.leaves())
    called = {leaf.path: label(proposal.inputs, leaf.keys) for leaf in leaves}
    for owner_of in (partial(_of, proposal.inputs), _by_keys):
        count = Counter(called.values())
        alike = {leaf.path: leaf.keys for leaf in leaves if count[called[leaf.path]] > 1}
        called |= {path: (owner_of(keys, called[path][0]), called[path][1]) for path, keys in alike.items()}
    return {
        path: (owner, words if isinstance(words, Name) else own.say(words)) for path, (owner, words) in called.items()
    }


def _by_keys(keys: Sequence[str | int], _: Name) -> Name:
    """The owner of a value whose records have no labels that tell it from another: all keys that lead to it."""
    return Name(", ".join(in_words(str(key)) for key in keys[:-1]))


def _of(inputs: Inputs, keys: Sequence[str | int], owner: Name) -> Name:
    """The owner of a value with the entries around it, by their labels or names, the farthest first."""
    node: Any = inputs
    around: list[str] = []
    for key in keys[:-1]:
        entry = isinstance(node, Mapping)
        node = _below_of(node, key)
        around += [getattr(node, "label", "") or str(key)] if entry else []
    return Name(", ".join(dict.fromkeys((*around, owner))))


def _below_of(node: Any, key: str | int) -> Any:
    """What stands in a record, a table or a list under a key."""
    return node[key] if isinstance(node, Mapping) or isinstance(key, int) else getattr(node, key)


def label(inputs: Inputs, keys: Sequence[str | int]) -> tuple[Name, str]:
    """What a value of the inputs is called: the label of the closest record that has one, and the words of its key.

    With those of a peak, or of a sustained rate, stands what it is: both may state the same.
    """
    node: Any = inputs
    owner = Name(in_words(str(keys[-2])).capitalize())
    for key in keys[:-1]:
        node = _below_of(node, key)
        owner = getattr(node, "label", owner)
    last = node[keys[-1]] if isinstance(node, Mapping) else getattr(node, str(keys[-1]), None)
    if isinstance(last, Driver):
        return owner, last.called(str(keys[-1]))
    if keys[-2] == "page_profiles" and len(keys) > 2:
        return owner, Name(f"share of {inputs.page_profiles[str(keys[-1])].label}")
    if keys[-2] in WAYS:
        owner = Name(keys[-3]) if keys[0] == "models" else owner
        return owner, Name(f"share {'to' if keys[-2] == 'split' else 'that goes over to'} {keys[-1]}")
    if keys[-2] == "work":
        return owner, Name(inputs.work_words[str(keys[-1])].many)
    if isinstance(keys[-1], int):
        return owner, PLACES[str(keys[-2])](keys[-1])
    stated = isinstance(node, Sustained) or (isinstance(node, Peak) and keys[-1] == STATED_BY_BOTH)
    return owner, f"{in_words(str(keys[-2]))} {in_words(str(keys[-1]))}" if stated else in_words(str(keys[-1]))


def derivations(proposal: Proposal, sheet: Sheet) -> list[View]:
    """The formulas from the traffic to the request, each once, after those that it rests on; not those of a page."""
    inputs = proposal.inputs
    owners = _owners(inputs, sheet)
    shown: set[str] = set()
    found: list[View] = []
    works = [f"work.{unit}.work_per_minute" for unit in inputs.work_words]
    for path in inputs.proposal.request.parts:
        for name in (f"{path}.{key}" for key in (*DERIVED, *works) if f"{path}.{key}" in sheet):
            for figure in reversed([*_below(sheet[name], owners, shown)]):
                home, _, key = figure.name.rpartition(".")
                called = inputs.words_at(figure.name).say(in_words(key))
                found.append(View(sheet, (home,), owner=owners[_owner(figure.name)], called=called, figure=figure))
    return found


def _owners(inputs: Inputs, sheet: Sheet) -> dict[str, str]:
    """What the rows are called whose figures are derived: the request, load cases, scenarios and drivers."""
    cases = {
        f"{name}.{key}": case.label for name, one in inputs.scenarios.items() for key, case in one.load_cases.items()
    }
    scenarios = {f"scenarios.{name}": one.label for name, one in inputs.scenarios.items()}
    drivers = {path: called for name, one in inputs.scenarios.items() for path, called in owners_of(sheet, name, one)}
    pools = {f"request.pools.{name}": pool.label for name, pool in inputs.proposal.request.pools.items()}
    asked = pools or {"request": Name("Request")}
    needs = {f"{path}.need": Name(f"{label}, need" if pools else "Need") for path, label in asked.items()}
    return {**asked, **needs, **cases, **scenarios, **drivers}


def _below(figure: Figure, owners: Mapping[str, str], shown: set[str]) -> Iterator[Figure]:
    """The figure and those below it that have a formula and an owner, nearest first, without those shown before.

    A total of a single figure says nothing: that figure stands for it.
    """
    waiting = [figure]
    while waiting:
        one = waiting.pop(0)
        if one.name not in shown and one.formula is not None and _owner(one.name) in owners:
            shown.add(one.name)
            below = list(one.inputs())
            if [of.value for of in below] != [one.value]:
                yield one
            waiting += below


def _owner(name: str) -> str:
    """Where that stands which a figure is of; that of work stands below it."""
    return OF_WORK.sub("", name).rpartition(".")[0]
