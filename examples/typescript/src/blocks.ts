import type { Schemas } from "./client.js";
import { assertNever, finished, given, html, type Html } from "./html.js";
import type { Words } from "./words.js";

export type Block = Schemas["NewsArticle"]["body"][number];

/** A body. Each type of block has its case: a new one in the contract stops the compiler here. */
export function body(blocks: readonly Block[], words: Words): Html {
  return html`${blocks.map((one) => block(one, words))}`;
}

function block(one: Block, words: Words): Html {
  switch (one.type) {
    case "heading":
      return html`<${one.value.level} id="${one.id}">${one.value.text}</${one.value.level}>\n`;
    case "paragraph":
      return html`<div>${finished(one.value.html)}</div>\n`;
    case "image":
      return image(one.value.image);
    case "quote":
      return quote(one.value);
    case "links":
      return links(one.value);
    case "document":
      return html`<p>${documentLink(one.value, words)}</p>\n`;
    case "callout":
      return callout(one.value);
    case "table":
      return table(one.value, words);
    case "video":
      return video(one.value, words);
    default:
      return assertNever(one);
  }
}

/** What every browser knows; newer formats are smaller and are offered first. */
const PLAIN_FORMATS = ["image/jpeg", "image/png", "image/gif"];
const SIZES = "(min-width: 45rem) 45rem, 100vw";

/** A picture: the browser takes the first format that it knows, in the size that it needs. */
export function image(picture: Schemas["Image"]): Html {
  const formats = [...new Set(picture.renditions.map(({ format }) => format))];
  const sources = formats
    .filter((format) => !PLAIN_FORMATS.includes(format))
    .map((format) => {
      const sizes = picture.renditions.filter((rendition) => rendition.format === format);
      return html`<source type="${format}" srcset="${srcset(sizes)}" sizes="${SIZES}">`;
    });
  const plain = picture.renditions.filter(({ format }) => PLAIN_FORMATS.includes(format));
  const largest = plain.at(-1) ?? picture.renditions.at(-1);
  if (largest === undefined) return html``;
  const rights = [picture.credit, picture.licence].filter(Boolean).join(", ");
  const caption = [picture.caption, rights].filter(Boolean).join(" — ");
  return html`<figure><picture>${sources}<img src="${largest.url}"${given(
    plain,
    (sizes) => html` srcset="${srcset(sizes)}" sizes="${SIZES}"`,
  )} alt="${picture.alt}" width="${largest.width}" height="${largest.height}" loading="lazy"></picture>${given(
    caption,
    (text) => html`<figcaption>${text}</figcaption>`,
  )}</figure>\n`;
}

function srcset(renditions: readonly Schemas["Rendition"][]): string {
  return renditions.map(({ url, width }) => `${url} ${width}w`).join(", ");
}

function quote({ text, attribution, language }: Schemas["QuoteValue"]): Html {
  return html`<figure><blockquote${given(
    language,
    (code) => html` lang="${code}"`,
  )}><p>${text}</p></blockquote>${given(
    attribution,
    (name) => html`<figcaption>${name}</figcaption>`,
  )}</figure>\n`;
}

function links({ title, links }: Schemas["LinksValue"]): Html {
  return html`<section>${given(title, (text) => html`<h2>${text}</h2>`)}${linkList(links)}</section>\n`;
}

/** A link whose address is not known is plain text. */
export function linkList(links: readonly Schemas["Link"][]): Html | null {
  return given(
    links,
    () =>
      html`<ul>${links.map(({ label, url }) =>
        url === null ? html`<li>${label}</li>` : html`<li><a href="${url}">${label}</a></li>`,
      )}</ul>\n`,
  );
}

export function documentLink({ document, label }: Schemas["DocumentValue"], words: Words): Html {
  const size = given(
    document.size,
    (bytes) => html`, <span lang="${words.language}">${words.kilobytes(bytes)}</span>`,
  );
  return html`<a href="${document.url}">${label}</a> (${document.extension.toUpperCase()}${size})`;
}

function callout({ title, html: text }: Schemas["CalloutValue"]): Html {
  return html`<aside>${given(title, (words) => html`<h2>${words}</h2>`)}${finished(text)}</aside>\n`;
}

function table({ caption, columns, rows }: Schemas["TableValue"], words: Words): Html {
  const headings = columns.map(({ heading }) => html`<th scope="col">${heading}</th>`);
  const lines = rows.map(
    ({ cells }) => html`<tr>${cells.map((one) => html`<td>${cell(one, words)}</td>`)}</tr>\n`,
  );
  return html`<table>${given(caption, (text) => html`<caption>${text}</caption>`)}
<thead><tr>${headings}</tr></thead>
<tbody>
${lines}</tbody></table>\n`;
}

function cell(one: Schemas["TableRow"]["cells"][number], words: Words): string {
  switch (one.type) {
    case "text":
      return one.text;
    case "number":
      return one.number === null ? "" : words.number(one.number);
    default:
      return assertNever(one);
  }
}

/** Nothing of the other site may load before the reader agrees; a link asks for it. */
function video({ url, title, provider, transcript }: Schemas["VideoValue"], words: Words): Html {
  const where = provider === null ? "" : ` (${provider})`;
  return html`<section><p><a href="${url}" rel="external">${title || url}</a>${where}</p>${given(
    transcript,
    (text) =>
      html`<details><summary lang="${words.language}">${words.transcript}</summary>${finished(
        text,
      )}</details>`,
  )}</section>\n`;
}
