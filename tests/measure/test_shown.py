"""A dry run shows the first rows as calls; a summary says what was measured and what was left out."""

from pathlib import Path

from generator.measure.measuring import Measured, opened
from generator.measure.shown import summary, understood
from generator.terminal import plain
from tests.measure import logs


def test_the_first_rows_are_shown_as_they_are_understood(tmp_path: Path) -> None:
    rows = [logs.openai(row) for row in logs.rows(2)]
    rows[1]["usage"]["completion_tokens"] = -4
    log = logs.write_lines(tmp_path / "log.jsonl", rows)
    with opened([str(log)], None) as (table, _):
        text = "\n".join(map(plain, understood(table, "Europe/Zurich")))
    assert "read as openai:" in text
    assert "  cached          usage.prompt_tokens_details.cached_tokens" in text
    assert "  end             absent " in text
    assert "2026-10-24 22:5" in text
    assert "← left out: has negative tokens" in text
    assert logs.SECRET not in text


def test_a_summary_says_how_much_was_counted_and_the_peak(measured: Measured) -> None:
    text = "\n".join(map(plain, summary(measured)))
    assert text.startswith(f"{measured.counted.count} calls of {measured.counted.rows} rows, 2026-10-24 22:58 to ")
    assert "  reasoning: " in text
    assert "  requests per minute: mean " in text
