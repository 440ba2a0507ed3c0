"""variants.yaml: other proposals that were thought of, each as what it changes in this one; a `Variant` a name."""

from typing import Annotated, Any

from generator.inputs.entry import Entry, field, otherwise
from generator.inputs.rules import one_at_least
from generator.inputs.texts import LabelField, TextField, known


class Variant(Entry):
    """The proposal with some of its values put otherwise."""

    rules = (one_at_least(("set", "built"), "a variant puts something: set, built, or both"),)
    label: LabelField = otherwise("", "What the variant is called where it is told; its name unless stated.")
    why: TextField | None = field("Why it was thought of, in a sentence.")
    shown: bool = otherwise(False, "Whether the document shows it beside what is asked for.")
    built: list[Annotated[str, known("savings")]] = field("The savings of savings.yaml that are built in it.")
    set: dict[str, Any] = field(
        "The values that it puts, each by the path of an input, such as scenarios.production.sites."
    )
