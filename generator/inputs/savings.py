"""savings.yaml: what could lower the request; a `Saving` for each name."""

from typing import Annotated

from generator import units
from generator.inputs.entry import Entry, field, otherwise
from generator.inputs.quantities import Facts, Percentage, Sourced, ToBeMeasured
from generator.inputs.texts import LabelField, TextField, known


class ReusedAnswers(Entry):
    """Takes away the pages whose answer is served again."""

    query_reuse: Annotated[str, known("phases")] = field("The phase in caching.yaml of the reuse.")


class SkippedCall(Entry):
    """Takes a call away from a share of the pages."""

    skipped_call: Annotated[str, known("calls")] = field("The call of page_profiles.yaml that is skipped.")
    share_of_pages: Percentage = field("Share of the pages that do without the call.", units.Share)


class CompressedComponent(Entry):
    """Takes tokens away from a prompt component."""

    compressed_component: Annotated[str, known("components")] = field("Which prompt component shrinks.")
    share_of_tokens: Percentage = field("Share of the component's tokens that compression removes.", units.Share)


Takes = SkippedCall | CompressedComponent | ReusedAnswers


class Saving(Sourced):
    """Something that could lower the request."""

    label: LabelField = otherwise("", "What the document calls the saving; its name unless stated.")
    description: TextField = field("What is to be done, in a sentence.")
    facts: Facts
    takes: ToBeMeasured | Takes = field("What it takes away from the request, or to be measured.")
