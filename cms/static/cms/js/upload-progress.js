// Shows how much of a file is sent from a chooser, and lets it be sent again without choosing anew.
// The choosers send with jQuery, whose settings for a request are completed here.
(() => {
  const { settings, words, check, renewToken } = window.cmsConnection;
  const FORM = "form[data-chooser-modal-creation-form]";
  let sending = null;

  const place = (form) => {
    let node = form.querySelector(".phone-upload");
    if (!node) {
      node = document.createElement("div");
      node.className = "phone-upload";
      node.setAttribute("role", "status");
      form.append(node);
    }
    return node;
  };

  const say = (form, text, ...nodes) => {
    const sentence = document.createElement("p");
    sentence.textContent = text;
    place(form).replaceChildren(sentence, ...nodes);
  };

  const progressed = (form, { loaded, total }) => {
    const meter = document.createElement("progress");
    Object.assign(meter, { max: total, value: loaded });
    const percent = Math.floor((100 * loaded) / total);
    meter.setAttribute("aria-label", words.sending.replace("{percent}", percent));
    if (loaded === total) say(form, words.processing);
    else say(form, words.sending.replace("{percent}", percent), meter);
  };

  const free = (form) =>
    form
      .querySelectorAll("[data-w-progress-loading-value]")
      .forEach((button) => button.setAttribute("data-w-progress-loading-value", "false"));

  const again = (form) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button", textContent: words.tryAgain });
    button.onclick = () => form.requestSubmit();
    return button;
  };

  const signIn = () =>
    Object.assign(document.createElement("a"), {
      href: settings.login,
      target: "_blank",
      className: "button button-secondary",
      textContent: words.signIn,
    });

  const unsent = (form, state) => {
    free(form);
    if (state === "signedOut") say(form, words.uploadSignedOut, signIn(), again(form));
    else if (state === "otherUser") say(form, words.uploadOtherUser, signIn(), again(form));
    else {
      say(form, words.uploadFailed, again(form));
      window.addEventListener("online", () => form.isConnected && place(form).querySelector("button")?.click(), {
        once: true,
      });
    }
  };

  const failed = async (form, status) => {
    const state = status === 403 ? await check() : "ready";
    if (status === 0 || state !== "ready") unsent(form, state);
    else {
      free(form);
      say(form, words.uploadRefused.replace("{status}", status), again(form));
    }
  };

  // The token is of the person who opened the form until the site has said that it is the same one:
  // so nobody's photo is stored in the name of who signs in next on this phone.
  const send = async (form) => {
    const state = await check();
    if (state !== "ready") {
      unsent(form, state);
      return;
    }
    renewToken(form);
    sending = form;
    form.requestSubmit();
  };

  document.addEventListener(
    "submit",
    (event) => {
      if (!event.target.matches(FORM) || sending === event.target) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      send(event.target);
    },
    { capture: true },
  );

  jQuery.ajaxPrefilter((options) => {
    const form = sending;
    if (!form || !(options.data instanceof FormData)) return;
    sending = null;
    options.xhr = () => {
      const request = new XMLHttpRequest();
      request.upload.addEventListener("progress", (event) => progressed(form, event));
      return request;
    };
    options.error = (request) => failed(form, request.status);
  });
})();
