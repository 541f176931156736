/* The translation editor: saves while somebody types, keeps what could not be saved in this
   browser, and can be worked with the keyboard alone. Without it the page is a form. */

const root = document.querySelector("[data-translation-editor]");
const IDLE = 1500;
const RETRY = 15000;

if (root) {
  start();
}

function start() {
  const form = root.querySelector("[data-form]");
  const words = JSON.parse(document.getElementById("te-words").textContent);
  const status = root.querySelector("[data-status]");
  const rows = [...root.querySelectorAll("[data-unit]")]
    .filter((element) => !element.querySelector("[data-text]").readOnly)
    .map((element) => new Row(element));

  const say = (key) => {
    status.textContent = key ? words[key] : "";
    status.dataset.kind = key;
  };

  function Row(element) {
    const unit = element.dataset.unit;
    const field = element.querySelector("[data-text]");
    const basedOn = element.querySelector(`[name="based-on-${unit}"]`);
    const confirm = element.querySelector(`[name="confirm-${unit}"]`);
    const notes = element.querySelector("[data-notes]");
    const conflictPlace = element.querySelector("[data-conflict-place]");
    const key = `cms-translation-${root.dataset.key}-${unit}`;
    let stored = field.value;
    let timer = null;
    let running = null;

    const row = {
      element,
      field,
      isOpen: () => element.dataset.state !== "translated",
      isUnsaved: () => field.value !== stored,
      isInConflict: () => conflictPlace.childElementCount > 0,
      save,
    };

    function typed() {
      keep();
      clearTimeout(timer);
      timer = setTimeout(() => save({ quiet: true }), IDLE);
      say("unsaved");
    }

    // What is typed is in the browser's own store until the server has it.
    function keep() {
      if (row.isUnsaved()) {
        localStorage.setItem(key, JSON.stringify({ text: field.value, basedOn: basedOn.value }));
      } else {
        localStorage.removeItem(key);
      }
    }

    function restore() {
      const draft = JSON.parse(localStorage.getItem(key) || "null");
      if (draft === null || draft.text === field.value) {
        localStorage.removeItem(key);
        return;
      }
      field.value = draft.text;
      basedOn.value = draft.basedOn;
      say("restored");
      save({ quiet: true });
    }

    // One request at a time for a text: the second must know the digest that the first made.
    async function save({ quiet = false, confirmed = false } = {}) {
      clearTimeout(timer);
      while (running) {
        await running;
      }
      if (row.isInConflict() || !(row.isUnsaved() || (confirmed && row.isOpen()))) {
        return !row.isInConflict();
      }
      running = send(quiet);
      const isSaved = await running;
      running = null;
      return isSaved;
    }

    async function send(quiet) {
      const text = field.value;
      say("saving");
      let response;
      let answer;
      try {
        response = await fetch(`${root.dataset.url}${unit}/`, {
          method: "POST",
          headers: { "X-Requested-With": "XMLHttpRequest" },
          body: new URLSearchParams({
            text,
            "based-on": basedOn.value,
            csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
          }),
        });
        answer = await response.json();
      } catch {
        say(response ? "signedOut" : "offline");
        return false;
      }
      if (response.ok) {
        stored = text;
        show(answer);
        keep();
        return true;
      }
      say("unsaved");
      if (response.status === 409) {
        showConflict(answer);
      } else if (!quiet || response.status !== 422) {
        showErrors(answer.errors);
      }
      return false;
    }

    function show(answer) {
      basedOn.value = answer.digest;
      element.dataset.state = answer.state;
      notes.innerHTML = answer.notes;
      field.removeAttribute("aria-invalid");
      confirm?.closest("p").remove();
      const count = { done: answer.done, total: answer.total };
      root.querySelector("[data-progress]").textContent = words.progress.replace(
        /%\((\w+)\)d/g,
        (_match, name) => count[name],
      );
      root.querySelector("progress").value = answer.done;
      say("saved");
    }

    function showErrors(errors) {
      field.setAttribute("aria-invalid", "true");
      const list = document.createElement("ul");
      list.className = "te-problems";
      list.setAttribute("role", "alert");
      for (const error of errors) {
        const item = document.createElement("li");
        item.className = "te-error error-message";
        item.textContent = error;
        list.append(item);
      }
      notes.querySelector(".te-problems")?.remove();
      notes.append(list);
    }

    function showConflict(answer) {
      const content = root.querySelector("template[data-conflict]").content.cloneNode(true);
      content.querySelector("[data-by]").textContent = [answer.by, answer.at]
        .filter(Boolean)
        .join(", ");
      content.querySelector("[data-theirs]").textContent = answer.theirs;
      conflictPlace.replaceChildren(content);
      conflictPlace.dataset.digest = answer.digest;
      listenToConflict(answer.theirs);
    }

    // Saved again, a text is based on the one that its writer has now seen.
    function listenToConflict(theirs) {
      const settle = (event, text) => {
        event.preventDefault();
        const digest = conflictPlace.dataset.digest;
        if (digest !== undefined) {
          basedOn.value = digest;
        }
        conflictPlace.replaceChildren();
        field.value = text;
        stored = theirs;
        field.focus();
        keep();
        save();
      };
      conflictPlace
        .querySelector("[data-keep-mine]")
        .addEventListener("click", (event) => settle(event, field.value));
      conflictPlace
        .querySelector("[data-take-theirs]")
        .addEventListener("click", (event) => settle(event, theirs));
    }

    field.addEventListener("input", typed);
    field.addEventListener("change", () => save());
    confirm?.addEventListener("change", () => save({ confirmed: true }));
    for (const button of element.querySelectorAll("[data-take]")) {
      button.hidden = false;
      const text = button.parentElement.querySelector("[data-suggestion]");
      button.addEventListener("click", () => row.put(text.textContent));
    }
    const tags = element.querySelector("[data-tags]");
    if (tags) {
      tags.hidden = false;
      for (const button of tags.querySelectorAll("[data-tag]")) {
        button.addEventListener("click", () => wrap(button.dataset.tag));
      }
    }

    row.put = (text) => {
      field.focus();
      field.select();
      insert(text);
    };

    function wrap(tag) {
      field.focus();
      insert(`<${tag}>${field.value.slice(field.selectionStart, field.selectionEnd)}</${tag}>`);
    }

    // As if typed, so that the browser can undo it.
    function insert(text) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }

    row.restore = restore;
    if (row.isInConflict()) {
      stored = null;
      listenToConflict(conflictPlace.querySelector("[data-theirs]").textContent);
    }
    return row;
  }

  function go(row) {
    row.field.focus();
    row.element.scrollIntoView({ block: "center" });
  }

  function goOn(from) {
    const at = rows.indexOf(from);
    const next = [...rows.slice(at + 1), ...rows.slice(0, at)].find((row) => row.isOpen());
    if (next) {
      go(next);
      return;
    }
    const nextPage = root.querySelector("[data-next-page]");
    (nextPage || root.querySelector("[data-publish]") || from.field).focus();
  }

  async function finish(row) {
    const isSaved = await row.save({ confirmed: true });
    if (isSaved && !row.isOpen()) {
      goOn(row);
    }
  }

  const keys = {
    ArrowDown: (row) => rows[rows.indexOf(row) + 1] && go(rows[rows.indexOf(row) + 1]),
    ArrowUp: (row) => rows[rows.indexOf(row) - 1] && go(rows[rows.indexOf(row) - 1]),
    ArrowRight: (row) => {
      const suggestion = row.element.querySelector("[data-suggestion]");
      if (suggestion) {
        row.put(suggestion.textContent);
      }
    },
    ArrowLeft: (row) => row.put(row.element.querySelector("[data-source]").dataset.source),
  };

  form.addEventListener("keydown", (event) => {
    const row = rows.find((candidate) => candidate.field === event.target);
    if (!row) {
      return;
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      finish(row);
    } else if (event.altKey && !event.ctrlKey && keys[event.key]) {
      event.preventDefault();
      keys[event.key](row);
    }
  });

  // Where a button saves the whole form, what is under way is in it.
  form.addEventListener("submit", () => say("saving"));

  const saveAll = () => rows.filter((row) => row.isUnsaved()).forEach((row) => row.save());
  window.addEventListener("online", saveAll);
  setInterval(() => {
    if (status.dataset.kind === "offline") {
      saveAll();
    }
  }, RETRY);

  startHelp();
  startChoosers();
  rows.forEach((row) => row.restore());
}

function startHelp() {
  const button = root.querySelector("[data-help]");
  const dialog = root.querySelector("[data-help-dialog]");
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
}

function startChoosers() {
  for (const element of root.querySelectorAll("[data-chooser]")) {
    const { constructor, id, options } = JSON.parse(element.dataset.chooser);
    new window[constructor](id, options);
  }
}
