/** The program's own words; all others come from the API. A language more is an entry more. */
const TEXTS = {
  en: {
    notTranslated: "The text below is not translated yet. You read it in:",
    awaitingReview: "This is an unofficial translation that awaits its review.",
    cancelled: "Cancelled",
    contact: "Contact",
    coordinators: "Coordinators",
    corrected: "Corrected",
    country: "Country",
    directory: "Directory of authorities",
    documents: "Documents",
    example: "example",
    founded: "Founded",
    founders: "Founders",
    onTheSite: "The same page on the site",
    kind: "Kind",
    languages: "Languages",
    links: "Links",
    meetings: "Meetings",
    members: "Members",
    name: "Name",
    next: "Next page",
    pages: "Pages",
    participantSince: "Participant since",
    previous: "Previous page",
    related: "More on this",
    retired: "This network is no longer active.",
    topics: "Topics",
    transcript: "Transcript",
    demonstration: "This site is a demonstration: rows marked as examples are invented.",
  },
  uk: {
    notTranslated: "Текст нижче ще не перекладено. Ви читаєте його такою мовою:",
    awaitingReview: "Це неофіційний переклад, який очікує на перевірку.",
    cancelled: "Скасовано",
    contact: "Контакти",
    coordinators: "Координатори",
    corrected: "Виправлено",
    country: "Країна",
    directory: "Довідник органів влади",
    documents: "Документи",
    example: "приклад",
    founded: "Засновано",
    founders: "Засновники",
    onTheSite: "Ця сторінка на сайті",
    kind: "Вид",
    languages: "Мови",
    links: "Посилання",
    meetings: "Зустрічі",
    members: "Члени",
    name: "Назва",
    next: "Наступна сторінка",
    pages: "Сторінки",
    participantSince: "Учасник з",
    previous: "Попередня сторінка",
    related: "Більше про це",
    retired: "Ця мережа більше не діє.",
    topics: "Теми",
    transcript: "Текст відео",
    demonstration: "Це демонстраційний сайт: рядки, позначені як приклади, вигадані.",
  },
} as const satisfies Record<string, Record<string, string>>;

export type Language = keyof typeof TEXTS;
export const LANGUAGES = Object.keys(TEXTS) as Language[];

export type Words = ReturnType<typeof wordsOf>;

/** The words of a language, with its ways of writing numbers and days. */
export function wordsOf(language: Language) {
  const numbers = new Intl.NumberFormat(language);
  const kilobytes = new Intl.NumberFormat(language, {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: 0,
  });
  // A day of the API has no time: in UTC it stays the day that it is.
  const days = {
    day: new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }),
    month: new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" }),
    year: new Intl.DateTimeFormat(language, { year: "numeric", timeZone: "UTC" }),
  };
  return {
    ...TEXTS[language],
    language,
    number: (value: number) => numbers.format(value),
    kilobytes: (bytes: number) => kilobytes.format(Math.ceil(bytes / 1000)),
    /** `date` is `YYYY-MM-DD`; `precision` says how much of it is known. */
    day: (date: string, precision: keyof typeof days = "day") =>
      days[precision].format(new Date(`${date}T00:00:00Z`)),
  };
}
