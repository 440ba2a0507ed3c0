"""What would be asked for if something were different: a saving made, a cache block of another size, or a model under
evaluation in another's place.

In: the book with the page and the headline case worked out. Out: the figures of each saving, size and replacement.
The same formulas are worked out again, with what the alternative leaves of their inputs.
"""

from generator.calculation import alteration, demand, evaluation, limit, load_case, page, plain_case, saving
from generator.figures.asking import default_ratio
from generator.figures.figure import Given, Row
from generator.figures.rows import PAGE, Book, columns, demand_rows
from generator.figures.sending import mean_page
from generator.inputs.savings import CompressedComponent, ReusedAnswers, Saving, SkippedCall


def saving_rows(book: Book, path: str, one: Saving) -> None:
    """A saving's worth: the headline case worked out again with what the saving leaves, before the rate is rounded."""
    before, rows = book.cases[book.headline].whole, book.page_of(book.headline_home)
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
            rows = mean_page(book, book.headline_home, f"{path}.kept_page", _skipped(book, path, name))
        case CompressedComponent(compressed_component=name):
            rows = mean_page(book, book.headline_home, f"{path}.kept_page", _compressed(book, path, name))
        case _:
            return
    kept_case = book.cases[f"{path}.kept"] = demand_rows(book, f"{path}.kept", rate, rows)
    for model, row in kept_case.models.items():
        default = default_ratio(book, model)
        if default:
            book.add(f"{path}.kept.models.{model}", {**row, **default}, limit)
    after = kept_case.whole
    kept = {
        f"kept_{key}": after[key] for key in ("requests_per_minute", "tokens_per_minute", "uncached_tokens_per_minute")
    }
    book.add(path, {**before, **kept}, saving)


def _apart(book: Book, path: str, profile: str) -> str:
    """Where the figures of a saving stand that are of a page profile: below it, where it is one of several."""
    several = len(book.inputs.scenarios[book.headline_home].profiles) > 1
    return f"{path}.parts.{profile}" if several else path


def _skipped(book: Book, path: str, name: str) -> dict[str, dict[str, Given]]:
    """What a skipped call changes, by page profile: how often it is still sent."""
    changes: dict[str, dict[str, Given]] = {}
    for profile in book.inputs.scenarios[book.headline_home].profiles:
        if name in book.inputs.page_profiles[profile].calls:
            row = book.under(f"page_profiles.{profile}.calls.{name}", "requests_per_page")
            row |= {"taken": book.sheet[f"{path}.takes.share_of_pages"]}
            left = book.add(_apart(book, path, profile), row, alteration.kept_requests_per_page)
            changes[profile] = {name: {"requests_per_page": left["kept_requests_per_page"]}}
    return changes


def _compressed(book: Book, path: str, compressed: str) -> dict[str, dict[str, Given]]:
    """What a compressed component changes, by page profile, of what the calls are given that begin with it."""
    found = {}
    for profile in book.inputs.scenarios[book.headline_home].profiles:
        if compressed in book.inputs.page_profiles[profile].components:
            found[profile] = _shorter(book, path, profile, compressed)
    return found


def _shorter(book: Book, path: str, profile: str, compressed: str) -> dict[str, Given]:
    home, own_path = f"page_profiles.{profile}", _apart(book, path, profile)
    taken = {
        **book.under(f"{home}.components.{compressed}", "tokens"),
        "taken": book.sheet[f"{path}.takes.share_of_tokens"],
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
    """What the headline case would ask for if a cache block had each of the sizes that it may have."""
    rate: Row = {"pages_per_minute": book.cases[book.headline].whole["pages_per_minute"]}
    for name in book.inputs.caching.prefix_cache.block_readings:
        path = f"caching.prefix_cache.block_readings.{name}"
        size = book.sheet[f"{path}.block_tokens"]
        rows = mean_page(book, book.headline_home, f"{path}.page", block_tokens=size)
        demand_rows(book, path, rate, rows)


def evaluation_rows(book: Book) -> None:
    """What each replacement by a model under evaluation would ask for, with its headroom."""
    rows, rate = book.page_of(book.headline_home), book.cases[book.headline].whole
    for name, model in book.inputs.models.items():
        for key, one in model.evaluation.replacements.items() if model.evaluation else ():
            path = f"models.{name}.evaluation.replacements.{key}"
            whole = book.add(path, columns([rows.models[replaced] for replaced in one.replaces], PAGE), page)
            pace = {"pages_per_minute": rate["pages_per_minute"]}
            needs = book.add(path, {**whole, **pace}, demand)
            book.add(path, {**needs, **book.under(f"models.{name}.evaluation", "headroom")}, evaluation)
