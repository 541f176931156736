import type { Schemas } from "./client.js";
import { finished, given, html, type Html } from "./html.js";
import type { Language, Words } from "./words.js";

type Item = Pick<
  Schemas["NewsSummary"],
  "served_locale" | "is_fallback" | "awaiting_review" | "title" | "canonical_url" | "translations"
>;

/** What every page needs of its site and its language. */
export interface Setting {
  words: Words;
  languages: readonly Schemas["LanguageItem"][];
  furniture: Schemas["Furniture"];
}

export interface Page {
  title: string;
  /** Elements for <head>, such as the canonical address. */
  head: Html;
  content: Html;
  /** Where the same page stands in the languages of the program, from this one. */
  versions: ReadonlyMap<Language, string>;
}

/** `lang` and `dir` of a language; a text in a language that the site no longer has is `auto`. */
function tagged(code: string, { languages }: Setting): Html {
  const dir = languages.find((language) => language.code === code)?.dir ?? "auto";
  return html`lang="${code}" dir="${dir}"`;
}

/** The attributes of something whose words may be in another language than the page: none if not. */
export function inLanguage(code: string, setting: Setting): Html {
  return code === setting.words.language || code === "" ? html`` : html` ${tagged(code, setting)}`;
}

/** Where search engines find the text itself, and its real translations. */
export function headOf(item: Item): Html {
  const versions = item.translations.map(
    ({ locale, url }) => html`<link rel="alternate" hreflang="${locale}" href="${url}">\n`,
  );
  return html`<link rel="canonical" href="${item.canonical_url}">\n${versions}`;
}

/** An item under its title, with what readers must be told about it. */
export function itemOf(item: Item, content: Html, setting: Setting): Html {
  const { words, languages } = setting;
  const name = languages.find(({ code }) => code === item.served_locale)?.name;
  const fallback = item.is_fallback
    ? html`<p role="note">${words.notTranslated} ${name ?? item.served_locale}.</p>\n`
    : null;
  const unofficial = item.awaiting_review
    ? html`<p role="note">${words.awaitingReview}</p>\n`
    : null;
  return html`${fallback}${unofficial}<article>
<h1${inLanguage(item.served_locale, setting)}>${item.title}</h1>
${content}</article>
<p><a href="${item.canonical_url}">${words.onTheSite}</a></p>
`;
}

/** A whole file. */
export function frame({ title, head, content, versions }: Page, setting: Setting): string {
  const { words, furniture } = setting;
  const choices = [...versions].map(([code, address]) => {
    const name = setting.languages.find((language) => language.code === code)?.name ?? code;
    const current = code === words.language ? html` aria-current="true"` : null;
    return html`<li><a href="${address}" hreflang="${code}" ${tagged(code, setting)}${current}>${name}</a></li>\n`;
  });
  const menu = furniture.menu.map(
    (entry) =>
      html`<li><a href="${entry.url}"${inLanguage(entry.served_locale, setting)}>${entry.title}</a></li>\n`,
  );
  return html`<!DOCTYPE html>
<html ${tagged(words.language, setting)}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} – ${furniture.site_name}</title>
${head}</head>
<body>
<header>
<p><a href="${furniture.home_url}">${furniture.site_name}</a></p>
<nav aria-label="${words.languages}"><ul>
${choices}</ul></nav>
<nav aria-label="${words.pages}"><ul>
${menu}</ul></nav>
${furniture.is_demonstration ? html`<p role="note">${words.demonstration}</p>\n` : null}</header>
<main>
${content}</main>
<footer>
<p>${furniture.counter.sentence}</p>
${note(furniture.note, setting)}</footer>
</body>
</html>
`.markup;
}

/** The note on terms belongs on every page. */
function note(note: Schemas["Note"] | null, setting: Setting): Html | null {
  return (
    note &&
    html`<div${inLanguage(note.served_locale, setting)}><h2>${note.head_term}</h2>${finished(note.text)}${given(
      note.source_document,
      (source) => html`<p>${source}</p>`,
    )}</div>\n`
  );
}
