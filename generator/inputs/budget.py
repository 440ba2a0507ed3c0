"""How much one proposal may ask to be worked out, so that what is valid takes seconds, and well under a gigabyte.

In: the records. Out: the entry with which they come to more than a limit, found by counting before anything is worked
out. How large a file may be, in bytes and in values, `reading` and `located_yaml` say.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.inputs.caching import Caching
from generator.inputs.located_yaml import KEY, Path
from generator.inputs.models import Model
from generator.inputs.page_profiles import PageProfile
from generator.inputs.quantities import Fact, Quantity
from generator.inputs.savings import ReusedAnswers, Saving
from generator.inputs.scenarios import Scenario

MOST_FIGURES = 40_000
"""Figures of a proposal."""
MOST_MIXTURES = 400_000
"""Figures times ranges: of every figure it is found out which way each range leads it."""

CALL, PROFILE_CALL, COMPONENT, MODEL, DEMAND, SUM = 8, 23, 8, 17, 7, 12
"""About so many figures has a call on a page, and one in its profile, with how far the request moves with it; a prompt
component; a model on a page; a model in a load case; and what stands beside them."""


class Asked(NamedTuple):
    """An entry of the inputs, and about how many figures it asks for."""

    path: Path
    figures: int


def over_budget(
    models: Mapping[str, Model],
    page_profiles: Mapping[str, PageProfile],
    scenarios: Mapping[str, Scenario],
    caching: Caching,
    savings: Mapping[str, Saving],
    headline: PageProfile,
) -> Iterator[tuple[Path, str, str]]:
    """Path, words and hint of the first entry that takes the figures above their limit, or of the range that takes
    the mixtures above theirs; `headline` is the page profile of the headline case."""
    files: dict[str, Any] = {
        "models": models, "page_profiles": page_profiles, "scenarios": scenarios, "caching": caching, "savings": savings
    }  # fmt: skip
    figures = 0
    for entry in entries(models, page_profiles, scenarios, caching, savings, headline):
        figures += entry.figures
        if figures > MOST_FIGURES:
            what = f"with this entry the proposal has over {MOST_FIGURES:,} figures, more than are worked out"
            yield entry.path, what, "split the proposal"
            return
    most = MOST_MIXTURES // max(figures, 1)
    for number, path in enumerate(ranges(files, ()), 1):
        if number > most:
            what = f"this is range {number:,}; with about {figures:,} figures, no more than {most:,} are worked out"
            yield path, what, "state one value where the range matters least"
            return


def entries(
    models: Mapping[str, Model],
    page_profiles: Mapping[str, PageProfile],
    scenarios: Mapping[str, Scenario],
    caching: Caching,
    savings: Mapping[str, Saving],
    headline: PageProfile,
) -> Iterator[Asked]:
    """What asks for figures, in the order of the files."""
    used = {name: len({call.model for call in one.calls.values()}) + 1 for name, one in page_profiles.items()}
    rows = len({call.model for call in headline.calls.values()}) + 1
    page = len(headline.calls) * CALL + rows * (MODEL + DEMAND)
    for name, model in models.items():
        for key in model.evaluation.replacements if model.evaluation else ():
            yield Asked(("models", name, "evaluation", "replacements", key, KEY), MODEL + DEMAND + 3)
    for name, profile in page_profiles.items():
        yield Asked(("page_profiles", name, KEY), used[name] * MODEL)
        for key in profile.components:
            yield Asked(("page_profiles", name, "components", key, KEY), COMPONENT)
        for key in profile.calls:
            yield Asked(("page_profiles", name, "calls", key, KEY), PROFILE_CALL)
    for name, scenario in scenarios.items():
        yield Asked(("scenarios", name, KEY), used[scenario.page_profile] * SUM + 2 * SUM)
        for key in scenario.load_cases:
            yield Asked(("scenarios", name, "load_cases", key, KEY), used[scenario.page_profile] * DEMAND + SUM)
    for key in caching.prefix_cache.block_readings:
        yield Asked(("caching", "prefix_cache", "block_readings", key, KEY), page)
    for name, saving in savings.items():
        asks = rows * DEMAND + SUM if isinstance(saving.takes, str | ReusedAnswers) else page + SUM
        yield Asked(("savings", name, KEY), asks)


def ranges(node: Any, path: Path) -> Iterator[Path]:
    """The path of each range below a node; facts are calculated with nowhere."""
    if isinstance(node, Fact):
        return
    if isinstance(node, Quantity):
        low, _, high = node.ends
        yield from (path,) if low != high else ()
    elif isinstance(node, BaseModel):
        for name in type(node).model_fields:
            yield from ranges(getattr(node, name), (*path, name))
    elif isinstance(node, dict):
        for key, one in node.items():
            yield from ranges(one, (*path, key))
