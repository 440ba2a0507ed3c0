"""Words with digits that are names and moments may stand in free text; amounts may not."""

import pytest

from generator.inputs.ordinary import Typed, typed

MODELS = ("gpt-oss-120b", "llama-3.3-70b", "7b-instruct")


def amounts(text: str) -> list[str]:
    return [one.text for one in typed(text, MODELS) if not one.ordinary]


@pytest.mark.parametrize(
    "text",
    [
        "S3, UTF-8, H100s and E5-2680 in eu-central-1; GPT-4o, o3-mini, K8s, B2B, IPv6, HTTP/2, EC2's",
        "ISO 27001 and 27701, ISO 27001:2022, OAuth 2.0 tokens, SOC 2, TLS 1.3, PCI DSS 4.0, NIST SP 800-53, RFC 9110",
        "No one else. One of the teams; one after another, one by one; one may ask. Each one, another one.",
        "one-off, zero-shot, all-in-one; zero data retention, zero trust",
        "p95 and p99.9, Q1, Q3 2027, FY26, FY 2026, the 95th percentile, per quarter, once a quarter, next quarter",
        "HTTP 429 or 503, status 429, HTTP 429/503 responses, error code 500",
        "24/7, 24/7/365, 09:00–17:00 CET, 9am, UTC+1",
        "2026-11-29, 2026-11, November 2026, November 27, 2026, 27 November, since 2026, by 2027, spring 2027",
        "Windows 11, Python 3.12 and 3.13, COBOL 85, Log4j 2, PostgreSQL 16 or 17, Room 101, AZ 2",
        "3rd party, 1st-line support, 5G network, 4K screens, 3D models, 2FA codes",
        "phase 2 begins; Tier 1, levels 1 to 3, version 2.0",
    ],
)
def test_identifiers_standards_codes_places_and_moments_are_ordinary(text: str) -> None:
    assert len(list(typed(text))) > 2
    assert amounts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "5,000 5000 48k 1M ~62% >48 n=5000 10x x10 ×3 $5 €48 500GB 5ms 80/20 1:1",
        "RPM-5000 TPM5000 USD5000 EUR20 times-5 max-300 tokens2048 peak-RPM5000",
        "½ m² x₂ ٣ ①",
        "seven twice million dozens seven/7 ten-7",
        "ten-minute two-thirds twelve-page",
        "2026-02-30 2026-13",
    ],
)
def test_amounts_are_not_however_they_are_glued(text: str) -> None:
    assert [one.ordinary for one in typed(text)] == [False] * len(text.split()), text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we need 5,000 requests", ["5,000"]),
        ("RPM 5000 and SLA 99.9", ["5000", "99.9"]),
        ("HTTP 5000 requests", ["5000"]),
        ("one site at peak, half of it", ["one", "half"]),
        ("a quarter of the requests", ["quarter"]),
        ("in 2000 requests, in 2026 requests, of 2048", ["2000", "2026", "2048"]),
        ("May 5 requests", ["5"]),
        ("phase 200 of ISO 9001", ["200"]),
        ("Windows 11 requests, 4K tokens, 2K requests, 3rd of them", ["11", "4K", "2K", "3rd"]),
        ("Java 100 requests a minute", ["100"]),
    ],
)
def test_an_amount_beside_what_makes_others_ordinary_is_still_one(text: str, found: list[str]) -> None:
    assert amounts(text) == found


@pytest.mark.parametrize("text", ["gpt-oss-120b", "Llama 3.3 70B", "a 7b-instruct, say"])
def test_a_model_of_the_inputs_is_ordinary_as_people_write_it(text: str) -> None:
    assert amounts(text) == []


def test_a_model_that_the_inputs_do_not_have_is_ordinary_where_it_begins_with_letters() -> None:
    assert [one.ordinary for one in typed("llama-3.3-70b or 7b-instruct")] == [True, False]


def test_what_is_glued_to_a_reference_is_an_amount() -> None:
    assert amounts("[[facts.p95]] of [[models.llama-3.3-70b]]") == []
    assert len(amounts("[[facts.a]]5 and [[models.b]]-S3")) == 2


def test_each_is_told_with_its_place() -> None:
    assert list(typed("(S3, 48k).")) == [Typed("S3", 1, 3, True), Typed("48k", 5, 8, False)]


@pytest.mark.parametrize("glued", ["a1-", "HTTP 429 or ", "seven-", "a1_", "November 5, ", "24/"])
@pytest.mark.usefixtures("not_for_ever")
def test_no_form_tries_every_way_to_part_a_long_text(glued: str) -> None:
    assert list(typed(glued * (2000 // len(glued)) + "!", MODELS))
