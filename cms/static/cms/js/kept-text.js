// Keeps what is typed into an editor's form on this phone until the site has it.
//
// Wagtail saves by itself a moment after a change, and says with events how that went. What it
// could not save stays in this browser, for this person, no longer than a day, and is offered
// when the form is opened again. The site itself puts it back: it is sent as the form would be.
(() => {
  const { settings, words, show, hide, check, renewToken } = window.cmsConnection;
  const SECONDS_TO_SAVE = 20;
  const PREFIX = "cms-kept:";
  const NOT_KEPT = ["csrfmiddlewaretoken", "next"];
  // These differ between two openings of a form in which nobody changed anything.
  const NOT_COMPARED = /^(loaded_revision|overwrite_revision|comments-|action-)/;
  const own = `${PREFIX}${settings.user}:`;

  const keyOf = (address) => own + new URL(address, location.href).pathname;
  const read = (key) => JSON.parse(localStorage.getItem(key));
  const allKeys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));

  const textOf = (data) =>
    [...data].filter(([name, value]) => typeof value === "string" && !NOT_KEPT.includes(name));

  // Whether both hold the same, apart from the fields named in `but`.
  const same = (one, other, but = {}) => {
    const essence = (fields) =>
      JSON.stringify(fields.filter(([name]) => !NOT_COMPARED.test(name) && !(name in but)).sort());
    return essence(one) === essence(other);
  };

  // Nobody else's text stays here, and nobody's longer than a day.
  const clearOld = () => {
    const oldest = Date.now() - settings.keptHours * 3600 * 1000;
    allKeys().forEach((key) => {
      if (!key.startsWith(own) || read(key).at < oldest) localStorage.removeItem(key);
    });
  };

  clearOld();
  document.addEventListener("submit", (event) => {
    const action = event.target.getAttribute("action");
    if (action === settings.logout) allKeys().forEach((key) => localStorage.removeItem(key));
  });

  // A form that was sent from another page has arrived when Wagtail says so here.
  if (document.querySelector(".messages .success")) {
    allKeys().forEach((key) => read(key).sent && localStorage.removeItem(key));
  }

  const form = document.querySelector("form[data-edit-form]");
  if (!form) return;

  let key = keyOf(form.action);
  let underWay = [];

  const fieldsNow = () => {
    const data = new FormData(form);
    // The version that Wagtail saves over: its own last one, while nobody else has changed the page.
    const revision = form.dataset.wAutosaveRevisionIdValue;
    if (Number(revision)) data.set("overwrite_revision_id", revision);
    return textOf(data);
  };

  // Whether there was room for it.
  const keep = (more = {}) => {
    const entry = { at: Date.now(), fields: fieldsNow(), ...more };
    try {
      localStorage.setItem(key, JSON.stringify(entry));
      return true;
    } catch (error) {
      show("bad", words.full);
      return error.name !== "QuotaExceededError";
    }
  };

  const forget = () => localStorage.removeItem(key);
  const saveNow = () =>
    form.dispatchEvent(
      new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }),
    );

  // The token is of the person who opened the form until the site has said that it is the same one:
  // so nobody's text is saved in the name of who signs in next on this phone.
  const tryAgain = async () => {
    const state = await check();
    if (state === "ready") {
      renewToken(form);
      saveNow();
    } else tell(state);
  };

  const SIGN_IN = [words.signIn, settings.login];
  // What a person asked for and could not be sent, to be asked for again.
  let refused = null;
  const tell = (state, action = refused ?? tryAgain) => {
    const retry = [words.tryAgain, action];
    if (state === "signedOut") show("bad", words.signedOut, SIGN_IN, retry);
    else if (state === "otherUser") show("bad", words.otherUser, SIGN_IN, retry);
    else show("bad", refused ? words.notSent : words.offline, retry);
  };

  // Wagtail takes what the form holds after two seconds for what it was opened with.
  let watched = false;
  let typedEarly = false;
  form.addEventListener("input", () => (typedEarly ||= !watched));
  form.addEventListener("w-unsaved:watch-edits", () => {
    watched = true;
    if (typedEarly) saveNow();
    typedEarly = false;
  });

  form.addEventListener("w-unsaved:add", () => keep());
  // Two requests at once would meet on the site, and the older text could be the last to arrive:
  // the form is sent once no text is under way, and none is sent after it.
  let saving = null;
  let ended = () => {};
  let leaving = false;
  form.addEventListener("w-autosave:save", (event) => {
    if (leaving) {
      event.preventDefault();
      return;
    }
    underWay = textOf(event.detail.formData);
    saving = new Promise((resolve) => (ended = resolve));
  });
  form.addEventListener("w-autosave:success", () => ended());
  form.addEventListener("w-autosave:error", () => ended());
  window.addEventListener("pageshow", () => (leaving = false));
  form.addEventListener("w-autosave:success", (event) => {
    const wasBad = document.querySelector(".phone-bar[data-state=bad]");
    const complete = same(underWay, fieldsNow(), event.detail.response.field_updates);
    forget();
    key = keyOf(form.action);
    if (!complete) keep();
    else if (wasBad) show("good", words.saved);
    refused = null;
  });
  form.addEventListener("w-autosave:error", async (event) => {
    if (!keep()) return;
    const { type } = event.detail;
    const state = type === "network_error" ? "unreachable" : await check();
    if (state !== "ready") tell(state);
    else if (renewToken(form) && type === "server_error") saveNow();
    // What the site itself refuses, Wagtail tells.
    else hide();
  });

  window.addEventListener("offline", () => {
    if (keep()) tell("unreachable");
  });
  window.addEventListener("online", saveNow);
  window.addEventListener("pagehide", () => {
    if (localStorage.getItem(key)) keep({ sent: read(key).sent });
  });

  // Sends the form only when it will arrive: a browser's page of error would take it away.
  let checked = false;
  const send = async (submitter) => {
    leaving = true;
    await Promise.race([saving, new Promise((late) => setTimeout(late, SECONDS_TO_SAVE * 1000))]);
    const state = await check();
    leaving = state === "ready";
    // Wagtail's buttons are out of use while they wait.
    submitter?.setAttribute("data-w-progress-loading-value", "false");
    await new Promise(requestAnimationFrame);
    submitter?.removeAttribute("disabled");
    refused = state === "ready" ? null : () => send(submitter);
    if (refused) {
      tell(state);
      return;
    }
    hide();
    renewToken(form);
    keep({ sent: true });
    checked = true;
    form.requestSubmit(submitter);
    checked = false;
  };
  form.addEventListener(
    "submit",
    (event) => {
      if (checked) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      keep();
      send(event.submitter);
    },
    { capture: true },
  );

  // The editor of long texts keeps its paragraphs as JSON.
  const plain = (value) =>
    value.startsWith('{"blocks":') ? JSON.parse(value).blocks.map(({ text }) => text).join("\n") : value;

  const showText = (sentence, fields) => {
    const now = new Set(fieldsNow().map((field) => field.join()));
    show("bad", sentence, [words.discard, discard]);
    const text = document.createElement("textarea");
    text.readOnly = true;
    text.rows = 8;
    text.setAttribute("aria-label", sentence);
    text.value = fields
      .filter(([name]) => !NOT_COMPARED.test(name) && !/-(id|type)$/.test(name))
      .filter(([name, value]) => /[^\d-]/.test(value) && !now.has([name, value].join()))
      .map(([name, value]) => `${name}:\n${plain(value)}`)
      .join("\n\n");
    document.querySelector(".phone-bar p").after(text);
  };

  const discard = () => {
    forget();
    show("good", words.discarded);
  };

  // Shown with Wagtail's own errors beside the fields.
  const openWithErrors = (fields) => {
    const resent = document.createElement("form");
    Object.assign(resent, { method: "post", action: form.action, hidden: true });
    resent.append(
      form.elements.csrfmiddlewaretoken.cloneNode(),
      ...fields.map(([name, value]) =>
        Object.assign(document.createElement("textarea"), { name, value }),
      ),
    );
    document.body.append(resent);
    resent.submit();
  };

  const restore = async ({ fields }) => {
    const again = () => restore({ fields });
    const state = await check();
    if (state !== "ready") {
      tell(state, again);
      return;
    }
    renewToken(form);
    const data = new FormData();
    fields.forEach(([name, value]) => data.append(name, value));
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    let response;
    try {
      response = await fetch(form.action, {
        method: "POST",
        body: data,
        headers: { Accept: "application/json" },
      });
    } catch {
      show("bad", words.notSent, [words.tryAgain, again]);
      return;
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    const answer = isJson ? await response.json() : {};
    if (answer.success) {
      forget();
      location.assign(answer.url || location.href);
    } else if (answer.error_code === "validation_error") openWithErrors(fields);
    else if (answer.error_code === "invalid_revision") showText(words.conflict, fields);
    else showText(words.failed, fields);
  };

  const offer = () => {
    const kept = localStorage.getItem(key) && read(key);
    // A form that comes back with errors has the text already.
    if (!kept || form.dataset.wUnsavedForceValue === "true") return;
    if (same(kept.fields, fieldsNow())) {
      forget();
      return;
    }
    const time = new Date(kept.at).toLocaleTimeString(document.documentElement.lang, {
      hour: "2-digit",
      minute: "2-digit",
    });
    show(
      "offer",
      words.kept.replace("{time}", time),
      [words.restore, () => restore(kept)],
      [words.discard, discard],
    );
  };

  // Once the fields have their widgets, which write their values anew.
  window.addEventListener("load", () => setTimeout(offer, 500));
})();
