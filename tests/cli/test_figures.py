"""`proposal list`, `figures` and `names`: what is listed, and how a part of it is asked for."""

import csv
import json
import shlex
import subprocess
from io import StringIO
from pathlib import Path

import pytest

from tests.cli import run
from tests.conftest import COMMAND

pytestmark = pytest.mark.usefixtures("in_small_project")


def test_list_names_the_proposals() -> None:
    assert run("list").stdout == "small\n"


def test_figures_come_as_a_table_as_csv_and_as_json() -> None:
    name = "desk.open.uncached_tokens_per_minute"
    assert f"{name} = 8,991,000 tokens/min\n    Tokens a minute that no cache serves" in run("figures").stdout
    table = {row["name"]: row for row in csv.DictReader(StringIO(run("figures", "--format", "csv").stdout))}
    listed = {row["name"]: row for row in json.loads(run("figures", "--format", "json").stdout)}
    assert table[name]["value"] == "8991000"
    assert listed[name]["value"] == 8991000
    assert listed[name]["high"] == 9257400
    assert set(table) == set(listed)
    assert all(row["says"] for row in listed.values())


def test_figures_are_found_by_a_whole_name_with_stars_or_by_a_part_of_it() -> None:
    def names(*patterns: str) -> list[str]:
        return [row["name"] for row in json.loads(run("figures", *patterns, "--format", "json").stdout)]

    assert names("request.tokens_*") == ["request.tokens_per_minute"]
    peak = names("desk.open.")
    assert peak
    assert all("desk.open." in name for name in peak)
    assert len(names("request.tokens_*", "desk.open.")) == len(peak) + 1
    refused = run("figures", "request.tokens_per_minut*")
    assert run("figures", "request.tokns_per_minute").exit_code == 2
    assert refused.exit_code == 0
    assert "did you mean request.tokens_per_minute?" in run("figures", "request.tokns_per_minute").stderr


def test_a_closed_pipe_ends_quietly(in_small_project: Path) -> None:
    done = subprocess.run(
        f"{shlex.join(COMMAND)} figures | head -1",
        shell=True,
        capture_output=True,
        text=True,
        cwd=in_small_project,
        check=False,
    )
    assert done.stdout.startswith("proposal.judgements")
    assert done.stderr == ""


def test_what_a_template_may_use_is_a_line_each_with_its_sentence() -> None:
    done = run("names", "request.cache*")
    assert done.output == "request.cache_rate  Share of the requested input tokens that the prefix cache serves.\n" + (
        "request.cached_input_tokens_per_minute  Input tokens a minute that the prefix cache is to serve.\n"
    )


def test_what_a_template_may_use_is_a_list_of_objects() -> None:
    done = run("names", "headline", "--format", "json")
    assert {"name": "headline", "says": "The same as cases[]."} in json.loads(done.output)


def test_a_pattern_of_names_that_fits_none_is_told() -> None:
    done = run("names", "reqest")
    assert (done.exit_code, done.stderr.strip().partition(";")[0]) == (2, "reqest: fits no name")
