/* The panel of facts beside the text, and the card that says what a marked place is. */

const LONGEST_EVIDENCE = 220;

function drawFacts(release, choose) {
  const rows = new Map();
  const panel = make("div", { class: "groups" });
  const kinds = [...new Set([...KINDS, ...release.facts.map((fact) => fact.kind)])];
  for (const kind of kinds.filter((one) => one !== "positions")) {
    const list = make("ul");
    release.facts.forEach((fact, number) => {
      if (fact.kind !== kind) return;
      const item = factRow(release, number, choose, rows);
      const offices = officesOf(release.facts, number).map((office) => factRow(release, office, choose, rows));
      if (offices.length) item.append(make("ul", { class: "offices" }, offices));
      list.append(item);
    });
    if (!list.children.length) continue;
    const heading = make("h3", null, kindName(kind), make("span", { class: "number" }, String(list.children.length)));
    panel.append(make("section", { class: `kind-${kind}`, "aria-label": kindName(kind) }, heading, list));
  }
  if (!panel.children.length) panel.append(make("p", { class: "soft" }, "No facts were read from this text."));
  return { panel, rows };
}

/* Facts made inside another one follow it: the offices of a person. */
function officesOf(facts, number) {
  const found = [];
  for (let next = number + 1; facts[next]?.of !== undefined; next += 1) found.push(next);
  return found;
}

function factRow(release, number, choose, rows) {
  const fact = release.facts[number];
  const value = fact.kind === "dates" || fact.kind === "events" ? sayDate(fact.value ?? "") : (fact.value ?? "");
  const button = make(
    "button",
    { type: "button", "aria-expanded": "false", "data-fact": number, click: () => choose(number, "panel") },
    said(fact.name, { class: "name" }),
    value && said(value, { class: "value" }),
  );
  const detail = make("div", { class: "detail", hidden: true });
  rows.set(number, { button, detail, open: false });
  return make("li", { class: `fact kind-${fact.kind}` }, button, detail);
}

/* The whole fact: fields, who made it and how sure, what it was read from, where that stands in the source. */
function fillDetail(detail, release, fact) {
  if (detail.children.length) return;
  const lines = (fact.details ?? []).map(([name, words]) => [
    name,
    said(name.includes("date") ? sayDate(words) : words),
  ]);
  if (fact.kind === "dates" && fact.value) lines.unshift(["value", said(fact.value)]);
  detail.append(
    make(
      "dl",
      null,
      [...lines, ...originOf(release, fact)].map(([name, words]) => [make("dt", null, name), make("dd", null, words)]),
    ),
  );
}

function originOf(release, fact, evidence = evidenceOf(release, fact)) {
  const lines = [
    [fact.model ? "model" : "rule", said(fact.by ?? "not told")],
    ["confidence", confidence(fact.confidence)],
  ];
  for (const words of evidence) lines.push(["read from", make("q", null, said(words))]);
  const place = placeInSource(release, fact);
  if (place) lines.push(["in the source", place]);
  return lines;
}

function confidence(share) {
  if (share === undefined) return make("span", { class: "soft" }, "not measured");
  const meter = make("span", { class: "meter", "aria-hidden": "true" }, make("span"));
  meter.firstChild.style.width = `${100 * share}%`;
  return [meter, share.toFixed(2)];
}

function evidenceOf(release, fact) {
  return (fact.evidence ?? []).slice(0, 3).map(([start, end]) => {
    const words = release.text.slice(release.unit(start), release.unit(end));
    return words.length > LONGEST_EVIDENCE ? `${words.slice(0, LONGEST_EVIDENCE)}…` : words;
  });
}

/* Where the page that was read holds the characters, and a way to see them there. */
function placeInSource(release, fact) {
  const [start, end] = fact.places?.[0] ?? fact.evidence?.[0] ?? [];
  if (start === undefined) return null;
  const address = release.canonical_url?.value ?? release.source.url ?? release.source.uri;
  const words = release.text.slice(release.unit(start), release.unit(end)).split("\n")[0];
  const run = release.source_map.find((one) => one[0] <= start && start < one[1]);
  const within = run && [", ", make("code", null, said(run[2])), `, from character ${run[3] + start - run[0]}`];
  return [outside(address, address, words), within];
}

/* The card near a marked place; on a phone it lies at the bottom of the screen. */
function makeCard() {
  const card = make("div", { id: "card", role: "tooltip", hidden: true });
  let near = null;
  document.body.append(card);

  function hide() {
    near?.removeAttribute("aria-describedby");
    card.hidden = true;
  }

  function show(element, release, numbers, toList) {
    hide();
    near = element;
    element.setAttribute("aria-describedby", card.id);
    card.replaceChildren(
      ...numbers.map((number) => cardPart(release, release.facts[number])),
      make(
        "button",
        { type: "button", class: "to-list", pointerdown: (event) => event.preventDefault(), click: toList },
        "Show in the list",
      ),
    );
    card.hidden = false;
    const at = element.getClientRects()[0] ?? element.getBoundingClientRect();
    const below = at.bottom + card.offsetHeight + 12 < innerHeight;
    card.style.left = `${Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8))}px`;
    card.style.top = `${below ? at.bottom + 8 : Math.max(8, at.top - card.offsetHeight - 8)}px`;
  }
  return { show, hide };
}

function cardPart(release, fact) {
  const value = fact.kind === "dates" || fact.kind === "events" ? sayDate(fact.value ?? "") : fact.value;
  return make(
    "div",
    { class: `part kind-${fact.kind}` },
    make("p", { class: "kind" }, KIND_OF_ONE[fact.kind] ?? fact.kind, fact.of && [" of ", said(fact.of)]),
    make(
      "p",
      { class: "name" },
      said(fact.name.length > 120 ? `${fact.name.slice(0, 120)}…` : fact.name),
      value && fact.kind !== "people" && make("span", { class: "value" }, " ", said(value)),
    ),
    make(
      "dl",
      null,
      originOf(release, fact, evidenceOf(release, fact).slice(0, 1)).map(([name, words]) => [
        make("dt", null, name),
        make("dd", null, words),
      ]),
    ),
  );
}
