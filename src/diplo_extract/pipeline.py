"""The flow in one page: clean -> nlp -> extractors -> Record, its facts marked with how sure they are."""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from pydantic import ValidationError
from spacy.language import Language
from spacy.tokens import Doc

from diplo_extract import nlp as nlp_stage
from diplo_extract.article import Article, Cleaned
from diplo_extract.cleaning import clean_article
from diplo_extract.config import DEFAULT_MODEL, Settings
from diplo_extract.errors import DocumentError, UsageError
from diplo_extract.extractors import Context, extractors
from diplo_extract.records import SCHEMA_VERSION, ErrorRecord, PipelineInfo, Record, Section, Source, SourceRun, Span
from diplo_extract.resolve.aliases import compile_aliases
from diplo_extract.resolve.confidence import read_table
from diplo_extract.resolve.doubtful import without_doubtful
from diplo_extract.resolve.signs import Trust, trust_in

LOG = logging.getLogger("diplo_extract")
BATCH_ARTICLES = 32
# about 10,000 words of ordinary releases: larger batches were slower on a CPU
COMMON_WORDS = 20_000
EXTRACTED_LANGUAGES = frozenset({"en"})


def load(name: str | Path = DEFAULT_MODEL, *, settings: Settings | None = None) -> Pipeline:
    """Load a shipped pipeline by name, or any by the path of its folder.

    Raises ModelError when there is none, or when it is damaged or was made for another version.
    """
    return Pipeline(nlp_stage.load(name), settings=settings)


class MarksConfidence(Protocol):
    """Writes the confidence of every fact into a record."""

    def mark(self, record: Record, trust: Trust) -> None:
        """Mark the facts of `record`; `trust` is what the tagger thought of its names."""
        ...


class Pipeline:
    """Press releases in, records out.

    `nlp` is the spaCy Language that marks names, titles, dates, counts, quotes and events on a Doc; `confidence` the
    table of its folder, None when nobody calibrated it: then only what the page tells has one (`cleaning.trust`).
    A Pipeline is not thread-safe; give each process its own.
    """

    def __init__(self, nlp: Language, *, settings: Settings | None = None) -> None:
        self.nlp = nlp
        self.settings = settings or Settings()
        # longer texts never reach the Language: see Settings.max_text_characters
        self.nlp.max_length = max(self.nlp.max_length, self.settings.max_text_characters + 1)
        self.confidence: MarksConfidence | None = read_table(nlp.path)
        self._aliases = compile_aliases(self.settings.aliases)
        if "diplo_counts" in nlp.pipe_names:
            counts: Any = nlp.get_pipe("diplo_counts")
            counts.vague = dict(self.settings.vague_counts) or counts.vague
        if self.settings.titles:
            nlp_stage.add_title_words(nlp, self.settings.titles)
        self._info = pipeline_info(nlp.path or DEFAULT_MODEL, self.settings)
        self.seconds: dict[str, float] = dict.fromkeys(("clean", "nlp", "extract"), 0.0)
        """Time spent so far, by stage."""

    def extract(
        self,
        content: str | bytes,
        *,
        uri: str = "",
        url: str | None = None,
        published: str | None = None,
        language: str | None = None,
        media_type: str | None = None,
    ) -> Record | ErrorRecord:
        """Give the record of one page or text, or the ErrorRecord that says why there is none.

        content: HTML, plain text or Markdown; bytes are decoded as the page declares, checked against what they hold.
        uri: where it lay; kept in the record, not opened.
        published: ISO date known from elsewhere; wins over the page's own clues.
        Raises UsageError for a mistake of the caller (wrong types), never for a bad document.
        """
        if not isinstance(content, str | bytes):
            raise UsageError(f"content must be str or bytes, not {type(content).__name__}")
        article = Article(
            content=content, uri=uri, url=url, published=published, language=language, media_type=media_type
        )
        return next(self.stream([article]))

    def stream(self, articles: Iterable[Article | ErrorRecord]) -> Iterator[Record | ErrorRecord]:
        """Give exactly one outcome for every input, in its order.

        An ErrorRecord among the inputs (a member that could not be read) is passed on. A document that breaks a stage
        gives an ErrorRecord; the others are not touched by it.
        """
        inputs = iter(articles)
        while batch := list(islice(inputs, BATCH_ARTICLES)):
            with self._memory():
                outcomes = self._batch(batch)
            yield from outcomes

    def _memory(self) -> AbstractContextManager[Any]:
        """Give where the words of a batch are kept.

        They are freed with the batch, so that memory stays flat over an archive. Those of the first batches stay: they
        are the common ones, and the tokenizer remembers what it cuts only outside of a memory zone.
        """
        return nullcontext() if len(self.nlp.vocab) < COMMON_WORDS else self.nlp.memory_zone()

    def _batch(self, batch: list[Article | ErrorRecord]) -> list[Record | ErrorRecord]:
        begun = time.perf_counter()
        cleaned = [item if isinstance(item, ErrorRecord) else self._clean(item) for item in batch]
        begun = self._spent("clean", begun)
        readable = [i for i, page in enumerate(cleaned) if isinstance(page, Cleaned) and self._has_facts(page)]
        docs = dict(zip(readable, self._read([cleaned[i] for i in readable]), strict=True))
        begun = self._spent("nlp", begun)
        outcomes: list[Record | ErrorRecord] = []
        for i, (item, page) in enumerate(zip(batch, cleaned, strict=True)):
            if isinstance(item, ErrorRecord):
                outcomes.append(item)
            elif isinstance(page, ErrorRecord):
                outcomes.append(page)
            else:
                outcomes.append(self._outcome(item, page, docs.get(i)))
        self._spent("extract", begun)
        return outcomes

    def _spent(self, stage: str, begun: float) -> float:
        now = time.perf_counter()
        self.seconds[stage] += now - begun
        return now

    def _clean(self, article: Article) -> Cleaned | ErrorRecord:
        size = len(article.content)
        try:
            if size > self.settings.max_page_bytes:
                raise DocumentError(
                    "read",
                    "too-large",
                    f"{size} bytes are more than max-page-bytes ({self.settings.max_page_bytes})",
                    "raise max-page-bytes to read it",
                )
            return clean_article(article)
        except Exception as error:
            return error_record(article, "clean", error)

    def _has_facts(self, page: Cleaned) -> bool:
        language = page.language.value if page.language else "en"
        return language in EXTRACTED_LANGUAGES and len(page.text) <= self.settings.max_text_characters

    def _read(self, pages: list[Any]) -> list[Doc | Exception]:
        """Run the Language over the pages; when the batch breaks, one by one, to find the page that breaks it."""
        try:
            return list(self.nlp.pipe(nlp_stage.make_doc(self.nlp, page) for page in pages))
        except Exception as error:
            if len(pages) == 1:
                return [error]
            return [self._read([page])[0] for page in pages]

    def _outcome(self, article: Article, page: Cleaned, doc: Doc | Exception | None) -> Record | ErrorRecord:
        if isinstance(doc, Exception):
            return error_record(article, "nlp", doc)
        try:
            return self._record(article, page, doc)
        except ValidationError as error:
            return error_record(article, "validate", error)
        except Exception as error:
            return error_record(article, "extract", error)

    def _record(self, article: Article, page: Cleaned, doc: Doc | None) -> Record:
        facts: dict[str, Any] = {}
        warnings = list(page.warnings)
        if doc is None:
            warnings.append(self._why_no_facts(page))
        else:
            context = Context(
                cleaned=page, model=self._info.model, facts=facts, warnings=warnings, aliases=self._aliases
            )
            for field, extractor in extractors().items():
                facts[field] = list(extractor(doc, context))
        content_id = content_hash(article.content)
        record = Record(
            id=_locator_hash(content_id, article),
            content_id=content_id,
            source=_source(article, page),
            language=page.language,
            title=page.title,
            lead=page.lead,
            authors=list(page.authors),
            site_name=page.site_name,
            canonical_url=page.canonical_url,
            published=page.published,
            modified=page.modified,
            dateline=page.dateline,
            text=page.text,
            sections=_sections(page),
            source_map=[SourceRun(**run._asdict()) for run in page.source_map],
            **facts,
            warnings=list(dict.fromkeys(warnings)),
            pipeline=self._info,
        )
        if self.confidence is not None:
            self.confidence.mark(record, trust_in(doc) if doc is not None else Trust())
        settings = self.settings
        return without_doubtful(record, settings.min_confidence, drop_unmeasured=settings.drop_unmeasured)

    def _why_no_facts(self, page: Cleaned) -> str:
        if len(page.text) > self.settings.max_text_characters:
            return "text-too-long: no facts were read; raise max-text-characters to read them"
        language = page.language.value if page.language else "unknown"
        return f"language: {language}; facts are read from English text only"


def pipeline_info(model: str | Path, settings: Settings) -> PipelineInfo:
    """Give what decides the bytes of a record, without loading the pipeline: its name, version and a hash of its files.

    Raises ModelError when there is no such pipeline.
    """
    folder = nlp_stage.model_path(model)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "README.md")
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(folder).as_posix().encode() + b"\x00" + path.read_bytes())
    return PipelineInfo(
        package=version("diplo-extract"),
        model=f"{meta['name']} {meta['version']} {digest.hexdigest()[:12]}",
        schema_version=SCHEMA_VERSION,
        settings=settings.digest(),
    )


def article_id(article: Article) -> str:
    """Give the id that the record or error record of an article has: a hash of its content and its place."""
    return _locator_hash(content_hash(article.content), article)


def content_hash(content: str | bytes) -> str:
    """Give the hash that tells equal content, wherever it lies."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()[:32]


def error_record(article: Article, stage: str, error: Exception) -> ErrorRecord:
    """Give the error record of an article that could not be read."""
    if isinstance(error, DocumentError):
        stage, reason, remedy = error.stage, error.reason, error.remedy
    elif isinstance(error, MemoryError):
        reason, remedy = "memory", "give the process more memory (--memory-megabytes), or cut the document"
    else:
        reason, remedy = "internal", "report this with the page; the other documents are not affected"
        LOG.debug("%s %s: %s", article.uri, stage, error, exc_info=error)
    return ErrorRecord(
        id=article_id(article),
        source=_source(article, None),
        stage=stage,
        reason=reason,
        error=type(error).__name__,
        message=str(error)[:500].encode("utf-8", "replace").decode(),
        remedy=remedy,
    )


def _locator_hash(content_id: str, article: Article) -> str:
    locator = "\x00".join((content_id, article.uri, article.member or ""))
    return hashlib.sha256(locator.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _source(article: Article, page: Cleaned | None) -> Source:
    return Source(
        uri=_printable(article.uri),
        member=_printable(article.member) if article.member else None,
        url=_printable(article.url) if article.url else None,
        media_type=page.media_type if page else article.media_type or "application/octet-stream",
        charset=page.charset if page else article.charset,
        charset_reason=page.charset_reason if page else None,
        fetched_at=article.fetched_at,
    )


def _printable(locator: str) -> str:
    """Give a locator that can be written as UTF-8: file names may hold bytes that are none."""
    return locator.encode("utf-8", "backslashreplace").decode()


def _sections(page: Cleaned) -> list[Section]:
    headings = [block for block in page.blocks if block.kind == "heading"]
    ends = [*[block.start for block in headings][1:], len(page.text)]
    return [
        Section(
            heading=Span(start=block.start, end=block.end, text=page.text[block.start : block.end]),
            start=min(block.end + 2, end),
            end=end,
            level=block.level or 2,
        )
        for block, end in zip(headings, ends, strict=False)
    ]
