/* Plots as plain SVG and buttons; each has a name that says what it shows, and a table near it that holds its numbers. */

const DAY = 86400000;

function dayNumber(day) {
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

/* Bars over time: one button a period, that gives its first and last day to pick(). */
function timeBars({ days, noun, pick }) {
  const { periods, outside } = periodsOf(days);
  const highest = Math.max(1, ...periods.map((period) => period.number));
  const bars = make("div", { class: "bars", role: "group", "aria-label": `${noun[1] ?? `${noun[0]}s`} over time` });
  for (const period of periods) {
    const name = `${period.label}: ${count(period.number, ...noun)}`;
    const bar = make(
      "button",
      { type: "button", "aria-label": name, title: name, "aria-pressed": "false" },
      make("span"),
    );
    bar.firstChild.style.height = `${(100 * period.number) / highest}%`;
    bar.addEventListener("click", () => {
      const chosen = bar.getAttribute("aria-pressed") !== "true";
      for (const other of bars.children) other.setAttribute("aria-pressed", String(other === bar && chosen));
      pick(chosen ? period : null);
    });
    bars.append(bar);
  }
  rove(bars, "button");
  return make(
    "div",
    { class: "timeline" },
    bars,
    axisLabels(periods),
    make(
      "p",
      { class: "scale" },
      `highest: ${highest.toLocaleString("en")}`,
      outside > 0 && `; ${count(outside, ...noun)} earlier or later`,
    ),
  );
}

/* Months, quarters or years, by how long a time it is; of many days a few that lie far off are left outside. */
function periodsOf(days) {
  const sorted = days.filter(Boolean).sort();
  const far = sorted.length > 200 ? Math.floor(sorted.length * 0.025) : 0;
  const from = sorted[far],
    to = sorted[sorted.length - 1 - far];
  const months = monthNumber(to) - monthNumber(from) + 1;
  const width = months <= 72 ? 1 : months <= 240 ? 3 : 12;
  const first = Math.floor(monthNumber(from) / width),
    last = Math.floor(monthNumber(to) / width);
  const periods = [];
  for (let i = first; i <= last; i += 1) periods.push(period(i * width, width));
  for (const day of sorted) {
    const found = periods[Math.floor(monthNumber(day) / width) - first];
    if (found) found.number += 1;
  }
  return { periods, outside: sorted.length - periods.reduce((sum, one) => sum + one.number, 0) };
}

function monthNumber(day) {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function period(month, width) {
  const year = Math.floor(month / 12);
  const first = `${String(year).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;
  const end = month + width - 1;
  const last = `${String(Math.floor(end / 12)).padStart(4, "0")}-${String((end % 12) + 1).padStart(2, "0")}-31`;
  const name = MONTHS[month % 12];
  const label = width === 12 ? `${year}` : width === 1 ? `${name} ${year}` : `${name}–${MONTHS[end % 12]} ${year}`;
  return { first, last, label, year, number: 0 };
}

function axisLabels(periods) {
  const axis = make("div", { class: "axis", "aria-hidden": "true" });
  const years = [...new Set(periods.map((one) => one.year))];
  const step = Math.ceil(years.length / 10);
  periods.forEach((one, i) => {
    if ((i && one.year === periods[i - 1].year) || (one.year - years[0]) % step) return;
    const label = make("span", null, String(one.year));
    label.style.left = `${(100 * i) / periods.length}%`;
    axis.append(label);
  });
  return axis;
}

/* Numbers over time on a logarithmic scale: a line from the low to the high bound, a dot where they meet. */
function numbersOverTime({ points, name, open }) {
  const width = 900,
    height = 300,
    left = 70,
    bottom = 26;
  const chart = draw("svg", { viewBox: `0 0 ${width} ${height}`, class: "chart", role: "group", "aria-label": name });
  const days = points.map((point) => dayNumber(point.day));
  const first = Math.min(...days),
    last = Math.max(...days, first + 1);
  const top = Math.max(10, ...points.map((point) => point.high));
  const x = (day) => left + ((dayNumber(day) - first) / (last - first)) * (width - left - 16);
  const y = (number) => height - bottom - (Math.log10(Math.max(1, number)) / Math.log10(top)) * (height - bottom - 14);
  for (let power = 1; power <= top; power *= 10) {
    chart.append(
      draw("line", { x1: left, x2: width - 8, y1: y(power), y2: y(power), class: "grid" }),
      draw("text", { x: left - 8, y: y(power) + 4, class: "end" }, power.toLocaleString("en")),
    );
  }
  for (const label of yearMarks(first, last)) {
    chart.append(draw("text", { x: Math.max(left, x(`${label}-01-01`)), y: height - 8 }, String(label)));
  }
  for (const point of points) {
    const mark = draw(
      "g",
      {
        class: "point",
        role: "link",
        "aria-label": point.label,
        click: () => open(point),
        keydown: (event) => event.key === "Enter" && open(point),
      },
      draw("title", null, point.label),
    );
    const at = x(point.day);
    if (point.low !== point.high) mark.append(draw("line", { x1: at, x2: at, y1: y(point.low), y2: y(point.high) }));
    mark.append(draw("circle", { cx: at, cy: y((point.low + point.high) / 2), r: 4 }));
    chart.append(mark);
  }
  rove(chart, ".point");
  return chart;
}

function yearMarks(first, last) {
  const from = new Date(first * DAY).getUTCFullYear(),
    to = new Date(last * DAY).getUTCFullYear();
  const step = Math.max(1, Math.ceil((to - from + 1) / 10)),
    years = [];
  for (let year = from + (first === dayNumber(`${from}-01-01`) ? 0 : 1); year <= to; year += step) years.push(year);
  return years.length ? years : [from];
}
