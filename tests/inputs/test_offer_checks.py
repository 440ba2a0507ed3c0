"""What an offer must hold beside the models, and within itself."""

import pytest

from generator.errors import ProposalError
from generator.inputs import load
from generator.inputs.raw import MOST_OFFERS
from tests.conftest import SMALL, UNITS

MODEL = "offers.limits.models.scribe-2"
BURST = "burst: {input: 1, output: 1}"
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in SMALL.glob("*.yaml")}
OFFER = "{vendor: Harbour, said: 2027-01-01, source: {assumed: so}, models: {quill-2: {%s}}}"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({f"{MODEL}.base": f"{{limits: {{tokens_per_minute: 100001}}, {BURST}}}"}, "the base is above the limit"),
        ({MODEL: f"{{units: 4, base: {{units: 5, {BURST}}}}}"}, "the base is above the limit"),
        ({"offers.limits.models.ear-1.price.written": "1"}, "cache writes have a price, and they are not worked out"),
        (
            {"offers.limits.models.ear-1.meter": "{cached: 0, output: 1, written: 2}"},
            "the meter of the offer counts cache writes, which are not worked out",
        ),
    ],
)
def test_what_does_not_hold_is_told(changes: dict[str, str], told: str) -> None:
    with pytest.raises(ProposalError) as error:
        load(UNITS, changes)
    assert told in str(error.value)


@pytest.mark.parametrize("base", [f"{{limits: {{tokens_per_minute: 100000}}, {BURST}}}", f"{{units: 9, {BURST}}}"])
def test_a_base_that_is_no_larger_holds(base: str) -> None:
    assert load(UNITS, {f"{MODEL}.base": base})


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("units: 3", "units of capacity are offered, and nothing says what one of them carries"),
        ("limits: {metered_tokens_per_minute: 3}", "a limit of metered tokens, and nothing says what a token counts"),
        ("limits: {tokens_per_minute: 3}, per_month: 5", "an amount of money in no currency"),
    ],
)
def test_what_nothing_says_is_asked_for(said: str, told: str) -> None:
    with pytest.raises(ProposalError) as error:
        load(SMALL, texts=TEXTS | {"offers/reply.yaml": OFFER % said})
    assert told in str(error.value)
    assert "offers/reply.yaml:1:" in str(error.value)


def test_more_offers_than_are_held_are_a_fault_and_none_is_left_out_unsaid() -> None:
    many = {f"offers/reply-{number}.yaml": "" for number in range(MOST_OFFERS + 1)}
    with pytest.raises(ProposalError, match=f"more than {MOST_OFFERS} offers; move those"):
        load(SMALL, texts=TEXTS | many)
