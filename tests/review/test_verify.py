"""A print is verified from itself alone: each thing that may be altered in it is found, named, and told where."""

import hashlib
import re
import shutil
from collections.abc import Callable
from fractions import Fraction

import pytest

from generator.calculation import demand
from generator.document.marks import Printed
from generator.errors import ProposalError
from generator.figures.figure import Figure
from generator.figures.formulas import formulas
from generator.inputs import load
from generator.print.pdf import to_pdf
from generator.print.product import make
from generator.review import verify as verifying
from generator.review.verify import (
    OTHER_LOOKS,
    OTHER_WORDS,
    PROVES,
    PROVES_LESS,
    PROVES_NOTHING,
    PROVES_NUMERALS,
    PROVES_READING,
    SAME_LOOKS,
    SAME_WORDS,
    Verified,
    examine,
    verify,
)
from generator.units import PagesPerMinute, RequestsPerMinute, RequestsPerPage, Unit
from tests.altered import (
    altered,
    and_file,
    with_description,
    with_file,
    with_link,
    with_metadata,
    with_note,
    with_pattern,
    with_picture,
    with_text,
    with_texts,
    with_xmp,
    without_digest,
    without_file,
)
from tests.conftest import ROOT, SMALL, Built
from tests.conftest import Printed as Printer
from tests.print.test_drawing import overlaid, redrawn

pytestmark = pytest.mark.usefixtures("makes_once")
UNCACHED = "request.uncached_tokens_per_minute"


@pytest.fixture(scope="module")
def older_pdf(tmp_path_factory: pytest.TempPathFactory, printed: Printer) -> bytes:
    """The small proposal printed with templates of which two have changed since."""
    templates = tmp_path_factory.mktemp("older") / "templates"
    shutil.copytree(ROOT / "templates", templates)
    section = templates / "20-models.md.j2"
    section.write_text(section.read_text(encoding="utf-8") + "\nAn older sentence.\n", encoding="utf-8")
    (templates / "50-cacheability.md.j2").unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.document.templates.FOLDER", templates)
        product = make(load(SMALL))
        return printed(product, product.paper)


def requests_per_minute(
    generations_per_minute: PagesPerMinute, requests_per_page: RequestsPerPage
) -> RequestsPerMinute:
    """Model requests a minute while this load lasts, as they were counted yesterday."""
    return generations_per_minute * requests_per_page + generations_per_minute


@pytest.fixture(scope="module")
def yesterdays_pdf(printed: Printer) -> bytes:
    """The small proposal printed with a formula that has changed since."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(requests_per_minute, "__module__", demand.__name__)
        patch.setattr(demand, "requests_per_minute", requests_per_minute)
        formulas.cache_clear()
        product = make(load(SMALL))
        data = printed(product, product.paper)
    formulas.cache_clear()
    return data


def said(data: bytes) -> list[str]:
    return [str(one) for one in examine(data, "x.pdf").findings]


def refused(data: bytes) -> list[str]:
    with pytest.raises(ProposalError) as caught:
        verify(data, "x.pdf")
    assert caught.value.exit_code == 3
    return [str(fault).partition("\n")[0] for fault in caught.value.faults]


def test_an_unaltered_print_agrees_in_every_figure_numeral_and_word(
    cerebras: Built, cerebras_pdf: bytes, foreign_pdf: bytes
) -> None:
    both = [examine(data, "x.pdf") for data in (cerebras_pdf, foreign_pdf)]
    for found in both:
        assert found.findings == ()
        assert found.figures_agree == found.figures > 100
        assert found.numerals_agree == found.numerals > 200
        assert (found.notes, found.proves) == ((SAME_WORDS, SAME_LOOKS), PROVES)
    assert both[0].figures == len(cerebras.sheet)


def test_verify_gives_what_examine_gives_from_a_process_of_its_own(small_pdf: bytes) -> None:
    assert verify(small_pdf, "x.pdf") == examine(small_pdf, "x.pdf")


@pytest.mark.usefixtures("short_documents")
def test_a_what_if_agrees_with_its_inputs_and_its_changes() -> None:
    product = make(load(SMALL, {"scenarios.desk.sites": "5"}))
    found = examine(to_pdf(product.page, product.paper, product.attached), "x.pdf")
    assert found.findings == ()
    assert found.notes == ("a what-if: scenarios.desk.sites = 5", SAME_WORDS, SAME_LOOKS)


@pytest.mark.parametrize(("right", "wrong"), [("6,750", "6,570"), ("~8.99M", "~8.98M")])
def test_a_digit_of_a_page_is_found_with_its_page_and_what_belongs(small_pdf: bytes, right: str, wrong: str) -> None:
    data, page = with_text(small_pdf, right, wrong)
    found = examine(data, "x.pdf")
    assert [str(one) for one in found.findings] == [
        f"page {page}: {wrong} stands where {right} ({_figure(found)}) belongs"
    ]
    assert found.numerals_agree == found.numerals - 1
    assert found.proves == PROVES_NOTHING


def _figure(found: Verified) -> str:
    match = re.search(r"\((figure [^)]*)\)", found.findings[0].what)
    assert match
    return match[1]


def test_a_word_without_a_digit_is_found_as_well(small_pdf: bytes) -> None:
    data, page = with_text(small_pdf, "every letter", "early letter")
    assert any(one.startswith(f"page {page}: reads ") and "early" in one for one in said(data))


@pytest.mark.parametrize("what", ["digest", "page"])
def test_a_foot_is_found(small: Built, small_pdf: bytes, what: str) -> None:
    right = small.page.digest if what == "digest" else "2 of"
    digit = next(one for one in right if one.isdigit())
    data, page = with_text(small_pdf, right, right.replace(digit, str((int(digit) + 1) % 10), 1))
    assert any(one.startswith(f"page {page}: its foot is") for one in said(data))


def test_where_this_system_prints_otherwise_that_is_said_and_less_is_claimed(
    small_pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "unlike_today", lambda *_: None)
    found = examine(small_pdf, "x.pdf")
    assert (found.findings, found.notes, found.proves) == ((), (SAME_WORDS, OTHER_LOOKS), PROVES_READING)


def test_what_is_drawn_over_a_figure_is_found_though_it_reads_the_same(small_pdf: bytes) -> None:
    found = said(redrawn(small_pdf, overlaid))
    assert len(found) == 1
    assert re.fullmatch(r"page 1: draws \d+ things, and today's print \d+", found[0])


def test_a_page_number_in_the_contents_is_found(foreign_pdf: bytes) -> None:
    numbers = examine(foreign_pdf, "x.pdf").numerals
    data, page = with_text(foreign_pdf, "10", "11")
    found = examine(data, "x.pdf")
    assert page == 1
    assert found.numerals_agree == numbers - 1
    assert "11 stands where 10 (position page of" in found.findings[0].what


def test_an_altered_figure_of_the_record_is_named_with_both_values(small_pdf: bytes) -> None:
    change: Callable[[str], str] = lambda text: text.replace('"value": "8991000"', '"value": "8991001"', 1)  # noqa: E731
    found = said(with_file(small_pdf, "figures.json", change))
    assert found == [
        "figures.json: was altered after it was attached: printed.json has another digest",
        "desk.open.models.quill-2.tokens_per_minute: 8,991,001 (8,857,800 to 9,257,400) stands in figures.json, "
        "and the attached inputs give 8,991,000 (8,857,800 to 9,257,400)",
    ]


def test_an_altered_input_is_named_first_then_what_it_gives_and_where_that_is_printed(small_pdf: bytes) -> None:
    data = with_file(small_pdf, "scenarios.yaml", lambda text: text.replace("sites: 4\n", "sites: 5\n", 1))
    found = said(data)
    assert found[0] == "scenarios.yaml: was altered after it was attached: printed.json has another digest"
    assert found[1] == "scenarios.desk.sites: 4 stands in figures.json, and the attached inputs give 5"
    assert any(
        re.fullmatch(r"page \d+: 4 stands where 5 sites \(figure scenarios.desk.sites\) belongs", f) for f in found
    )


def test_a_comment_of_an_input_that_moves_nothing_is_found(small_pdf: bytes) -> None:
    data = with_file(small_pdf, "models.yaml", lambda text: text + "# looked at again\n")
    assert said(data) == ["models.yaml: was altered after it was attached: printed.json has another digest"]


def test_what_was_printed_is_held_line_by_line(small_pdf: bytes) -> None:
    data = with_file(
        small_pdf,
        "printed.json",
        lambda text: text.replace('"request.tokens_per_minute", "~8.99M"', '"request.tokens_per_minute", "~8.98M"'),
    )
    (found,) = said(data)
    assert re.match(r"printed.json:\d+: ", found)
    assert '"~8.98M", "likely"] stands where' in found


@pytest.mark.parametrize("key", ["/Alt", "/ActualText"])
def test_a_text_told_in_place_of_another_is_held(small_pdf: bytes, key: str) -> None:
    odd = ["objects: have what no print has: /ActualText"] if key == "/ActualText" else []
    for text in ("Asked for: 99,999 requests", "Executive summary"):
        assert said(with_description(small_pdf, text, key)) == [
            f"page 2, aside: {text!r} stands where nothing belongs",
            *odd,
        ]


def test_metadata_are_held_in_both_their_forms(small: Built, small_pdf: bytes) -> None:
    title = re.findall("<title>(.*)</title>", small.page.text)[0]
    subject = small.proposal.inputs.proposal.subject
    assert said(with_metadata(small_pdf, "/Title", "Capacity for 2028")) == [
        f"metadata, Title: 'Capacity for 2028' stands where {title!r} belongs"
    ]
    assert said(with_metadata(small_pdf, "/Subject", title)) == [
        f"metadata, Subject: {title!r} stands where {subject!r} belongs"
    ]
    assert said(with_xmp(small_pdf, title, "Nothing")) == [f"metadata, XML: 'Nothing' stands where {title!r} belongs"]
    assert said(with_xmp(small_pdf, 'rdf:about=""', "dc:title='99,999 tokens'"))[0] == (
        "metadata, XML: '99,999 tokens' stands where nothing belongs"
    )
    assert said(with_metadata(small_pdf, "/Producer", "99,999 tokens")) == [
        "metadata, Producer: '99,999 tokens' stands where nothing belongs"
    ]


def swapped(texts: list[str]) -> list[str]:
    return [*texts[:1], texts[2], texts[1], *texts[3:]]


def test_bookmarks_and_alternative_texts_are_held_in_order_and_in_number(small: Built, small_pdf: bytes) -> None:
    texts = [text for text, _ in small.page.alternatives]
    assert len(texts) == 3
    for key, group in (("/Title", "bookmark"), ("/Alt", "page ")):
        found = said(with_texts(small_pdf, key, swapped))
        assert len(found) == 2
        assert all(one.startswith(group) and " stands where " in one for one in found)
    assert said(with_texts(small_pdf, "/Title", lambda titles: [*titles[:2], "8,991,000", *titles[3:]])) == [
        "bookmark 3: '8,991,000' stands where '2. Models' belongs"
    ]
    assert said(with_texts(small_pdf, "/Alt", lambda _: [*texts[:2], None])) == [
        f"alternative texts: nothing stands where {texts[2][:120]!r} belongs"
    ]


def test_in_a_print_of_older_templates_they_are_held_as_far_as_it_says_itself(older_pdf: bytes) -> None:
    found = said(with_texts(older_pdf, "/Title", swapped))
    assert found == [
        "bookmark 2: '2. Models' stands where '1-executive-summary' belongs",
        "bookmark 3: '1. Executive summary' stands where '2-models' belongs",
    ]
    assert any(one.startswith("alternative text 2: ") for one in said(with_texts(older_pdf, "/Alt", swapped)))
    none = said(with_texts(older_pdf, "/Alt", lambda texts: [None] * len(texts)))
    assert none == ["alternative texts: are missing"]
    assert said(with_metadata(older_pdf, "/Title", "Capacity for 2028")) == [
        "metadata, Title: 2028 is the text of no printed figure or name"
    ]


def test_what_is_laid_over_a_page_is_told(small_pdf: bytes) -> None:
    assert said(with_note(small_pdf, "~14.2M")) == [
        "page 1: shows a note or a field, which is not read",
        "objects: have what no print has: /DA, /FreeText",
    ]
    assert said(with_picture(small_pdf)) == [
        "page 1: shows a picture, which is not read",
        "objects: have what no print has: /BitsPerComponent, /DeviceGray, /Height, /Image, /Width",
    ]
    assert said(with_link(small_pdf, "1 0 0 rg 0 0 200 30 re f")) == ["objects: have what no print has: /AP"]
    assert said(with_pattern(small_pdf, "1 0 0 rg 0 0 300 40 re f")) == [
        "objects: have what no print has: /PaintType, /PatternType, /TilingType, /XStep, /YStep"
    ]


def test_a_file_that_is_missing_added_doubled_or_odd_is_a_fault(small_pdf: bytes) -> None:
    assert refused(without_file(small_pdf, "models.yaml")) == ["x.pdf: does not carry models.yaml"]
    assert refused(without_file(small_pdf, "figures.json")) == ["x.pdf: does not carry figures.json"]
    assert refused(and_file(small_pdf, "../x", b"a")) == ["x.pdf: carries '../x', which no print carries"]
    assert refused(and_file(small_pdf, "models.yaml", b"a: 1")) == ["x.pdf: carries models.yaml more than once"]
    assert refused(with_file(small_pdf, "caching.yaml", b"#" * 30_000_000)) == [
        "x.pdf: holds a stream of more than 4 MB, or too many of them"
    ]
    assert refused(altered(small_pdf, lambda pdf: pdf.Root.__delitem__("/Names"))) == [
        "x.pdf: carries no inputs, so that it cannot be verified"
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff", "x.pdf/models.yaml: not UTF-8: invalid start byte at byte 0"),
        (b"a: &a [1]\n", "x.pdf/models.yaml:1:4: anchors are not read"),
        (b"[" * 1000, "x.pdf/models.yaml:1:41: nested too deep"),
        (b"a: " + b"9" * 190_000, "x.pdf/models.yaml:1:4: a number of more than 30 digits"),
        (b"a:\n" * 100_000, "x.pdf/models.yaml: longer than 200,000 characters"),
        (b"llama: {role: x}\n", "x.pdf/models.yaml:1:1: purpose is missing"),
    ],
)
def test_inputs_that_cannot_be_read_are_told_with_the_line_within_the_file(
    small_pdf: bytes, content: bytes, says: str
) -> None:
    assert any(line.startswith(says) for line in refused(with_file(small_pdf, "models.yaml", content)))


@pytest.mark.parametrize(
    "content",
    [
        b"0",
        b"{}",
        b"[" * 100_000,
        b'{"markdown": "", "figures": {"a": {"value": "1e999999999"}}}',
        b'{"markdown": "", "figures": {"a": {"value": "1/0"}}}',
        b'{"markdown": "", "figures": {"a": {"value": "' + b"9" * 1_000_000 + b'"}}}',
        b'{"markdown": "", "figures": {"a": {"value": 1}}}',
    ],
    ids=range(7),
)
def test_a_record_that_is_none_is_a_fault(small_pdf: bytes, content: bytes) -> None:
    (line,) = refused(with_file(small_pdf, "figures.json", content))
    assert line.startswith("x.pdf/figures.json: is no record of figures: ")


def test_a_print_of_older_templates_is_held_by_what_was_printed_then(older_pdf: bytes) -> None:
    found = examine(older_pdf, "x.pdf")
    assert found.findings == ()
    assert (found.notes, found.proves) == ((OTHER_WORDS,), PROVES_NUMERALS)
    assert found.numerals_agree == found.numerals > 200


def test_in_a_print_of_older_templates_an_altered_digit_is_found_all_the_same(older_pdf: bytes) -> None:
    data, page = with_text(older_pdf, "6,750", "6,570")
    assert said(data)[0].startswith(
        f"page {page}: 6,570 stands where 6,750 (figure page_profiles.letter.tokens_per_page"
    )
    data, page = with_text(older_pdf, "3 of", "4 of")
    assert any(one.startswith(f"page {page}: 4 stands in its foot, of ") for one in said(data))


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        (
            '"request.uncached_tokens_per_minute", "~8.99M"',
            '"request.uncached_tokens_per_minute", "~8.98M"',
            "~8.98M stands where 8,991,000 tokens/min (figure request.unc",
        ),
        (
            '"request.uncached_tokens_per_minute", "~',
            '"request.none", "~',
            "~8.99M is printed for request.none, which is",
        ),
        ('["name", "spring 2027", "spring 2027"', '["name", "9", "2029"', "2029 is no name and no date of the att"),
        ('["position", "section", "2"', '["position", "section", "4"', "4 stands where section 2 belongs"),
    ],
)
def test_a_thing_that_an_older_print_says_it_printed_must_be_so(
    older_pdf: bytes, right: str, wrong: str, says: str
) -> None:
    found = said(with_file(older_pdf, "printed.json", lambda text: text.replace(right, wrong, 1)))
    assert any(says in one for one in found), found


def test_a_forger_who_alters_page_record_and_printed_alike_is_found_by_the_inputs(older_pdf: bytes) -> None:
    data, page = with_text(older_pdf, "~8.99M", "~8.98M")
    data = with_file(data, "printed.json", lambda text: text.replace("~8.99M", "~8.98M"))
    data = with_file(data, "figures.json", lambda text: text.replace('"value": "8991000"', '"value": "8981000"'))
    found = said(data)
    assert any(one.startswith(f"page {page}: ~8.98M stands where 8,991,000") for one in found)
    assert any(one.startswith(f"{UNCACHED}: 8,981,000") for one in found)


def test_a_forger_who_lets_it_say_itself_that_another_figure_stands_there_proves_no_more_than_that(
    small_pdf: bytes,
) -> None:
    data, _ = with_text(small_pdf, "6,750", "6,050")
    true = '"page_profiles.letter.tokens_per_page", "6,750"'
    other = '"page_profiles.letter.input_tokens_per_page", "6,050"'
    said_itself: Callable[[str], str] = lambda text: text.replace(true, other, 1)  # noqa: E731
    data = altered(with_file(data, "printed.json", said_itself), without_digest)
    found = examine(data, "x.pdf")
    assert found.findings == ()
    assert (found.notes, found.proves) == ((OTHER_WORDS,), PROVES_NUMERALS)
    assert "not that it stands where it belongs" in found.proves


def test_what_says_of_itself_to_be_older_and_reads_as_todays_print_is_as_good(small_pdf: bytes) -> None:
    found = examine(altered(small_pdf, without_digest), "x.pdf")
    assert (found.findings, found.notes, found.proves) == ((), (SAME_WORDS,), PROVES)
    found = examine(altered(with_metadata(small_pdf, "/Title", "Executive summary"), without_digest), "x.pdf")
    assert (found.notes, found.proves) == ((OTHER_WORDS,), PROVES_NUMERALS)


def test_yesterdays_print_tells_which_formulas_have_changed_and_is_no_forgery(yesterdays_pdf: bytes) -> None:
    found = examine(yesterdays_pdf, "x.pdf")
    assert found.findings == ()
    assert found.proves == PROVES_LESS
    assert 0 < found.figures_agree < found.figures
    assert found.numerals_agree == found.numerals
    changed = [note for note in found.notes if note.startswith("the formula has changed since: ")]
    assert len(changed) == 1
    now = "generations_per_minute × requests_per_page"
    assert changed[0].endswith(f": {now} + generations_per_minute → {now}")
    assert any(note.startswith("held to figures.json, ") for note in found.notes)


def test_in_yesterdays_print_an_altered_digit_is_found_all_the_same(yesterdays_pdf: bytes) -> None:
    data, page = with_text(yesterdays_pdf, "6,750", "6,570")
    assert said(data)[0].startswith(f"page {page}: 6,570 stands where 6,750")
    data, page = with_text(yesterdays_pdf, "2,664", "2,646")
    assert said(data)[0].startswith(f"page {page}: 2,646 stands where 2,664 (figure request.requests_per_minute)")


def test_the_text_names_the_file_counts_and_ends_by_saying_what_is_proved(small_pdf: bytes) -> None:
    found = examine(small_pdf, "x.pdf")
    lines = verifying.as_text(found).splitlines()
    assert lines[1] == f"x.pdf: {found.numerals:,} numerals, {found.numerals:,} agree"
    assert lines[-1] == "This proves that the document agrees with its inputs, not who wrote it."


def test_of_many_findings_the_text_shows_the_first_and_counts_the_rest(small_pdf: bytes) -> None:
    data = with_file(small_pdf, "scenarios.yaml", lambda text: text.replace("sites: 4\n", "sites: 5\n", 1))
    found = examine(data, "x.pdf")
    assert len(found.findings) > 40
    assert f"    and {len(found.findings) - 40} more" in verifying.as_text(found).splitlines()


def test_nothing_that_a_file_says_reaches_the_terminal_as_it_is(small_pdf: bytes) -> None:
    data = with_description(small_pdf, "\u202e99,999\x07")
    text = verifying.as_text(examine(data, "x.pdf"))
    assert "99,999" in text
    assert "\u202e" not in text
    assert "\x07" not in text


def test_the_digest_in_the_foot_is_that_of_the_attached_record(small: Built) -> None:
    record = next(one.text for one in small.attached if one.name == "figures.json")
    assert small.page.digest == hashlib.sha256(record.encode()).hexdigest()[:12]


def test_a_share_known_from_its_record_alone_is_read_with_the_sign_that_it_is_printed_with() -> None:
    share = Figure("a", Unit("", ""), "", Fraction(62, 100), low=Fraction(62, 100), high=Fraction(62, 100))
    agree = {
        text: verifying._agrees(Printed("figure", "a", text, end="likely"), share)
        for text in ("62%", "0.62", "63%", "62")
    }
    assert agree == {"62%": True, "0.62": True, "63%": False, "62": False}
