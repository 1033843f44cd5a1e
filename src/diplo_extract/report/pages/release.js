/* One release: its head, its text with the facts in it, and the panel; a click on either side shows the other. */

function drawRelease(release, row, around) {
  const hidden = new Set();
  const card = around.card;
  const text = make("div", { class: "text", role: "group", "aria-label": "Text of the release" }, drawText(release));
  const { panel, rows } = drawFacts(release, choose);
  let chosen = null;

  function pieces(attribute, number) {
    return [...text.querySelectorAll(`[${attribute}~="${number}"]`)];
  }

  function choose(number, side) {
    const again = chosen === number;
    if (chosen !== null) clear();
    if (again) return;
    chosen = number;
    for (const piece of pieces("data-facts", number)) piece.classList.add("on");
    for (const piece of pieces("data-because", number)) piece.classList.add("because");
    const found = rows.get(number);
    fillDetail(found.detail, release, release.facts[number]);
    found.detail.hidden = false;
    found.button.setAttribute("aria-expanded", "true");
    if (side === "panel") goTo(text.querySelector(".on") ?? text.querySelector(".because"));
    else if (besides()) goTo(found.button);
  }

  /* On a narrow screen the panel lies below the text: the card says what a place is, and the reader is not carried off. */
  function besides() {
    return panel.getBoundingClientRect().left > text.getBoundingClientRect().right;
  }

  function goTo(element) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }

  function goToList(number) {
    card.hide();
    if (chosen !== number) choose(number, "text");
    goTo(rows.get(number).button);
    rows.get(number).button.focus({ preventScroll: true });
  }

  function clear() {
    for (const piece of text.querySelectorAll(".on, .because")) piece.classList.remove("on", "because");
    const found = rows.get(chosen);
    found.detail.hidden = true;
    found.button.setAttribute("aria-expanded", "false");
    chosen = null;
  }

  function factsAt(piece) {
    return piece.dataset.facts
      .split(" ")
      .map(Number)
      .filter((number) => !hidden.has(release.facts[number].kind));
  }

  /* A further click on the same place goes on to the fact around it. */
  function chooseAt(piece) {
    const here = factsAt(piece);
    if (!here.length) return;
    const next = here[here.indexOf(chosen) + 1];
    if (next === undefined) clear();
    else choose(next, "text");
  }

  function point(piece) {
    const here = factsAt(piece);
    if (here.length) card.show(piece, release, here.slice(0, besides() ? 2 : 1), () => goToList(here[0]));
  }

  function refreshLines() {
    for (const piece of text.querySelectorAll(".mark"))
      drawLines(piece, [...new Set(factsAt(piece).map((number) => release.facts[number].kind))]);
  }

  const markAt = (event) => event.target.closest?.(".mark");
  text.addEventListener("click", (event) => {
    const piece = markAt(event);
    if (!piece) return;
    if (piece.tabIndex < 0) focusItem(text, ".mark", piece);
    chooseAt(piece);
  });
  text.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && markAt(event)) {
      event.preventDefault();
      chooseAt(markAt(event));
    }
    if (event.key === "Escape") {
      card.hide();
      if (chosen !== null) clear();
    }
  });
  text.addEventListener("pointerover", (event) => (markAt(event) ? point(markAt(event)) : card.hide()));
  text.addEventListener("pointerleave", card.hide);
  text.addEventListener("focusin", (event) => markAt(event) && point(markAt(event)));
  text.addEventListener("focusout", card.hide);
  for (const [number, { button }] of rows) {
    for (const kind of ["pointerenter", "focus"])
      button.addEventListener(kind, () => besides() && card.show(button, release, [number]));
    for (const kind of ["pointerleave", "blur", "click"]) button.addEventListener(kind, card.hide);
  }
  rove(text, ".mark");
  refreshLines();

  const legend = make("div", { class: "legend", role: "group", "aria-label": "Kinds of facts shown in the text" });
  for (const kind of new Set(release.facts.map((fact) => fact.kind))) {
    const button = make(
      "button",
      { type: "button", class: `kind-${kind}`, "aria-pressed": "true" },
      make("span", { class: "sample" }),
      kindName(kind),
    );
    button.addEventListener("click", () => {
      if (!hidden.delete(kind)) hidden.add(kind);
      button.setAttribute("aria-pressed", String(!hidden.has(kind)));
      refreshLines();
    });
    legend.append(button);
  }

  return make(
    "article",
    { class: "release" },
    releaseHead(release, row, around),
    make(
      "div",
      { class: "spread" },
      make("section", { class: "page", "aria-label": "Text" }, legend, text),
      make("aside", { class: "facts", "aria-label": "Facts" }, make("h2", null, "Facts"), panel),
    ),
  );
}

function releaseHead(release, row, around) {
  const place = release.dateline?.place;
  const address = release.canonical_url?.value ?? release.source.url;
  const kicker = [row.site && said(row.site), place && said(place), row.published && sayDate(row.published)].filter(
    Boolean,
  );
  const also = release.published?.ambiguous?.length
    ? ` (or ${release.published.ambiguous.map(sayDate).join(", ")})`
    : "";
  const by = release.authors?.map((author) => author.value).join(", ");
  return make(
    "header",
    null,
    kicker.length > 0 &&
      make(
        "p",
        { class: "kicker" },
        kicker.map((part, i) => (i ? [" · ", part] : part)),
        also,
      ),
    make("h1", { dir: "auto" }, row.title),
    release.lead && make("p", { class: "lead", dir: "auto" }, release.lead.value),
    make(
      "p",
      { class: "origin" },
      by && ["By ", said(by), " · "],
      count(row.words, "word"),
      " · ",
      said(row.uri),
      address && address !== row.uri && [" · ", outside(address, address)],
    ),
    release.published &&
      make(
        "p",
        { class: "origin" },
        "published ",
        said(release.published.value),
        ", read from ",
        said(release.published.reason),
        ": ",
        make("q", null, said(release.published.text)),
      ),
    row.same_as !== null && make("p", { class: "doubt" }, "The same as ", around.link(row.same_as)),
    release.warnings?.length > 0 &&
      make(
        "ul",
        { class: "doubts", "aria-label": "Doubts" },
        release.warnings.map((warning) => make("li", null, said(warning))),
      ),
  );
}
