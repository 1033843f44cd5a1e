/* Elements are made node by node: nothing that a release says is ever read as markup. */

const SVG = "http://www.w3.org/2000/svg";

function make(name, options, ...children) {
  return fill(document.createElement(name), options, children);
}

function draw(name, options, ...children) {
  return fill(document.createElementNS(SVG, name), options, children);
}

function fill(element, options, children) {
  for (const [key, value] of Object.entries(options ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

/* Words from outside: their direction marks end with them. */
function said(words, options) {
  return words ? make("bdi", options, words) : null;
}

/* A link out of the page, or plain words when the address is none that a browser may open. */
function outside(address, label, passage) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    return said(label ?? address);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return said(label ?? address);
  if (passage) url.hash = `${url.hash}:~:text=${encodeURIComponent(passage).replaceAll("-", "%2D")}`;
  return make("a", { href: url.href, rel: "noreferrer noopener", target: "_blank" }, said(label ?? address));
}

function fold(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ı", "i");
}

function count(number, one, many) {
  return `${number.toLocaleString("en")} ${number === 1 ? one : (many ?? `${one}s`)}`;
}

/* Arrow keys move between the items of a list that is one stop of the Tab key. */
function rove(list, selector) {
  const items = () => [...list.querySelectorAll(selector)];
  const first = items()[0];
  for (const item of items()) item.tabIndex = item === first ? 0 : -1;
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const from = event.target.closest?.(selector);
    if (!step || !from || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = items();
    const to = all[all.indexOf(from) + step];
    if (!to) return;
    event.preventDefault();
    focusItem(list, selector, to);
  });
}

function focusItem(list, selector, item) {
  for (const other of list.querySelectorAll(`${selector}[tabindex="0"]`)) other.tabIndex = -1;
  item.tabIndex = 0;
  item.focus();
}

const MONTHS = "January February March April May June July August September October November December".split(" ");
const SEASONS = { 21: "spring", 22: "summer", 23: "autumn", 24: "winter" };
const LENGTHS = { Y: "year", M: "month", W: "week", D: "day" };

/* A date as people say it; what this does not know stays as the record writes it. */
function sayDate(value) {
  const length = /^P(\d+)([YMWD])$/.exec(value);
  if (length) return count(Number(length[1]), LENGTHS[length[2]]);
  const ends = value.split("/");
  if (ends.length === 2 && !ends.includes("..")) return sayDays(ends[0], ends[1]);
  const point = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(value);
  if (!point) return value;
  const [, year, month, day] = point;
  if (!month) return year;
  const name = MONTHS[month - 1] ?? SEASONS[month] ?? `quarter ${month - 32} of`;
  return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
}

function sayDays(first, last) {
  const same = /^\d{4}-\d{2}-\d{2}$/.test(first) && first.slice(0, 7) === last.slice(0, 7);
  return same ? `${Number(first.slice(8))}–${sayDate(last)}` : `${sayDate(first)} – ${sayDate(last)}`;
}

/* One button for what the system cannot know: in which light the reader sits. */
function themeButton() {
  const root = document.documentElement;
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const button = make("button", { type: "button", class: "theme" });
  const name = () => {
    button.textContent = dark() ? "Light" : "Dark";
    button.setAttribute("aria-label", dark() ? "Switch to light colours" : "Switch to dark colours");
  };
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    name();
  });
  name();
  return button;
}

/* The fragment of the address is the page's own; the skip link must not change it. */
function skipLink() {
  document.querySelector("[data-skip]").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
}

function readData() {
  return JSON.parse(document.getElementById("data").textContent);
}

/* Rows of a table of the data as objects, each with its number. */
function rowsOf(table) {
  return table.rows.map((row, number) => {
    const named = { number };
    table.columns.forEach((column, i) => (named[column] = row[i]));
    return named;
  });
}
