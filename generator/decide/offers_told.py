"""Offers held against the need, in words, tables and data.

In: what was found of each. Out: lines for a terminal, Markdown, or plain values. The offers stand beside each other
first, then each by itself.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from generator import terminal
from generator.decide.held import Beside, Held
from generator.decide.tables import Table, as_lines, as_markdown, escape
from generator.figures.derivation import value
from generator.inputs.quantities import unit_of
from generator.units import COMPACT, Months, signed, write

NOT_SAID = "not said"


def told_as_text(found: Sequence[Held]) -> Iterator[terminal.Line]:
    """Lines for a terminal."""
    if len(found) > 1:
        yield from as_lines(_side_by_side(found))
    for one in found:
        yield [terminal.Painted(f"{one.name}: {_verdict(one)}", "good" if one.fits else "bad")]
        yield from (f"  {line}" for line in _words_before(one))
        yield ""
        for table in _tables(one):
            yield from as_lines(table)
        yield from _words_after(one)
        yield ""


def told_as_markdown(found: Sequence[Held]) -> Iterator[str]:
    """Lines of Markdown."""
    if len(found) > 1:
        yield from as_markdown(_side_by_side(found))
    for one in found:
        yield from (f"## {escape(one.name)}", "", f"**{escape(_verdict(one))}**", "")
        yield from (line for text in _words_before(one) for line in (escape(text), ""))
        for table in _tables(one):
            yield from as_markdown(table)
        yield from (f"- {escape(line.strip())}" for line in _words_after(one))
        yield ""


def told_as_json(found: Sequence[Held]) -> list[dict[str, Any]]:
    """Plain values, an object an offer; what is not said is null."""
    return [
        {
            "name": one.name,
            "vendor": one.offer.vendor,
            "said": one.offer.said.isoformat(),
            "from": one.offer.starts and one.offer.starts.isoformat(),
            "until": one.offer.until and one.offer.until.isoformat(),
            "days_late": max(one.days_late, 0),
            "fits": one.fits,
            "limits": [_plain(each) for each in one.limits],
            "not_known": [{"model": each.model, "limit": each.called} for each in one.not_known],
            "base": [_plain(each) for each in one.base],
            "cases": [{"case": case.case, **_plain(case.closest)} for case in one.cases],
            "not_said": {model: list(keys) for model, keys in one.unsaid.items()} | dict.fromkeys(one.silent, "all"),
            "carries": None
            if one.carried is None
            else {"pages_per_minute": float(one.carried.value), "of": float(one.headline[1].value)},
            "order": {what: float(figure.value) for what, figure in one.orders.items()},
            "changes": [each.change.removeprefix("--set ") for each in one.remedies],
            "cost_per_month": {option: float(figure.value) for option, figure in one.costs.items()} or None,
            "currency": one.currency or None,
        }
        for one in found
    ]


def _plain(one: Beside) -> dict[str, Any]:
    numbers = {"offered": one.limit, "needed": one.needed, "left": one.left, "times": one.times}
    return {
        "model": one.model,
        "limit": one.key,
        **{key: float(figure.value) for key, figure in numbers.items()},
        "fits": one.fits.likely,
        "may_not_fit": one.fits.may_be,
        "binds_first": one.first,
    }


def _verdict(one: Held) -> str:
    worst, open_ones = one.worst, ", ".join(f"{each.called} of {each.model}" for each in one.not_known)
    if one.all_fit is None or worst is None:
        if open_ones:
            return f"whether it fits is not known, as the need for {open_ones} is not"
        return "nothing that is needed is limited by what it says"
    which = _first(one)
    if not one.all_fit.likely:
        return f"does not fit: the need for {which} is {_times(worst)} what is offered"
    silent = f", and nothing is said of {', '.join(one.silent)}" if one.silent else ""
    unknown = f"; the need for {open_ones} is not known" if open_ones else ""
    unsure = ", ".join(f"{each.called} of {each.model}" for each in one.limits if each.fits.may_be)
    named = "" if unsure == which else f"{unsure} "  # it is the one that binds first, which is named anyway
    doubt = f", but {named}not where the need is highest" if one.all_fit.may_be else ""
    return f"fits{doubt}: {which} bind first, needed {_times(worst)} what is offered{silent}{unknown}"


def _times(one: Beside) -> str:
    return f"{write(one.times.value, one.times.unit, COMPACT).lstrip('~')} ×"


def _words_before(one: Held) -> Iterator[str]:
    offer = one.offer
    starts = f"from {offer.starts}" if offer.starts else f"from when is {NOT_SAID}"
    until = f"until {offer.until}" if offer.until else f"until when is {NOT_SAID}"
    late = f", {one.days_late} days after it is needed" if one.days_late > 0 else ""
    yield f"{offer.vendor}, said on {offer.said}: {starts}{late}; {until}."
    for model, said in offer.models.items():
        if said.meter and said.meter.unit and said.meter.unit.committed_months:
            months = write(said.meter.unit.committed_months.ends[1], unit_of(Months))
            yield f"The units of {model} are at that price for a commitment of {months} months."
    if offer.text:
        yield f"“{offer.text}”"


def _tables(one: Held) -> Iterator[Table]:
    limits = []
    for each in one.limits:
        left = signed(Fraction(each.left.value), each.left.unit).lstrip("~")
        numbers = (str(each.limit), str(each.needed).lstrip("~"), left, _times(each))
        limits.append((each.model, each.called, *numbers, _word(each)))
    heads = ["Model", "Limit", "Offered", "Needed", "Left", "Needed ÷ offered", ""]
    yield Table("The request beside each limit", heads, limits)
    cases = [
        (each.label, f"{each.closest.called} of {each.closest.model}", _times(each.closest), _word(each.closest))
        for each in one.cases
    ]
    heads = ["Load case", "Limit", "Needed ÷ offered", ""]
    yield Table("Each load case beside the limit that it comes closest to", heads, cases)
    changes = [(each.now, each.then, each.change) for each in one.remedies]
    yield Table("It would fit with any one of these changes", ["Now", "Instead", "To see it"], changes)


def _word(one: Beside) -> str:
    word = "fits" if one.fits.likely else "does not fit"
    if one.fits.may_be:
        word = "fits; not at its highest" if one.fits.likely else "does not fit; would at its lowest"
    return f"{word}; binds first" if one.first else word


def _words_after(one: Held) -> Iterator[str]:
    for model in one.silent:
        yield f"Of {model}: {NOT_SAID} at all."
    for open_one in one.not_known:
        needs = f"{value(open_one.limit)} are offered for {open_one.model}, and how many are needed is not known"
        yield f"{needs}: the inputs do not say it."
    for each in one.base:
        word = "all" if each.fits.likely else "part"
        yield f"The base alone carries {word} of the {each.called} of {each.model}: the need is {_times(each)} as much."
    for model, keys in one.unsaid.items():
        if keys:
            yield f"Of {model}: {', '.join(keys)} {NOT_SAID}."
    label, rate = one.headline
    if one.carried is not None:
        yield f"It carries {value(one.carried).lstrip('~')} of {label}, which has {rate}."
    for what, figure in one.orders.items():
        yield f"To carry the {what} takes {value(figure)}, as it is sold."
    yield _cost(one)


def _cost(one: Held) -> str:
    if not one.costs:
        return f"What a month costs is not known: {_why_no_cost(one)}."
    base = ""
    if "base_at_least" in one.costs:
        even, most = (_money(one, f"base_at_{end}") for end in ("least", "most"))
        base = f"; as a base with bursts {even} were its use even, and {most} were all of it above the base"
    of_which = ", of the models that it names," if one.silent else ""
    return f"A month at the use that is expected{of_which} costs {_money(one, 'flat')} flat{base}."


def _why_no_cost(one: Held) -> str:
    """What is missing for the cost of a month: a price, or how much a month uses."""
    models = one.offer.models.items()
    free = [name for name, said in models if not (said.price or said.per_month or said.units)]
    if free:
        return f"no price is said of {', '.join(free)}"
    if any(said.price for _, said in models):
        return "it is paid by the token, and what a month uses is open; state month: in each scenario that is asked for"
    return "what a unit costs is not said"


def _money(one: Held, option: str) -> str:
    figure = one.costs.get(option)
    if figure is None:
        return NOT_SAID
    return f"{write(figure.value, figure.unit).lstrip('~')} {one.currency}".rstrip()


def _side_by_side(found: Sequence[Held]) -> Table:
    """The offers abreast, a column each."""
    rows = [
        ("Vendor", [one.offer.vendor for one in found]),
        ("From", [str(one.offer.starts or NOT_SAID) for one in found]),
        ("Fits", [_fits(one) for one in found]),
        ("Binds first", [_first(one) for one in found]),
        ("Needed ÷ offered", [NOT_SAID if (worst := one.worst) is None else _times(worst) for one in found]),
        ("Carries", [NOT_SAID if one.carried is None else value(one.carried).lstrip("~") for one in found]),
        ("A month, flat", [_money(one, "flat") for one in found]),
        ("A month, base and bursts, even", [_money(one, "base_at_least") for one in found]),
        ("… all of it above the base", [_money(one, "base_at_most") for one in found]),
    ]
    names = [one.name for one in found]
    return Table("The offers beside each other", ["", *names], [(head, *cells) for head, cells in rows])


def _fits(one: Held) -> str:
    if one.all_fit is None or not one.all_fit.likely:
        return NOT_SAID if one.all_fit is None else "no"
    return "yes, not at its highest" if one.all_fit.may_be else "in part" if one.silent or one.not_known else "yes"


def _first(one: Held) -> str:
    return NOT_SAID if one.worst is None else f"{one.worst.called} of {one.worst.model}"
