/* What people and organizations have in common: the releases that name them. */

/* Give every person the releases that name her, with her part in each: 2 present, 1 represented, 0 mentioned. */
function linkPeople(archive) {
  for (const person of archive.people) person.releases = [];
  for (const organization of archive.organizations) organization.releases = [];
  for (const release of archive.releases) {
    for (const [number, presence] of release.people) archive.people[number].releases.push([release, presence]);
    for (const number of release.organizations) archive.organizations[number].releases.push(release);
  }
}

function daysOf(releases) {
  const days = releases
    .map((release) => release.day)
    .filter(Boolean)
    .sort();
  return [days[0] ?? "", days.at(-1) ?? ""];
}

function releaseList(archive, releases) {
  const sorted = releases.toSorted(([a], [b]) => compare(a.day, b.day, true));
  return make(
    "section",
    { "aria-label": "Releases" },
    make("h2", null, "Releases"),
    make(
      "ul",
      { class: "plain dated" },
      sorted
        .slice(0, 500)
        .map(([release, part]) =>
          make(
            "li",
            null,
            make("span", { class: "soft" }, release.day || "no date"),
            " ",
            make("a", { href: `#/release/${release.number}` }, said(release.title)),
            part && make("span", { class: "soft" }, ` ${part}`),
          ),
        ),
    ),
    sorted.length > 500 && make("p", { class: "soft" }, `and ${sorted.length - 500} older ones`),
  );
}
