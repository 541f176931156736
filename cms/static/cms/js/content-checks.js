// Tells Wagtail's content checks which links do not say where they lead.
//
// The rule and its phrases come with the checks' own settings; see content_checks.py.
(() => {
  "use strict";

  const userbar = window.wagtail?.userbar;
  if (!userbar) return;

  const spoken = (link) => (link.getAttribute("aria-label") ?? link.textContent).trim();
  const isAddress = (text) => /^(https?:\/\/|www\.)/i.test(text);

  userbar.registerCheck("editing-link-text", (link, { phrases }) => {
    const words = spoken(link)
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "")
      .replace(/\s+/g, " ");
    return !phrases.includes(words) && !isAddress(words);
  });
})();
