/* The translation editor: saves while somebody types, keeps what could not be saved in this
   browser, and can be worked with the keyboard alone. Without it the page is a form. */

const IDLE = 1500;
const RETRY = 15000;

/* Why the server has no answer that can be read: the name of the sentence that says so. */
function unanswered(response) {
  if (!response) {
    return "offline";
  }
  return response.status === 404 ? "removed" : "signedOut";
}

/* One text: its field, what of it is stored, and what stands in the way. */
class Row {
  constructor(editor, element) {
    const unit = element.dataset.unit;
    this.editor = editor;
    this.element = element;
    this.url = `${editor.root.dataset.url}${unit}/`;
    this.key = `cms-translation-${editor.root.dataset.key}-${unit}`;
    this.field = element.querySelector("[data-text]");
    this.basedOn = element.querySelector(`[name="based-on-${unit}"]`);
    this.confirm = element.querySelector(`[name="confirm-${unit}"]`);
    this.notes = element.querySelector("[data-notes]");
    this.conflict = element.querySelector("[data-conflict-place]");
    this.stored = this.field.value;
    this.timer = null;
    this.running = null;
    this.listen();
  }

  get isOpen() {
    return this.element.dataset.state !== "translated";
  }

  get isUnsaved() {
    return this.field.value !== this.stored;
  }

  get isInConflict() {
    return this.conflict.childElementCount > 0;
  }

  listen() {
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("change", () => this.save());
    this.confirm?.addEventListener("change", () => this.save({ isConfirmed: true }));
    for (const button of this.element.querySelectorAll("[data-take]")) {
      const text = button.parentElement.querySelector("[data-suggestion]");
      button.hidden = false;
      button.addEventListener("click", () => this.put(text.textContent));
    }
    for (const tags of this.element.querySelectorAll("[data-tags]")) {
      tags.hidden = false;
    }
    for (const button of this.element.querySelectorAll("[data-tag]")) {
      button.addEventListener("click", () => this.wrap(button.dataset.tag));
    }
    if (this.isInConflict) {
      // The form was refused: what the field holds is not what is stored.
      this.stored = null;
      this.offerChoice(this.conflict.querySelector("[data-theirs]").textContent);
    }
  }

  focus() {
    this.field.focus();
    this.element.scrollIntoView({ block: "center" });
  }

  typed() {
    this.keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save({ isQuiet: true }), IDLE);
    this.editor.say("unsaved");
  }

  /* What is typed is in the browser's own store until the server has it. */
  keep() {
    if (this.isUnsaved) {
      const draft = { text: this.field.value, basedOn: this.basedOn.value };
      localStorage.setItem(this.key, JSON.stringify(draft));
    } else {
      localStorage.removeItem(this.key);
    }
  }

  restore() {
    const draft = JSON.parse(localStorage.getItem(this.key) || "null");
    if (draft === null || draft.text === this.field.value) {
      localStorage.removeItem(this.key);
      return;
    }
    this.field.value = draft.text;
    this.basedOn.value = draft.basedOn;
    this.editor.say("restored");
    this.save({ isQuiet: true });
  }

  /* Whether the server has the text. One request at a time: the next needs the digest of the last.
     `isQuiet`: somebody is still typing, so that errors in the markup can wait. */
  async save({ isQuiet = false, isConfirmed = false } = {}) {
    clearTimeout(this.timer);
    while (this.running) {
      await this.running;
    }
    if (this.isInConflict) {
      return false;
    }
    if (!this.isUnsaved && !(isConfirmed && this.isOpen)) {
      return true;
    }
    this.running = this.send(isQuiet);
    const isSaved = await this.running;
    this.running = null;
    return isSaved;
  }

  async send(isQuiet) {
    const text = this.field.value;
    this.editor.say("saving");
    let response;
    let answer;
    try {
      response = await fetch(this.url, {
        method: "POST",
        headers: { "X-Requested-With": "XMLHttpRequest" },
        body: new URLSearchParams({
          text,
          "based-on": this.basedOn.value,
          csrfmiddlewaretoken: this.editor.form.elements.csrfmiddlewaretoken.value,
        }),
      });
      answer = await response.json();
    } catch {
      this.editor.say(unanswered(response));
      return false;
    }
    if (response.ok) {
      this.stored = text;
      this.show(answer);
      return true;
    }
    this.editor.say("unsaved");
    if (response.status === 410) {
      this.editor.setAside(this.key, text);
    }
    if (response.status === 409) {
      this.showConflict(answer);
    } else if (!isQuiet || response.status !== 422) {
      this.showErrors(answer.errors);
    }
    return false;
  }

  show(answer) {
    this.basedOn.value = answer.digest;
    this.element.dataset.state = answer.state;
    this.notes.innerHTML = answer.notes;
    this.field.removeAttribute("aria-invalid");
    this.confirm?.closest("p")?.remove();
    this.keep();
    this.editor.count(answer);
    this.editor.say(this.isUnsaved ? "unsaved" : "saved");
  }

  showErrors(errors) {
    const list = document.createElement("ul");
    list.className = "te-problems";
    list.setAttribute("role", "alert");
    for (const error of errors) {
      const item = document.createElement("li");
      item.className = "te-error error-message";
      item.textContent = error;
      list.append(item);
    }
    this.field.setAttribute("aria-invalid", "true");
    this.notes.querySelector(".te-problems")?.remove();
    this.notes.append(list);
  }

  showConflict(answer) {
    const content = this.editor.root.querySelector("template[data-conflict]").content;
    this.conflict.replaceChildren(content.cloneNode(true));
    this.conflict.querySelector("[data-by]").textContent = [answer.by, answer.at]
      .filter(Boolean)
      .join(", ");
    this.conflict.querySelector("[data-theirs]").textContent = answer.theirs;
    this.offerChoice(answer.theirs, answer.digest);
  }

  /* Saved again, a text is based on the one that its writer has now seen. */
  offerChoice(theirs, digest = this.basedOn.value) {
    const choose = (event, text) => {
      event.preventDefault();
      this.conflict.replaceChildren();
      this.basedOn.value = digest;
      this.stored = theirs;
      this.field.value = text;
      this.field.focus();
      this.keep();
      this.save({ isConfirmed: true });
    };
    this.conflict
      .querySelector("[data-keep-mine]")
      .addEventListener("click", (event) => choose(event, this.field.value));
    this.conflict
      .querySelector("[data-take-theirs]")
      .addEventListener("click", (event) => choose(event, theirs));
  }

  put(text) {
    this.field.focus();
    this.field.select();
    this.insert(text);
  }

  wrap(tag) {
    const { value, selectionStart, selectionEnd } = this.field;
    this.field.focus();
    this.insert(`<${tag}>${value.slice(selectionStart, selectionEnd)}</${tag}>`);
  }

  insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  takeSuggestion() {
    const suggestion = this.element.querySelector(".te-target > .te-suggestion [data-suggestion]");
    if (suggestion) {
      this.put(suggestion.textContent);
    }
  }

  takeSource() {
    this.put(this.element.querySelector("[data-source]").dataset.source);
  }
}

/* The page: its rows, its status line and its keys. */
class Editor {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("[data-form]");
    this.status = root.querySelector("[data-status]");
    this.words = JSON.parse(document.getElementById("te-words").textContent);
    this.rows = [...root.querySelectorAll("[data-unit]")]
      .filter((element) => !element.querySelector("[data-text]").readOnly)
      .map((element) => new Row(this, element));
    this.form.addEventListener("keydown", (event) => this.pressed(event));
    this.form.addEventListener("submit", () => this.say("saving"));
    window.addEventListener("online", () => this.saveAll());
    setInterval(() => this.status.dataset.kind === "offline" && this.saveAll(), RETRY);
    this.startHelp();
    this.startChoosers();
    this.rows.forEach((row) => row.restore());
    this.showHomeless();
  }

  say(kind) {
    this.status.textContent = this.words[kind];
    this.status.dataset.kind = kind;
  }

  count({ done, total }) {
    const numbers = { done, total };
    this.root.querySelector("progress").value = done;
    this.root.querySelector("[data-progress]").textContent = this.words.progress.replace(
      /%\((\w+)\)d/g,
      (_match, name) => numbers[name],
    );
  }

  get homelessPrefix() {
    return `cms-homeless-${this.root.dataset.key}-`;
  }

  /* A text whose passage the original has lost: no row of the page that is loaded next has it. */
  setAside(key, text) {
    localStorage.removeItem(key);
    localStorage.setItem(`${this.homelessPrefix}${key}`, text);
  }

  /* Show what was set aside until somebody throws it away. */
  showHomeless() {
    const told = [...this.root.querySelectorAll("pre.te-homeless")].map((each) => each.textContent);
    const keys = Object.keys(localStorage)
      .filter((key) => key.startsWith(this.homelessPrefix))
      .filter((key) => !told.includes(localStorage.getItem(key)));
    if (keys.length === 0) {
      return;
    }
    const box = this.root.querySelector("template[data-homeless]").content.cloneNode(true);
    const element = box.querySelector("[data-homeless-box]");
    for (const key of keys) {
      const text = element.querySelector("[data-homeless-text]").cloneNode();
      text.hidden = false;
      text.value = localStorage.getItem(key);
      element.insertBefore(text, element.querySelector("[data-discard]"));
    }
    element.querySelector("[data-discard]").addEventListener("click", () => {
      keys.forEach((key) => localStorage.removeItem(key));
      element.remove();
    });
    this.form.before(box);
  }

  saveAll() {
    this.rows.filter((row) => row.isUnsaved).forEach((row) => row.save());
  }

  pressed(event) {
    const row = this.rows.find((candidate) => candidate.field === event.target);
    const actions = {
      ArrowDown: () => this.move(row, 1),
      ArrowUp: () => this.move(row, -1),
      ArrowRight: () => row.takeSuggestion(),
      ArrowLeft: () => row.takeSource(),
    };
    if (row && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.finish(row);
    } else if (row && event.altKey && !event.ctrlKey && actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  move(row, step) {
    this.rows[this.rows.indexOf(row) + step]?.focus();
  }

  /* Save a text, and go to the next that is to be done; after the last, to what follows. */
  async finish(row) {
    if (!(await row.save({ isConfirmed: true })) || row.isOpen) {
      return;
    }
    const at = this.rows.indexOf(row);
    const others = [...this.rows.slice(at + 1), ...this.rows.slice(0, at)];
    const next = others.find((other) => other.isOpen);
    const after = this.root.querySelector("[data-next-page]");
    (next || after || this.root.querySelector("[data-finish]") || row.field).focus();
  }

  startHelp() {
    const button = this.root.querySelector("[data-help]");
    const dialog = this.root.querySelector("[data-help-dialog]");
    button.hidden = false;
    button.addEventListener("click", () => dialog.showModal());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  }

  startChoosers() {
    for (const element of this.root.querySelectorAll("[data-chooser]")) {
      const { constructor, id, options } = JSON.parse(element.dataset.chooser);
      new window[constructor](id, options);
    }
  }
}

const root = document.querySelector("[data-translation-editor]");
if (root) {
  new Editor(root);
}
