"""What is measured is what pandas reckons on the same rows, in every form of log; and of a public trace."""

import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from generator.errors import ProposalError, install_hint
from generator.measure.engine import engine
from generator.measure.logs import logs_of
from generator.measure.mapping import Mapping
from generator.measure.measuring import Measured, measure, read
from generator.measure.values import Share
from tests.measure import logs
from tests.measure.conftest import ZONE, flat

TRACE = Path(__file__).parents[3] / "shared" / "traces" / "azure-llm-inference-2023-code.csv"
FIELDS = {
    "input": "input_tokens",
    "cached": "cached_tokens",
    "output": "output_tokens",
    "reasoning": "reasoning_tokens",
}


def plain(measured: Measured) -> dict[str, Any]:
    """The values by name, shares and fractions as numbers."""
    return {
        name: float(one.value) if isinstance(one, Share) else float(one) if isinstance(one, Fraction | int) else one
        for name, one in flat(measured.values)
    }


@pytest.fixture(scope="session")
def frame(calls: list[logs.Row]) -> Any:
    return pd.DataFrame(calls)


@pytest.mark.parametrize("group", ["all", "classification", "reasoning", "small-8b", "large-120b"])
def test_tokens_of_a_group_are_those_of_pandas(group: str, measured: Measured, frame: Any) -> None:
    own = frame if group == "all" else frame[(frame["call"] == group) | (frame["model"] == group)]
    fine, found = own[own["status"] == "success"], plain(measured)
    assert found[f"{group}.requests.value"] == len(own)
    for field, name in FIELDS.items():
        series = fine[field]
        for key, wanted in (
            ("mean", series.mean()),
            ("standard_error", series.sem()),
            ("max", series.max()),
            ("count", len(series)),
        ):
            assert found[f"{group}.{name}.{key}"] == pytest.approx(wanted, rel=1e-9, abs=2e-6), (name, key)
        for key in ("p50", "p90", "p95", "p99"):
            assert found[f"{group}.{name}.{key}"] == pytest.approx(series.quantile(int(key[1:]) / 100), rel=1e-12)
    assert found[f"{group}.hit_rate"] == pytest.approx((own["cached"] > 0).mean())
    assert found[f"{group}.cached_share"] == pytest.approx(own["cached"].sum() / own["input"].sum())
    assert found[f"{group}.failure_rate"] == pytest.approx((own["status"] == "error").mean())
    assert found[f"{group}.duration.mean"] == pytest.approx(fine["duration"].mean() / 1000)


def test_minutes_are_those_of_pandas(measured: Measured, frame: Any) -> None:
    found, minute = plain(measured), frame["time"].dt.floor("min")
    every = pd.date_range(minute.min(), minute.max(), freq="min")
    active = every[every.floor("h").isin(frame["time"].dt.floor("h"))]
    tokens = frame["input"] + frame["output"]
    for name, series in (("requests", frame["id"].groupby(minute).count()), ("tokens", tokens.groupby(minute).sum())):
        whole = series.reindex(active, fill_value=0)
        for key, wanted in (
            ("mean", whole.mean()),
            ("p95", whole.quantile(0.95)),
            ("p99", whole.quantile(0.99)),
            ("max", whole.max()),
        ):
            assert found[f"all.{name}_per_minute.{key}"] == pytest.approx(wanted)
        assert found[f"all.{name}_per_minute.at"] == f"{series.idxmax().tz_convert(ZONE):%Y-%m-%d %H:%M}"
    assert (measured.window["minutes"], measured.window["minutes_with_calls"]) == (len(active), minute.nunique())
    hours = frame["time"].dt.tz_convert(ZONE).dt.hour.value_counts(normalize=True)
    assert {hour: found[f"all.by_hour.h{hour:02}"] for hour in hours.index} == pytest.approx(hours.to_dict())
    assert found["all.busiest_second.value"] == frame["time"].dt.floor("s").value_counts().max()
    assert found["all.busiest_ten_seconds.value"] == frame["time"].dt.floor("10s").value_counts().max()


def test_calls_under_way_are_counted_when_each_second_begins(measured: Measured, frame: Any) -> None:
    end = frame["time"] + pd.to_timedelta(frame["duration"], unit="ms")
    seconds = pd.date_range(frame["time"].min().ceil("s"), end.max(), freq="s")
    near = seconds[seconds.floor("min").isin(frame["time"].dt.floor("min"))]
    begun, over = (one.sort_values().searchsorted(near, side="right") for one in (frame["time"], end))
    assert plain(measured)["all.in_flight.max"] == (begun - over).max()


def test_units_retries_and_tenants_are_those_of_pandas(measured: Measured, frame: Any) -> None:
    found = plain(measured)
    for call in logs.CALLS:
        counts = frame[frame["call"] == call].groupby("unit")["id"].count()
        assert found[f"{call}.requests_per_unit.mean"] == pytest.approx(counts.mean())
        assert found[f"{call}.requests_per_unit.max"] == counts.max()
    last = frame.groupby(["unit", "call"])["time"].transform("max")
    retried = (frame["status"] == "error") & (frame["time"] < last)
    assert retried.any()
    assert found["all.retry_rate"] == pytest.approx(retried.mean())
    each = frame.groupby(["tenant", frame["time"].dt.floor("min")])["id"].count()
    peaking = each[each >= 0.8 * each.groupby("tenant").transform("max")]
    assert found["all.tenants_at_peak.value"] == peaking.groupby("time").count().max()
    assert found["all.tenants.value"] == frame["tenant"].nunique()
    begun = frame.groupby("unit")["time"].min().dt.floor("min").value_counts()
    assert found["all.units_per_minute.max"] == begun.max()


@pytest.mark.slice(4)
@pytest.mark.parametrize("form", [name for name in logs.FORMS if name != "trace"])
def test_the_same_calls_in_the_form_of_each_preset_give_the_same_values(
    form: str, of_form: Callable[[str], Measured], measured: Measured
) -> None:
    found = of_form(form)
    assert found.counted.table.mapping.name == form
    wanted, own = plain(measured), plain(found)
    assert own == {name: one for name, one in wanted.items() if name in own}
    absent = {name.split(".")[1] for name in wanted.keys() - own.keys()}
    assert absent == ({"max_completion_tokens"} if form == "litellm" else set())
    assert found.counted.other == {"otel": -(-found.counted.count // 10), "langfuse": 1}.get(form, 0)
    assert found.window == measured.window
    assert form == "litellm" or found.digest == measured.digest


@pytest.mark.whole  # that the same calls in another form have the same: above
def test_the_digest_is_of_what_was_counted(measured: Measured, tmp_path: Path, mapping: Mapping) -> None:
    changed = [logs.plain(row) for row in logs.rows()]
    changed[3]["input"] += 1
    assert measure([str(logs.write_csv(tmp_path / "c.csv", changed))], mapping, ZONE).digest != measured.digest


@pytest.mark.skipif(not TRACE.is_file(), reason="the public trace lies beside the checkout of its makers alone")
def test_of_the_public_trace_the_figures_are_those_that_were_reckoned_independently() -> None:
    measured = measure([str(TRACE)], None)
    found = plain(measured)
    assert (found["all.requests.value"], measured.window["minutes_with_calls"]) == (8_819, 45)
    assert (found["all.requests_per_minute.max"], found["all.tokens_per_minute.max"]) == (585, 1_257_868)
    assert (round(found["all.input_tokens.mean"], 2), round(found["all.output_tokens.mean"], 2)) == (2047.85, 27.88)
    assert (found["all.input_tokens.p50"], found["all.input_tokens.p95"], found["all.output_tokens.p95"]) == (
        1469,
        7303.3,
        90,
    )
    assert measured.absent == [
        "end",
        "duration",
        "model",
        "call",
        "unit",
        "tenant",
        "id",
        "status",
        "cached",
        "reasoning",
        "max_completion",
    ]


def test_a_table_is_the_same_fields_as_csv_packed_csv_lines_and_parquet(tmp_path: Path, mapping: Mapping) -> None:
    rows = [logs.plain(row) for row in logs.rows(2)]
    files = [
        logs.write_csv(tmp_path / "a.csv", rows),
        logs.write_csv(tmp_path / "b.csv.gz", rows),
        logs.write_lines(tmp_path / "c.jsonl", rows),
        logs.write_parquet(tmp_path / "d.parquet", rows),
    ]
    found = []
    for file in files:
        with engine() as connection:
            table = read(connection, logs_of([str(file)]), mapping).rows.select("time", "input", "call")
            found.append([{key: str(one) for key, one in row.items()} for row in table.to_pyarrow().to_pylist()])
    assert all(one == found[0] for one in found)
    assert [row["input"] for row in found[0]] == [str(row["input"]) for row in rows]


def test_without_its_packages_it_says_how_to_install_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "calls.csv").write_text("time,model\n2026-01-01,a\n", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "ibis", None)
    with pytest.raises(ProposalError) as raised:
        measure([str(tmp_path / "calls.csv")], None)
    assert str(raised.value).endswith(f"packages that are not installed here; {install_hint('measure')}")
    assert raised.value.exit_code == 4
