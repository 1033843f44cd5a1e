"""Bad input gives a record with a warning, or an error record that names source, stage and reason; never a crash."""

from __future__ import annotations

import pytest

import diplo_extract as dx
from diplo_extract import Article, ErrorRecord, Record

GOOD = (
    "<html lang='en'><body><article><h1>Harbour towns meet</h1><p>The mayor of Mombasa, Abdulswamad Nassir, opened the"
    " meeting of the harbour towns on 4 May 2023.</p><p>More than 40 delegates took part in the talks at the old"
    " port, which lasted two days and ended with a joint statement.</p></article></body></html>"
)

BAD: dict[str, bytes] = {
    "empty file": b"",
    "only white space": b" \n\t\n ",
    "a PDF named .html": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\nstream\x00\x01\x02\xff\xfeendstream" * 20,
    "a picture named .html": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20,
    "HTML without a body text": b"<html><head><title>t</title></head><body><div></div></body></html>",
    "a page with no article": b"<html><body><ul>" + b"<li><a href='/x'>More</a></li>" * 40 + b"</ul></body></html>",
    "NUL bytes": GOOD.replace("talks", "ta\x00lks").encode(),
    "100,000 nested tags": b"<html><body>" + b"<div>" * 100_000 + b"The mayor spoke." + b"</div>" * 100_000,
    "cut in the middle of a tag": GOOD[: len(GOOD) // 2].encode() + b"<p class='",
    "lone surrogates": "The mayor \ud800 spoke to the guests of the town.".encode("utf-8", "surrogatepass"),
}


def source(content: bytes) -> Article:
    return Article(content=content, uri="archive/bad.html", media_type="text/html")


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gives_one_outcome_with_its_reason(pipeline: dx.Pipeline, name: str) -> None:
    (outcome,) = pipeline.stream([source(BAD[name])])
    assert outcome.source.uri == "archive/bad.html"
    if isinstance(outcome, ErrorRecord):
        assert outcome.stage and outcome.reason and outcome.message
        assert outcome.reason != "internal"
    else:
        assert outcome.text.strip()
    assert outcome.model_dump_json()


@pytest.mark.parametrize(
    "name", ["empty file", "a PDF named .html", "a picture named .html", "HTML without a body text"]
)
def test_what_holds_no_text_is_an_error_record(pipeline: dx.Pipeline, name: str) -> None:
    (outcome,) = pipeline.stream([source(BAD[name])])
    assert isinstance(outcome, ErrorRecord)
    assert outcome.remedy


def test_a_page_with_no_article_is_never_silent(pipeline: dx.Pipeline) -> None:
    (outcome,) = pipeline.stream([source(BAD["a page with no article"])])
    assert isinstance(outcome, ErrorRecord) or outcome.warnings


def test_deep_nesting_loses_no_text(pipeline: dx.Pipeline) -> None:
    (outcome,) = pipeline.stream([source(BAD["100,000 nested tags"])])
    assert isinstance(outcome, ErrorRecord) or "The mayor spoke." in outcome.text


def test_a_page_of_50_megabytes_is_refused_by_its_size(pipeline: dx.Pipeline) -> None:
    (outcome,) = pipeline.stream([source(b"<p>word</p>" * 5_000_000)])
    assert isinstance(outcome, ErrorRecord)
    assert outcome.reason == "too-large"


def test_windows_1254_declared_as_utf8_keeps_its_letters(pipeline: dx.Pipeline) -> None:
    text = "Antalya Büyükşehir Belediyesi ile İzmir Büyükşehir Belediyesi iş birliği için görüştü. "
    page = (
        f"<html lang='tr'><head><meta charset='utf-8'></head><body><article><p>{text * 4}</p></article></body></html>"
    )
    (outcome,) = pipeline.stream([source(page.encode("cp1254"))])
    assert isinstance(outcome, Record)
    assert "Büyükşehir" in outcome.text and "iş birliği" in outcome.text
    assert "\ufffd" not in outcome.text


def test_another_language_keeps_the_text_and_says_so(pipeline: dx.Pipeline) -> None:
    text = (
        "Die Oberbürgermeisterin der Stadt empfing am Montag eine Delegation aus der Partnerstadt. Im Rathaus wurde"
        " über gemeinsame Projekte gesprochen, und die Gäste trugen sich in das Goldene Buch der Stadt ein."
    )
    outcome = pipeline.extract(f"<html lang='de'><body><article><p>{text}</p></article></body></html>", uri="de.html")
    assert isinstance(outcome, Record)
    assert outcome.language is not None and outcome.language.value == "de"
    assert "Goldene Buch" in outcome.text
    assert any("language" in warning for warning in outcome.warnings)
    assert outcome.people == []


def test_a_bad_document_does_not_touch_its_neighbours(pipeline: dx.Pipeline) -> None:
    good = Article(content=GOOD, uri="good.html", media_type="text/html")
    outcomes = list(pipeline.stream([good, *map(source, BAD.values()), good]))
    assert len(outcomes) == len(BAD) + 2
    alone = pipeline.extract(GOOD, uri="good.html", media_type="text/html")
    assert outcomes[0] == outcomes[-1] == alone
    assert isinstance(alone, Record) and alone.people


def test_a_component_that_fails_names_the_document_and_spares_the_others(
    pipeline: dx.Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_on_mombasa(doc: object) -> object:
        if "Mombasa" in str(doc):
            raise RuntimeError("broken on purpose")
        return doc

    name, component = pipeline.nlp.pipeline[-1]
    monkeypatch.setattr(pipeline.nlp, "_components", [*pipeline.nlp._components[:-1], (name, break_on_mombasa)])
    other = GOOD.replace("Mombasa", "Zanzibar")
    first, second = pipeline.stream([Article(content=GOOD, uri="a"), Article(content=other, uri="b")])
    assert isinstance(first, ErrorRecord) and (first.stage, first.source.uri) == ("nlp", "a")
    assert isinstance(second, Record)
    assert component is not None


def test_a_wrong_type_is_the_callers_mistake(pipeline: dx.Pipeline) -> None:
    with pytest.raises(dx.UsageError):
        pipeline.extract(42)  # type: ignore[arg-type]


def test_a_text_over_the_limit_is_kept_and_says_that_no_facts_were_read() -> None:
    small = dx.load(settings=dx.Settings(max_text_characters=50))
    outcome = small.extract(GOOD)
    assert isinstance(outcome, Record)
    assert "Mombasa" in outcome.text and outcome.people == []
    assert any(warning.startswith("text-too-long") for warning in outcome.warnings)
