/* The scores of an evaluation: bars with intervals, and what changed since another run. */

const PERCENT = (share) => (share === null || share === undefined ? "–" : (100 * share).toFixed(1));

function scoreTable(fields, errorsOf, choose) {
  const head = ["Field", "", "F", "95 %", "P", "R", "Right", "Found", "Gold", "Docs", "Errors"];
  const rows = fields.map((field) => {
    const { strict, relaxed } = field,
      errors = errorsOf(field.name);
    const range = relaxed.interval ? `${PERCENT(relaxed.interval[0])}–${PERCENT(relaxed.interval[1])}` : "";
    const numbers = [
      PERCENT(relaxed.f),
      range,
      PERCENT(relaxed.precision),
      PERCENT(relaxed.recall),
      relaxed.right,
      relaxed.predicted,
      relaxed.gold,
      field.documents,
    ];
    return make(
      "tr",
      null,
      make("th", { scope: "row" }, field.name),
      make("td", { class: "bar" }, scoreBar(field.name, strict, relaxed)),
      numbers.map((value, i) => make("td", { class: "number", "data-label": head[i + 2] }, String(value))),
      make(
        "td",
        { class: "number", "data-label": "Errors" },
        errors
          ? make(
              "button",
              {
                type: "button",
                click: () => choose(field.name),
                "aria-label": `Show ${count(errors, "error")} of ${field.name}`,
              },
              String(errors),
            )
          : "0",
      ),
    );
  });
  return make(
    "div",
    { class: "scroller" },
    make(
      "table",
      { class: "scores" },
      make("caption", { class: "unseen" }, "Scores of every field"),
      make(
        "thead",
        null,
        make(
          "tr",
          null,
          head.map((label, i) => make("th", { scope: "col", class: i > 1 ? "number" : null }, label)),
        ),
      ),
      make("tbody", null, rows),
    ),
  );
}

/* Relaxed F as the bar, its interval as the whisker, strict F as the tick. */
function scoreBar(name, strict, relaxed) {
  const x = (share) => 2 + 196 * share;
  const words = `${name}: relaxed F ${PERCENT(relaxed.f)}, strict F ${PERCENT(strict.f)}`;
  const chart = draw(
    "svg",
    { viewBox: "0 0 200 18", preserveAspectRatio: "none", role: "img", "aria-label": words },
    draw("title", null, words),
    draw("rect", { x: 2, y: 5, width: 196, height: 8, class: "trough" }),
    draw("rect", { x: 2, y: 5, width: 196 * (relaxed.f ?? 0), height: 8, class: "share" }),
  );
  if (strict.f !== null)
    chart.append(draw("line", { x1: x(strict.f), x2: x(strict.f), y1: 2, y2: 16, class: "strict" }));
  if (relaxed.interval) chart.append(whisker(x(relaxed.interval[0]), x(relaxed.interval[1]), 9));
  return chart;
}

function whisker(from, to, y) {
  return draw("path", { d: `M${from} ${y - 3}v6M${from} ${y}H${to}M${to} ${y - 3}v6`, class: "whisker" });
}

function changeTable(comparison) {
  const rows = comparison.changes.map((change) => {
    const range = change.interval ? `${signed(change.interval[0])} to ${signed(change.interval[1])}` : "";
    const sure = change.p !== null && change.p < 0.05;
    return make(
      "tr",
      { class: sure ? (change.difference > 0 ? "better" : "worse") : null },
      make("th", { scope: "row" }, change.name),
      [
        PERCENT(change.before),
        PERCENT(change.after),
        signed(change.difference),
        range,
        change.p === null ? "" : change.p.toFixed(3),
        change.documents,
      ].map((value) => make("td", { class: "number" }, String(value))),
    );
  });
  const only = [
    ["before", comparison.only_before],
    ["after", comparison.only_after],
  ].filter(([, ids]) => ids.length);
  return [
    make(
      "p",
      { class: "note" },
      said(comparison.before),
      " → ",
      said(comparison.after),
      ", relaxed F on the documents of both. Bold: a paired bootstrap by document gives chance less than 1 in 20.",
    ),
    make(
      "div",
      { class: "scroller" },
      make(
        "table",
        { class: "scores" },
        make("caption", { class: "unseen" }, "What changed"),
        make(
          "thead",
          null,
          make(
            "tr",
            null,
            ["Field", "Before", "After", "Change", "95 %", "p", "Docs"].map((label, i) =>
              make("th", { scope: "col", class: i ? "number" : null }, label),
            ),
          ),
        ),
        make("tbody", null, rows),
      ),
    ),
    only.map(([word, ids]) => make("p", { class: "note" }, `Only ${word}: `, said(ids.join(", ")))),
  ];
}

function signed(share) {
  return `${share > 0 ? "+" : share < 0 ? "−" : "±"}${Math.abs(100 * share).toFixed(1)}`;
}
