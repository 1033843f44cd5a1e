/* Plots of an evaluation: reliability, and the score by version. */

/* How often facts of a confidence are right: on the diagonal, a confidence means what it says. */
function reliability(name, calibration) {
  const size = 220,
    left = 34,
    x = (share) => left + share * (size - left - 10),
    y = (share) => size - 26 - share * (size - 40);
  const range = calibration.interval?.map((end) => end.toFixed(3)).join("–");
  const words = `Reliability of ${name}: off by ${calibration.error.toFixed(3)} over ${count(calibration.facts, "fact")}`;
  const most = Math.max(...calibration.bins.map((bin) => bin.facts));
  const chart = draw(
    "svg",
    { viewBox: `0 0 ${size} ${size}`, class: "square", role: "img", "aria-label": words },
    draw("path", { d: `M${x(0)} ${y(1)}V${y(0)}H${x(1)}`, class: "frame" }),
    draw("line", { x1: x(0), y1: y(0), x2: x(1), y2: y(1), class: "diagonal" }),
    [0, 0.5, 1].map((share) => [
      draw("text", { x: left - 6, y: y(share) + 4, class: "end" }, share),
      draw("text", { x: x(share), y: size - 8, class: "middle" }, share),
    ]),
  );
  const points = calibration.bins.map((bin) => `${x(bin.confidence)},${y(bin.right)}`);
  chart.append(draw("polyline", { points: points.join(" "), class: "path" }));
  for (const bin of calibration.bins) {
    chart.append(
      draw(
        "circle",
        { cx: x(bin.confidence), cy: y(bin.right), r: 2.5 + 5 * Math.sqrt(bin.facts / most), class: "spot" },
        draw(
          "title",
          null,
          `confidence ${bin.confidence.toFixed(2)}: ${PERCENT(bin.right)} % right of ${count(bin.facts, "fact")}`,
        ),
      ),
    );
  }
  return make(
    "figure",
    null,
    make(
      "figcaption",
      null,
      make("strong", null, name),
      ` ECE ${calibration.error.toFixed(3)} (${range ? `95 %: ${range}; ` : ""}by chance ${calibration.chance.toFixed(3)}), ${count(calibration.facts, "fact")}`,
    ),
    chart,
    shortTable({
      kind: "small",
      rows: calibration.bins,
      columns: [
        numberColumn("confidence", "confidence", (bin) => bin.confidence.toFixed(2)),
        numberColumn("facts", "facts", (bin) => bin.facts),
        numberColumn("right", "right %", (bin) => PERCENT(bin.right)),
      ],
    }),
  );
}

/* F of one field in every version, with its interval. */
function versionPlot(versions) {
  const names = [...new Set(versions.flatMap((version) => Object.keys(version.figures)))];
  const select = make(
    "select",
    { "aria-label": "Field" },
    names.map((name) => make("option", null, name)),
  );
  const place = make("div");
  const refresh = () => place.replaceChildren(versionChart(versions, select.value));
  select.value = names.includes("people") ? "people" : names[0];
  select.addEventListener("change", refresh);
  refresh();
  return make("div", null, make("p", { class: "tools" }, make("label", null, "Field ", select)), place);
}

function versionChart(versions, name) {
  const width = 640,
    height = 230,
    left = 40,
    known = versions.map((version) => version.figures[name]);
  const lowest = Math.min(1, ...known.filter(Boolean).map((figure) => figure.interval?.[0] ?? figure.f));
  const floor = Math.max(0, Math.floor(lowest * 10 - 0.5) / 10),
    y = (share) => height - 40 - ((share - floor) / (1 - floor)) * (height - 60);
  const x = (i) => left + 40 + (versions.length > 1 ? (i * (width - left - 100)) / (versions.length - 1) : 0);
  const chart = draw("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: "versions",
    role: "img",
    "aria-label": `F of ${name} in ${versions.length} versions: ${known.map((figure) => PERCENT(figure?.f)).join(", ")}`,
  });
  for (let share = floor; share <= 1.0001; share += (1 - floor) / 4) {
    chart.append(
      draw("line", { x1: left, x2: width - 8, y1: y(share), y2: y(share), class: "grid" }),
      draw("text", { x: left - 6, y: y(share) + 4, class: "end" }, PERCENT(share)),
    );
  }
  chart.append(
    draw("polyline", {
      class: "path",
      points: known
        .map((figure, i) => figure && `${x(i)},${y(figure.f)}`)
        .filter(Boolean)
        .join(" "),
    }),
  );
  known.forEach((figure, i) => {
    const label = versions[i].model;
    chart.append(
      draw("text", { x: x(i), y: height - 16, class: "middle" }, label.length > 22 ? `${label.slice(0, 21)}…` : label),
    );
    if (!figure) return;
    const [low, high] = figure.interval ?? [figure.f, figure.f];
    chart.append(
      draw("line", { x1: x(i), x2: x(i), y1: y(low), y2: y(high), class: "whisker" }),
      draw(
        "circle",
        { cx: x(i), cy: y(figure.f), r: 4.5, class: "spot" },
        draw("title", null, `${label}: ${PERCENT(figure.f)}`),
      ),
    );
  });
  return chart;
}
