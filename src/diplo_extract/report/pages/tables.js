/* Tables: one that is searched and sorted whole and drawn a hundred rows at a time, and a short one that stands still. */

const ROWS_AT_ONCE = 100;
const ROWS_ON_PAPER = 2000;
const ORDER = new Intl.Collator("en", { numeric: true });

/* A column of numbers, the highest first. */
function numberColumn(name, label, value, say = (number) => String(number ?? "")) {
  return { name, label, numeric: true, first: "down", sort: value, cell: (row) => say(value(row)) };
}

/* A column of plain words. */
function wordColumn(name, label, value, more) {
  return { name, label, sort: value, cell: value, ...more };
}

/* A column of words from outside, each a link into this page. */
function linkColumn(name, label, value, address) {
  return { name, label, sort: value, cell: (row) => make("a", { href: address(row) }, said(value(row))) };
}

/* columns as below, kind: classes of the table, rowKind(row): classes of a row */
function shortTable({ caption, kind, columns, rows, rowKind = () => null }) {
  return tableOf({
    caption,
    kind,
    heads: columns.map((column) => headOf(column, column.label)),
    body: make(
      "tbody",
      null,
      rows.map((row) => rowOf(columns, row, rowKind(row))),
    ),
  });
}

function tableOf({ caption, kind, heads, body }) {
  return make(
    "table",
    { class: kind },
    caption && make("caption", { class: "unseen" }, caption),
    make("thead", null, make("tr", null, heads)),
    body,
  );
}

function headOf(column, content) {
  return make("th", { scope: "col", class: column.numeric ? "number" : null }, content);
}

/* The first cell of a row names it. */
function rowOf(columns, row, kind) {
  return make(
    "tr",
    { class: kind },
    columns.map((column, i) => {
      const options = { class: column.numeric ? "number" : column.name, "data-label": column.label };
      return i ? make("td", options, column.cell(row)) : make("th", { ...options, scope: "row" }, column.cell(row));
    }),
  );
}

/*
 * columns: {name, label, cell(row), sort(row), numeric, first}; first: "down" sorts from the highest
 * words(row): what the search looks through; noun: [one, many]; step: rows drawn at once
 * table.filter and table.also: what is shown at all, and what is shown although the words do not match
 */
function sortedTable({ caption, columns, rows, words, noun, sortBy, controls, step = ROWS_AT_ONCE }) {
  const table = { rows, shown: rows, drawn: 0, filter: () => true, query: "", also: null };
  const body = make("tbody");
  const status = make("p", { class: "status", role: "status" });
  const more = make("button", { type: "button", class: "more", click: () => drawRows() }, "Show more");
  const folded = new Map();
  const heads = columns.map((column) => head(column));
  let order = null;

  function head(column) {
    const button = make("button", { type: "button", click: () => sort(column) }, column.label);
    return headOf(column, column.sort ? button : make("span", null, column.label));
  }

  function sort(column) {
    const down = order?.column === column ? !order.down : column.first === "down";
    order = { column, down };
    heads.forEach((th, i) => {
      if (columns[i] === column) th.setAttribute("aria-sort", down ? "descending" : "ascending");
      else th.removeAttribute("aria-sort");
    });
    refresh();
  }

  function foldedWords(row) {
    if (!folded.has(row)) folded.set(row, fold(words(row)));
    return folded.get(row);
  }

  function matches(row, wanted) {
    if (!table.filter(row)) return false;
    return (
      wanted.every((word) => foldedWords(row).includes(word)) || Boolean(wanted.length && table.also?.(row, wanted))
    );
  }

  function refresh() {
    const wanted = fold(table.query).split(/\s+/).filter(Boolean);
    table.shown = table.rows.filter((row) => matches(row, wanted));
    if (order) table.shown.sort((a, b) => compare(order.column.sort(a), order.column.sort(b), order.down));
    body.replaceChildren();
    table.drawn = 0;
    drawRows();
    const all = table.shown.length === table.rows.length;
    status.textContent = all
      ? count(table.rows.length, ...noun)
      : `${table.shown.length.toLocaleString("en")} of ${count(table.rows.length, ...noun)}`;
  }

  function drawRows(most = step) {
    const next = table.shown.slice(table.drawn, table.drawn + most);
    body.append(...next.map((row) => rowOf(columns, row)));
    table.drawn += next.length;
    more.hidden = table.drawn >= table.shown.length;
  }

  const search = make("input", {
    type: "search",
    "aria-label": `Search ${noun[1] ?? `${noun[0]}s`}`,
    placeholder: "Search",
    input: later(() => {
      table.query = search.value;
      refresh();
    }),
  });
  if (step === ROWS_AT_ONCE) whenNear(more, () => drawRows());
  addEventListener("beforeprint", () => {
    if (body.isConnected) drawRows(ROWS_ON_PAPER);
  });

  table.refresh = refresh;
  table.element = make(
    "div",
    { class: "listing" },
    make("div", { class: "tools" }, search, controls?.(table), status),
    make("div", { class: "scroller" }, tableOf({ caption, heads, body })),
    more,
  );
  const start = columns.find((column) => column.name === sortBy);
  if (start) sort(start);
  else refresh();
  return table;
}

/* Go on drawing before the reader comes to the end; the button is for those who do not scroll. */
function whenNear(button, act) {
  new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting) && !button.hidden) act();
    },
    { rootMargin: "600px" },
  ).observe(button);
}

/* Empty values last, whichever way it is sorted. */
function compare(a, b, down) {
  const empty = (value) => value === "" || value === null || value === undefined;
  if (empty(a) || empty(b)) return empty(a) - empty(b);
  const way = typeof a === "number" ? a - b : ORDER.compare(a, b);
  return down ? -way : way;
}

function later(act) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, 120);
  };
}
