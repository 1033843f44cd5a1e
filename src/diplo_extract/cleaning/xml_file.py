"""An XML file around an article: its fields by name, its text as HTML."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from lxml import etree

from diplo_extract import lexicon
from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning.characters import one_line
from diplo_extract.cleaning.chrome import without_chrome
from diplo_extract.cleaning.clues import Clues
from diplo_extract.cleaning.decode import Decoded
from diplo_extract.cleaning.finish import cleaned_from
from diplo_extract.cleaning.inner import MARKUP, inner_passages
from diplo_extract.cleaning.page import clean_page
from diplo_extract.errors import DocumentError
from diplo_extract.records import PageFact


def clean_xml(decoded: Decoded, article: Article) -> Cleaned:
    """Give the article of an XML file; raises DocumentError for one with a DTD of its own or without text."""
    if re.search(r"<!(?:DOCTYPE[^>\[]{0,500}\[|ENTITY)", decoded.text[:100_000], re.I):
        raise DocumentError("clean", "unsafe-xml", "the XML declares entities", "give the article without its DTD")
    markup = re.sub(r"^\s{0,99}<\?xml[^>]{0,200}\?>", "", decoded.text)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    root: Any = None
    with contextlib.suppress(etree.XMLSyntaxError):
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    holder = _holder(root) if root is not None else None
    if holder is None:
        return clean_page(decoded, article)
    fields = _fields(root, holder)
    clues = Clues(
        meta={"date": fields.get("date", []), "dc.date.modified": fields.get("modified", [])},
        language=_first(fields, "language"),
    )
    title = _first(fields, "title")
    where = f"{root.getroottree().getpath(holder)}/text()"
    inner = holder.text or ""
    found, locate = inner_passages(inner, where)
    kept = without_chrome(found, title)
    names = tuple(PageFact(value=value, reason="xml") for value in fields.get("author", []))
    return cleaned_from(
        kept,
        decoded,
        article,
        media_type="application/xml",
        locate=locate,
        clues=clues,
        url=article.url or _first(fields, "url"),
        title=PageFact(value=title, reason="xml") if title else None,
        authors=names,
    )


def _holder(root: Any) -> Any:
    """Give the element whose own text is the article: the longest, if it is long or holds markup."""
    elements = [element for element in root.iter() if isinstance(element.tag, str) and element.text]
    if not elements:
        return None
    longest = max(elements, key=lambda element: len(element.text))
    return (
        longest
        if MARKUP.search(longest.text) or (len(longest) == 0 and len(longest.text) > 200 and len(elements) < 100)
        else None
    )


def _fields(root: Any, holder: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter():
        if not isinstance(element.tag, str) or element is holder or not (element.text or "").strip():
            continue
        name = etree.QName(element).localname.lower().replace("_", "-")
        for field, names in lexicon.load("page", "meta")["xml"].items():
            if name in names:
                found.setdefault(field, []).append(one_line(element.text[:1000]))
    return found


def _first(fields: dict[str, list[str]], name: str) -> str | None:
    return next(iter(fields.get(name, [])), None)
