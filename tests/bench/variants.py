"""100,000 variants of the inputs: through the formulas of the proposal, and through the same model written by hand.

In: the folder of a proposal and a number of variants. Out: the request's figures as arrays, once either way.
"""

import time
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.figures.figure import Sheet, ancestors
from generator.figures.sheet import calculate
from generator.figures.sweep import sweep
from generator.inputs import load
from generator.inputs.records import Inputs
from tests.bench.measure import Run

Array = NDArray[np.float64]
WANTED = tuple(
    f"request.{key}"
    for key in (
        "requests_per_minute",
        "tokens_per_minute",
        "uncached_tokens_per_minute",
        "uncached_input_tokens_per_minute",
    )
)
SPREAD = 0.2
"""How far an input varies to either side of its likely value."""


def variants(sheet: Sheet, count: int) -> dict[str, Array]:
    """Random values for every input that the request rests on; a share stays a share, a step stays what it is."""
    random = np.random.default_rng(2026)
    under = {name: figure for one in WANTED for name, figure in ancestors(sheet[one]).items()}
    varied = {}
    for name, figure in under.items():
        if figure.origin is not None and not name.endswith("rounding_step"):
            values = float(figure.value) * random.uniform(1 - SPREAD, 1 + SPREAD, count)
            varied[name] = np.minimum(values, 1.0) if figure.unit.percent else values
    return varied


def by_hand(inputs: Inputs, given: Mapping[str, Array]) -> dict[str, Any]:
    """The request as one writes it for arrays: a case with some sites at peak, its profile, the cache."""
    scenario, _, case = inputs.proposal.request.headline_case.partition(".")
    path, (name,) = f"scenarios.{scenario}", inputs.scenarios[scenario].profiles
    profile = f"page_profiles.{name}"
    share, sites = given[f"{path}.generative_share"], given[f"{path}.sites"]
    at_peak = given[f"{path}.load_cases.{case}.sites_at_peak"]
    minutes = given[f"{path}.month.active_days"] * given[f"{path}.month.hours_per_day"] * 60
    sustained = given[f"{path}.page_views_per_site"] * share / minutes
    peak = given[f"{path}.peak.page_views_per_minute_per_site"] * share
    step = inputs.scenarios[scenario].load_cases[case].rounding_step
    size = float(step.ends[1]) if step else 0.0
    rate = at_peak * peak + (sites - at_peak) * sustained
    rate = np.ceil(rate / size - 1e-9) * size if size else rate
    requests, prompt, cached, output = (np.zeros_like(rate) for _ in range(4))
    for key, call in inputs.page_profiles[name].calls.items():
        often = given[f"{profile}.calls.{key}.requests_per_page"]
        prefix = sum(given[f"{profile}.components.{part}.tokens"] for part in call.begins_with)
        requests = requests + often
        prompt = prompt + often * given[f"{profile}.calls.{key}.input_tokens"]
        cached = cached + often * prefix * given["caching.prefix_cache.hit_rate"]
        output = output + often * given[f"{profile}.calls.{key}.output_tokens"]
    uncached = rate * (prompt - cached)
    figures = (rate * requests, rate * (prompt + output), uncached + rate * output, uncached)
    return dict(zip(WANTED, figures, strict=True))


def runs(folder: Path, count: int, times: int) -> dict[str, list[Run]]:
    """What either way takes, in turn, in a process that has the sheet and the variants; the memory is the arrays'."""
    proposal = load(folder)
    sheet = calculate(proposal)
    given = variants(sheet, count)
    ways: dict[str, Callable[[], object]] = {
        "formulas": lambda: sweep(sheet, given, WANTED),
        "by hand": lambda: by_hand(proposal.inputs, given),
    }
    peaks = {name: _peak(way) for name, way in ways.items()}
    taken: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(times):
        for name, way in ways.items():
            start, worked = time.perf_counter(), time.process_time()
            way()
            taken[name].append(Run(time.perf_counter() - start, time.process_time() - worked, peaks[name]))
    return taken


def _peak(way: Callable[[], object]) -> int:
    """The most bytes that are held at once, in a run of its own: to count them takes time."""
    tracemalloc.start()
    way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak
