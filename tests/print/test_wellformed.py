"""HTML that is XML too is read to the tree that HTML says; what XML reads otherwise is left to what reads HTML."""

from io import StringIO
from typing import Any, NoReturn
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5

from generator.print.wellformed import parse
from tests.conftest import Built

HEAD = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>T</title>\n</head>\n<body>\n'
TABLE = "<table><caption>C</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"


def html(file: StringIO, **_: Any) -> Any:
    return tinyhtml5.parse(file, namespace_html_elements=False)


def refused(*_: object, **__: object) -> NoReturn:
    raise AssertionError("was left to what reads HTML")


def told(one: Element, apart: bool = True) -> tuple[object, ...]:
    """All that an element is; the white space around the parts of a page is nothing that HTML keeps in its place."""
    apart = apart and one.tag in {"html", "body", "main"}
    words = [((text or "").strip() or None) if apart else text or None for text in (one.text, *(e.tail for e in one))]
    return one.tag, dict(one.attrib), words, [told(each, apart) for each in one]


def test_the_page_of_a_proposal_is_read_as_xml_to_the_tree_of_html(cerebras: Built, foreign: Built) -> None:
    for built in (cerebras, foreign):
        read = parse(refused, StringIO(built.page.text))
        assert told(read) == told(html(StringIO(built.page.text)))


@pytest.mark.parametrize(
    "body",
    [
        "<p>One <strong>two <em>three</em></strong> <a href='#x'>four</a><br />five</p>" + TABLE,
        '<figure><svg viewBox="0 0 9 9"><title>A</title><g><text x="1">a <tspan>b</tspan></text></g></svg></figure>',
        "<dl><dt>A</dt><dd><p>b</p></dd></dl><ul><li>a<ol><li>b</li></ol></li></ul>",
        "<table><tr><td>no tbody</td></tr></table>",
        "<table>words<tbody><tr><td>1</td></tr></tbody></table>",
        "<table><tbody><tr><td>1</td></tr>words</tbody></table>",
        "<p>a <p>paragraph</p></p>",
        f"<p>a {TABLE}</p>",
        "<p>a <div>block</div></p>",
        "<h1>a <h2>heading</h2></h1>",
        '<p><a href="#a">a <a href="#b">link</a></a></p>',
        '<p><a href="#a"><strong>a <a href="#b">link</a></strong></a></p>',
        '<p Class="upper">case</p>',
        "<P>upper</P>",
        "<p>a<!-- remark -->b</p>",
        "<p>a<br>b</p>",
        "<p>a<br>words</br>b</p>",
        "<p>a&nbsp;b</p>",
        "<p/>words",
        "<pre>\nlines</pre>",
        "<ul>words<li>a</li></ul>",
        "<li><li>a</li></li>",
        '<p xmlns="other">a</p>',
        "<figure><svg><p>breaks out</p></svg></figure>",
        "<figure><svg viewBox='0 0 9 9'><title>A <em>b</em></title></svg></figure>",
        "<script>1</script>",
        "<form><form>a</form></form>",
    ],
)
def test_whatever_stands_in_a_page_the_tree_is_that_of_html(body: str) -> None:
    text = f"{HEAD}<main>\n{body}\n</main>\n</body>\n</html>\n"
    assert told(parse(html, StringIO(text))) == told(html(StringIO(text)))


@pytest.mark.parametrize("text", ["", "words", "<p>words</p>", "<html><p>no body</p></html>", "<html>words</html>"])
def test_what_is_no_whole_page_is_read_as_html(text: str) -> None:
    assert told(parse(html, StringIO(text))) == told(html(StringIO(text)))
