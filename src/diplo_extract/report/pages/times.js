/* Events on a timeline, attendance over time. */

function eventsView(archive) {
  const table = sortedTable({
    caption: "Events",
    noun: ["event"],
    rows: archive.events,
    words: (row) =>
      [row.name, row.kind, row.place, row.venue, ...row.hosts, archive.releases[row.release].title].join(" "),
    sortBy: "when",
    columns: [
      linkColumn(
        "title",
        "Event",
        (row) => row.name,
        (row) => `#/release/${row.release}`,
      ),
      { name: "when", label: "When", first: "down", sort: (row) => row.first, cell: (row) => sayDate(row.when) },
      wordColumn("kind", "Kind", (row) => row.kind),
      {
        name: "place",
        label: "Place",
        sort: (row) => row.place || row.venue,
        cell: (row) => said([row.venue, row.place].filter(Boolean).join(", ")),
      },
      { name: "hosts", label: "Hosts", sort: (row) => row.hosts.join(), cell: (row) => said(row.hosts.join(", ")) },
      wordColumn("state", "State", (row) => row.status),
    ],
  });
  const line = timeBars({
    days: archive.events.map((event) => event.first),
    noun: ["event"],
    pick: (period) => {
      table.filter = period ? (row) => row.first >= period.first && row.first <= period.last : () => true;
      table.refresh();
    },
  });
  const dated = archive.events.filter((event) => event.first).length;
  return make(
    "div",
    null,
    make(
      "p",
      { class: "note" },
      `${count(dated, "event")} of ${archive.events.length.toLocaleString("en")} have a date that the text fixes. A bar leads to the events of its time.`,
    ),
    dated > 0 && line,
    table.element,
  );
}

function attendanceView(archive) {
  const points = archive.attendance
    .filter((row) => row.day && row.kind === "people" && (row.low ?? row.high) !== null)
    .map((row) => ({
      day: row.day,
      low: row.low ?? row.high,
      high: row.high ?? row.low,
      release: row.release,
      label: `${row.day}: ${row.text}, ${archive.releases[row.release].title}`,
    }));
  const table = sortedTable({
    caption: "Attendance",
    noun: ["number"],
    rows: archive.attendance,
    words: (row) =>
      [row.text, row.kind, row.who, eventName(archive, row), archive.releases[row.release].title].join(" "),
    sortBy: "high",
    columns: [
      linkColumn(
        "title",
        "As written",
        (row) => row.text,
        (row) => `#/release/${row.release}`,
      ),
      {
        name: "high",
        label: "Number",
        numeric: true,
        first: "down",
        sort: (row) => row.high ?? row.low,
        cell: (row) => row.number,
      },
      {
        name: "kind",
        label: "Of",
        sort: (row) => row.kind,
        cell: (row) => row.kind + (row.planned ? ", planned" : ""),
      },
      wordColumn("when", "When", (row) => row.day, { first: "down" }),
      {
        name: "event",
        label: "Event or release",
        sort: (row) => eventName(archive, row),
        cell: (row) => said(eventName(archive, row)),
      },
    ],
  });
  return make(
    "div",
    null,
    make(
      "p",
      { class: "note" },
      "Numbers of people over time, on a logarithmic scale; a line goes from the lowest to the highest that the text allows. The day is that of the event, else of the release.",
    ),
    points.length > 0 &&
      make(
        "div",
        { class: "scroller" },
        numbersOverTime({
          points,
          name: `${count(points.length, "number")} of people over time`,
          open: (point) => (location.hash = `#/release/${point.release}`),
        }),
      ),
    table.element,
  );
}

function eventName(archive, row) {
  return row.event === null ? archive.releases[row.release].title : archive.events[row.event].name;
}
