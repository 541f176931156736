// Says how far the reading or writing of a table is, while its page waits for the answer.
(() => {
  const place = document.querySelector("[data-import-progress]");
  const form = place.closest("form");
  const [text, meter] = place.children;
  const SECOND = 1000;
  let timer = null;

  const show = ({ text: sentence, done, total }) => {
    meter.hidden = false;
    if (!sentence) return;
    text.textContent = sentence;
    Object.assign(meter, { max: total, value: done });
  };

  // An answer that does not come changes nothing: the page itself tells of what went wrong.
  const ask = async () => {
    const answer = await fetch(place.dataset.importProgress).catch(() => null);
    if (answer?.ok) show(await answer.json());
    if (timer) timer = setTimeout(ask, SECOND);
  };

  form.addEventListener("submit", () => {
    timer = setTimeout(ask, SECOND / 4);
  });

  // The page may be shown again as it was left.
  window.addEventListener("pageshow", () => {
    clearTimeout(timer);
    timer = null;
    text.textContent = "";
    meter.hidden = true;
    meter.removeAttribute("value");
  });
})();
