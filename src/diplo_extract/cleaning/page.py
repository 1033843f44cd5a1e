"""An HTML page to Cleaned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning.address import Addresses
from diplo_extract.cleaning.authors import authors
from diplo_extract.cleaning.chrome import without_chrome
from diplo_extract.cleaning.clues import Clues, article_body, read_clues, text_of
from diplo_extract.cleaning.decode import Decoded
from diplo_extract.cleaning.finish import cleaned_from, refuse_endless
from diplo_extract.cleaning.head import without_head
from diplo_extract.cleaning.headline import alike, headline
from diplo_extract.cleaning.inner import inner_passages
from diplo_extract.cleaning.masthead import masthead_replaced
from diplo_extract.cleaning.outline import outline
from diplo_extract.cleaning.passages import Passage
from diplo_extract.cleaning.pick import pick
from diplo_extract.cleaning.render import passages
from diplo_extract.cleaning.shown import dates_in_scripts, shown_dates
from diplo_extract.cleaning.sitename import site_name
from diplo_extract.cleaning.tree import parse
from diplo_extract.cleaning.trust import body_reason
from diplo_extract.cleaning.urls import original_url
from diplo_extract.cleaning.verdict import not_article
from diplo_extract.records import PageFact

_LEAST_TOLD = 400
_MUCH_MORE = 2
_MOST_SHOWN = 5_000


def clean_page(decoded: Decoded, article: Article) -> Cleaned:
    """Give the article inside an HTML page; raises DocumentError when it has no text."""
    root = parse(decoded.text)
    clues = read_clues(root)
    url = original_url(article.url or clues.canonical or clues.first("og:url"))
    site = site_name(clues, url)
    title = headline(clues, site.value if site else None, url)
    top = outline(root)
    refuse_endless(sum(node.text + node.linked for node in top.walk()))
    picked = pick(top)
    found = passages(picked.node.element, {node.element for node in picked.dropped})
    lead = _lead(clues)
    title = masthead_replaced(title, clues, root, found)
    heading = _headline_element(root, clues, title)
    names = authors(clues, root, heading, site.value if site else None, url)
    body = without_head(
        found, title.value if title else None, lead.value if lead else None, [name.value for name in names]
    )
    kept = without_chrome(body, title.value if title else None)
    locate: Callable[[Any], str] = Addresses().of
    told = _told_instead(clues, sum(len(passage.text) for passage in kept), title)
    if told:
        kept, locate = told
    text = "\n".join(passage.text for passage in kept)
    kind = not_article(text, title.value if title else None, clues, picked.node, url)
    return cleaned_from(
        kept,
        decoded,
        article,
        media_type="text/html",
        locate=locate,
        clues=clues,
        url=url,
        title=title,
        site=site,
        lead=lead,
        authors=names,
        shown=_shown(root, picked.node.element, heading),
        body_reason=body_reason(marked=picked.node.body, told=bool(told), article=not kind),
        warnings=[*([f"not-article: {kind}"] if kind else []), *(["body-json-ld"] if told else [])],
    )


def _told_instead(
    clues: Clues, shown: int, title: PageFact | None
) -> tuple[list[Passage], Callable[[Any], str]] | None:
    """Give the text that JSON-LD holds where the page shows subscribers alone, or a script, most of it."""
    body = article_body(clues) if shown < _MOST_SHOWN else None
    if body is None or len(body[1]) < max(_LEAST_TOLD, _MUCH_MORE * shown):
        return None
    script, inner = body
    found, locate = inner_passages(inner, f"{script.getroottree().getpath(script)}/text()!articleBody")
    kept = without_chrome(found, title.value if title else None)
    return (kept, locate) if sum(len(passage.text) for passage in kept) > _MUCH_MORE * shown else None


def _lead(clues: Clues) -> PageFact | None:
    value = text_of(clues.article().get("description"))
    if value:
        return PageFact(value=value, reason="json-ld")
    value = clues.first("og:description", "description", "twitter:description") or ""
    return PageFact(value=value, reason="meta") if value else None


def _shown(root: Any, picked: Any, heading: Any) -> Iterator[tuple[str, str]]:
    """Give the visible dates; a generator, because most pages tell machines and are not searched."""
    for shown in shown_dates(root, picked, heading):
        yield shown.reason, shown.text
    yield from (("script", value) for value in dates_in_scripts(root))


def _headline_element(root: Any, clues: Clues, title: PageFact | None) -> Any:
    """Give the heading that shows the headline, or what else does: <td class="contentheading">."""
    if title is None:
        return None
    heading = next((element for _, text, element in clues.headings if alike(text, title.value)), None)
    if heading is not None:
        return heading
    wanted = title.value.casefold()
    body = root.find("body")
    texts = (body if body is not None else root).iter("td", "th", "div", "p", "b", "strong", "font", "span", "big")
    return next((element for element in texts if element.text and element.text.strip().casefold() == wanted), None)
