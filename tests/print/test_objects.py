"""A PDF is measured as bytes, and every name in it that no print has is found, however it was saved."""

from collections.abc import Callable

import pikepdf
import pytest

from generator.print.objects import UnreadableError, odd_names, streams
from tests.altered import altered
from tests.print.test_untrusted import AS_IT_IS


def names_of(data: bytes) -> tuple[str, ...]:
    return odd_names(data, streams(data))


ACTION = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
LABELS = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Dictionary(S=pikepdf.Name.D, St=101)]))


@pytest.mark.parametrize(
    ("change", "odd"),
    [
        (lambda pdf: pdf.Root.__setitem__("/OpenAction", ACTION), ("JS", "JavaScript", "OpenAction")),
        (lambda pdf: pdf.Root.__setitem__("/PageLabels", LABELS), ("D", "PageLabels", "St")),
        (lambda pdf: pdf.pages[0].__setitem__("/AA", pikepdf.Dictionary()), ("AA",)),
        (lambda pdf: pdf.pages[0].contents_add(b"BI /W 1 /H 1 /IM true ID \x00 EI"), ("IM",)),
        (lambda pdf: pdf.docinfo.__setitem__("/Reserved", pikepdf.String("99")), ("Reserved",)),
        (lambda pdf: pdf.docinfo.__setitem__("/Title", pikepdf.String("a (b (c)) /AA \\")), ()),
    ],
)
def test_a_name_that_no_print_has_is_told_however_the_pdf_was_saved(
    small_pdf: bytes, change: Callable[[pikepdf.Pdf], object], odd: tuple[str, ...]
) -> None:
    for how in ({}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}, {**AS_IT_IS, "linearize": True}):
        assert names_of(altered(small_pdf, change, **how)) == odd
    plain = {"compress_streams": False, "object_stream_mode": pikepdf.ObjectStreamMode.disable}
    assert names_of(altered(small_pdf, change, **plain)) == odd
    assert names_of(altered(small_pdf, change, **plain).replace(b"/AA ", b"/A#41 ")) == odd


def test_what_was_added_behind_the_end_of_a_print_is_looked_at_as_well(small_pdf: bytes) -> None:
    assert names_of(small_pdf) == ()
    assert names_of(small_pdf + b"9999 0 obj\n<</OpenAction 1 0 R>>\nendobj\n") == ("OpenAction",)


@pytest.mark.parametrize("begins", [b"stream \n", b"stream\r", b"% a\nstream\t\r\n"])
def test_a_stream_that_begins_as_no_print_writes_it_is_refused_for_some_readers_read_it(
    small_pdf: bytes, begins: bytes
) -> None:
    at = small_pdf.index(b">>\nstream\n") if b">>\nstream\n" in small_pdf else small_pdf.index(b"stream\n")
    odd = small_pdf[:at] + small_pdf[at:].replace(b"stream\n", begins, 1)
    with pytest.raises(UnreadableError, match="begins in a way no print's does"):
        streams(odd)


def test_a_text_in_hexadecimal_hides_no_name_behind_it(small_pdf: bytes) -> None:
    assert names_of(small_pdf + b"9999 0 obj\n<</Lang <(> /OpenAction 1 0 R /T <)>>>\nendobj\n") == ("OpenAction",)
    assert names_of(small_pdf + b"9999 0 obj\n<</Lang <28> /OpenAction 1 0 R>>\nendobj\n") == ("OpenAction",)
