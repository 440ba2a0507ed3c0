"""What goes to other vendors, each asked for by itself; nothing is added to what the vendor is asked for.

In: the book with the request worked out. Out: what pages, load cases and the request come to, by model of another
vendor: `elsewhere` and, where that is less, `always`; metered, in units, and beside its published limits.
"""

from generator.calculation import elsewhere
from generator.figures.asking import Part, asked_row, beside_published, headroom_of, parts
from generator.figures.figure import Given, Row
from generator.figures.metering import metered_rows, published_rows
from generator.figures.reserving import some
from generator.figures.rows import Book, demand_rows
from generator.figures.sending import mean_page
from generator.figures.working import asked_work
from generator.inputs.asked_once import home_of
from generator.inputs.elsewhere import WAYS, others, shares, ways
from generator.inputs.records import Inputs

CARRIED, ALWAYS = "elsewhere", "always"
"""All that another vendor has to carry, should the vendor fail; and what it serves whatever happens."""
BY = {CARRIED: ("reserved", "taken_over", "sent"), ALWAYS: ("sent",)}
"""Which requests of a call each is made of: the first of them that there is."""


def elsewhere_rows(book: Book) -> None:
    """All of it, but what it costs; pool by pool."""
    for name, profile in book.inputs.page_profiles.items():
        for call in profile.calls:
            _requests(book, name, call)
    for part in parts(book):
        for model in others(book.inputs):
            for state in states(book, model):
                _asked(book, part, model, state)


def states(book: Book, model: str) -> list[str]:
    """Of a model of another vendor: all that it has to carry, and what it always serves, where that is less."""
    return [CARRIED, *([ALWAYS] if served_kind(book.inputs, model) == "both" else [])]


def served_kind(inputs: Inputs, model: str) -> str:
    """Whether a model of another vendor serves a share `always`, is a `fallback` alone, or `both`."""
    taken = ways(inputs, model)
    return "both" if len(taken) == len(WAYS) else ALWAYS if "split" in taken else "fallback"


def _requests(book: Book, profile: str, call: str) -> None:
    """How often a page sends a call to each model of another vendor: always, as a fallback, and both."""
    path = f"page_profiles.{profile}.calls.{call}"
    split, fallback = (shares(book.inputs, profile, call, way) for way in ("split", "fallback"))
    stated = book.under(path, "requests_per_page")
    here = book.under(path, "requests_here_per_page") or {"requests_here_per_page": stated["requests_per_page"]}
    for model in dict.fromkeys([*split, *fallback]):
        row: Row = {**stated, **here}
        row |= {"split_share": book.sheet[split[model]]} if model in split else {}
        row |= {"fallback_share": book.sheet[fallback[model]]} if model in fallback else {}
        both = model in split and model in fallback
        known = {"sent": model in split, "taken_over": model in fallback, "reserved": both}
        names = [f"requests_{kind}_per_page" for kind, there in known.items() if there]
        book.add(f"{path}.elsewhere.{model}", row, *some(elsewhere, names))


def _asked(book: Book, part: Part, model: str, state: str) -> None:
    """What a part of the request asks of another vendor's model; what is always so, only where it is less."""
    cases = []
    for case in part.cases:
        name, scenario = f"{case}.{state}.{model}", home_of(book.inputs, case)
        home = page_elsewhere(book, scenario, model, state)
        if home:
            rate = book.under(case, "pages_per_minute")
            book.cases[name] = demand_rows(book, name, rate, book.pages[home])
            cases.append((name, scenario, home))
    if cases:
        path = f"{part.path}.{state}"
        row = asked_row(book, path, f".models.{model}", [book.cases[name].models[model] for name, *_ in cases])
        homes = [f"{name}.models.{model}" for name, *_ in cases]
        asked_work(book, path, f".models.{model}", homes, headroom_of(book))
        if state == CARRIED:
            beside_published(book, f"{path}.models.{model}", model, row)
            metered_rows(book, path, model, cases)
            published_rows(book, f"{path}.models.{model}", model)


def page_elsewhere(book: Book, scenario: str, model: str, state: str) -> str:
    """Where the page stands of what goes to a model of a scenario's page, worked out once; nothing where none does."""
    changes: dict[str, dict[str, Given]] = {}
    for profile in book.inputs.scenarios[scenario].profiles:
        for call in book.inputs.page_profiles[profile].calls:
            path = f"page_profiles.{profile}.calls.{call}.elsewhere.{model}"
            known = book.under(path, *(f"requests_{kind}_per_page" for kind in BY[state]))
            if known:
                changes.setdefault(profile, {})[call] = {"requests_per_page": next(iter(known.values()))}
    home = f"{book.page_home(scenario)}.{state}.{model}"
    if changes and home not in book.pages:
        mean_page(book, scenario, home, changes, other=model)
    return home if changes else ""
