"""What every page must satisfy: valid HTML, named fields, ordered headings, nothing inline or foreign."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

FIELDS = {"input", "select", "textarea"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EXECUTABLE = {None, "module", "text/javascript"}
OUR_ADDRESSES = ("/", "#", "?", "data:")


def document(html: str) -> Element:
    """The page as a tree; raises on the first parse error of the HTML standard."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def fragment_errors(html: str) -> list[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parseFragment(html, container="div")
    return [f"{error[1]} at {error[0]}" for error in parser.errors]


def complaints(html: str, language: str) -> list[str]:
    root = document(html)
    return [
        complaint
        for check in (ids, references, labels, pictures, headings, inline, foreign)
        for complaint in check(root)
    ] + ([] if root.get("lang") == language else [f"lang is {root.get('lang')}"])


def ids(root: Element) -> Iterator[str]:
    counts = Counter(e.get("id") for e in root.iter() if e.get("id"))
    yield from (f"id {name} stands {n} times" for name, n in counts.items() if n > 1)


def references(root: Element) -> Iterator[str]:
    known = {e.get("id") for e in root.iter()}
    for element in root.iter():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "popovertarget", "for"):
            for target in (element.get(name) or "").split():
                if target not in known:
                    yield f"{name}={target} leads nowhere"


def labels(root: Element) -> Iterator[str]:
    named = {e.get("for") for e in root.iter("label")}
    wrapped = {id(field) for label in root.iter("label") for field in label.iter() if field.tag in FIELDS}
    for field in root.iter():
        if field.tag not in FIELDS or field.get("type") in {"hidden", "submit"}:
            continue
        if field.get("id") not in named and id(field) not in wrapped and not field.get("aria-label"):
            yield f"field {field.get('name')} has no label"
    yield from (
        "a button has no name" for b in root.iter("button") if not text(b) and not b.get("aria-label")
    )
    yield from (
        f"link {a.get('href')} has no name" for a in root.iter("a") if not text(a) and not a.get("aria-label")
    )


def text(element: Element) -> str:
    return "".join(element.itertext()).strip()


def pictures(root: Element) -> Iterator[str]:
    yield from (f"img {e.get('src')} has no alt" for e in root.iter("img") if e.get("alt") is None)
    for svg in root.iter("svg"):
        if svg.get("aria-hidden") != "true" and not svg.get("aria-label"):
            yield "an svg is neither hidden nor named"


def headings(root: Element) -> Iterator[str]:
    levels = [HEADINGS.index(e.tag) + 1 for e in root.iter() if e.tag in HEADINGS]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    yield from (f"h{a} is followed by h{b}" for a, b in pairwise(levels) if b > a + 1)


def inline(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.tag == "style" or element.get("style") is not None:
            yield f"inline style in {element.tag}"
        if any(name.startswith("on") for name in element.attrib):
            yield f"inline script in {element.tag}"
        if element.tag == "script" and element.get("type") in EXECUTABLE and not element.get("src"):
            yield "inline script"


def foreign(root: Element) -> Iterator[str]:
    """Only links may lead elsewhere; whatever is loaded is ours."""
    for element in root.iter():
        loaded = [element.get("src"), element.get("action"), element.get("srcset")]
        if element.tag == "use" or (element.tag == "link" and not is_reference(element)):
            loaded.append(element.get("href"))
        yield from (f"loads {url}" for url in loaded if url and not url.startswith(OUR_ADDRESSES))
        yield from (f"loads {url}" for url in loaded if url and re.match(r"//", url))


def is_reference(link: Element) -> bool:
    return link.get("rel") == "canonical" or link.get("hreflang") is not None
