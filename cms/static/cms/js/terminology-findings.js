// Shows the findings of a text beside its field, with what can be done about each.
(() => {
  "use strict";

  const { offsetOf } = window.terminologyTexts;
  const shown = new WeakMap();
  // How many characters of the text are shown on each side of a finding.
  const AROUND = 40;
  // How long to wait for a tab to open.
  const FRAMES = 60;
  let keepForms = 0;

  // An element with classes, attributes and children; strings become text.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "onclick") element.addEventListener("click", value);
      else if (value !== null && value !== false) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  function icon(name) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", `icon icon-${name} terms__icon`);
    svg.setAttribute("aria-hidden", "true");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", `#icon-${name}`);
    svg.append(use);
    return svg;
  }

  const button = (label, onclick, secondary = true) =>
    make(
      "button",
      { type: "button", class: `button button-small ${secondary ? "button-secondary" : ""}`, onclick },
      label,
    );

  // The words around a finding, so that one of several is recognised.
  function surroundings(text, finding) {
    const before = [...text].slice(0, finding.start).join("");
    const after = [...text].slice(finding.end).join("");
    if (before.length + after.length < 2 * AROUND) return null;
    return make(
      "p",
      { class: "terms__context" },
      before.length > AROUND ? `…${before.slice(-AROUND).replace(/^\S*\s/, "")}` : before,
      make("mark", {}, finding.match),
      after.length > AROUND ? `${after.slice(0, AROUND).replace(/\s\S*$/, "")}…` : after,
    );
  }

  // `words` with a capital where the words that they replace have one.
  function inCaseOf(match, words) {
    const first = match.charAt(0);
    if (first === first.toLocaleLowerCase()) return words;
    return words.charAt(0).toLocaleUpperCase() + words.slice(1);
  }

  function replace(text, finding, words) {
    const start = offsetOf(text.text, finding.start);
    const end = offsetOf(text.text, finding.end);
    text.write(start, end, inCaseOf(finding.match, words));
  }

  // The small form that asks why the words stay. Its controls have no name: they are not part of
  // the page's own form.
  function keepForm(finding, editor, opener) {
    const { strings } = editor;
    keepForms += 1;
    const id = `terms-keep-${keepForms}`;
    const options = editor.kinds.map(([value, label]) => make("option", { value }, label));
    const kind = make("select", { id: `${id}-kind` }, ...options);
    const reason = make("input", { type: "text", id: `${id}-reason`, maxlength: 500 });
    const error = make("p", { class: "terms__error", role: "alert" });

    async function submit() {
      error.textContent = "";
      const answer = await editor.keep(finding, kind.value, reason.value);
      if (answer.error) {
        error.textContent = answer.error;
        reason.focus();
      }
    }

    const form = make(
      "div",
      { class: "terms__keep", role: "group", "aria-label": strings.keep, hidden: "" },
      make("label", { for: kind.id }, strings.kind),
      kind,
      make("label", { for: reason.id }, strings.reason),
      reason,
      error,
      make(
        "div",
        { class: "terms__actions" },
        button(strings.keepNow, submit, false),
        button(strings.cancel, () => toggle(false)),
      ),
    );
    reason.addEventListener("input", () => error.replaceChildren());
    reason.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      submit();
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") toggle(false);
    });

    function toggle(open) {
      form.hidden = !open;
      opener.setAttribute("aria-expanded", String(open));
      (open ? kind : opener).focus();
    }
    opener.addEventListener("click", () => toggle(form.hidden));
    return form;
  }

  function keepParts(finding, editor) {
    const { strings } = editor;
    if (!editor.keepUrl) return [make("span", { class: "terms__hint" }, strings.saveFirst)];
    if (!editor.mayKeep) return [make("span", { class: "terms__hint" }, strings.noRight)];
    const opener = button(strings.keep, () => {});
    opener.setAttribute("aria-expanded", "false");
    return [opener, keepForm(finding, editor, opener)];
  }

  function openItem(text, finding, editor) {
    const { strings } = editor;
    const alternatives = finding.alternatives.map((words) => {
      const use = button(words, () => replace(text, finding, words), false);
      use.setAttribute("aria-label", strings.replaceWith.replace("{words}", editor.quote(words)));
      return use;
    });
    const useInstead = alternatives.length
      ? [make("span", { class: "terms__label" }, strings.useInstead), ...alternatives]
      : [];
    const [keeping, form] = keepParts(finding, editor);
    const context = surroundings(text.text, finding);
    return [
      make("p", { class: "terms__head" }, make("strong", {}, finding.label), " ", editor.quote(finding.match)),
      ...(context ? [context] : []),
      make("p", { class: "terms__why" }, finding.why),
      make("div", { class: "terms__actions" }, ...useInstead, keeping),
      ...(form ? [form] : []),
    ];
  }

  function keptItem(finding, editor) {
    const { strings } = editor;
    const { description, revoke_url: revokeUrl } = finding.exemption;
    const revoke = button(strings.revoke, () => editor.revoke(revokeUrl));
    return [
      make("p", { class: "terms__head" }, make("strong", {}, strings.kept), " ", editor.quote(finding.match)),
      make("p", { class: "terms__why" }, description),
      ...(editor.mayKeep ? [make("div", { class: "terms__actions" }, revoke)] : []),
    ];
  }

  function item(text, finding, editor) {
    const look = finding.exemption ? "kept" : finding.severity;
    const icons = { block: "warning", warn: "info-circle", kept: "circle-check" };
    const parts = finding.exemption
      ? keptItem(finding, editor)
      : openItem(text, finding, editor);
    return make(
      "li",
      { class: `terms__item terms__item--${look}`, tabindex: "-1" },
      icon(icons[look]),
      make("div", {}, ...parts),
    );
  }

  // Put the list for `text` beside its control; leave it alone where nothing has changed, so that
  // nobody loses the focus or a half-written reason. Returns the list's items.
  function show(text, findings, editor) {
    const state = JSON.stringify([findings, editor.keepUrl, editor.mayKeep]);
    const before = shown.get(text.control);
    if (before?.state === state) {
      before.text.write = text.write;
      return before.items;
    }
    before?.list.remove();
    const current = { ...text };
    const items = findings.map((finding) => item(current, finding, editor));
    const list = make("ul", { class: "terms", "aria-label": editor.strings.terms }, ...items);
    if (items.length) {
      // The heading of a column stands in the cell itself, in no field of its own.
      const field = text.control.closest("[data-field-input], th");
      if (field?.matches("[data-field-input]")) field.after(list);
      else (field ?? text.control.parentElement).append(list);
    }
    shown.set(text.control, { state, list, items, text: current });
    return items;
  }

  // Bring an item into view, whatever tab or closed section it stands in, and focus it.
  function reveal(element) {
    for (let part = element.parentElement; part; part = part.parentElement) {
      if (part.matches('[role="tabpanel"][hidden]')) {
        document.getElementById(part.getAttribute("aria-labelledby"))?.click();
      } else if (part.hidden && part.id) {
        document.querySelector(`[data-panel-toggle][aria-controls="${part.id}"]`)?.click();
      }
    }
    focusOnceShown(element, FRAMES);
  }

  // A tab or section opens some frames after the click.
  function focusOnceShown(element, frames) {
    if (!element.checkVisibility() && frames) {
      requestAnimationFrame(() => focusOnceShown(element, frames - 1));
      return;
    }
    element.scrollIntoView({ block: "center" });
    element.focus();
  }

  window.terminologyFindings = { make, show, reveal };
})();
