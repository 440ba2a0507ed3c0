"""How far stated numbers are from measured ones, and how far the request would move with these, said again.

In: the files as they are typed, and the files of measured values. Out: the figures of each number that was measured as
well. Of several logs that have a value, the first by its name counts; rates are not rounded.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from tests.reckoning.amounts import Row
from tests.reckoning.figures import parts_of, reckon_request
from tests.reckoning.moves import HEADLINES
from tests.reckoning.typed import Files, inputs, number

MEANS = {"input_tokens": "input_tokens", "output_tokens": "output_tokens", "requests_per_page": "requests_per_unit"}


def logs(folder: Path) -> list[Mapping[str, Any]]:
    """The values of each log, by the name of its file."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((folder / "measured").glob("*.yaml"))]
    return [yaml.load(text, yaml.BaseLoader)["values"] for text in texts]


def drift(files: Files, measured: list[Mapping[str, Any]]) -> Row:
    """The figures of each stated number that was measured as well."""
    given = {path: ends for path, ends in inputs(files).items() if not path.endswith(".rounding_step")}
    point = {path: ends[1] for path, ends in given.items()}
    before, part = reckon_request(files, point), parts_of(files)[0].path
    found: Row = {}
    for path, value in _pairs(files, measured):
        after = reckon_request(files, {**point, path: value})
        home = f"assumptions.{path}.measured"
        if point[path]:
            found[f"{home}.apart"] = value / point[path] - 1
        for what, key in HEADLINES.items():
            was, will = Fraction(before[f"{part}.{key}"]), Fraction(after[f"{part}.{key}"])
            found[f"{home}.{what}_move_by"] = will / was - 1
    return found


def _pairs(files: Files, measured: list[Mapping[str, Any]]) -> Iterator[tuple[str, Fraction]]:
    """The path of each stated number that was measured, and what was."""
    for name, profile in files["page_profiles"].items():
        for key, call in profile["calls"].items():
            alone = sum(one["model"] == call["model"] for one in profile["calls"].values()) == 1
            groups = [key, *([call["model"], f"model/{call['model']}"] if alone else [])]
            for typed, called in MEANS.items():
                means = [log[one][called]["mean"] for log in measured for one in groups if called in log.get(one, {})]
                if means:
                    yield f"page_profiles.{name}.calls.{key}.{typed}", number(means[0])
    rates = [log["all"]["hit_rate"] for log in measured if "hit_rate" in log["all"]]
    if rates:
        yield "caching.prefix_cache.hit_rate", number(rates[0])
