"""From page to record: processor time stage by stage, beside the script a user would write today; by one command.

python tests/benchmarks/speed.py [--pages 480] [--rounds 4] [--models fast accurate] [--no-peer]

All contenders read the same pages on one core, in turns; each round has pages of its own, since words met before are
quicker. A ratio is the median over the rounds. The script of a user is trafilatura (text and date), spaCy with the
architecture of en_core_web_sm (tok2vec, tagger, parser, NER; untrained, which costs the same time) and
dateparser.search: `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import gc
import gzip
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from dev_rows import SHARED

from diplo_extract import Article, Pipeline, Record, load
from diplo_extract.article import Cleaned
from diplo_extract.cleaning.decode import decode
from diplo_extract.cleaning.tree import parse
from diplo_extract.nlp import make_doc

STAGES = ("parse", "clean", "tokenize", "names", "matchers", "resolve", "validate", "write")
TRAINED = ("diplo_ner",)
Read = Callable[[list[bytes]], Counter[str]]


def pages(count: int) -> list[bytes]:
    """Give the pool's releases, then pages of the cleaning sets, the same for the same count."""
    pool = SHARED / "bench" / "releases" / "pool"
    rows = [json.loads(line) for line in (pool / "pool.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [_bytes(pool / row["raw"]) for row in rows]
    more = sorted((SHARED / "bench" / "cleaning" / "dev").rglob("*.html*"), key=lambda path: path.name)
    step = max(1, len(more) // max(1, count - len(found)))
    return [*found, *map(_bytes, more[::step])][:count]


def _bytes(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if path.suffix == ".gz" else data


class Clock:
    """Adds up processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds = Counter[str]()

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Count the time of a block."""
        begin = time.process_time()
        yield
        self.seconds[stage] += time.process_time() - begin


def ours(pipeline: Pipeline) -> Read:
    """Give our flow, taken apart into its stages; what it writes is what `Pipeline.stream` gives."""

    def read(documents: list[bytes]) -> Counter[str]:
        clock = Clock()
        for begin in range(0, len(documents), 32):
            batch = [Article(content=data, uri=str(begin + i)) for i, data in enumerate(documents[begin : begin + 32])]
            with pipeline._memory():
                _batch(pipeline, batch, clock)
        clock.seconds["clean"] -= clock.seconds["parse"]
        return clock.seconds

    return read


def _batch(pipeline: Pipeline, batch: list[Article], clock: Clock) -> None:
    with clock("parse"):
        for article in batch:
            _parse(article)
    with clock("clean"):
        cleaned = [(article, pipeline._clean(article)) for article in batch]
    readable = [(article, page) for article, page in cleaned if isinstance(page, Cleaned) and pipeline._has_facts(page)]
    with clock("tokenize"):
        docs = [make_doc(pipeline.nlp, page) for _, page in readable]
    for name, component in pipeline.nlp.pipeline:
        with clock("names" if name in TRAINED else "matchers"):
            docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
    for (article, page), doc in zip(readable, docs, strict=True):
        with clock("resolve"):
            record = pipeline._record(article, page, doc)
        plain = record.model_dump()
        with clock("validate"):
            Record.model_validate(plain)
        with clock("write"):
            record.model_dump_json()


def _parse(article: Article) -> None:
    """Parse once more than needed, to know what the parser alone costs; it is taken off the time of `clean`."""
    try:
        text = decode(article.content, article.charset, article.url, article.language).text
        if text.lstrip()[:1] == "<":
            parse(text)
    except Exception:  # what cannot be parsed is told by `clean`
        return


def users_script() -> Read:
    """Give what a user would write today."""
    import dateparser.search
    import trafilatura

    nlp = _english_pipeline()

    def read(documents: list[bytes]) -> Counter[str]:
        clock = Clock()
        with clock("clean"):
            found = [_page_text(trafilatura, data) for data in documents]
        texts = [text for text in found if text]
        with clock("names"):
            for _ in nlp.pipe(texts, batch_size=32):
                pass
        with clock("matchers"):
            for text in texts:
                dateparser.search.search_dates(text, languages=["en"])
        return clock.seconds

    return read


def _page_text(trafilatura: Any, data: bytes) -> str:
    """Give the text of a page; a file that is no HTML is its own text."""
    if b"<html" not in data[:5000].lower() and b"<body" not in data[:5000].lower():
        return data.decode("utf-8", "replace")
    page = trafilatura.bare_extraction(data, with_metadata=True)
    return str(page.text or "") if page is not None else ""


def _english_pipeline() -> Any:
    """Give the components of en_core_web_sm with its sizes, freshly initialised."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    width = 96
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": width,
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
                    "rows": [5000, 1000, 2500, 2500, 50, 50],
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": width,
                    "depth": 4,
                    "window_size": 1,
                    "maxout_pieces": 3,
                },
            }
        },
    )
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": width, "upstream": "tok2vec"}
    nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}})
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": listener,
    }
    nlp.add_pipe("parser", config={"model": {**parser, "state_type": "parser", "extra_state_tokens": False}})
    own = {
        "@architectures": "spacy.HashEmbedCNN.v2",
        "pretrained_vectors": None,
        "width": width,
        "depth": 4,
        "embed_size": 2000,
        "window_size": 1,
        "maxout_pieces": 3,
        "subword_features": True,
    }
    nlp.add_pipe("ner", config={"model": {**parser, "state_type": "ner", "extra_state_tokens": False, "tok2vec": own}})
    words = [f"w{i}" for i in range(45)]
    doc = nlp.make_doc(" ".join(words))
    example = Example.from_dict(
        doc,
        {
            "words": words,
            "tags": [f"T{i}" for i in range(45)],
            "heads": [max(0, i - 1) for i in range(45)],
            "deps": ["ROOT", *[f"d{i}" for i in range(1, 45)]],
            "entities": [f"U-E{i % 18}" for i in range(45)],
        },
    )
    nlp.initialize(lambda: [example])
    return nlp


def show(times: dict[str, list[Counter[str]]]) -> None:
    """Print milliseconds for each page by stage, and the ratios; times: seconds for a page, round by round."""
    names = list(times)
    print(f"\n| stage, ms CPU a page | {' | '.join(names)} |\n|---|{'---:|' * len(names)}")
    for stage in STAGES:
        print(f"| {stage} | {' | '.join(_ms([run[stage] for run in times[name]]) for name in names)} |")
    totals = {name: [sum(run.values()) for run in runs] for name, runs in times.items()}
    print(f"| all | {' | '.join(_ms(totals[name]) for name in names)} |")
    peer = totals.get("user's script")
    for name in names:
        speed = 1 / median(totals[name])
        line = f"{name}: {speed:.1f} pages per CPU second"
        if peer and totals[name] is not peer:
            ratios = sorted(theirs / mine for theirs, mine in zip(peer, totals[name], strict=True))
            line += f", {median(ratios):.2f} × the user's script ({ratios[0]:.2f}–{ratios[-1]:.2f})"
        print(line)


def _ms(seconds: list[float]) -> str:
    return f"{1000 * median(seconds):.2f}"


def peak(model: str, count: int) -> float:
    """Give the most memory, in MB, that a fresh process needs to read the pages."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import speed, diplo_extract as dx\n"
        "pipeline = dx.load(sys.argv[2])\n"
        "documents = speed.pages(int(sys.argv[3]))\n"
        "for _ in pipeline.stream(dx.Article(content=d, uri='') for d in documents): pass\n"
        # not ru_maxrss: a child inherits that of its parent
        "print(next(int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('VmHWM')) / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent), model, str(count)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=480)
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--models", nargs="+", default=["fast", "accurate"])
    options.add_argument("--no-peer", action="store_true")
    chosen = options.parse_args()
    documents = pages(chosen.pages)
    contenders: dict[str, Read] = {} if chosen.no_peer else {"user's script": users_script()}
    contenders |= {name: ours(load(name)) for name in chosen.models}
    first, rest = documents[:16], documents[16:]
    for read in contenders.values():
        read(first)  # everything that is made once
    gc.freeze()  # as a worker does: the collector need not look through it again, for all contenders
    times: dict[str, list[Counter[str]]] = {name: [] for name in contenders}
    for turn in range(chosen.rounds):
        part = rest[turn :: chosen.rounds]
        for name, read in contenders.items():
            spent = read(part)
            times[name].append(Counter({stage: seconds / len(part) for stage, seconds in spent.items()}))
            print(f"round {turn + 1}, {name}: {sum(spent.values()):.1f} s", file=sys.stderr)
    print(f"{len(rest)} pages, {sum(map(len, rest)) / len(rest) / 1000:.0f} kB each; {_machine()}")
    show(times)
    for model in chosen.models:
        print(f"peak memory of a process, {model}: {peak(model, chosen.pages):.0f} MB")
    print(f"of this one, with all contenders: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _machine() -> str:
    cpu = next((line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")), "")
    name = cpu.partition(": ")[2] or "unknown processor"
    return f"one core of {os.cpu_count()}, {name}, Python {sys.version.split()[0]}"


if __name__ == "__main__":
    main()
