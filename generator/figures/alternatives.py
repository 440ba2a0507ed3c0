"""What would be asked for if something were different: a saving made, a cache block of another size, or a model under
evaluation in another's place.

In: the book with the page and the headline case worked out. Out: the figures of each saving, size and replacement.
The same formulas are worked out again, with what the alternative leaves of their inputs.
"""

from generator.calculation import alteration, demand, evaluation, limit, load_case, page, plain_case, saving
from generator.figures.asking import default_ratio
from generator.figures.figure import Given, Row
from generator.figures.rows import PAGE, Book, columns, demand_rows
from generator.figures.sending import page_rows
from generator.inputs.savings import CompressedComponent, ReusedAnswers, Saving, SkippedCall


def saving_rows(book: Book, path: str, one: Saving) -> None:
    """A saving's worth: the headline case worked out again with what the saving leaves, before the rate is rounded."""
    before, rows = book.cases[book.headline].whole, book.pages[book.headline_profile]
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
            often = book.under(f"page_profiles.{book.headline_profile}.calls.{name}", "requests_per_page")
            row = {**often, "taken": book.sheet[f"{path}.takes.share_of_pages"]}
            left = book.add(path, row, alteration.kept_requests_per_page)["kept_requests_per_page"]
            rows = page_rows(book, f"{path}.kept_page", book.headline_profile, {name: {"requests_per_page": left}})
        case CompressedComponent(compressed_component=name):
            rows = page_rows(book, f"{path}.kept_page", book.headline_profile, _compressed(book, path, name))
        case _:
            return
    kept_case = demand_rows(book, f"{path}.kept", rate, rows)
    for model, row in kept_case.models.items():
        default = default_ratio(book, model)
        if default:
            book.add(f"{path}.kept.models.{model}", {**row, **default}, limit)
    after = kept_case.whole
    kept = {
        f"kept_{key}": after[key] for key in ("requests_per_minute", "tokens_per_minute", "uncached_tokens_per_minute")
    }
    book.add(path, {**before, **kept}, saving)


def _compressed(book: Book, path: str, compressed: str) -> dict[str, Given]:
    """What a compressed component changes of what the calls are given that begin with it."""
    home = f"page_profiles.{book.headline_profile}"
    taken = {
        **book.under(f"{home}.components.{compressed}", "tokens"),
        "taken": book.sheet[f"{path}.takes.share_of_tokens"],
    }
    left = book.add(path, taken, alteration.kept_tokens)["kept_tokens"]
    changes: dict[str, Given] = {}
    for name, one in book.inputs.page_profiles[book.headline_profile].calls.items():
        if compressed in one.begins_with:
            parts = tuple(
                left if key == compressed else book.sheet[f"{home}.components.{key}.tokens"] for key in one.begins_with
            )
            changes[name] = {"each_component_tokens": parts}
            if one.input_tokens is not None:
                own = {**taken, **book.under(f"{home}.calls.{name}", "input_tokens")}
                shorter = book.add(f"{path}.calls.{name}", own, alteration.shortened_input_tokens)
                changes[name] = {"input_tokens": shorter["shortened_input_tokens"], "each_component_tokens": parts}
    return changes


def reading_rows(book: Book) -> None:
    """What the headline case would ask for if a cache block had each of the sizes that it may have."""
    rate: Row = {"pages_per_minute": book.cases[book.headline].whole["pages_per_minute"]}
    for name in book.inputs.caching.prefix_cache.block_readings:
        path = f"caching.prefix_cache.block_readings.{name}"
        size = book.sheet[f"{path}.block_tokens"]
        rows = page_rows(book, f"{path}.page", book.headline_profile, block_tokens=size)
        demand_rows(book, path, rate, rows)


def evaluation_rows(book: Book) -> None:
    """What each replacement by a model under evaluation would ask for, with its headroom."""
    rows, rate = book.pages[book.headline_profile], book.cases[book.headline].whole
    for name, model in book.inputs.models.items():
        for key, one in model.evaluation.replacements.items() if model.evaluation else ():
            path = f"models.{name}.evaluation.replacements.{key}"
            whole = book.add(path, columns([rows.models[replaced] for replaced in one.replaces], PAGE), page)
            pace = {"pages_per_minute": rate["pages_per_minute"]}
            needs = book.add(path, {**whole, **pace}, demand)
            book.add(path, {**needs, **book.under(f"models.{name}.evaluation", "headroom")}, evaluation)
