// Tells whether the site can be reached and who is signed in, and says so in a bar on the page.
// The other scripts for phones use it as `window.cmsConnection`.
(() => {
  const settings = JSON.parse(document.getElementById("phone-settings").textContent);
  const words = settings.words;
  const SECONDS_TO_ANSWER = 20;
  const SECONDS_OF_GOOD_NEWS = 6;

  const bar = document.createElement("div");
  bar.className = "phone-bar";
  bar.setAttribute("role", "status");
  document.body.append(bar);
  let hiding;

  // A button of the bar; `action` is called, or leads to an address in a new window.
  const control = ([label, action]) => {
    const node = document.createElement(typeof action === "string" ? "a" : "button");
    node.className = "button button-small";
    node.textContent = label;
    if (typeof action === "string") Object.assign(node, { href: action, target: "_blank" });
    else Object.assign(node, { type: "button", onclick: action });
    return node;
  };

  // Shows one sentence and its buttons, as pairs of a label and an action, in place of the last.
  const show = (state, text, ...controls) => {
    clearTimeout(hiding);
    const sentence = document.createElement("p");
    sentence.textContent = text;
    bar.dataset.state = state;
    bar.replaceChildren(sentence, ...controls.map(control));
    if (state === "good") hiding = setTimeout(hide, SECONDS_OF_GOOD_NEWS * 1000);
  };

  const hide = () => {
    delete bar.dataset.state;
    bar.replaceChildren();
  };

  // "ready", "unreachable", "signedOut" or "otherUser".
  const check = async () => {
    try {
      const response = await fetch(settings.connection, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
        cache: "no-store",
        signal: AbortSignal.timeout(SECONDS_TO_ANSWER * 1000),
      });
      if (response.status === 403) return "signedOut";
      if (!response.ok) return "unreachable";
      return (await response.json()).user === settings.user ? "ready" : "otherUser";
    } catch {
      return "unreachable";
    }
  };

  // Signing in again changes the token that a form must carry: the cookie has the present one.
  const token = () => {
    const found = document.cookie
      .split("; ")
      .find((cookie) => cookie.startsWith(`${settings.csrfCookie}=`));
    return found?.slice(settings.csrfCookie.length + 1);
  };

  // Whether the form had another one.
  const renewToken = (form) => {
    const field = form.querySelector("[name=csrfmiddlewaretoken]");
    if (!field || !token() || field.value === token()) return false;
    field.value = token();
    return true;
  };

  window.cmsConnection = { settings, words, show, hide, check, renewToken };

  window.addEventListener("offline", () => {
    if (!document.querySelector("form[data-edit-form]")) show("bad", words.offlineReading);
  });
  window.addEventListener("online", () => {
    if (!document.querySelector("form[data-edit-form]")) show("good", words.again);
  });
})();
