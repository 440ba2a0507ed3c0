"""The book enters each row under its name and hands it on with what it was given."""

import pytest

from generator.calculation import page, peak
from generator.errors import FormulaError
from generator.figures.figure import Sheet
from generator.figures.rows import PAGE, Book, columns
from tests.conftest import Built


def test_a_row_is_entered_and_comes_back_with_what_it_was_given(cerebras: Built) -> None:
    book = Book(cerebras.proposal.inputs, Sheet(cerebras.sheet))
    given = {
        "page_views_per_minute_per_site": cerebras.sheet["scenarios.production.peak.page_views_per_minute_per_site"],
        "generative_share": cerebras.sheet["scenarios.production.generative_share"],
    }
    row = book.add("trial", given, peak)
    assert row["peak_pages_per_minute_per_site"] is book.sheet["trial.peak_pages_per_minute_per_site"]
    assert row["peak_pages_per_minute_per_site"].value == 500
    assert row["generative_share"] is given["generative_share"]


def test_figures_under_a_path_leave_out_what_the_inputs_leave_out(cerebras: Built) -> None:
    book = Book(cerebras.proposal.inputs, Sheet(cerebras.sheet))
    assert list(book.under("scenarios.production.month", "active_days", "weeks")) == ["active_days"]


def test_columns_hold_a_figure_of_every_row_in_order(cerebras: Built) -> None:
    path = "page_profiles.all-cerebras.models"
    rows = [
        {name: cerebras.sheet[f"{path}.{model}.{name}"] for name in PAGE} for model in ("llama-3.1-8b", "gpt-oss-120b")
    ]
    assert [one.value for one in columns(rows, PAGE)["each_output_tokens_per_page"]] == [80, 2000]


def test_a_row_that_is_not_given_what_it_needs_is_refused(cerebras: Built) -> None:
    with pytest.raises(FormulaError, match="needs each_"):
        Book(cerebras.proposal.inputs, Sheet()).add("trial", {}, page)
