/* The scores of an evaluation: bars with intervals, and what changed since another run. */

const PERCENT = (share) => (share === null || share === undefined ? "–" : (100 * share).toFixed(1));

function scoreTable(fields, errorsOf, choose) {
  return make(
    "div",
    { class: "scroller" },
    shortTable({
      caption: "Scores of every field",
      kind: "scores",
      rows: fields,
      columns: [
        { label: "Field", cell: (field) => field.name },
        { name: "bar", label: "", cell: (field) => scoreBar(field.name, field.strict, field.relaxed) },
        numberColumn("f", "F", ({ relaxed }) => PERCENT(relaxed.f)),
        numberColumn("range", "95 %", ({ relaxed }) => relaxed.interval?.map(PERCENT).join("–")),
        numberColumn("precision", "P", ({ relaxed }) => PERCENT(relaxed.precision)),
        numberColumn("recall", "R", ({ relaxed }) => PERCENT(relaxed.recall)),
        numberColumn("right", "Right", ({ relaxed }) => relaxed.right),
        numberColumn("found", "Found", ({ relaxed }) => relaxed.predicted),
        numberColumn("gold", "Gold", ({ relaxed }) => relaxed.gold),
        numberColumn("documents", "Docs", (field) => field.documents),
        { label: "Errors", numeric: true, cell: (field) => errorsButton(field.name, errorsOf(field.name), choose) },
      ],
    }),
  );
}

function errorsButton(field, errors, choose) {
  if (!errors) return "0";
  const name = `Show ${count(errors, "error")} of ${field}`;
  return make("button", { type: "button", click: () => choose(field), "aria-label": name }, String(errors));
}

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
      shortTable({
        caption: "What changed",
        kind: "scores",
        rows: comparison.changes,
        rowKind: (change) => change.p !== null && change.p < 0.05 && (change.difference > 0 ? "better" : "worse"),
        columns: [
          { label: "Field", cell: (change) => change.name },
          numberColumn("before", "Before", (change) => PERCENT(change.before)),
          numberColumn("after", "After", (change) => PERCENT(change.after)),
          numberColumn("difference", "Change", (change) => signed(change.difference)),
          numberColumn("range", "95 %", (change) => change.interval?.map(signed).join(" to ")),
          numberColumn("p", "p", (change) => change.p?.toFixed(3)),
          numberColumn("documents", "Docs", (change) => change.documents),
        ],
      }),
    ),
    only.map(([word, ids]) => make("p", { class: "note" }, `Only ${word}: `, said(ids.join(", ")))),
  ];
}

function signed(share) {
  return `${share > 0 ? "+" : share < 0 ? "−" : "±"}${Math.abs(100 * share).toFixed(1)}`;
}
