// Small comforts. Every page works without this file.

// An open menu closes on Escape. One that covers what is below it closes as well on a click beside
// it, and when the focus goes on: it would hide what has the focus now.
const menus = document.querySelectorAll("details.disclosure");
const panels = [...menus].filter((menu) => menu.querySelector(".panel"));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus) {
    if (!menu.open) continue;
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of panels) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

for (const menu of panels) {
  menu.addEventListener("focusout", ({relatedTarget}) => {
    if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
  });
}

// A language that is chosen here is remembered for the address that names none, "/". The cookie is
// the one that Django reads (LANGUAGE_COOKIE_NAME): it holds a language for a year, nothing else.
for (const link of document.querySelectorAll("a[data-language]")) {
  link.addEventListener("click", () => {
    const secure = location.protocol === "https:" ? "; secure" : "";
    const kept = `path=/; max-age=31536000; samesite=lax${secure}`;
    document.cookie = `django_language=${link.hreflang}; ${kept}`;
  });
}

// The link to a video becomes its player, but only after the click: nothing is asked of the
// provider before.
for (const link of document.querySelectorAll("a[data-player]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = link.dataset.player;
    player.title = link.dataset.title;
    player.allow = "fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin-when-cross-origin";
    link.replaceWith(player);
    player.focus();
  });
}
