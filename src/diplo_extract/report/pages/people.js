/* People across releases: which offices, with whom. */

const COMPANY_SHOWN = 30;

function peopleView(archive) {
  return make(
    "div",
    null,
    make(
      "p",
      { class: "note" },
      "One line for each way a name is written: two people of one name share a line, one person written two ways has two.",
    ),
    peopleTable(archive).element,
  );
}

function peopleTable(archive) {
  const rows = archive.people.map((person) => {
    const [first, last] = daysOf(person.releases.map(([release]) => release));
    return {
      ...person,
      first,
      last,
      offices: officeList(person),
      present: person.releases.filter(([, part]) => part).length,
    };
  });
  return sortedTable({
    caption: "People and their offices",
    noun: ["person", "people"],
    rows,
    words: (row) => [row.name, ...row.offices.map((office) => `${office.title} ${office.of}`)].join(" "),
    sortBy: "releases",
    columns: [
      linkColumn(
        "who",
        "Name",
        (row) => row.name,
        (row) => `#/person/${row.number}`,
      ),
      { name: "offices", label: "Offices", cell: (row) => officesShort(row.offices) },
      numberColumn("releases", "Releases", (row) => row.releases.length),
      numberColumn("present", "Took part", (row) => row.present),
      wordColumn("first", "First", (row) => row.first),
      wordColumn("last", "Last", (row) => row.last, { first: "down" }),
    ],
  });
}

/* The same office in several releases is one line, the most frequent first. */
function officeList(person) {
  const found = new Map();
  for (const [title, of, status, release] of person.offices) {
    const key = fold([title, of, status].join("|"));
    if (!found.has(key)) found.set(key, { title, of, status, releases: [] });
    found.get(key).releases.push(release);
  }
  return [...found.values()].sort((a, b) => b.releases.length - a.releases.length);
}

function officeWords(office) {
  const status = office.status === "current" ? "" : `${office.status} `;
  return [status && make("em", null, status), said(office.title), office.of && [", ", said(office.of)]];
}

function officesShort(offices) {
  if (!offices.length) return "";
  return [
    officeWords(offices[0]),
    offices.length > 1 && make("span", { class: "soft" }, ` and ${offices.length - 1} more`),
  ];
}

function drawPerson(archive, person) {
  const offices = officeList(person);
  const company = companyOf(archive, person);
  return make(
    "article",
    { class: "entity" },
    make(
      "header",
      null,
      make("p", { class: "kicker" }, "Person"),
      make("h1", null, said(person.name)),
      make(
        "p",
        { class: "origin" },
        `named in ${count(person.releases.length, "release")}, took part in ${person.releases.filter(([, part]) => part).length}`,
      ),
    ),
    make(
      "div",
      { class: "halves" },
      make(
        "section",
        { "aria-label": "Offices" },
        make("h2", null, "Offices"),
        offices.length
          ? make(
              "ul",
              { class: "plain" },
              offices.map((office) =>
                make(
                  "li",
                  null,
                  officeWords(office),
                  " ",
                  make("span", { class: "soft" }, officeTime(archive, office)),
                ),
              ),
            )
          : make("p", { class: "soft" }, "No office was read."),
      ),
      make(
        "section",
        { "aria-label": "Together with" },
        make("h2", null, "In the same releases"),
        companyList(company),
      ),
    ),
    releaseList(
      archive,
      person.releases.map(([release, part]) => [release, ["mentioned", "represented", "present"][part]]),
    ),
  );
}

function officeTime(archive, office) {
  const [first, last] = daysOf(office.releases.map((number) => archive.releases[number]));
  const time = first === last ? first : `${first} – ${last}`;
  return `${count(new Set(office.releases).size, "release")}${first ? `, ${time}` : ""}`;
}

/* Others by the number of releases in which both took part, then of those that name both. */
function companyOf(archive, person) {
  const found = new Map();
  for (const [release, part] of person.releases) {
    for (const [number, other] of release.people) {
      if (number === person.number) continue;
      const one = found.get(number) ?? { person: archive.people[number], named: 0, together: 0 };
      one.named += 1;
      one.together += part && other ? 1 : 0;
      found.set(number, one);
    }
  }
  return [...found.values()].sort((a, b) => b.together - a.together || b.named - a.named);
}

function companyList(company) {
  if (!company.length) return make("p", { class: "soft" }, "Nobody else is named with this person.");
  const items = company
    .slice(0, COMPANY_SHOWN)
    .map(({ person, named, together }) =>
      make(
        "li",
        null,
        make("a", { href: `#/person/${person.number}` }, said(person.name)),
        make(
          "span",
          { class: "soft" },
          ` ${count(named, "release")}${together ? `, both took part in ${together}` : ""}`,
        ),
      ),
    );
  const rest = company.length - items.length;
  return [
    make("ol", { class: "plain" }, items),
    rest > 0 && make("p", { class: "soft" }, `and ${count(rest, "other")}`),
  ];
}
