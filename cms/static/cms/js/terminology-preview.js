// Tells Wagtail's content checks which elements of a preview show a sentence with a term.
//
// The rules and sentences come with the checks' own settings; see the editor's previews in Python.
(() => {
  "use strict";

  const { userbar } = window.wagtail;
  const settings = userbar.shadowRoot?.querySelector("#checker-axe-configuration");
  if (!settings) return;

  const plain = (text) => text.replace(/\s+/g, " ");
  const textOf = (element) => plain(element.getAttribute("alt") ?? element.textContent);

  // Passages in another language are left out of the sentences around them, as in Python.
  function ownTextOf(element) {
    if (!element.querySelector("span[lang]")) return textOf(element);
    const copy = element.cloneNode(true);
    for (const passage of copy.querySelectorAll("span[lang]")) passage.textContent = "⟨…⟩";
    return textOf(copy);
  }

  const shows = (element, sentence) =>
    textOf(element).includes(sentence) || ownTextOf(element).includes(sentence);

  // Whether `element` is the innermost one that shows `sentence`.
  const isPlaceOf = (element, sentence) =>
    shows(element, sentence) && ![...element.children].some((child) => shows(child, sentence));

  // What readers do not see, as the words for search engines, is told at the page's heading.
  function isPlaceOfUnseen(element, sentence) {
    const heading = document.querySelector("h1") ?? document.body.firstElementChild;
    if (element !== heading) return false;
    const images = [...document.querySelectorAll("img[alt]")];
    return ![document.body, ...images].some((part) => shows(part, sentence));
  }

  function evaluate(element, { sentences }) {
    return !sentences
      .map(plain)
      .some((one) => isPlaceOf(element, one) || isPlaceOfUnseen(element, one));
  }

  for (const { id } of JSON.parse(settings.textContent).spec.checks) {
    if (id.startsWith("terminology-")) userbar.registerCheck(id, evaluate);
  }
})();
