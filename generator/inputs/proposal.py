"""proposal.yaml: who asks whom for what, and how the proposal is printed."""

import re
from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from generator import units
from generator.errors import did_you_mean
from generator.inputs.asking import Request
from generator.inputs.entry import After, Before, Entry, MisfitError, Ours, Schema, Tables, field, otherwise
from generator.inputs.guardrail import Accepted, Day, Guardrail, Revision, day
from generator.inputs.own_words import OwnWords, Word
from generator.inputs.quantities import (
    TO_BE_AGREED,
    Certain,
    CertainPercentage,
    Cost,
    Facts,
    Open,
    Percentage,
    ShareOf,
    Sourced,
    ToBeAgreed,
)
from generator.inputs.texts import Key, LabelField, Labelled, NameField, TextField, known
from generator.inputs.work import UnitKey


class Judgements(Sourced):
    """The thresholds behind the document's words."""

    negligible_below: CertainPercentage = CertainPercentage.usual(
        Fraction(1, 100),
        "A load is negligible below this share of the headline case's tokens; 1% unless stated.",
        units.Share,
    )
    dominates_above: CertainPercentage = CertainPercentage.usual(
        Fraction(1, 2), "A call dominates above this share of a page's input tokens; half unless stated.", units.Share
    )
    moves_by: CertainPercentage = CertainPercentage.usual(
        Fraction(1, 10), "How far each assumption is moved to see what rests on it; a tenth unless stated.", units.Share
    )

    def hold(self) -> None:
        """Nothing is moved down to zero: some figures are divided by it."""
        if self.moves_by.ends[1] == 1:
            raise MisfitError("must be below 100%", at=("moves_by",))


class Limits(Sourced):
    """How the vendor's limits hang together, as it publishes them."""

    total_to_uncached: Certain = field(
        "How many times the uncached limit the vendor's default limit of all tokens is.", units.Count
    )


CONTACT = Ours("a contact: name, role, e-mail, company and account")


class Contact(Entry):
    """Who answers for the request; each may be to be agreed."""

    name: NameField | None = field("A person's name.", CONTACT)
    role: NameField | None = field("What the person is with us.", CONTACT)
    email: NameField | None = field("Where the person is written to.", CONTACT)
    company: NameField | None = field("The company that would sign.", CONTACT)
    account: NameField | None = field("Our account with the vendor.", CONTACT)


class Term(Sourced):
    """A term that we ask for, in a sentence."""

    says: TextField = field("The term, as a sentence of ours.")
    facts: Facts


OpenTerm = Open[Term]


class Budget(Term):
    """What the capacity may cost, in a sentence; and as an amount, where it is one."""

    per_month: Cost = field("What a month may cost, in the currency of the proposal.")


class RampStep(Sourced):
    """A step on the way to the whole request."""

    label: LabelField = field("What the document calls the step, such as: first month.")
    share: Percentage = field("Share of the request that it needs.", units.Share)


class Terms(Entry):
    """What we ask for beside limits; each may be to be agreed."""

    ends: OpenTerm | None = field("How long the reservation is to last.", Ours("the term of the reservation"))
    ramp: dict[Key, RampStep] = field("The steps to the whole request, by a name of ours.")
    review: OpenTerm | None = field("When the reservation is reviewed.", Ours("when the reservation is reviewed"))
    latency: OpenTerm | None = field(
        "The latency that is needed, at which percentile.", Ours("the latency that is needed, at which percentile")
    )
    availability: OpenTerm | None = field("The availability that is needed.", Ours("the availability that is needed"))
    peak_hours: OpenTerm | None = field(
        "When peaks come, in which time zone, and how long they last.",
        Ours("the peak hours, their time zone, and how long a peak lasts"),
    )
    season: OpenTerm | None = field("When in the year the traffic is high.", Ours("the season of the traffic"))
    region: OpenTerm | None = field("Where requests are to be served.", Ours("the region"))
    retention: OpenTerm | None = field(
        "What the vendor may keep of prompts and answers.", Ours("what may be kept of prompts and answers")
    )
    budget: Open[Budget] | None = field("What the capacity may cost.", Ours("the budget"))


class VendorFact(Entry):
    """Something that the vendor publishes."""

    says: TextField = field("What the vendor says, as a sentence of ours.")
    reference: NameField = field("The label of the reference where the vendor says it.")
    facts: Facts


def _date_or_open(value: object) -> object:
    try:
        return value if value == TO_BE_AGREED else day(value)
    except MisfitError as error:
        (misfit,) = error.misfits
        raise MisfitError(misfit.what, f"{misfit.hint or 'write one'}, or write {TO_BE_AGREED}") from None


LANGUAGE: Schema = {
    "type": "string",
    "pattern": "^en(-[A-Z]{2})?$",
    "patternErrorMessage": "Expected en, en-US, en-GB or another English: the document's own words are English.",
}


def _language(value: str, _: Tables) -> str:
    if not re.fullmatch(LANGUAGE["pattern"], value):
        what = f"expected a kind of English, found {value or repr(value)}"
        raise MisfitError(what, "the document's own words are English: write en, en-US, en-GB or another such")
    return value


class Reference(Entry):
    """A document that this one rests on."""

    label: LabelField = field("What the document calls the reference.")
    where: NameField = field("Its path or address.")
    read: Day | None = field("The day it was read, for what may change: 2026-01-31.")


class OtherVendor(Sourced):
    """Another vendor, which a part of the work goes to, and how its cache finds prefixes."""

    label: LabelField = otherwise("", "What the document calls the vendor; its name unless stated.")
    hit_rate: ShareOf = field(
        "Share of the requests whose prefix its cache still holds; unless stated, that of caching.yaml."
    )
    block_tokens: Certain | None = field(
        "Tokens of a block of its cache; prefixes are counted in full unless stated.", units.TokensPerRequest
    )


class Letter(Entry):
    """The proposal itself: who asks whom for what, and how it is printed."""

    title: NameField = otherwise("Capacity reservation", "The title of the document.")
    edition: NameField | None = field("Which edition of the document this is, such as: 2026 estimate.")
    vendor: NameField = field("Whom the document asks.")
    other_vendors: dict[Key, OtherVendor] = field(
        "Other vendors, which a part of the work goes to, by a name of ours.", Labelled
    )
    requester: NameField = field("Who asks.")
    version: NameField | None = field("Which version of this edition it is, such as: 1.0.")
    dated: Day = field("The day of this version, which the print carries: 2026-01-31.")
    needed_by: Annotated[date | ToBeAgreed, Before(_date_or_open), Ours("from which day the capacity is needed")] = (
        otherwise("to be agreed", "The day from which the capacity is needed, or to be agreed.")
    )
    subject: TextField = field("What is asked for, in a few words.")
    paper: Literal["letter", "a4"] = otherwise("letter", "The size of the print.")
    language: Annotated[str, After(_language, LANGUAGE)] = otherwise(
        "en", "Which English the document is in, such as en, en-US or en-GB."
    )
    currency: NameField | None = field("The currency of all prices and of the budget, such as USD.")
    words: OwnWords | None
    work_units: dict[UnitKey, Word] = field(
        "What calls send that is not tokens: audio_second: [second of audio, seconds of audio]."
    )
    contact: Contact | None
    terms: Terms | None
    request: Request
    offer: Annotated[str, known("offers")] | None = field(
        "The offer whose words the document shows beside the request, by its file's name in offers/; "
        "the only one of the vendor unless stated."
    )
    judgements: Judgements = field(made=Judgements)
    limits: Limits | None
    vendor_facts: dict[Key, VendorFact] = field(
        "What the vendor publishes and the request rests on, by a name of ours."
    )
    vendor_questions: list[TextField] = field("What the vendor is to clarify beyond what the figures themselves ask.")
    facts: Facts
    references: list[Reference] = field("The documents that this one rests on.")
    sent: Revision | None = field(
        "What the vendor holds: the tag, or the hash of the commit, whose documents were sent."
    )
    guardrails: list[Guardrail] = field("What figures must keep to.")
    accepted: list[Accepted] = field("Moves beyond a guardrail that were agreed, each from one value to another.")

    def hold(self) -> None:
        """No move is accepted twice, and what the vendor says was read on a day."""
        seen: set[tuple[object, ...]] = set()
        for index, one in enumerate(self.accepted):
            if one.move in seen:
                raise MisfitError(f"this move of {one.figure} is accepted twice", "remove one", ("accepted", index))
            seen.add(one.move)
        known = {one.label: one for one in self.references}
        for key, fact in self.vendor_facts.items():
            here = ("vendor_facts", key, "reference")
            if fact.reference not in known:
                raise MisfitError(f"unknown reference {fact.reference}", did_you_mean(fact.reference, known), here)
            if known[fact.reference].read is None:
                raise MisfitError(f"the reference {fact.reference} names no day", "add read: to the reference", here)
