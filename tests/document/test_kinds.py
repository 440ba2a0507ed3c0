"""Each kind of demand is said in the document, in its own words, and every numeral of it is traced."""

from pathlib import Path

import pytest

from generator.document.audit import audit_markdown
from generator.document.render import render
from generator.figures.sheet import calculate
from generator.inputs import load
from tests.conftest import DAY_LIMITS, KINDS, ROOT, SMALL, Built, built
from tests.live import holds
from tests.sheets import document_of, sheet_of


@pytest.mark.slice(6)
@pytest.mark.parametrize("folder", KINDS, ids=lambda folder: folder.name)
def test_every_numeral_is_traced_and_no_line_is_empty_of_what_it_names(folder: Path) -> None:
    found = built(folder).document
    assert audit_markdown(found.text, found.in_order(), built(folder).sheet) == []
    assert "None" not in found.text
    assert "  " not in found.text.replace("\n  ", "")


def test_each_input_is_below_a_figure_or_is_shown(cerebras: Built, foreign: Built, small: Built) -> None:
    """Of others it need not be: the price of a model that no call uses yet, or a fact that no text names, is valid."""
    assert [holds.idle_inputs(one) for one in (cerebras, foreign, small)] == [[], [], []]


SAID = {
    "support-chat": [
        "Customers with a contract (12,000) × Share that writes on a working day (25%) × Chats (1.2) × Answers (8): "
        "28,800 pages a day.",
        "On average that is 48 pages a minute over 10 hours.",
        "At its peak it is 192 pages a minute, 4 times the mean.",
        "| Chats | 1.2 | chats a customer and day | 3,600 (2,880–4,320) |",
        "| Chats: so far | drivers before × driver | 3,000 × 1.2 | 3,600 |",
        "A month’s 605K pages and 2.57B tokens are over in 50.4 hours",
        "| Kiosks | 6 | 1.5 |",
    ],
    "coding-agent": [
        "Developers (800) × Share with an agent at work (30%): 240 at once.",
        "Each asks again every 10 seconds: 1,440 pages a minute.",
        "The busiest hour has 20% of the day’s pages, 288.",
        "Together they come to 7,200 pages a week.",
        "Together they come to 750 pages a minute.",
    ],
    "nightly-batch": [
        "Documents (1,200,000) × Share that has changed (6%): 72,000 pages.",
        "To be done within 6 hours, they take 200 pages a minute.",
        "On average that is 5 pages a minute over 2 weeks of 6 days of 10 hours.",
        "At its peak it is 20 pages a minute, as stated, 4 times the mean.",
    ],
    "voice": [
        "Each takes 12 seconds: 1,500 pages a minute.",
        "That is 90 pages an hour.\nOn average that is 1.5 pages a minute.",
        "180K requests and 281M tokens, none of them cached.",
    ],
    "seats": ["| At the high end | 37 |", "where it may be 20–50; a further seat would add nothing."],
    "media": [
        "| Shop: with 5 sites at peak | 106 | 63 | 500 |",
        "Shop: A further site at peak would add 33.3% of images.",
        "Press: The high end of the table comes with Long article, Picture: images",
    ],
    "two-vendors": [
        "\nTalks: 6,000 pages a day.\n",
        "*What Counter rests on.*",
        "| quill-3 | primary | Replies | 0.7 |",
    ],
    "chances": ["Both: A page takes 1 request and 1,100 tokens.\nPeak of both is a stated rate"],
    "regions": ["Pilot, open, 4 pages a minute, is included.\nThat needs 308 requests"],
    "pilot": [
        "to reserve capacity for Summer, peak, as of Summer (2027-07).",
        "As of 2027-07, Summer, with Customers 12,000, Chats 1.8 (1.5–3), we ask for the peak of 180 pages a minute, "
        "which we round up to 200 in steps of 50.",
        "| 2027-Q2 | Spring | 2 times the present rate | 50 | 50 | 213K | 92,500 |",
        "| 2027-07 | **Summer**, asked for | Customers 12,000, Chats 1.8 (1.5–3) | 200 | 200 | 850K | 370K |",
        "| Summer: pages | drivers before × last driver | 12,000 × 1.8 | 21,600 |",
        "(pilot/growth.svg)",
    ],
    "two-continents": [
        "| India | Speaking | 50% | | 5,000 |",
        "Europe: Users (40,000) × Turns (6).",
        "The regions have most together in the hour from 14:00 UTC: 42,000.",
        "| 14:00 | 24,000 | 18,000 | 0 | **42,000** |",
        "| Europe, 14:00 UTC: pages per hour | pages of the day × hour ÷ profile per day | 240,000 × 8 ÷ 80 | 24,000 |",
        "The busiest day of a week is 1.43 times a mean day.",
        "The busiest hour has 20% of the day’s pages, 1,200.",
    ],
}
"""Lines, or parts of lines, that stand in the document of each kind."""


@pytest.mark.parametrize("name", SAID)
def test_the_document_says_how_a_rate_comes_about(name: str) -> None:
    """But for what it says of how far each input moves the request, of which every numeral is traced above."""
    folder = next(folder for folder in KINDS if folder.name == name)
    found = document_of(folder)
    assert [said for said in SAID[name] if said not in found.text] == []
    assert audit_markdown(found.text, found.in_order(), sheet_of(folder)) == []


def small(**changes: str) -> str:
    """The document of one call to one model, for which nothing is cached, and of a chain of drivers without a peak."""
    files = {
        "models.yaml": "fir: {role: Answers, source: {assumed: so}}",
        "page_profiles.yaml": "answer: {source: {assumed: so}, calls: {say: {model: fir, input_tokens: 900, "
        "output_tokens: 100, seconds: 6, max_completion_tokens: 300}}}",
        "scenarios.yaml": "asking: {page_profile: answer, source: {assumed: so}, drivers: {people: 50}, "
        "every_seconds: 30, load_cases: {mean: {label: Mean of a day, at: mean}}}",
        "proposal.yaml": "{vendor: Fir, requester: We, dated: 2027-01-02, subject: Answers, "
        "request: {headline_case: asking.mean}}",
    } | {f"{name}.yaml": text for name, text in changes.items()}
    proposal = load(SMALL, {}, files)
    return render(proposal, calculate(proposal, sensitivity=False)).text


def test_of_one_thing_nothing_is_said_that_compares_it_with_others() -> None:
    text = small()
    for said in ("than any other", "100% of the input", ": 10 on fir", "others show", "base with bursts"):
        assert said not in text
    assert "Requests under way at once: 10.\n" in text
    assert "Load cases by model" not in text
    assert "last appendix" not in text
    assert "*Mean of a day is asked for; per minute.*" in text


def test_nothing_is_said_of_a_cache_or_of_ranges_or_of_a_peak_that_the_inputs_do_not_have() -> None:
    text = small()
    assert "The size of a cache block" not in text
    assert "**What could change it.** No assumption of the request states a range.\n" in text
    assert "People: 50 at once.\nEach asks again every 30 seconds: 100 pages a minute.\nWe ask for that.\n" in text


def test_a_case_that_is_included_is_told_as_asked_for() -> None:
    two = (
        "asking: {page_profile: answer, source: {assumed: so}, "
        "load_cases: {noon: {label: Noon, pages_per_minute: 5}}}\n"
        "other: {page_profile: answer, source: {assumed: so}, "
        "load_cases: {noon: {label: Other, pages_per_minute: 7}}}"
    )
    request = "{headline_case: asking.noon, beside: {other.noon: {included: true}}}"
    pools = "{pools: {a: {label: North, headline_case: asking.noon}, b: {label: South, headline_case: other.noon}}}"
    head = "{{vendor: Fir, requester: We, dated: 2027-01-02, subject: Answers, request: {}}}"
    text = small(scenarios=two, proposal=head.format(request))
    assert "*Noon, with Other beside it, is asked for; per minute.*" in text
    both = pools.replace("headline_case: other.noon", "headline_case: third.noon").replace(
        "{label: North, ", "{label: North, beside: {other.noon: {included: true}}, "
    )
    third = two + two.splitlines()[1].replace("other:", "\nthird:").replace("Other", "Third")
    assert "*Noon, with Other beside it, and Third, are asked for; per minute.*" in small(
        scenarios=third, proposal=head.format(both)
    )
    text = small(scenarios=two, proposal=head.format(pools))
    assert "*Noon and Other are asked for; per minute.*" in text
    assert text.count("No assumption of the request states a range;") == 1


def test_a_case_of_which_nothing_is_said_has_no_line_of_its_own() -> None:
    said = "{mean: {label: Mean of a day, at: mean}, again: {label: Again, at: mean, description: Once more.}}"
    text = small(
        scenarios="asking: {page_profile: answer, source: {assumed: so}, drivers: {people: 50}, every_seconds: 30, "
        f"load_cases: {said}}}"
    )
    assert "- **Again.** Once more.\n" in text
    assert "- **Mean of a day.**" not in text


def test_what_stands_beside_limits_of_an_hour_and_a_day_is_said_by_load_case() -> None:
    text = document_of(DAY_LIMITS).text
    assert "- An hour of Letters, autumn has 1,890 pages: its busiest hour.\n" in text
    assert "- An hour of Counter, rush has 900 pages: its rate, kept up, as no busiest hour is stated.\n" in text
    assert "- A day of Letters, autumn has 9,450 pages: the busiest of its week.\n" in text
    assert "- A day of Counter, rush has 1,200 pages: a mean active day, as the busiest is not stated.\n" in text
    assert "\nGulf is active on 26 days a month.\n" in text
    assert "the limit of requests a day binds first: we ask for 1.11 times as much." in text


def test_of_limits_of_a_minute_nothing_is_said_of_hours_and_days() -> None:
    model = "fir: {role: Answers, source: {assumed: so}, published: {tier: usual, %s: 900, source: {vendor: so}}}"
    assert "- An hour of" in small(models=model % "requests_per_hour")
    assert "- An hour of" not in small(models=model % "requests_per_day")
    assert "its rate, kept up for every active hour" in small(models=model % "requests_per_day")
    assert "- A" not in small(models=model % "input_tokens_per_minute")


def test_drivers_have_a_column_of_what_they_come_to_so_far_where_there_are_more_than_two() -> None:
    two = "asking: {page_profile: answer, source: {assumed: so}, drivers: {people: 50, share: 10%%}, %s"
    case = "every_seconds: 30, load_cases: {mean: {label: Mean of a day, at: mean}}}"
    assert "| Driver | Value |\n|---|--:|\n| People | 50 |\n| Share | 10% |\n" in small(scenarios=two % case)
    assert "So far" in small(scenarios=two.replace("share: 10%%", "share: 10%%, asking: 2") % case)


def test_what_failures_do_to_the_request_is_said_by_call() -> None:
    text = document_of(ROOT / "tests" / "proposals" / "coding-agent").text
    assert (
        "- Of the requests of Reading, 5% are refused before their prompt is read: they count as requests, and cost no "
        "tokens; 0–2% are broken off once their prompt is read: they cost their input, and no output. Of 1 request on "
        "a page, the input of 0.95 counts, and the output of 0.94.\n"
    ) in text


ASKING = "asking: {page_profile: answer, source: {assumed: so}, drivers: {people: 50}, every_seconds: 30, "


@pytest.mark.parametrize(("step", "said"), [("50", ""), ("30", ", which we round up to 120 in steps of 30")])
def test_only_a_rate_that_is_rounded_is_said_to_be(step: str, said: str) -> None:
    text = small(scenarios=f"{ASKING}load_cases: {{mean: {{at: mean, rounding_step: {step}}}}}}}")
    assert f"We ask for that{said}.\n" in text


def test_a_page_of_which_nothing_is_cached_beside_one_of_which_something_is_says_so() -> None:
    page = "answer: {source: {assumed: so}, components: {rules: {tokens: 500}}, calls: {say: {model: fir, "
    profiles = f"{page}input_tokens: 900, output_tokens: 100, begins_with: [rules]}}}}}}\n"
    profiles += "short: {source: {assumed: so}, calls: {say: {model: fir, input_tokens: 90, output_tokens: 9}}}\n"
    other = ASKING.replace("asking", "again").replace("answer", "short")
    text = small(
        page_profiles=profiles,
        scenarios="".join(f"{one}load_cases: {{mean: {{at: mean}}}}}}\n" for one in (ASKING, other)),
        caching="prefix_cache: {hit_rate: 50%, source: {assumed: so}}",
        proposal="{vendor: Fir, requester: We, dated: 2027-01-02, subject: Answers, "
        "request: {headline_case: asking.mean, beside: {again.mean: {included: true}}}}",
    )
    assert "A page of Again, mean takes 1 request and 99 tokens; the prefix cache serves none of its input.\n" in text


def test_nothing_is_said_to_be_one_times_another() -> None:
    flat = "peak: {factor: 1}, stages: {then: {from: 2027-07, factor: 1}}"
    text = small(scenarios=f"{ASKING}{flat}, load_cases: {{mean: {{at: peak}}}}}}")
    assert "At its peak it is 100 pages a minute, as much as the mean.\n" in text
    assert "| as much as the present rate |" in text
    twice = flat.replace("1", "2")
    assert "2 times the mean" in small(scenarios=f"{ASKING}{twice}, load_cases: {{mean: {{at: peak}}}}}}")


def test_cases_without_a_label_that_would_be_called_alike_are_told_apart_by_their_scenarios() -> None:
    other = ASKING.replace("asking", "asking-again")
    text = small(scenarios="".join(f"{one}load_cases: {{mean: {{at: mean}}}}}}\n" for one in (ASKING, other)))
    assert "| Asking, mean |" in text
    assert "| Asking again, mean |" in text
    alone = small(scenarios=f"{ASKING}load_cases: {{mean: {{at: mean}}}}}}")
    assert "| Mean |" in alone
