"""What a proposal is compared by with its variants: what it asks for, by model and in all, its units, cost and chance.

In: the inputs and a sheet. Out: its figures by row; a row that it has no figure for is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.figures.asking import HEADLINES, homes, parts
from generator.figures.drawing import CHANCES
from generator.figures.drivers import month_of
from generator.figures.figure import Figure, Sheet
from generator.figures.rows import Book
from generator.inputs.records import Inputs

TITLES = {"requests_per_minute": "Requests a minute", "tokens_per_minute": "Tokens a minute"}
TITLES |= {"uncached_tokens_per_minute": "Uncached tokens a minute"}
UNITS, MONTH, PEAK = "Units of capacity", "Cost of a month", "Cost of an hour at peak"
CHANCE = "Chance that more is needed"


@dataclass(frozen=True)
class Row:
    """A row of the comparison: of all that is asked for or of a pool, or of a model; its title, and its order."""

    part: str
    model: str
    title: str


def compared(inputs: Inputs, sheet: Sheet, under: str = "") -> Mapping[Row, Figure]:
    """The figures of a proposal, row by row; `under` is what stands before their names, as those of a variant."""
    book, found = Book(inputs, sheet), dict[Row, Figure]()
    pools = inputs.proposal.request.pools
    for part in parts(book):
        label = pools[part.path.rpartition(".")[2]].label if pools else ""
        path = f"{under}{part.path}"
        own = {title: f"{path}.{key}" for key, title in TITLES.items()}
        own |= {UNITS: f"{path}.units", CHANCE: f"{CHANCES}{path}.chance_of_more"}
        own |= {PEAK: f"{under}{part.cases[0]}.cost_per_hour"}
        found |= {Row(label, "", title): sheet[name] for title, name in own.items() if name in sheet}
        units = [sheet[one] for model in inputs.models if (one := f"{path}.models.{model}.units") in sheet]
        if len(units) == 1 and own[UNITS] not in sheet:  # nothing was added up: all units are this model's
            found[Row(label, "", UNITS)] = replace(units[0], name=own[UNITS])
        for model in inputs.models:
            of_model = {TITLES[key]: f"{path}.models.{model}.{key}" for key in HEADLINES}
            of_model[UNITS] = f"{path}.models.{model}.units"
            found |= {Row(label, model, title): sheet[name] for title, name in of_model.items() if name in sheet}
    every = homes(book)
    for home in every:
        month = f"{under}{month_of(f'scenarios.{home}', inputs.scenarios[home])}.cost_per_month"
        if month in sheet:
            found[Row(inputs.scenarios[home].label if len(every) > 1 else "", "", MONTH)] = sheet[month]
    return found
