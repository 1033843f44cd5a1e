/* Every error in its place, gold and prediction side by side; filtered by what the reader chooses. */

const ERRORS_AT_ONCE = 50;
const FAULTS = { missed: "missed", spurious: "found, not annotated", wrong: "another value" };

function errorBrowser(errors) {
  const list = make("ol", { class: "errors" });
  const status = make("p", { class: "status", role: "status" });
  const more = make("button", { type: "button", class: "more", click: () => drawMore() }, "Show more");
  const search = make("input", {
    type: "search",
    placeholder: "Search",
    "aria-label": "Search errors",
    input: later(() => refresh()),
  });
  const choices = [
    choice("field", "Field"),
    choice("fault", "Kind", FAULTS),
    choice("document", "Document"),
    choice("by", "Made by"),
    choice("change", "Change"),
  ].filter(Boolean);
  const folded = new Map();
  let shown = errors,
    drawn = 0;

  /* One menu for each thing that errors differ in, with their numbers. */
  function choice(name, label, words = {}) {
    const numbers = new Map();
    for (const error of errors) if (error[name]) numbers.set(error[name], (numbers.get(error[name]) ?? 0) + 1);
    if (!numbers.size) return null;
    const sorted = [...numbers].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
    const select = make(
      "select",
      { "aria-label": label, change: () => refresh() },
      make("option", { value: "" }, `${label}: all`),
      sorted.map(([value, number]) => make("option", { value }, `${words[value] ?? value} (${number})`)),
    );
    return { name, select };
  }

  function foldedWords(error) {
    if (!folded.has(error))
      folded.set(error, fold([error.gold, error.predicted, error.context, error.document, error.by].join(" ")));
    return folded.get(error);
  }

  function refresh() {
    const wanted = fold(search.value).split(/\s+/).filter(Boolean);
    shown = errors.filter(
      (error) =>
        choices.every(({ name, select }) => !select.value || error[name] === select.value) &&
        wanted.every((word) => foldedWords(error).includes(word)),
    );
    list.replaceChildren();
    drawn = 0;
    drawMore();
    status.textContent =
      shown.length === errors.length
        ? count(errors.length, "error")
        : `${shown.length.toLocaleString("en")} of ${count(errors.length, "error")}`;
  }

  function drawMore(most = ERRORS_AT_ONCE) {
    const next = shown.slice(drawn, drawn + most);
    list.append(...next.map(drawError));
    drawn += next.length;
    more.hidden = drawn >= shown.length;
  }

  whenNear(more, () => drawMore());
  addEventListener("beforeprint", () => drawMore(ROWS_ON_PAPER));
  refresh();
  const element = make(
    "div",
    null,
    make(
      "div",
      { class: "tools" },
      search,
      choices.map(({ select }) => select),
      status,
    ),
    list,
    more,
  );

  function choose(values) {
    for (const { name, select } of choices) select.value = values[name] ?? "";
    refresh();
    element.scrollIntoView();
    choices[0].select.focus({ preventScroll: true });
  }
  return { element, choose };
}

function drawError(error) {
  return make(
    "li",
    { class: error.fault },
    make(
      "p",
      { class: "what" },
      make("strong", null, error.field),
      ` · ${FAULTS[error.fault]} · `,
      said(error.document),
      error.by && [" · made by ", make("code", null, said(error.by))],
      error.change && make("span", { class: `change ${error.change}` }, error.change),
    ),
    error.context && make("p", { class: "context", dir: "auto" }, inContext(error)),
    make("dl", { class: "sides" }, side("Gold", error.gold), side("Prediction", error.predicted)),
  );
}

function side(name, value) {
  return make(
    "div",
    null,
    make("dt", null, name),
    make("dd", { dir: "auto" }, value ?? make("span", { class: "soft" }, "nothing")),
  );
}

/* Offsets count code points. */
function inContext(error) {
  if (!error.place) return error.context;
  const signs = [...error.context],
    [start, end] = error.place;
  return [
    signs.slice(0, start).join(""),
    make("mark", null, signs.slice(start, end).join("")),
    signs.slice(end).join(""),
  ];
}
