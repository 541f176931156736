// Takes back what publishing refused once the words are kept or replaced, without waiting for the
// next save. What the gate refuses stands alone: it is asked when all else in the form is right.
(() => {
  "use strict";

  // Beside a field, and above a block of several fields.
  const REFUSALS = ".error-message, p.help-critical";
  const PARTS = "[data-field], [data-panel]";

  // Remove the refusals in `form` of words that blocked `before` and do not block `now`. Both are
  // lists of { control, match }; `quote` puts words in quotation marks as the messages do.
  function takeBack(form, before, now, quote) {
    for (const refusal of form.querySelectorAll(REFUSALS)) {
      const part = refusal.closest(PARTS);
      const isAbout = ({ control, match }) =>
        part?.contains(control) && refusal.textContent.includes(quote(match));
      if (before.some(isAbout) && !now.some(isAbout)) remove(refusal);
    }
  }

  function remove(refusal) {
    const errors = refusal.closest("[data-field-errors]");
    refusal.remove();
    if (!errors || errors.querySelector(".error-message")) return;
    errors.querySelector(".icon")?.setAttribute("hidden", "");
    const field = errors.closest("[data-field]");
    field.classList.remove("w-field--error");
    field.querySelector("[aria-invalid]")?.removeAttribute("aria-invalid");
  }

  window.terminologyRefusals = { takeBack };
})();
