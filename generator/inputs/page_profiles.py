"""page_profiles.yaml: what the generation of one page sends to the models; a `PageProfile` for each name."""

from fractions import Fraction
from typing import Annotated

from generator import units
from generator.inputs.entry import SOME, MisfitError, Ours, field, otherwise
from generator.inputs.models import ModelName, Split
from generator.inputs.quantities import (
    Amount,
    Facts,
    Open,
    Percentage,
    Positive,
    ShareOf,
    Sourced,
    Spread,
    ToBeAgreed,
    TurnsOfCall,
)
from generator.inputs.rules import at_most_one, either, goes_with, needs, stated, unless
from generator.inputs.texts import Key, LabelField, Labelled, TextField, known
from generator.inputs.work import UnitName, Work

OpenAmount = Open[Positive]


PROMPT = ("input_tokens", "specific_tokens")
"""How the tokens of a prompt are stated: in all, or beyond its components."""
OF_A_PROMPT = ("begins_with", "turns", "cold", "hit_rate", "largest_input_tokens")
OF_AN_ANSWER = ("reasoning_tokens", "max_completion_tokens")
"""What a call may state of its prompt, and of its answer, where it has one."""


class Failures(Sourced):
    """The requests that are sent, those sent once more among them, and come to nothing."""

    refused: Percentage = Percentage.usual(
        0, "Share of the requests that fail before their prompt is read: they count, and cost no tokens.", units.Share
    )
    broken_off: Percentage = Percentage.usual(
        0, "Share of the requests that fail once their prompt is read: they cost that, and no output.", units.Share
    )

    def hold(self) -> None:
        """Some requests are answered."""
        if self.refused.ends[2] + self.broken_off.ends[2] >= 1:
            raise MisfitError("refused and broken_off come to all requests, so that none would be answered")


class Component(Sourced):
    """A part of a prompt that is the same in every request that begins with it."""

    label: LabelField = otherwise("", "What the document calls the component; its name unless stated.")
    tokens: Amount = field("Tokens of this prompt component.", units.TokensPerRequest)
    hit_rate: ShareOf = field(
        "Share of the requests whose prompt the cache still holds up to the end of this component."
    )
    facts: Facts


class Call(Sourced):
    """One kind of request that the generation of a page sends."""

    rules = (
        unless("work", either(*PROMPT, "state its tokens, or its work"), at_most_one(PROMPT)),
        unless("work", needs("output_tokens")),
        goes_with("growth_tokens", ("turns",), "turns"),
    )
    label: LabelField = otherwise("", "What the document calls the call; its name unless stated.")
    model: ModelName = field("The model of models.yaml that serves the call.")
    requests_per_page: Amount = Amount.usual(
        1, "How often a page sends this call; one request a page unless stated.", units.RequestsPerPage
    )
    input_tokens: Spread | None = field("Prompt tokens of a request, cached or not.", units.TokensPerRequest)
    specific_tokens: Spread | None = field(
        "Prompt tokens of a request beyond its components, which are added to them.", units.TokensPerRequest
    )
    output_tokens: Spread | None = field(
        "Completion tokens of a request; a call with work may have none.", units.TokensPerRequest
    )
    work: dict[UnitName, Work] = field("Work that a request sends beside its tokens, or in their place.")
    reasoning_tokens: Amount | None = field(
        "Completion tokens of a request beyond output_tokens: of reasoning, which is not shown.", units.TokensPerRequest
    )
    turns: TurnsOfCall | None = field(
        "Turns of a call that is a conversation, each a request; its prompt is that of the first.", units.Turns
    )
    growth_tokens: Amount | None = field(
        "Tokens by which the prompt grows from turn to turn, the answer before it included.", units.TokensPerRequest
    )
    cold: bool = otherwise(False, "Whether the cache holds nothing of the prompt at the first turn.")
    hit_rate: ShareOf = field(
        "Share of these requests whose prefix the cache still holds; unless stated, that of caching.yaml."
    )
    retries: ShareOf = field(
        "Share of these requests that are sent once more, where it is another than that of the profile."
    )
    failures: Failures | None = field("Its requests that fail, where they are others than those of the profile.")
    split: Split = field("Shares of these requests that go to models of other vendors, in place of those of its model.")
    fallback: Split = field("Shares of what stays that others take over if need be, in place of those of its model.")
    seconds: OpenAmount | None = field(
        "How long a request is expected to take, from sending it to its last token.",
        units.SecondsPerRequest,
        Ours("how long a request of each call takes"),
    )
    max_completion_tokens: OpenAmount | None = field(
        "The most that a request may put out, which it is admitted on.",
        units.TokensPerRequest,
        Ours("the max_completion_tokens of each call"),
    )
    largest_input_tokens: OpenAmount | None = field(
        "Prompt tokens of the largest request.", units.TokensPerRequest, Ours("the largest input of each call")
    )
    streaming: ToBeAgreed | bool | None = field(
        "Whether the answer is streamed.", Ours("which calls stream their answers")
    )
    begins_with: list[Annotated[str, known("components")]] = field(
        "The components that the prompt begins with, in order."
    )

    @property
    def least_output(self) -> Fraction:
        """The fewest tokens that a request may put out."""
        parts = (self.output_tokens, self.reasoning_tokens)
        return sum((one.ends[0] for one in parts if one is not None), Fraction(0))

    @property
    def has_prompt(self) -> bool:
        """Whether it sends tokens."""
        return bool(stated(self, PROMPT))

    @property
    def has_tokens(self) -> bool:
        """Whether it sends tokens, or gets some."""
        return self.has_prompt or self.output_tokens is not None

    @property
    def unsent(self) -> tuple[str, ...]:
        """Which of its tokens it lacks: its prompt, or its answer."""
        there = {"input_tokens": self.has_prompt, "output_tokens": self.output_tokens is not None}
        return tuple(key for key, has in there.items() if not has and self.has_tokens)

    def hold(self) -> None:
        """What is said of a prompt, of an answer or of turns is said of those that there are."""
        missing = [] if self.has_prompt else [(key, "input_tokens") for key in OF_A_PROMPT]
        missing += [] if self.output_tokens else [(key, "output_tokens") for key in OF_AN_ANSWER]
        for key, other in missing:
            if key in self.given:
                raise MisfitError(f"{key} goes with {other}, which this call has not", f"add {other}", (key,))
        if self.cold and self.turns is None:
            hint = "a call of one turn that finds nothing has hit_rate: 0%"
            raise MisfitError("cold goes with turns", hint, ("cold",))


class PageProfile(Sourced):
    """What the generation of one page sends to the models."""

    label: LabelField = otherwise("", "What the document calls the page profile; its name unless stated.")
    description: TextField | None = field("What tells this page profile from another, in a sentence.")
    retries: ShareOf = field("Share of a page's requests that are sent once more, for they failed or came too late.")
    failures: Failures | None = field("A page's requests that fail.")
    components: dict[Key, Component] = field("The prompt components, by name.", Labelled)
    calls: dict[Key, Call] = field("The calls that a page sends, by name.", Labelled, SOME)
    facts: Facts
    notes: list[TextField] = field("Sentences printed below the table of calls.")
