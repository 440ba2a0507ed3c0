"""savings.yaml: what could lower the request; a `Saving` for each name."""

from typing import Annotated

from pydantic import Discriminator, Field, Tag

from generator import units
from generator.inputs.entry import Entry, required
from generator.inputs.quantities import TO_BE_MEASURED, Facts, Percentage, Sourced, ToBeMeasured
from generator.inputs.texts import LabelField, TextField, known, only


class ReusedAnswers(Entry):
    """Takes away the pages whose answer is served again."""

    query_reuse: Annotated[str, known("phases")] = required("The phase in caching.yaml of the reuse.")


class SkippedCall(Entry):
    """Takes a call away from a share of the pages."""

    skipped_call: Annotated[str, known("calls")] = required("The call of page_profiles.yaml that is skipped.")
    share_of_pages: Percentage = required("Share of the pages that do without the call.", units.Share)


class CompressedComponent(Entry):
    """Takes tokens away from a prompt component."""

    compressed_component: Annotated[str, known("components")] = required("Which prompt component shrinks.")
    share_of_tokens: Percentage = required("Share of the component's tokens that compression removes.", units.Share)


def _takes(value: object) -> str:
    if isinstance(value, str):
        return "open"
    keys = set(value) if isinstance(value, dict) else set()
    kinds: dict[str, type[Entry]] = {"skip": SkippedCall, "compress": CompressedComponent}
    return next((tag for tag, kind in kinds.items() if keys & {*kind.model_fields}), "reuse")


Takes = ReusedAnswers | SkippedCall | CompressedComponent


class Saving(Sourced):
    """Something that could lower the request."""

    label: LabelField = Field("", description="What the document calls the saving; its name unless stated.")
    description: TextField = required("What is to be done, in a sentence.")
    facts: Facts
    takes: Annotated[
        Annotated[ToBeMeasured, only("a mapping", TO_BE_MEASURED), Tag("open")]
        | Annotated[ReusedAnswers, Tag("reuse")]
        | Annotated[SkippedCall, Tag("skip")]
        | Annotated[CompressedComponent, Tag("compress")],
        Discriminator(_takes),
    ] = required("What it takes away from the request, or to be measured.")
