/* The page of an evaluation. */

const EVALUATED = readData();

function drawEvaluation() {
  const errors = rowsOf(EVALUATED.errors);
  const standing = errors.filter((error) => error.change !== "mended");
  const numbers = new Map();
  for (const error of standing) numbers.set(error.field, (numbers.get(error.field) ?? 0) + 1);
  const browser = errorBrowser(errors);
  const unread = EVALUATED.documents.filter((document) => document.error);
  return [
    part(
      "Scores",
      make(
        "p",
        { class: "note" },
        "Bar: relaxed F over all documents; whisker: its 95 % bootstrap interval by document; tick: strict F. Numbers are the relaxed ones, in percent. The number of errors leads to them.",
      ),
      scoreTable(
        EVALUATED.fields,
        (name) => numbers.get(name) ?? 0,
        (field) => browser.choose({ field }),
      ),
    ),
    unread.length > 0 &&
      part(
        "No record",
        make(
          "ul",
          { class: "plain" },
          unread.map((document) => make("li", null, said(document.id), ": ", said(document.error))),
        ),
      ),
    EVALUATED.comparison && part("What changed", changeTable(EVALUATED.comparison)),
    EVALUATED.versions.length > 0 && part("Score by version", versionPlot(EVALUATED.versions)),
    Object.keys(EVALUATED.calibration).length > 0 &&
      part(
        "Reliability",
        make(
          "p",
          { class: "note" },
          "Of facts with a confidence of .8, eight in ten should be right: then the dots lie on the diagonal. The larger a dot, the more facts.",
        ),
        make(
          "div",
          { class: "grid" },
          Object.entries(EVALUATED.calibration).map(([name, calibration]) => reliability(name, calibration)),
        ),
      ),
    part("Documents", documentTable(standing, (document) => browser.choose({ document })).element),
    part("Errors", browser.element),
  ];
}

function part(name, ...content) {
  return make("section", { "aria-label": name, id: fold(name).replaceAll(" ", "-") }, make("h2", null, name), content);
}

function documentTable(errors, choose) {
  const faults = new Map(EVALUATED.documents.map((document) => [document.id, { missed: 0, spurious: 0, wrong: 0 }]));
  for (const error of errors) if (faults.has(error.document)) faults.get(error.document)[error.fault] += 1;
  const rows = [...faults].map(([id, one]) => ({
    id,
    ...one,
    all: one.missed + one.spurious + one.wrong,
  }));
  return sortedTable({
    caption: "Documents and their errors",
    noun: ["document"],
    rows,
    words: (row) => row.id,
    sortBy: "all",
    step: 12,
    columns: [
      {
        name: "title",
        label: "Document",
        sort: (row) => row.id,
        cell: (row) => make("button", { type: "button", class: "link", click: () => choose(row.id) }, said(row.id)),
      },
      numberColumn("all", "Errors", (row) => row.all),
      numberColumn("missed", "Missed", (row) => row.missed),
      numberColumn("spurious", "Not annotated", (row) => row.spurious),
      numberColumn("wrong", "Other value", (row) => row.wrong),
    ],
  });
}

const TIMING = EVALUATED.timing;
document
  .getElementById("masthead")
  .append(
    make(
      "div",
      { class: "nameplate" },
      make("h1", { class: "name" }, "Evaluation"),
      make(
        "p",
        { class: "edition" },
        said(EVALUATED.model),
        ` · ${count(EVALUATED.documents.length, "document")} read from the ${EVALUATED.input}`,
      ),
      themeButton(),
    ),
    make("nav", { "aria-label": "Parts" }),
  );
document.getElementById("main").replaceChildren(...drawEvaluation().filter(Boolean));
document.querySelector("#masthead nav").append(
  ...[...document.querySelectorAll("main > section")].map((section) => {
    const name = section.getAttribute("aria-label");
    return make("a", { href: `#${section.id}` }, name);
  }),
);
document
  .getElementById("foot")
  .append(
    make(
      "p",
      null,
      `diplo-extract ${EVALUATED.package}; ${TIMING.seconds.toFixed(1)} s, ${TIMING.pages_per_second.toFixed(1)} documents a second; slowest `,
      said(TIMING.slowest),
      ` (${TIMING.slowest_seconds.toFixed(2)} s)`,
    ),
  );
skipLink();
document.documentElement.dataset.drawn = String(Math.round(performance.now()));
