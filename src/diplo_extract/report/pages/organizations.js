/* Organizations across releases: who has an office there, what they hosted. */

function organizationsTable(archive) {
  const rows = archive.organizations.map((organization) => {
    const [first, last] = daysOf(organization.releases);
    return { ...organization, first, last };
  });
  return sortedTable({
    caption: "Organizations",
    noun: ["organization"],
    rows,
    words: (row) => `${row.name} ${row.kind}`,
    sortBy: "releases",
    columns: [
      linkColumn(
        "who",
        "Name",
        (row) => row.name,
        (row) => `#/organization/${row.number}`,
      ),
      wordColumn("kind", "Kind", (row) => row.kind),
      numberColumn("releases", "Releases", (row) => row.releases.length),
      wordColumn("first", "First", (row) => row.first),
      wordColumn("last", "Last", (row) => row.last, { first: "down" }),
    ],
  });
}

function drawOrganization(archive, organization) {
  const name = fold(organization.name);
  const holders = archive.people
    .map((person) => ({ person, offices: officeList(person).filter((office) => fold(office.of).includes(name)) }))
    .filter(({ offices }) => offices.length);
  const hosted = archive.events.filter((event) => event.hosts.some((host) => fold(host) === name));
  return make(
    "article",
    { class: "entity" },
    make(
      "header",
      null,
      make("p", { class: "kicker" }, organization.kind || "Organization"),
      make("h1", null, said(organization.name)),
      make("p", { class: "origin" }, `named in ${count(organization.releases.length, "release")}`),
    ),
    make(
      "div",
      { class: "halves" },
      make(
        "section",
        { "aria-label": "People" },
        make("h2", null, "People with an office there"),
        holders.length
          ? make(
              "ul",
              { class: "plain" },
              holders.map(({ person, offices }) =>
                make(
                  "li",
                  null,
                  make("a", { href: `#/person/${person.number}` }, said(person.name)),
                  ", ",
                  officeWords({ ...offices[0], of: "" }),
                ),
              ),
            )
          : make("p", { class: "soft" }, "None was read."),
      ),
      make(
        "section",
        { "aria-label": "Events" },
        make("h2", null, "Events it hosted"),
        hosted.length
          ? make(
              "ul",
              { class: "plain" },
              hosted.map((event) =>
                make(
                  "li",
                  null,
                  make("a", { href: `#/release/${event.release}` }, said(event.name)),
                  " ",
                  make("span", { class: "soft" }, sayDate(event.when)),
                ),
              ),
            )
          : make("p", { class: "soft" }, "None was read."),
      ),
    ),
    releaseList(
      archive,
      organization.releases.map((release) => [release, ""]),
    ),
  );
}
