/* The archive page: which view the address asks for, and the way between them. */

const READ = readData();
const ARCHIVE = Object.fromEntries(Object.entries(READ.tables).map(([name, table]) => [name, rowsOf(table)]));
const CARD = makeCard();
const LISTS = {
  releases: { label: "Releases", rows: ARCHIVE.releases, make: () => releasesView() },
  people: { label: "People", rows: ARCHIVE.people, make: () => peopleView(ARCHIVE) },
  organizations: {
    label: "Organizations",
    rows: ARCHIVE.organizations,
    make: () => organizationsTable(ARCHIVE).element,
  },
  events: { label: "Events", rows: ARCHIVE.events, make: () => eventsView(ARCHIVE) },
  attendance: { label: "Attendance", rows: ARCHIVE.attendance, make: () => attendanceView(ARCHIVE) },
  unread: { label: "Not read", rows: ARCHIVE.unread, make: () => unreadTable().element },
};
const MADE = new Map();
const SCROLLED = new Map();
let releasesTable = null;
let drawnHash = "";

function releasesView() {
  releasesTable = sortedTable({
    caption: "Press releases",
    noun: ["release"],
    rows: ARCHIVE.releases,
    words: (row) =>
      [
        row.title,
        row.site,
        row.uri,
        row.published,
        ...row.people.map(([number]) => ARCHIVE.people[number].name),
        ...row.organizations.map((number) => ARCHIVE.organizations[number].name),
      ].join(" "),
    sortBy: "published",
    controls: (table) => textSearch(table),
    columns: [
      {
        name: "title",
        label: "Release",
        sort: (row) => row.title,
        cell: (row) => [
          releaseLink(row.number),
          row.same_as !== null && make("span", { class: "soft" }, " copy"),
          row.doubts > 0 && make("span", { class: "flag", title: `${row.doubts} doubts` }, " ?"),
        ],
      },
      { name: "published", label: "Published", first: "down", sort: (row) => row.day, cell: (row) => row.published },
      {
        name: "site",
        label: "Source",
        sort: (row) => row.site || row.uri,
        cell: (row) => said(row.site || row.uri, { title: row.uri }),
      },
      numberColumn("people", "People", (row) => row.people.length),
      numberColumn("organizations", "Org.", (row) => row.organizations.length),
      numberColumn("events", "Events", (row) => row.events),
      {
        name: "attendance",
        label: "Most people",
        numeric: true,
        first: "down",
        sort: (row) => row.most?.high,
        cell: (row) => row.most?.number ?? "",
      },
      numberColumn(
        "words",
        "Words",
        (row) => row.words,
        (number) => number.toLocaleString("en"),
      ),
    ],
  });
  return releasesTable.element;
}

/* Texts are opened once the reader asks to search in them. */
function textSearch(table) {
  const box = make("input", { type: "checkbox", id: "in-texts" });
  const label = make("label", { for: "in-texts" }, "in the texts too");
  box.addEventListener("change", async () => {
    if (box.checked && !table.texts) {
      box.disabled = true;
      table.texts = await foldedTexts(
        ARCHIVE.releases.length,
        READ.in_a_pack,
        (done, all) => (label.textContent = `opening texts, ${Math.round((100 * done) / all)} %`),
      );
      box.disabled = false;
      label.textContent = "in the texts too";
    }
    table.also = box.checked ? (row, wanted) => wanted.every((word) => table.texts[row.number].includes(word)) : null;
    table.refresh();
  });
  return make("span", { class: "choice" }, box, " ", label);
}

function unreadTable() {
  return sortedTable({
    caption: "Inputs that gave no record",
    noun: ["input"],
    rows: ARCHIVE.unread,
    words: (row) => Object.values(row).join(" "),
    columns: ["uri", "stage", "reason", "message", "remedy"].map((name) => ({
      name,
      label: name === "uri" ? "Input" : name,
      sort: (row) => row[name],
      cell: (row) => said(row[name]),
    })),
  });
}

function releaseLink(number) {
  return make("a", { href: `#/release/${number}` }, said(ARCHIVE.releases[number].title || "untitled"));
}

/* What the table of releases shows of the other tables. */
function countIntoReleases() {
  for (const release of ARCHIVE.releases) {
    release.events = 0;
    release.most = null;
  }
  for (const event of ARCHIVE.events) ARCHIVE.releases[event.release].events += 1;
  for (const fact of ARCHIVE.attendance) {
    const release = ARCHIVE.releases[fact.release];
    if (fact.kind === "people" && fact.high !== null && fact.high > (release.most?.high ?? -1)) release.most = fact;
  }
}

function neighbours(number) {
  const order = releasesTable?.shown ?? ARCHIVE.releases;
  const at = order.findIndex((row) => row.number === number);
  const link = (row, words) => row && make("a", { href: `#/release/${row.number}` }, words);
  return (
    ARCHIVE.releases.length > 1 &&
    make(
      "nav",
      { class: "turn", "aria-label": "Releases before and after" },
      make("span", null, link(order[at - 1], "← previous")),
      make("a", { href: "#/releases" }, "all releases"),
      make("span", null, at >= 0 && link(order[at + 1], "next →")),
    )
  );
}

async function viewOf(name, number) {
  if (name === "release" && ARCHIVE.releases[number]) {
    const release = await openRelease(number, READ.in_a_pack);
    return [neighbours(number), drawRelease(release, ARCHIVE.releases[number], { card: CARD, link: releaseLink })];
  }
  if (name === "person" && ARCHIVE.people[number]) return drawPerson(ARCHIVE, ARCHIVE.people[number]);
  if (name === "organization" && ARCHIVE.organizations[number])
    return drawOrganization(ARCHIVE, ARCHIVE.organizations[number]);
  if (LISTS[name] && !MADE.has(name)) MADE.set(name, LISTS[name].make());
  return (
    MADE.get(name) ?? make("p", null, "There is no such page here. ", make("a", { href: "#/releases" }, "All releases"))
  );
}

async function show() {
  const hash = location.hash || (ARCHIVE.releases.length === 1 ? "#/release/0" : "#/releases");
  const [, name, number] = hash.split("/");
  SCROLLED.set(drawnHash, scrollY);
  CARD.hide();
  let view;
  try {
    view = await viewOf(name, Number(number));
  } catch (error) {
    view = make(
      "p",
      { class: "doubt", role: "alert" },
      `This part of the page could not be opened (${error.message}). The file may be cut off; a browser from 2023 or newer is needed.`,
    );
  }
  document.getElementById("main").replaceChildren(...[view].flat().filter(Boolean));
  const within = { release: "releases", person: "people", organization: "organizations" }[name] ?? name;
  for (const link of document.querySelectorAll("#masthead nav a")) {
    if (link.hash === `#/${within}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (drawnHash && drawnHash !== hash) document.getElementById("main").focus({ preventScroll: true });
  scrollTo(0, SCROLLED.get(hash) ?? 0);
  drawnHash = hash;
  document.documentElement.dataset.drawn = String(Math.round(performance.now()));
}

function masthead() {
  const days = daysOf(ARCHIVE.releases);
  const years = [...new Set(days.filter(Boolean).map((day) => day.slice(0, 4)))].join("–");
  const links = Object.entries(LISTS)
    .filter(([, list]) => list.rows.length)
    .map(([name, list]) =>
      make(
        "a",
        { href: `#/${name}` },
        list.label,
        " ",
        make("span", { class: "number" }, list.rows.length.toLocaleString("en")),
      ),
    );
  const single = ARCHIVE.releases.length === 1;
  return [
    make(
      "div",
      { class: "nameplate" },
      make(single ? "p" : "h1", { class: "name" }, said(READ.title || "Press releases")),
      !single &&
        make("p", { class: "edition" }, [years, count(ARCHIVE.releases.length, "release")].filter(Boolean).join(" · ")),
      themeButton(),
    ),
    make("nav", { "aria-label": "Parts" }, links),
  ];
}

linkPeople(ARCHIVE);
countIntoReleases();
document.getElementById("masthead").append(...masthead());
document
  .getElementById("foot")
  .append(
    make(
      "p",
      null,
      "Made by ",
      said(READ.made_by.join("; ") || "diplo-extract"),
      ". Every mark is what a rule or a model read; the text beside it decides.",
    ),
  );
skipLink();
addEventListener("hashchange", show);
show();
