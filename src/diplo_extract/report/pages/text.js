/* The text of a release with its facts marked: pieces that begin or end wherever a fact or its evidence does. */

const KINDS = ["people", "positions", "organizations", "places", "dates", "attendance", "groups", "events", "quotes"];
const KIND_NAMES = {
  people: "People",
  positions: "Offices",
  organizations: "Organizations",
  places: "Places",
  dates: "Dates",
  attendance: "Attendance",
  groups: "Groups",
  events: "Events",
  quotes: "Quotes",
};
const KIND_OF_ONE = {
  people: "person",
  positions: "office",
  organizations: "organization",
  places: "place",
  dates: "date",
  attendance: "attendance",
  groups: "group",
  events: "event",
  quotes: "quote",
};
const LINES_AT_MOST = 3;

function kindName(kind) {
  return KIND_NAMES[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1);
}

/* Offsets of a record count code points, those of JavaScript count UTF-16 units. */
function unitsOf(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (offset) => offset;
  const units = [0];
  for (const sign of text) units.push(units[units.length - 1] + sign.length);
  return (offset) => units[Math.min(offset, units.length - 1)];
}

/* Give {start, end, facts, because} of the whole text; facts: those that stand here, because: those read from here. */
function piecesOf(length, facts, cuts) {
  const opening = new Map(),
    closing = new Map();
  const note = (map, at, mark) => (map.get(at) ?? map.set(at, []).get(at)).push(mark);
  facts.forEach((fact, number) => {
    for (const [list, name] of [
      [fact.places, "facts"],
      [fact.evidence, "because"],
    ]) {
      for (const [start, end] of list ?? []) {
        if (start >= end) continue;
        note(opening, start, [name, number]);
        note(closing, end, [name, number]);
      }
    }
  });
  const edges = [...new Set([0, length, ...cuts, ...opening.keys(), ...closing.keys()])].sort((a, b) => a - b);
  const now = { facts: [], because: [] };
  const pieces = [];
  edges.forEach((edge, i) => {
    for (const [name, number] of closing.get(edge) ?? []) now[name].splice(now[name].indexOf(number), 1);
    for (const [name, number] of opening.get(edge) ?? []) now[name].push(number);
    if (i + 1 < edges.length) {
      pieces.push({
        start: edge,
        end: edges[i + 1],
        facts: [...new Set(now.facts)],
        because: [...new Set(now.because)],
      });
    }
  });
  return pieces;
}

function sizeOf(fact) {
  return Math.min(...fact.places.map(([start, end]) => end - start));
}

/* Give the paragraphs as elements; every marked piece knows its facts, the shortest first. */
function drawText(release) {
  const unit = release.unit;
  const paragraphs = paragraphsOf(release);
  const pieces = piecesOf(
    paragraphs.at(-1).end,
    release.facts,
    paragraphs.flatMap(({ start, end }) => [start, end]),
  );
  const levels = new Map(release.headings.map(([start, level]) => [start, level]));
  let at = 0;
  return paragraphs.map(({ start, end }) => {
    const element = make(levels.has(start) ? `h${Math.min(6, Math.max(3, levels.get(start) + 1))}` : "p", {
      dir: "auto",
    });
    while (at < pieces.length && pieces[at].end <= start) at += 1;
    while (at < pieces.length && pieces[at].start < end) {
      element.append(
        drawPiece(pieces[at], release.text.slice(unit(pieces[at].start), unit(pieces[at].end)), release.facts),
      );
      at += 1;
    }
    return element;
  });
}

function paragraphsOf(release) {
  let start = 0;
  return release.text.split("\n\n").map((paragraph) => {
    const end = start + [...paragraph].length;
    const found = { start, end };
    start = end + 2;
    return found;
  });
}

function drawPiece(piece, words, facts) {
  if (!piece.facts.length && !piece.because.length) return document.createTextNode(words);
  const numbers = piece.facts.toSorted((a, b) => sizeOf(facts[a]) - sizeOf(facts[b]));
  const element = make("span", { "data-facts": numbers.join(" "), "data-because": piece.because.join(" ") }, words);
  if (!numbers.length) return element;
  element.className = "mark";
  element.setAttribute("role", "button");
  element.setAttribute(
    "aria-label",
    `${words}: ${numbers.map((number) => KIND_OF_ONE[facts[number].kind] ?? facts[number].kind).join(", ")}`,
  );
  return element;
}

/* One line below the words for each kind of fact, the innermost on top. */
function drawLines(element, kinds) {
  const lines = kinds.filter((kind) => kind !== "quotes").slice(0, LINES_AT_MOST);
  element.style.backgroundImage = lines
    .map((kind) => `var(--line-${KINDS.includes(kind) ? kind : "other"})`)
    .join(", ");
  element.style.backgroundPosition = lines.map((_, i) => `0 calc(100% - ${3 * (lines.length - 1 - i)}px)`).join(", ");
  element.classList.toggle("quoted", kinds.includes("quotes"));
  element.classList.toggle("plain", !kinds.length);
}
