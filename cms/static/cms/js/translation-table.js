// Ticks all rows of the table at once, and says how many are ticked. The table works without it.
(() => {
  const boxes = (form) => [...form.querySelectorAll('input[name="keys"]')];

  const refresh = (form) => {
    const ticked = boxes(form).filter((box) => box.checked).length;
    const all = form.querySelector("[data-tick-all]");
    all.closest("label").hidden = false;
    all.checked = ticked > 0 && ticked === boxes(form).length;
    all.indeterminate = ticked > 0 && !all.checked;
    const { none, one, many } = form.querySelector("[data-ticked]").dataset;
    const text = ticked === 0 ? none : ticked === 1 ? one : many.replace("%s", ticked);
    form.querySelector("[data-ticked]").textContent = text;
  };

  document.addEventListener("change", (event) => {
    const form = event.target.closest("[data-translation-table]");
    if (!form) return;
    if (event.target.matches("[data-tick-all]")) {
      boxes(form).forEach((box) => {
        box.checked = event.target.checked;
      });
    }
    refresh(form);
  });

  // On a phone the counts would fill the screen: they wait to be opened.
  if (window.matchMedia("(max-width: 50em)").matches) {
    document.querySelectorAll(".tt-summary").forEach((summary) => {
      summary.open = false;
    });
  }

  // Wagtail puts new results into the page when somebody filters.
  const refreshAll = () => document.querySelectorAll("[data-translation-table]").forEach(refresh);
  document.addEventListener("w-swap:success", refreshAll);
  refreshAll();
})();
