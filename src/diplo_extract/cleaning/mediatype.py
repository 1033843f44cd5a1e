"""What a text is, whatever its name says: HTML, XML around an article, Markdown, plain text."""

from __future__ import annotations

import re

_TAG = re.compile(
    r"</?(?:html|head|body|title|meta|div|p|br|span|table|article|section|h[1-6]|ul|li|a|script|frameset)\b[^<>]{0,2000}>",
    re.I,
)
_XML = re.compile(
    r"\s{0,99}(?:<\?xml\b|<(?:rss|feed|nitf|newsml|newsmessage|transcripts?|article|document|record|root|doc)\b)", re.I
)
_HTML_ROOT = re.compile(r"<(?:!doctype\s{1,9}html|html)\b", re.I)
# its first element may be longer than what is looked at: a picture in its own address
_OPENS_WITH_TAG = re.compile(r"\s{0,99}<[a-z][a-z0-9]{0,9}\s{1,9}[a-z-]{2,30}\s{0,9}=", re.I)
_FRONT_MATTER = re.compile(r"\s{0,99}(?:---|\+\+\+)[ \t]{0,9}\r?\n[A-Za-z_][\w .-]{0,40}\s{0,9}[:=]")
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|\[[^\]\n]{1,200}\]\(https?:|\*\*[^*\n]{1,200}\*\*|\\###)", re.M)
_HEAD = 20_000


def media_type(text: str, hint: str | None) -> str:
    """Give the media type that the content shows; `hint` (a suffix, a header) decides between the plain ones."""
    head = text[:_HEAD]
    hint = (hint or "").split(";")[0].strip().lower()
    if _XML.match(head) and not _HTML_ROOT.search(head[:3000]):
        return "application/xml"
    if hint == "text/markdown" or _FRONT_MATTER.match(head):
        return "text/markdown"
    tags = len(_TAG.findall(head))
    if hint == "text/plain":
        return "text/html" if _HTML_ROOT.search(head[:3000]) or tags > 20 else hint
    if tags == 0 and hint in ("text/html", "application/xhtml+xml", "application/xml") and "<" not in head:
        return "text/plain"
    if tags or _OPENS_WITH_TAG.match(head) or hint in ("text/html", "application/xhtml+xml"):
        return "text/html"
    return "text/markdown" if _MARKDOWN.search(head) else "text/plain"
