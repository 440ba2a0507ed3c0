"""What is true of any proposal with valid inputs, whatever they are.

In: what a proposal becomes, the folder of its inputs, and what was committed for it. Out: what does not hold, in words;
nothing where all does. Nothing here knows a number, nor what a model, a scenario or a load case is called.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from pathlib import Path

from generator.build.files import files_of
from generator.decide.offers import with_offers
from generator.errors import UNREACHED
from generator.figures.rows import DEMAND, PAGE
from generator.print.audit import audit_pdf
from generator.print.pdf import print_digest, printed_from
from generator.print.product import Product
from generator.review.verify import as_lines, examine
from generator.units import half_up
from tests.reckoning.amounts import Row
from tests.reckoning.chances import contradictions
from tests.reckoning.ends import MOST_RANGES, otherwise, reckoned
from tests.reckoning.others import reckon
from tests.reckoning.typed import Files, inputs, read

CACHE = "caching.prefix_cache."
TOTALS = (*PAGE, *DEMAND, "tokens_per_page", "requests_per_month", "tokens_per_month")
"""Figures of a whole that are the sum of its models'."""


def untraced(product: Product, page: bool = True) -> list[str]:
    """Each numeral of the Markdown, and of the page that is printed, that is no figure's."""
    return [str(one) for one in product.untraced(page)]


def unlike_reckoned(product: Product, folder: Path, most: int = MOST_RANGES) -> list[str]:
    """Each figure that is not what the second reckoning gives; of more than `most` ranges corners are drawn."""
    return otherwise(reckoned(read(folder), most=most), product.sheet)


def chances_that_contradict(product: Product) -> list[str]:
    """Each simulated figure that contradicts another, or what is asked for."""
    return contradictions(product.sheet)


def totals_unlike_parts(product: Product) -> list[str]:
    """Each total that is not the sum of its models' parts; and that there is one at all."""
    sheet, models, seen = product.sheet, product.proposal.inputs.models, 0
    found = []
    for name, figure in sheet.items():
        whole, _, key = name.rpartition(".")
        parts = [f"{whole}.models.{model}.{key}" for model in models if f"{whole}.models.{model}.{key}" in sheet]
        if key in TOTALS and parts:
            seen += 1
            if sum(sheet[part].value for part in parts) != figure.value:
                found.append(f"{name} is {figure.value}, and its parts are not")
    return found if seen else ["no total has parts"]


def idle_inputs(product: Product) -> list[str]:
    """Each input on which no figure rests, of those of offers too, and that the document does not show either."""
    sheet = with_offers(product.proposal, product.sheet)
    under = {one.name for figure in sheet.values() for one in figure.inputs()}
    shown = set(product.document.spots())
    return [leaf.path for leaf in product.proposal.leaves() if leaf.path not in under | shown]


def inputs_that_move_nothing(product: Product, folder: Path) -> list[str]:
    """Each number on which figures rest, and that may be anything: they stay. Meanwhile no other number is nothing.

    Where no prompt has a beginning, the cache has nothing to hold, and its numbers move nothing.
    """
    files = read(folder)
    calls = [call for profile in files["page_profiles"].values() for call in profile["calls"].values()]
    simulates = ("proposal.request.chances.", *(f"scenarios.{name}.sites_peak." for name in files["scenarios"]))
    cache = [] if any(call.get("begins_with") for call in calls) else [CACHE]
    idle = ("proposal.judgements.moves_by", *simulates, *cache)
    under = {one.name for figure in product.sheet.values() for one in figure.inputs()}
    point = {path: likely or Fraction(1, 100) for path, (_, likely, _) in inputs(files).items()}
    counted: dict[str, bool] = {}
    before = reckon(files, point, counted)
    wanted = [path for path in point if path in under and not path.startswith(idle)]
    return [path for path in wanted if not any(_moves(files, point, path, before, counted))]


def _moves(
    files: Files, point: dict[str, Fraction], path: str, before: Row, counted: dict[str, bool]
) -> Iterator[bool]:
    """For some other values, whether any other figure is another."""
    for other in (point[path] * 2, Fraction(10**30), Fraction()):
        yield reckon(files, point | {path: other}, counted) != before | {path: other}


def stale(product: Product, folder: Path, output: Path) -> list[str]:
    """Each text in `output` that is not, to the byte, what the inputs give today; and each chart beside them."""
    files = files_of(product, folder, output / "nowhere", "md", False)
    there = {name: output / name for name in files}
    charts = (output / product.document.name).rglob("*") if (output / product.document.name).is_dir() else ()
    return [
        *(f"{name} is missing" for name, path in there.items() if not path.is_file()),
        *(
            f"{name} is not current"
            for name, path in there.items()
            if path.is_file() and path.read_bytes() != files[name]
        ),
        *(f"{path} is no chart of it" for path in charts if path.is_file() and path not in there.values()),
    ]


def stale_print(product: Product, output: Path) -> list[str]:
    """What of the print in `output` is not what its page reads: by words, since its bytes are a system's own."""
    data = (output / f"{product.document.name}.pdf").read_bytes()
    if printed_from(data) != print_digest(product.page, product.paper, product.attached):
        return ["the PDF was printed from something else"]
    return [str(one) for one in audit_pdf(data, product.page)]


def unverified(product: Product, output: Path) -> list[str]:
    """What `verify` finds wrong with the print in `output`; nothing where this system cannot print to compare."""
    found = examine((output / f"{product.document.name}.pdf").read_bytes(), product.document.name)
    return as_lines(found) if found.exit_code not in (0, UNREACHED) else []


SIGNS = {"×": "*", "÷": "/", "−": "-"}


def worked_out(text: str) -> Fraction:
    """A formula as it is printed, worked out by nothing but what stands there."""
    value, _, step = text.partition(" rounded up to a multiple of ")
    plain = re.sub(r"[\d,]*\d(?:\.\d+)?%?", lambda one: f"({_plain(one[0])!r})", value)
    found: Fraction = eval("".join(SIGNS.get(sign, sign) for sign in plain), {"Fraction": Fraction})  # our own text
    return ceil(found / _plain(step)) * _plain(step) if step else found


def _plain(text: str) -> Fraction:
    return Fraction(text.replace(",", "").rstrip("%")) / (100 if text.endswith("%") else 1)


def formulas_unlike_results(text: str) -> list[str]:
    """Each row of formulas in a Markdown text whose numbers do not come to its result, as both are printed."""
    found = []
    for formula, result in re.findall(
        r"\| ([^|]*\d[^|]* [×÷+−] [^|]*|[^|]* rounded up to [^|]*) \| ([\d,.%]+) \|$", text, re.M
    ):
        digits = len(result.partition(".")[2].rstrip("%")) + 2 * result.endswith("%")
        if half_up(worked_out(formula), digits) != _plain(result):
            found.append(f"{formula} = {result}")
    return found
