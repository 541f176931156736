"""What a browser can tell of a page without a person looking at it."""

# What a screen reader, or a reader of a small screen, would stumble over; an empty list is well.
FAULTS = """() => {
  const faults = [];
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const levels = headings.map((heading) => Number(heading.tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1) faults.push("not one h1");
  levels.forEach((level, at) => {
    if (at && level > levels[at - 1] + 1) faults.push(`${headings[at].textContent} skips a level`);
  });
  for (const field of document.querySelectorAll("main input, main select, main textarea")) {
    if (field.type === "hidden") continue;
    if (!field.labels.length) faults.push(`${field.name} has no label`);
    const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (field.getAttribute("aria-invalid") === "true" && !described.length) {
      faults.push(`${field.name} says no error`);
    }
    for (const id of described) {
      if (!document.getElementById(id)) faults.push(`${field.name} leads to no ${id}`);
    }
  }
  if (!document.documentElement.lang) faults.push("no language");
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the screen");
  return faults;
}"""
