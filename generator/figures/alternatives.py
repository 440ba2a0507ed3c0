"""What would be asked for with a saving made, a cache block of another size, or a candidate in another model's place.

In: the book with the page and the headline case worked out. Out: the figures of each saving, size and replacement,
by the same formulas, with what the alternative leaves of their inputs.
"""

from typing import NamedTuple

from generator.calculation import alteration, demand, evaluation, limit, load_case, page, plain_case, saving
from generator.figures.asking import HEADLINES, Part, beneath, default_ratio, parts
from generator.figures.figure import Given, Row
from generator.figures.rows import A_MINUTE, PAGE, Book, columns, demand_rows, work_rows
from generator.figures.sending import mean_page
from generator.inputs.checks import touches
from generator.inputs.savings import CompressedComponent, ReusedAnswers, Saving, SkippedCall


def saving_rows(book: Book, name: str, one: Saving) -> None:
    """A saving's worth, of each pool whose headline case it touches."""
    for part in parts(book):
        if touches(book.inputs, one.takes, part.home):
            _saved(book, Alternative(part, f"savings.{name}", beneath(part, f"savings.{name}")), one)


class Alternative(NamedTuple):
    """What is different of a part of the request: where its inputs stand, and where its figures do."""

    part: Part
    home: str
    path: str


def _saved(book: Book, alternative: Alternative, one: Saving) -> None:
    """The headline case worked out again with what a saving leaves, before the rate is rounded."""
    part, path = alternative.part, alternative.path
    before, rows = book.cases[part.cases[0]].whole, book.page_of(part.home)
    rate: Row = {"pages_per_minute": before["pages_per_minute"]}
    match one.takes:
        case ReusedAnswers(query_reuse=name):
            taken = {**before, "taken": book.sheet[f"caching.query_reuse.phases.{name}.reuse"]}
            left = book.add(path, taken, alteration.kept_pages_per_minute)["kept_pages_per_minute"]
            step = {key: before[key] for key in ("rounding_step",) if key in before}
            rate = book.add(
                f"{path}.kept", {"unrounded_pages_per_minute": left, **step}, load_case if step else plain_case
            )
        case SkippedCall(skipped_call=name):
            rows = mean_page(book, part.home, f"{path}.kept_page", _skipped(book, alternative, name))
        case CompressedComponent(compressed_component=name):
            rows = mean_page(book, part.home, f"{path}.kept_page", _compressed(book, alternative, name))
        case _:
            return
    kept_case = book.cases[f"{path}.kept"] = demand_rows(book, f"{path}.kept", rate, rows)
    for model, row in kept_case.models.items():
        default = default_ratio(book, model)
        if default:
            book.add(f"{path}.kept.models.{model}", {**row, **default}, limit)
    kept = {f"kept_{key}": kept_case.whole[key] for key in HEADLINES if key in kept_case.whole}
    book.add(path, {**before, **kept}, saving)
    works = {A_MINUTE: f"{part.cases[0]}.work.*.{A_MINUTE}", f"kept_{A_MINUTE}": f"{path}.kept.work.*.{A_MINUTE}"}
    work_rows(book, path, works, {}, saving.saved_work_per_minute)


def _apart(book: Book, alternative: Alternative, profile: str) -> str:
    """Where the figures of a saving stand that are of a page profile: below it, where it is one of several."""
    several = len(book.inputs.scenarios[alternative.part.home].profiles) > 1
    return f"{alternative.path}.parts.{profile}" if several else alternative.path


def _skipped(book: Book, alternative: Alternative, name: str) -> dict[str, dict[str, Given]]:
    """What a skipped call changes, by page profile: how often it is still sent."""
    changes: dict[str, dict[str, Given]] = {}
    for profile in book.inputs.scenarios[alternative.part.home].profiles:
        if name in book.inputs.page_profiles[profile].calls:
            row = book.under(f"page_profiles.{profile}.calls.{name}", "requests_per_page")
            row |= {"taken": book.sheet[f"{alternative.home}.takes.share_of_pages"]}
            left = book.add(_apart(book, alternative, profile), row, alteration.kept_requests_per_page)
            changes[profile] = {name: {"requests_per_page": left["kept_requests_per_page"]}}
    return changes


def _compressed(book: Book, alternative: Alternative, compressed: str) -> dict[str, dict[str, Given]]:
    """What a compressed component changes, by page profile, of what the calls are given that begin with it."""
    profiles = book.inputs.scenarios[alternative.part.home].profiles
    own = [one for one in profiles if compressed in book.inputs.page_profiles[one].components]
    return {profile: _shorter(book, alternative, profile, compressed) for profile in own}


def _shorter(book: Book, alternative: Alternative, profile: str, compressed: str) -> dict[str, Given]:
    home, own_path = f"page_profiles.{profile}", _apart(book, alternative, profile)
    taken = {
        **book.under(f"{home}.components.{compressed}", "tokens"),
        "taken": book.sheet[f"{alternative.home}.takes.share_of_tokens"],
    }
    left = book.add(own_path, taken, alteration.kept_tokens)["kept_tokens"]
    changes: dict[str, Given] = {}
    for name, one in book.inputs.page_profiles[profile].calls.items():
        if compressed in one.begins_with:
            parts = tuple(
                left if key == compressed else book.sheet[f"{home}.components.{key}.tokens"] for key in one.begins_with
            )
            changes[name] = {"each_component_tokens": parts}
            if one.input_tokens is not None:
                own = {**taken, **book.under(f"{home}.calls.{name}", "input_tokens")}
                shorter = book.add(f"{own_path}.calls.{name}", own, alteration.shortened_input_tokens)
                changes[name] = {"input_tokens": shorter["shortened_input_tokens"], "each_component_tokens": parts}
    return changes


def reading_rows(book: Book) -> None:
    """What the headline case of each pool would ask for if a cache block had each of the sizes that it may have."""
    for name in book.inputs.caching.prefix_cache.block_readings:
        home = f"caching.prefix_cache.block_readings.{name}"
        size = book.sheet[f"{home}.block_tokens"]
        for part in parts(book):
            path = beneath(part, home)
            rate: Row = {"pages_per_minute": book.cases[part.cases[0]].whole["pages_per_minute"]}
            rows = mean_page(book, part.home, f"{path}.page", block_tokens=size)
            demand_rows(book, path, rate, rows)


def evaluation_rows(book: Book) -> None:
    """What each replacement by a model under evaluation would ask for, with its headroom, in each pool."""
    for name, model in book.inputs.models.items():
        for key, one in model.evaluation.replacements.items() if model.evaluation else ():
            for part in parts(book):
                path = beneath(part, f"models.{name}.evaluation.replacements.{key}")
                models, case = book.page_of(part.home).models, book.cases[part.cases[0]].whole
                replaced = [each for each in one.replaces if each in models]
                if replaced:
                    pace = {"pages_per_minute": case["pages_per_minute"]}
                    whole = book.add(path, columns([models[each] for each in replaced], PAGE), page)
                    needs = book.add(path, {**whole, **pace}, demand)
                    room = book.under(f"models.{name}.evaluation", "headroom")
                    book.add(path, {**needs, **room}, evaluation)
                    home = f"{book.page_home(part.home)}.models"
                    works = {"each_work_per_page": [f"{home}.{each}.work.*.work_per_page" for each in replaced]}
                    of_work = (page.work_per_page, demand.work_per_minute, evaluation.work_per_minute_with_headroom)
                    work_rows(book, path, works, {**pace, **room}, *of_work)
