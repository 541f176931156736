import { body, documentLink, image, linkList } from "./blocks.js";
import type { Schemas } from "./client.js";
import { inLanguage, type Setting } from "./frame.js";
import { given, html, type Html } from "./html.js";
import type { Words } from "./words.js";

/** An article below its title. Labels are in the language of the page, the text may be in another. */
export function article(
  item: Schemas["NewsArticle"],
  related: readonly Schemas["NewsSummary"][],
  setting: Setting,
): Html {
  const { words } = setting;
  const ownLanguage = inLanguage(item.served_locale, setting);
  const topics = item.topics.map(({ label }) => label).join(", ");
  return html`<p>${time(item.date, item.date_precision, words)}</p>
${given(topics, (labels) => html`<p>${words.topics}: ${labels}</p>\n`)}<div${ownLanguage}>
${given(item.summary, (summary) => html`<p>${summary}</p>\n`)}${
    item.lead_image && image(item.lead_image)
  }${body(item.body, words)}</div>
${given(
  item.links,
  (links) => html`<h2>${words.links}</h2>\n<div${ownLanguage}>${linkList(links)}</div>\n`,
)}${documents(item, setting)}${correction(item, setting)}${given(
    related,
    (all) =>
      html`<h2>${words.related}</h2>\n<ul>${all.map(
        (one) =>
          html`<li><a href="${one.url}"${inLanguage(one.served_locale, setting)}>${one.title}</a></li>`,
      )}</ul>\n`,
  )}`;
}

/** How much of `YYYY-MM-DD` is known. */
const KNOWN = { day: 10, month: 7, year: 4 } as const;

function time(date: string, precision: keyof typeof KNOWN, words: Words): Html {
  return html`<time datetime="${date.slice(0, KNOWN[precision])}">${words.day(date, precision)}</time>`;
}

function correction(item: Schemas["NewsArticle"], setting: Setting): Html | null {
  const { words } = setting;
  const what = html`<span${inLanguage(item.served_locale, setting)}>${item.correction_note}</span>`;
  return given(
    item.corrected_on,
    (day) => html`<p>${words.corrected}: ${words.day(day)}. ${what}</p>\n`,
  );
}

/** A network below its title, with all its meetings. */
export function network(
  item: Schemas["Network"],
  meetings: readonly Schemas["MeetingSummary"][],
  setting: Setting,
): Html {
  const { words } = setting;
  const founded = given(
    item.founded_on,
    (day) => html`<p>${words.founded}: ${words.day(day, item.founded_precision)}</p>\n`,
  );
  return html`${item.is_retired ? html`<p role="note">${words.retired}</p>\n` : null}<p>${
    item.country.name
  }</p>
${founded}<div${inLanguage(item.served_locale, setting)}>
${given(item.introduction, (text) => html`<p>${text}</p>\n`)}${body(item.body, words)}</div>
${founders(item.founders_by_kind, words)}${given(
    item.members,
    (members) =>
      html`<h2>${words.members}</h2>\n<ul>${members.map(
        (one) => html`<li${nameLanguage(one, setting)}>${one.name}${exampleMark(one, words)}</li>`,
      )}</ul>\n`,
  )}${given(
    meetings,
    (all) =>
      html`<h2>${words.meetings}</h2>\n<ul>\n${all.map((one) => meeting(one, setting))}</ul>\n`,
  )}${documents(item, setting)}${contact(item, words)}`;
}

function founders(groups: readonly Schemas["FounderGroup"][], words: Words): Html | null {
  return given(
    groups,
    () =>
      html`<h2>${words.founders}</h2>\n${groups.map(
        ({ label, founders }) =>
          html`<h3>${label}</h3>\n<ul>${founders.map(
            (one) => html`<li>${one.name}${exampleMark(one, words)}</li>`,
          )}</ul>\n`,
      )}`,
  );
}

/** An invented authority must be told from a real one. */
function exampleMark({ is_example }: { is_example: boolean }, words: Words): Html | null {
  return is_example ? html` <em>(${words.example})</em>` : null;
}

/** The official name stands where there is none in the language of the page. */
function nameLanguage(one: Schemas["AuthorityItem"], setting: Setting): Html {
  const own = one.name === one.official_name ? one.official_name_language : "";
  return inLanguage(own, setting);
}

function meeting(one: Schemas["MeetingSummary"], setting: Setting): Html {
  const { words } = setting;
  const cancelled =
    one.state === "cancelled"
      ? html` <strong>${words.cancelled}</strong> <span${inLanguage(
          one.cancellation_reason_locale ?? "",
          setting,
        )}>${one.cancellation_reason}</span>`
      : null;
  return html`<li><time datetime="${one.start_date}">${words.day(one.start_date)}</time>: <a href="${
    one.url
  }"${inLanguage(one.served_locale, setting)}>${one.title}</a>${given(
    one.place,
    (place) => html`, <span${inLanguage(one.served_locale, setting)}>${place}</span>`,
  )}${cancelled}</li>\n`;
}

function documents(
  item: Pick<Schemas["NewsArticle"], "documents" | "served_locale">,
  setting: Setting,
): Html | null {
  const { words } = setting;
  return given(
    item.documents,
    (all) =>
      html`<h2>${words.documents}</h2>\n<ul${inLanguage(item.served_locale, setting)}>${all.map(
        (one) => html`<li>${documentLink(one, words)}</li>`,
      )}</ul>\n`,
  );
}

function contact({ contact, coordinators }: Schemas["Network"], words: Words): Html {
  const lines = [
    given(contact.office, (office) => html`<p>${office}</p>`),
    given(contact.email, (email) => html`<p><a href="mailto:${email}">${email}</a></p>`),
    given(contact.phone, (phone) => html`<p>${phone}</p>`),
    given(contact.website, (website) => html`<p><a href="${website}">${website}</a></p>`),
  ].filter((line) => line !== null);
  const people = coordinators.map(
    ({ name, office }) => html`<li>${[name, office].filter(Boolean).join(", ")}</li>`,
  );
  return html`${given(lines, () => html`<h2>${words.contact}</h2>\n${lines}\n`)}${given(
    people,
    () => html`<h2>${words.coordinators}</h2>\n<ul>${people}</ul>\n`,
  )}`;
}

/** A part of the directory; `previous` and `next` are the addresses of the parts beside it. */
export function directory(
  authorities: readonly Schemas["AuthoritySummary"][],
  previous: string | null,
  next: string | null,
  setting: Setting,
): Html {
  const { words } = setting;
  const headings = [words.name, words.kind, words.country, words.participantSince];
  const beside = [
    given(previous, (address) => html`<a href="${address}" rel="prev">${words.previous}</a>\n`),
    given(next, (address) => html`<a href="${address}" rel="next">${words.next}</a>\n`),
  ].filter((link) => link !== null);
  return html`<h1>${words.directory}</h1>
<table>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${authorities.map((one) => authority(one, setting))}</tbody>
</table>
${given(beside, () => html`<nav aria-label="${words.directory}">${beside}</nav>\n`)}`;
}

function authority(one: Schemas["AuthoritySummary"], setting: Setting): Html {
  const { words } = setting;
  const participant = one.relations.find(
    ({ kind, state }) => kind === "participant" && state === "active",
  );
  const since = given(participant?.since ?? null, (day) => html`${words.day(day)}`);
  return html`<tr><th scope="row"><a href="${one.url}"${nameLanguage(one, setting)}>${
    one.name
  }</a>${exampleMark(one, words)}</th><td>${one.kind_label}</td><td>${one.country.name}</td><td>${since}</td></tr>\n`;
}
