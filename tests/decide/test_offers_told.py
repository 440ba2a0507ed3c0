"""What a lead reads of offers: the verdict first, offers abreast, what to change, what a month costs."""

from functools import cache

from generator import terminal
from generator.decide.held import Held, held
from generator.decide.offers_told import told_as_json, told_as_markdown, told_as_text
from generator.decide.remedies import Remedy
from tests.decide.conftest import Offered, offered
from tests.entries import but


@cache
def found() -> tuple[Held, ...]:
    one: Offered = offered()
    limits, blocks = (held(one.proposal, one.sheet, name) for name in ("limits", "blocks"))
    return limits._replace(remedies=(Remedy("scenarios.rooms.sites", "20", "12"),)), blocks


def lines(*offers: Held) -> list[str]:
    return [terminal.plain(line).rstrip() for line in told_as_text(offers)]


def test_the_verdict_comes_first_with_the_limit_that_decides_it() -> None:
    limits, blocks = found()
    assert (
        lines(limits)[0] == "limits: does not fit: the need for tokens a minute of scribe-2 is 1.23 × what is offered"
    )
    assert lines(blocks)[0].startswith("blocks: fits, but not where the need is highest: units of capacity of scribe-2")


def test_a_doubt_names_the_limit_that_it_is_of_where_another_binds_first() -> None:
    limit, path = "{requests_per_minute: 100}", "offers.blocks.models.scribe-2"
    needed = offered({f"{path}.limits": limit})
    asked = needed.sheet["request.models.scribe-2.requests_per_minute"]
    one = offered({f"{path}.limits": f"{{requests_per_minute: {float(asked.value)}}}"})
    told = held(one.proposal, one.sheet, "blocks")
    assert lines(told)[0].startswith(
        "blocks: fits, but units of capacity of scribe-2 not where the need is highest: requests a minute of scribe-2"
    )


def test_offers_stand_beside_each_other_before_each_is_told() -> None:
    text = lines(*found())
    assert text[:2] == ["The offers beside each other", text[1]]
    assert text[1].split() == ["limits", "blocks"]
    rows = {line.split("  ")[0]: line for line in text[2:12]}
    assert rows["Fits"].split() == ["Fits", "no", "yes,", "not", "at", "its", "highest"]
    assert "2,956.8 EUR" in rows["A month, flat"]
    assert "15,500 EUR" in rows["A month, flat"]
    assert lines(found()[0])[0] != text[0]


def test_what_is_said_and_what_is_not_is_told_in_sentences() -> None:
    text = "\n".join(lines(found()[0]))
    assert "Cloudbank, said on 2028-02-10: from 2028-04-15, 14 days after it is needed; until 2029-03-31." in text
    assert "Of ear-1: requests a minute, uncached tokens a minute not said." in text
    assert "It carries 28.6 pages/min of Rooms, morning, which has 35." in text
    assert "20       12  --set scenarios.rooms.sites=12" in text
    assert "2,956.8 EUR flat; as a base with bursts 2,500 EUR were its use even, and 4,458.4 EUR were all of it" in text


def test_markdown_says_the_same_in_tables() -> None:
    text = "\n".join(told_as_markdown(found()))
    assert "| scribe-2 | tokens a minute | 100,000 | 122,500 | −22,500 | 1.23 × | does not fit; binds first |" in text
    assert "## limits" in text


def test_json_has_exact_numbers_and_null_for_what_is_not_said() -> None:
    limits, blocks = told_as_json(found())
    assert (limits["fits"], limits["days_late"], limits["carries"]["of"]) == (False, 14, 35.0)
    assert limits["limits"][1] | {} == {
        "model": "scribe-2",
        "limit": "tokens_per_minute",
        "offered": 100000.0,
        "needed": 122500.0,
        "left": -22500.0,
        "times": 1.225,
        "fits": False,
        "may_not_fit": False,
        "binds_first": True,
    }
    assert (blocks["until"], blocks["cost_per_month"]) == (None, {"flat": 15500.0})


def test_where_no_cost_is_said_that_is_said() -> None:
    one = offered(
        {
            "offers.blocks.models.scribe-2.meter.unit.price_per_hour": "0",
            "offers.limits.models": "{ear-1: {limits: {tokens_per_minute: 9}}}",
        }
    )
    told = held(one.proposal, one.sheet, "limits")
    assert lines(told)[-2] == "What a month costs is not known: no price is said of ear-1."


def test_where_a_price_is_by_the_token_and_no_months_use_is_known_that_is_said_with_what_to_state() -> None:
    one = held(offered().proposal, offered().sheet, "limits")._replace(costs={})
    paid = but(one.offer, models={"scribe-2": one.offer.models["scribe-2"]})
    told = lines(one._replace(offer=paid))[-2]
    assert told.endswith("what a month uses is open; state month: in each scenario that is asked for.")
    unit = held(offered().proposal, offered().sheet, "blocks")
    assert lines(unit._replace(costs={}))[-2] == "What a month costs is not known: what a unit costs is not said."


def test_a_limit_whose_need_is_not_known_is_no_limit_that_fits() -> None:
    seconds = {f"page_profiles.page.calls.{call}.seconds": "to be agreed" for call in ("writing", "speakers")}
    path, at_once = "offers.blocks.models", "requests at once of ear-1"
    alone = offered({**seconds, path: "{ear-1: {limits: {requests_in_flight: 5}}}"})
    told = held(alone.proposal, alone.sheet, "blocks")
    assert lines(told)[0] == f"blocks: whether it fits is not known, as the need for {at_once} is not"
    both = "{limits: {requests_in_flight: 5, tokens_per_minute: 1000000000}}"
    limit = "{limits: {tokens_per_minute: 1000000000}}"
    beside = offered({**seconds, path: f"{{ear-1: {both}, scribe-2: {limit}}}"})
    told = held(beside.proposal, beside.sheet, "blocks")
    assert lines(told)[0].startswith("blocks: fits: ")
    assert lines(told)[0].endswith(f"; the need for {at_once} is not known")
    assert not told.fits
