"""Pages made to hurt: each gives a text or a DocumentError, within the memory."""

from __future__ import annotations

import base64
import subprocess
import sys
from pathlib import Path

import pytest

from diplo_extract.cleaning import clean
from diplo_extract.errors import DocumentError

SENTENCE = (
    "The mayor of Porto Alegre received a delegation of the port of Rotterdam at the town hall on Monday morning. "
)
ARTICLE = f"<article><h1>Port visit</h1><p>{SENTENCE}</p><p>{SENTENCE.replace('mayor', 'governor')}</p></article>"
MEGABYTES = 500

HOSTILE = {
    "nested": "<div>" * 100_000 + ARTICLE,
    "siblings": ARTICLE + "<p>x" * 1_000_000,
    "long attribute": f'<img alt="{"x" * 20_000_000}">' + ARTICLE,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">" + ARTICLE,
    "unclosed title": "<title>" + "Port: visit | of - Rotterdam » " * 20_000 + "</title>" + ARTICLE,
    "unclosed comment": ARTICLE + "<!-- " + "x" * 1_000_000,
    "unclosed cdata": ARTICLE + "<![CDATA[" + "x" * 1_000_000,
    "nul": ARTICLE.replace("delegation", "dele\x00gation"),
    "billion laughs": "<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]><article><text>&j;</text></article>",
    "external entity": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><article>&x;</article>",
    "frames": "<html><frameset><frame src='a.html'><frame src='b.html'></frameset></html>",
    "meta refresh": "<meta http-equiv=refresh content='0;url=http://elsewhere.example/'>" + ARTICLE,
    "document.write": "<script>document.write('<p>written by a script</p>')</script>" + ARTICLE,
    "base64": f'<img src="data:image/png;base64,{base64.b64encode(bytes(7_500_000)).decode()}">' + ARTICLE,
    "mixed encodings": ARTICLE.encode() + "<p>ğüş. </p>".encode("cp1254") + "<p>Мэр</p>".encode("cp1251"),
}
REFUSED = {"siblings", "billion laughs", "external entity", "frames"}


@pytest.mark.parametrize("name", [name for name in HOSTILE if name not in REFUSED])
def test_hostile_page_keeps_its_article(name):
    text = clean(HOSTILE[name]).text
    assert "at the town hall on Monday morning." in text
    assert "written by a script" not in text


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_hostile_page_is_refused(name):
    with pytest.raises(DocumentError) as caught:
        clean(HOSTILE[name])
    assert caught.value.remedy
    assert "root:" not in str(caught.value)


SCRIPT = "".join(f'window.a{n}={{"name":"box{n}",size:[{n},2]}};' for n in range(300))
STYLE = "".join(f".box-{n}{{color:#fff;margin:0 {n}px}}" for n in range(300))


@pytest.mark.parametrize("code", [SCRIPT, STYLE], ids=["script", "style"])
@pytest.mark.parametrize("cut", ["{code} {text}", "{text} {code}", "{text} {code} {text}"])
def test_code_whose_tag_was_cut_is_no_text_and_the_story_in_the_same_node_is(code, cut):
    story = " ".join(SENTENCE.replace("Monday", f"{n} May") for n in range(1, 12))
    cleaned = clean(f"<html><body><div>{cut.format(code=code, text=story)}</div></body></html>")
    assert cleaned.text.count("at the town hall on 5 May morning") == cut.count("{text}")
    assert len(cleaned.text) < len(story) * cut.count("{text}") + 1_500


def test_a_long_list_of_names_and_posts_is_no_code():
    people = "; ".join(f"Ann{'abcdefghi'[n % 9]} Brown{'jklmnopqrs'[n // 9]}, Mayor of Springfield" for n in range(90))
    assert clean(f"<html><body><p>Those present: {people}.</p></body></html>").text.count("Mayor of Springfield") == 90


@pytest.mark.parametrize("name", ["nested", "long attribute", "attributes", "base64"])
def test_hostile_page_stays_within_the_memory(name):
    done = subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEGABYTES * 1024


if __name__ == "__main__":
    clean(HOSTILE[sys.argv[1]])
    # not ru_maxrss: a child inherits that of its parent
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
