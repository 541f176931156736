// Names each term in the form of a concept by its text and language: numbers alone tell nothing.
document.addEventListener("DOMContentLoaded", () => {
  const terms = document.getElementById("id_terms-FORMS");
  if (!terms) return;

  const nameOf = (child) => {
    const language = child.querySelector("select[name$='-language']");
    const text = child.querySelector("[name$='-text']");
    const chosen = language.value ? language.selectedOptions[0].textContent : "";
    return [text.value.trim(), chosen].filter(Boolean).join(" – ");
  };

  const label = (child) => {
    let name = child.querySelector("[data-term-name]");
    if (!name) {
      name = document.createElement("span");
      name.dataset.termName = "";
      child.querySelector("[data-inline-panel-child-count]").after(name);
    }
    const text = nameOf(child);
    name.textContent = text && `: ${text}`;
  };

  const labelAll = () => [...terms.children].forEach(label);
  terms.addEventListener("input", (event) => label(event.target.closest("[data-inline-panel-child]")));
  new MutationObserver(labelAll).observe(terms, { childList: true });
  labelAll();
});
