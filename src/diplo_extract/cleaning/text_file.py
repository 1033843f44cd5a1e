"""A plain text or Markdown document to Cleaned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning.characters import one_line
from diplo_extract.cleaning.chrome import is_chrome_line, opens_contacts, without_chrome
from diplo_extract.cleaning.clues import Clues
from diplo_extract.cleaning.decode import Decoded
from diplo_extract.cleaning.finish import cleaned_from, refuse_endless
from diplo_extract.cleaning.head import is_credit
from diplo_extract.cleaning.letterhead import is_number, names_office
from diplo_extract.cleaning.mail import read_mail, without_frame
from diplo_extract.cleaning.markdown import FrontMatter, front_matter, markdown_passages
from diplo_extract.cleaning.passages import Passage
from diplo_extract.cleaning.plaintext import plain_passages
from diplo_extract.records import PageFact

_ADDRESS = re.compile(r"https?://\S{4,2000}$")
_TITLE_LONGEST = 250
_HEAD = 12
"""Passages among which a headline is looked for."""


def clean_text(decoded: Decoded, article: Article, media_type: str) -> Cleaned:
    """Give the article of a plain text or Markdown document; raises DocumentError when it has no text."""
    refuse_endless(len(decoded.text))
    matter = FrontMatter({}, 0)
    mail = read_mail(decoded.text)
    if mail:
        written = without_frame(decoded.text, mail)
        passages = markdown_passages(written, 0) if mail.underlined else plain_passages(written)
        matter = FrontMatter({"title": mail.subject, "date": mail.date or ""}, 0)
    elif media_type == "text/markdown":
        matter = front_matter(decoded.text)
        passages = markdown_passages(decoded.text, matter.lines)
    else:
        passages = plain_passages(decoded.text)
    clues = Clues(meta={key: [one_line(value)] for key, value in matter.values.items() if value})
    url = article.url or clues.first("source_url", "url", "link", "canonical", "permalink")
    if passages and _ADDRESS.match(passages[0].text):
        url = url or passages[0].text
        passages = passages[1:]
    title = PageFact(value=mail.subject, reason="mail") if mail else _title_of(clues, passages)
    head, body = _cut(passages, title)
    kept = without_chrome(body, title.value if title else None)
    return cleaned_from(
        kept,
        decoded,
        article,
        media_type=media_type,
        locate=str,
        clues=clues,
        url=url,
        title=title,
        lead=_lead(head, title),
        shown=[("text", passage.text) for passage in head],
    )


def _title_of(clues: Clues, passages: list[Passage]) -> PageFact | None:
    value = clues.first("title", "headline", "name")
    if value:
        return PageFact(value=value, reason="front-matter")
    lines = [
        passage
        for passage in passages[:_HEAD]
        if not (is_chrome_line(passage.text) or is_credit(passage, None, ()) or opens_contacts(passage.text))
    ]
    if _is_headed(lines):
        lines = [passage for passage in lines[1:] if not is_number(passage.text)]
    if len(lines) > 1 and _is_headline(lines[0]):
        return PageFact(value=lines[0].text, reason="first-line")
    return None


def _is_headline(passage: Passage) -> bool:
    return (passage.kind == "heading" or passage.text.isupper()) and len(passage.text) <= _TITLE_LONGEST


def _is_headed(lines: Sequence[Passage]) -> bool:
    """Tell whether the first line only names the office that sends the release, and a headline stands below it."""
    if len(lines) < 2 or not names_office(lines[0].text):
        return False
    below = next((passage for passage in lines[1:] if not is_number(passage.text)), None)
    return below is not None and _is_headline(below)


def _cut(passages: list[Passage], title: PageFact | None) -> tuple[list[Passage], list[Passage]]:
    """Part the head (headline, teaser, date line, buttons) from the article: it begins behind the last headline."""
    if title is None:
        return [], passages
    start = 0
    for index, passage in enumerate(passages[:_HEAD]):
        if passage.text.casefold() == title.value.casefold():
            start = index + 1
    while start < min(len(passages), _HEAD) and (
        is_chrome_line(passages[start].text) or is_credit(passages[start], None, ())
    ):
        start += 1
    return passages[:start], passages[start:]


def _lead(head: list[Passage], title: PageFact | None) -> PageFact | None:
    """Give the teaser between two headlines."""
    for passage in head:
        if len(passage.text) > 80 and not (title and passage.text == title.value):
            return PageFact(value=passage.text, reason="teaser")
    return None
