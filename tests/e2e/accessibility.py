"""What a browser can tell of a page without a person looking at it."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page as Window

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()

# The whole document, by every rule that axe-core has, those for AAA and the experimental ones too:
# by itself it leaves some out, such as the size of targets.
RUN_AXE = """async (everyRule) => {
  const rules = {};
  if (everyRule) for (const {ruleId} of axe.getRules()) rules[ruleId] = {enabled: true};
  const {violations} = await axe.run(document, {rules, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) => nodes.map((node) => {
    const why = [...node.any, ...node.all, ...node.none][0];
    return `${id}: ${node.target.join(" ")} ${node.html.slice(0, 120)} (${why?.message ?? ""})`;
  }));
}"""

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
    // Of several buttons for one answer, the group is described.
    const group = (field.type === "radio" && field.closest("fieldset")) || field;
    const described = (group.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (field.getAttribute("aria-invalid") === "true" && !described.length) {
      faults.push(`${field.name} says no error`);
    }
    for (const id of described) {
      if (!document.getElementById(id)) faults.push(`${field.name} leads to no ${id}`);
    }
  }
  for (const part of document.querySelectorAll(":is(h1, h2, h3, h4, h5, h6) [role=status]")) {
    faults.push(`${part.textContent} gives its heading no name`);
  }
  if (!document.documentElement.lang) faults.push("no language");
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the screen");
  return faults;
}"""

# Text in an alphabet that is not that of the language it is marked as. A foreign word in a sentence
# passes, as do addresses.
FOREIGN_TEXT = r"""() => {
  const names = new Set(["Gens du voyage", "JSON Feed"]);
  // Serbian is written in both alphabets.
  const cyrillic = new Set(["uk", "ru", "bg", "mk", "be"]);
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("script, style, noscript")) continue;
    const language = element.closest("[lang]").getAttribute("lang").split("-")[0];
    const words = walker.currentNode.textContent.trim().replace(/\S*[@/]\S*/g, "");
    const letters = (script) => words.match(new RegExp(`\\p{Script=${script}}`, "gu"))?.length ?? 0;
    const foreign = cyrillic.has(language)
      ? letters("Latin") > 3 && letters("Cyrillic") === 0 && /\p{L}\s+\p{L}/u.test(words)
      : letters("Cyrillic") > letters("Latin");
    if (foreign && !names.has(words)) faults.push(`marked as ${language}: ${words.slice(0, 80)}`);
  }
  return faults;
}"""

# The texts of a page with the language each is in, but for those that nobody is told of.
TEXTS = r"""() => {
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("script, style, noscript, [aria-hidden=true], .print-address")) continue;
    const text = walker.currentNode.textContent.trim().replace(/\s+/g, " ");
    if (/\p{L}{2}/u.test(text)) texts.push([element.closest("[lang]").lang, text]);
  }
  return texts;
}"""

# WCAG 2.2, 1.4.12: what a reader may set, and nothing may get lost by.
SPACING = """* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }"""

# A style sheet made by a script needs no exception from the page's content security policy.
WEAR = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = css ? [sheet] : [];
}"""

# Text that its box cuts off, or that leaves the screen where nothing scrolls.
CUT_OFF = """() => {
  const faults = [];
  const told = (one) => `${one.tagName} ${one.className}: ${one.innerText}`.slice(0, 90);
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  for (const element of document.querySelectorAll("body *")) {
    const style = getComputedStyle(element);
    if (!/hidden|clip/.test(`${style.overflowX} ${style.overflowY}`)) continue;
    // Meant for the ear alone, on screens of this width.
    if (style.clipPath === "inset(50%)" || element.closest(".visually-hidden")) continue;
    const more = element.scrollHeight > element.clientHeight + 1
      || element.scrollWidth > element.clientWidth + 1;
    if (!more || !element.clientHeight || !element.checkVisibility()) continue;
    if (element.innerText?.trim()) faults.push(`cut off: ${told(element)}`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
    if (element.closest(".visually-hidden, .skip-link")) continue;
    let box = element;
    while (box && !scrolls(box)) box = box.parentElement;
    if (box) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const {left, right} = range.getBoundingClientRect();
    if (left < -1 || right > document.documentElement.clientWidth + 1) {
      faults.push(`off the screen: ${told(element)}`);
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) faults.push("wider than the screen");
  return faults;
}"""

# What has the focus (null: nothing on the page) and whether it can be seen; and whether what had it
# before looks any different now. A link may be marked by the card or the row that it covers.
FOCUSED = """() => {
  const marks = (element) => {
    const around = element.closest(".card, .row");
    return [element, ...element.querySelectorAll("*"), around].filter(Boolean).map((one) => {
      const style = getComputedStyle(one);
      const names = ["outline", "boxShadow", "stroke", "strokeWidth", "borderColor"];
      return names.map((name) => style[name]).join();
    }).join();
  };
  const before = window.hadFocus;
  const faults = [];
  const element = document.activeElement;
  const id = [...document.querySelectorAll("*")].indexOf(element);
  // A date has a place for each of its parts.
  if (before?.element === element) return {id, faults};
  if (before && marks(before.element) === before.marks) {
    faults.push(`focus cannot be seen on ${before.name}`);
  }
  window.hadFocus = null;
  if (!element || element === document.body) return {id: null, faults};
  const label = element.getAttribute("aria-label") || element.textContent.trim() || element.name;
  const name = `${element.tagName} ${label}`.slice(0, 80);
  const seen = [...element.getClientRects()].some(({left, right, top, bottom}) => {
    const places = [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3]];
    const there = places.map(([x, y]) => document.elementFromPoint(x, y)).filter(Boolean);
    return there.some((one) => element.contains(one) || one.contains(element));
  });
  if (!seen) faults.push(`focus is hidden on ${name}`);
  window.hadFocus = {element, name, marks: marks(element)};
  return {id, faults};
}"""

CAN_HAVE_FOCUS = """() => [
  ...document.querySelectorAll("a[href], button, input, select, textarea, summary")
].filter((one) => one.checkVisibility({visibilityProperty: true}))
  .filter((one) => !one.disabled && one.tabIndex >= 0 && one.type !== "radio").length"""


def axe_violations(window: Window, every_rule: bool = True) -> list[str]:
    """What axe-core finds on the page as it is shown now, an entry for each element."""
    if not window.evaluate("typeof axe === 'object'"):
        window.evaluate(AXE)
    return [str(one) for one in window.evaluate(RUN_AXE, every_rule)]


def faults_by_keyboard(window: Window) -> list[str]:
    """Go through the whole page by the Tab key; tells what has a focus that is hidden or unmarked.

    Also how much is never reached: something before it keeps the focus.
    """
    faults: list[str] = []
    reached: list[int] = []
    possible = int(window.evaluate(CAN_HAVE_FOCUS))
    for _step in range(possible + 20):
        window.keyboard.press("Tab")
        focused: dict[str, Any] = window.evaluate(FOCUSED)
        faults += focused["faults"]
        if focused["id"] in reached[:-1]:
            break
        if focused["id"] is not None and focused["id"] not in reached:
            reached.append(focused["id"])
    if len(reached) < possible:
        faults.append(f"only {len(reached)} of {possible} are reached by the keyboard")
    return faults


def told(where: str, faults: list[str]) -> list[str]:
    """Each fault with the place where it was found, for people to read."""
    return [f"{where}: {fault}" for fault in faults]
