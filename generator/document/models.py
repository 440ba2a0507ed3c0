"""Models as a template sees them: what is asked of each under a path, beside what is published and offered for it.

In: the inputs, whose offers are the one that is shown, and the sheet. Out: views, in the order of the inputs.
"""

from collections.abc import Mapping
from typing import Any

from generator.document.view import View, wrap
from generator.figures.figure import Sheet
from generator.figures.metering import CALLED, OF_WORK, PER, TIMES, limits_of, needed_by_limit
from generator.inputs.own_words import WorkWords
from generator.inputs.records import Inputs
from generator.inputs.texts import Name

OF_ITS_OWN = ("published", "meter", "price", "split", "fallback")
"""What a model says below itself, wherever its figures stand."""


def model_views(inputs: Inputs, sheet: Sheet, path: str) -> list[View]:
    """A row for each model that has figures under `path`.models, in the order of the inputs."""
    return [
        View(
            sheet,
            (f"{path}.models.{name}", f"models.{name}"),
            model,
            key=Name(name),
            has_prompt=any(call.has_prompt for *_, call in inputs.calls if call.model == name),
            has_answer=any(call.output_tokens for *_, call in inputs.calls if call.model == name),
            **beside_limits(inputs, sheet, f"{path}.models.{name}", name),
        )
        for name, model in inputs.models.items()
        if any(f"{path}.models.{name}.requests_per_{per}" in sheet for per in ("page", "minute", "month"))
    ]


def beside_limits(inputs: Inputs, sheet: Sheet, path: str, model: str) -> dict[str, Any]:
    """Which limits a model's tokens stand beside."""
    own = inputs.models[model]
    default = sheet.get("proposal.limits.total_to_uncached")
    return {
        "limited": f"{path}.default_total_tokens_per_minute" in sheet,
        "default_ratio": sheet.get(f"models.{model}.total_to_uncached", default),
        **{key: wrap(sheet, getattr(own, key), f"models.{model}.{key}") for key in OF_ITS_OWN},
        "offered": _offered(inputs, sheet, model),
        **limit_views(sheet, path, model, inputs.work_words),
    }


def model_parts(inputs: Inputs, sheet: Sheet, path: str) -> list[View]:
    """The rows of the models that have figures under `path`, without their words."""
    named = {name: f"{path}.models.{name}" for name in inputs.models}
    under = [figure for figure in sheet if figure.startswith(f"{path}.models.")]
    return [
        View(sheet, (one,), key=Name(name))
        for name, one in named.items()
        if any(figure.startswith(f"{one}.") for figure in under)
    ]


def limit_views(sheet: Sheet, path: str, model: str, works: Mapping[str, WorkWords]) -> dict[str, Any]:
    """The published limits that a model's request stands beside, and whether they are others than the usual three."""
    found, calls, needed = [], dict[str, str](CALLED), needed_by_limit(works)
    for unit, key in ((unit, key) for unit in works for key in OF_WORK):
        calls[f"work.{unit}.{key}"] = Name(f"{works[unit].many} {PER[key.removeprefix('per_')]}")
    for name, called in calls.items():
        below, limit = f"{path}.limits.{name}", sheet.get(f"models.{model}.published.{name}")
        times = sheet.get(f"{below}.times_published", sheet.get(f"{path}.{TIMES.get(name)}"))
        if limit is not None and times is not None:
            key, needs = name.rpartition(".")[2], sheet[f"{path}.{needed[name]}"]
            found.append(View(sheet, (below,), key=key, called=called, limit=limit, needed=needs, times=times))
    return {"limits": found, "more_limits": bool(found) and {one.key for one in found} != {*TIMES}}


def _offered(inputs: Inputs, sheet: Sheet, model: str) -> View | None:
    """What the offer that is shown offers for a model."""
    for name, offer in inputs.offers.items():
        if model in offer.models:
            path, one = f"offers.{name}.models.{model}", offer.models[model]
            home = f"{path}.meter.unit" if one.meter else f"models.{model}.meter.unit"
            meter = one.meter or inputs.models[model].meter
            words = {"limited": _limits(sheet, path), "based": _limits(sheet, f"{path}.base")}
            return View(sheet, (path,), one, unit=wrap(sheet, meter and meter.unit, home), **words)
    return None


def _limits(sheet: Sheet, path: str) -> list[View]:
    """The limits and units that stand under a path, each with what it counts."""
    homes = {home: CALLED.get(key, key) for key, home in limits_of(path).items()}
    return [View(sheet, (path,), limit=sheet[home], counts=words) for home, words in homes.items() if home in sheet]
