"""`proposal names` lists what a template may use."""

import json

import pytest
from click.testing import CliRunner

from generator.cli import main

pytestmark = pytest.mark.usefixtures("in_project")


def test_a_line_each_with_its_sentence() -> None:
    done = CliRunner().invoke(main, ["names", "request.cache*"])
    assert done.output == "request.cache_rate  Share of the requested input tokens that the prefix cache serves.\n" + (
        "request.cached_input_tokens_per_minute  Input tokens a minute that the prefix cache is to serve.\n"
        "request.cached_share_of_tokens  Share of all requested tokens that the prefix cache serves.\n"
    )


def test_as_a_list_of_objects() -> None:
    done = CliRunner().invoke(main, ["names", "headline", "--format", "json"])
    assert {"name": "headline", "says": "The same as cases[]."} in json.loads(done.output)


def test_a_pattern_that_fits_none_is_told() -> None:
    done = CliRunner().invoke(main, ["names", "reqest"])
    assert done.exit_code == 2
