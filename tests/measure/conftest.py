"""Calls, and what is measured of them, once for all tests that look at it."""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Table
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

from generator.measure.mapping import Mapping, read_mapping
from generator.measure.measuring import Measured, measure
from generator.measure.values import Group, Value
from tests.measure import logs

ZONE = "Europe/Zurich"
collect_ignore_glob = [] if find_spec("ibis") else ["test_*.py"]
"""All of it needs the packages of the extra `measure`, which an environment made before them lacks."""


@pytest.fixture(scope="session")
def calls() -> list[logs.Row]:
    """The calls of a log, by time; no test changes them."""
    return logs.rows()


@pytest.fixture(scope="session")
def mapping() -> Mapping:
    """How the table of those calls is read."""
    return read_mapping(logs.MAPPING, "mapping.yaml")


@pytest.fixture(scope="session")
def csv_log(tmp_path_factory: pytest.TempPathFactory, calls: list[logs.Row]) -> Path:
    """Those calls as CSV."""
    return logs.write_csv(tmp_path_factory.mktemp("log") / "calls.csv", [logs.plain(row) for row in calls])


@pytest.fixture(scope="session")
def measured(csv_log: Path, mapping: Mapping) -> Measured:
    """What is measured of that log, by the clocks of Zurich."""
    return measure([str(csv_log)], mapping, ZONE)


@pytest.fixture(scope="session")
def of_form(tmp_path_factory: pytest.TempPathFactory, calls: list[logs.Row]) -> Callable[[str], Measured]:
    """What is measured of those calls in the form of a preset, which is found by its columns."""

    @cache
    def once(form: str) -> Measured:
        return measure([str(logs.FORMS[form](tmp_path_factory.mktemp(form), calls))], None, ZONE)

    return once


def flat(values: Table[str, Group]) -> Iterator[tuple[str, Value]]:
    """Each value under its whole name, such as reasoning.output_tokens.p95."""
    for group, own in values.items():
        for name, value in own.items():
            if isinstance(value, dict):
                yield from ((f"{group}.{name}.{key}", one) for key, one in value.items())
            else:
                yield f"{group}.{name}", value
