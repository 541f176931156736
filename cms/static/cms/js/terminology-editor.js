// Checks the texts of an editing form for terms while they are written.
//
// The server finds the terms; this script asks it a moment after the last change, shows the findings
// beside their fields and a summary above the form's buttons. Drafts are saved all the same, and
// without this script the gate at publishing says what it refuses.
(() => {
  "use strict";

  const PAUSE = 600;
  const { collect, collectDates } = window.terminologyTexts;
  const { make, show, reveal } = window.terminologyFindings;
  const { takeBack } = window.terminologyRefusals;
  const settings = JSON.parse(document.getElementById("terminology-settings").textContent);
  let form;

  class Editor {
    constructor() {
      this.strings = settings.strings;
      this.kinds = settings.kinds;
      this.keepUrl = null;
      this.mayKeep = false;
      this.asked = "";
      this.controls = new Set();
      this.blocking = [];
      this.summary = new Summary(this);
    }

    // `words` in the quotation marks of the editor's language.
    quote(words) {
      return this.strings.quoted.replace("%(text)s", words);
    }

    // Check again once nothing has changed for a moment.
    schedule() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.check(), PAUSE);
    }

    // Ask the server about the texts as they are, unless it has just been asked about the same.
    async check() {
      const texts = collect(form);
      const body = JSON.stringify({
        address: location.pathname + location.search,
        dates: collectDates(form),
        texts: texts.map(({ path, table, text }) => ({ path, table, text })),
      });
      if (body === this.asked) return;
      this.asked = body;
      this.request?.abort();
      this.request = new AbortController();
      try {
        const response = await post(settings.checkUrl, body, this.request.signal);
        if (response.status === 204) this.stop();
        else if (response.ok) this.show(texts, await response.json());
        else this.fail((await readJson(response)).error);
      } catch (error) {
        if (error.name !== "AbortError") this.fail();
      }
    }

    show(texts, answer) {
      this.keepUrl = answer.keep_url;
      this.mayKeep = answer.may_keep;
      const controls = new Set(texts.map((text) => text.control));
      for (const control of this.controls) {
        if (!controls.has(control)) show({ control }, [], this);
      }
      this.controls = controls;
      const links = texts.flatMap((text, number) => {
        const found = answer.findings.filter((finding) => finding.text === number);
        const items = show(text, found, this);
        return found
          .map((finding, index) => [finding, items[index], text.control])
          .filter(([finding]) => !finding.exemption);
      });
      this.summary.show(answer, links);
      const blocking = links
        .filter(([finding]) => finding.severity === "block")
        .map(([{ match }, , control]) => ({ control, match }));
      takeBack(form, this.blocking, blocking, (words) => this.quote(words));
      this.blocking = blocking;
    }

    fail(message) {
      // So that the next change asks again.
      this.asked = "";
      this.summary.fail(message ?? this.strings.unchecked);
    }

    stop() {
      this.observer.disconnect();
      this.schedule = () => {};
    }

    // Record why the words of `finding` stay. Returns { error } where the server refuses.
    async keep(finding, kind, reason) {
      const { path, sentence, match } = finding;
      return this.send(this.keepUrl, new URLSearchParams({ path, sentence, match, kind, reason }));
    }

    async revoke(url) {
      return this.send(url, new URLSearchParams());
    }

    async send(url, body) {
      try {
        const response = await post(url, body);
        const answer = await readJson(response);
        if (!response.ok) return { error: answer.error ?? this.strings.notSaved };
        this.asked = "";
        await this.check();
        return answer;
      } catch {
        return { error: this.strings.notSaved };
      }
    }

    start() {
      for (const event of ["input", "change"]) form.addEventListener(event, () => this.schedule());
      // Rich text and new blocks send no events.
      this.observer = new MutationObserver(() => this.schedule());
      this.observer.observe(form, { childList: true, characterData: true, subtree: true });
      this.schedule();
    }
  }

  // What stands above the buttons: how many findings, a link to each, and the kept words.
  class Summary {
    constructor(editor) {
      this.editor = editor;
      this.status = make("span", { role: "status" });
      this.links = make("ol", { class: "terms-summary__links" });
      this.kept = make("p", { class: "terms-summary__kept" });
      this.details = make(
        "details",
        { class: "terms-summary", hidden: "" },
        make("summary", {}, this.status),
        this.links,
        this.kept,
      );
    }

    show(answer, links) {
      const isQuiet = !links.length && !answer.kept;
      if (isQuiet && !this.details.isConnected) return;
      this.say(answer.summary);
      this.details.hidden = isQuiet;
      const severities = links.map(([finding]) => finding.severity);
      this.details.classList.toggle("terms-summary--block", severities.includes("block"));
      this.details.classList.toggle("terms-summary--clear", !severities.length);
      this.links.replaceChildren(...links.map((link) => make("li", {}, this.link(...link))));
      this.kept.replaceChildren();
      if (answer.kept) {
        const text = `${this.editor.strings.keptWords} (${answer.kept})`;
        this.kept.append(make("a", { href: answer.kept_url }, text));
      }
    }

    link(finding, item, control) {
      const words = this.editor.quote(finding.match);
      const label = `${finding.label} ${words} – ${nameOf(control)}`;
      const go = () => {
        this.details.open = false;
        reveal(item);
      };
      return make("button", { type: "button", onclick: go }, label);
    }

    // Text that does not change is not announced again.
    say(text) {
      if (!this.details.isConnected) form.querySelector("footer")?.prepend(this.details);
      if (this.status.textContent !== text) this.status.textContent = text;
    }

    fail(message) {
      this.say(message);
      this.details.hidden = false;
    }
  }

  const wordsOf = (element) => element?.textContent.trim().replace(/\s*\*$/, "");

  // What people call the field of `control`: its section, the kinds of blocks around it, its label.
  function nameOf(control) {
    const names = [wordsOf(control.labels?.[0])];
    for (let panel = control; (panel = panel.parentElement?.closest("[data-panel]")); ) {
      const heading = panel.querySelector("[data-panel-heading]");
      const kind = heading?.querySelector(".c-sf-block__type");
      names.unshift(wordsOf(kind ?? heading?.querySelector("[data-panel-heading-text]")));
    }
    const different = names.filter((name, index) => name && name !== names[index - 1]);
    return different.join(" › ") || settings.strings.field;
  }

  function post(url, body, signal) {
    const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
    const headers = {
      Accept: "application/json",
      "X-Requested-With": "XMLHttpRequest",
      [CSRF_HEADER_NAME]: CSRF_TOKEN,
    };
    if (typeof body === "string") headers["Content-Type"] = "application/json";
    return fetch(url, { method: "POST", headers, body, signal });
  }

  const isJson = (response) => response.headers.get("Content-Type")?.includes("json");
  const readJson = async (response) => (isJson(response) ? response.json() : {});

  // The preview's findings are rules of axe-core that the page around it must know, before Wagtail
  // shows the results in its checks panel.
  function learnRules(event) {
    if (event.origin !== location.origin) return;
    if (event.data?.wagtail?.type !== "w-userbar:axe-ready") return;
    const spec = event.source.wagtail?.userbar?.axeConfig?.spec;
    const isOurs = (part) => /^(terminology|editing)-/.test(part.id);
    if (!spec || !window.axe) return;
    window.axe.configure({ rules: spec.rules.filter(isOurs), checks: spec.checks.filter(isOurs) });
  }

  window.addEventListener("message", learnRules);
  // Wagtail loads an editor's scripts in the head.
  document.addEventListener("DOMContentLoaded", () => {
    form = document.querySelector("form[data-edit-form]");
    if (form) new Editor().start();
  });
})();
