import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";

import { Answers } from "./answers.js";
import { connect, items, parts, read, Refusal, type Client, type Schemas } from "./client.js";
import { frame, headOf, itemOf, type Page, type Setting } from "./frame.js";
import { html } from "./html.js";
import { article, directory, network } from "./templates.js";
import { LANGUAGES, wordsOf, type Language } from "./words.js";

const FOLDER = "pages";
const USAGE = "npm start -- <site> <path of an article or a network>…";
/** So that the directory of a small site has more than one part, too. */
const AUTHORITIES_PER_PAGE = 20;

/** Writes a page; `file` is where it stands in the folder of its language. */
type Write = (file: string, page: Omit<Page, "versions">) => Promise<void>;

/** What is at a path of the site, wherever editors have moved it to. */
async function resolve(api: Client, path: string): Promise<Schemas["FoundPageItem"]> {
  const found = await read(api.GET("/api/v1/resolve", { params: { query: { path } } }));
  if (found.kind === "redirect") {
    const { pathname, search } = new URL(found.url);
    return resolve(api, pathname + search);
  }
  if (found.kind === "page") return found;
  throw new Error(`${path} is no article and no network`);
}

async function writeItem(
  api: Client,
  { id, type, title }: Schemas["FoundPageItem"],
  setting: Setting,
  write: Write,
): Promise<void> {
  const query = { locale: setting.words.language };
  if (type === "news") {
    const params = { path: { id }, query };
    const item = await read(api.GET("/api/v1/news/{id}", { params }));
    const related = await read(api.GET("/api/v1/news/{id}/related", { params }));
    const content = itemOf(item, article(item, related.items, setting), setting);
    await write(`news/${id}.html`, { title: item.title, head: headOf(item), content });
  } else if (type === "network") {
    const path = { id_or_slug: String(id) };
    const item = await read(api.GET("/api/v1/networks/{id_or_slug}", { params: { path, query } }));
    const meetings = await items((cursor) =>
      read(
        api.GET("/api/v1/meetings", {
          params: { query: { ...query, ...cursor, network: item.slug, fallback: true } },
        }),
      ),
    );
    const content = itemOf(item, network(item, meetings, setting), setting);
    await write(`networks/${id}.html`, { title: item.title, head: headOf(item), content });
  } else {
    throw new Error(`${title} is no article and no network`);
  }
}

async function writeDirectory(api: Client, setting: Setting, write: Write): Promise<void> {
  const { words } = setting;
  const fileOf = (part: number) => (part === 1 ? "index.html" : `${part}.html`);
  const query = { locale: words.language, page_size: AUTHORITIES_PER_PAGE };
  const all = parts((cursor) =>
    read(api.GET("/api/v1/authorities", { params: { query: { ...query, ...cursor } } })),
  );
  let part = 1;
  let here = await all.next();
  while (!here.done) {
    const beyond = await all.next();
    const previous = part === 1 ? null : fileOf(part - 1);
    const next = beyond.done ? null : fileOf(part + 1);
    const content = directory(here.value, previous, next, setting);
    await write(`authorities/${fileOf(part)}`, { title: words.directory, head: html``, content });
    part += 1;
    here = beyond;
  }
}

async function settingOf(
  api: Client,
  language: Language,
  languages: readonly Schemas["LanguageItem"][],
): Promise<Setting> {
  const query = { locale: language };
  const furniture = await read(api.GET("/api/v1/furniture", { params: { query } }));
  return { words: wordsOf(language), languages, furniture };
}

async function writePage(file: string, page: Omit<Page, "versions">, setting: Setting) {
  const here = posix.join(setting.words.language, file);
  const versions = new Map(
    LANGUAGES.map((code) => [code, posix.relative(posix.dirname(here), posix.join(code, file))]),
  );
  const target = join(FOLDER, here);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, frame({ ...page, versions }, setting));
}

async function main(site: string, paths: readonly string[]): Promise<void> {
  const started = performance.now();
  const answers = await Answers.from(".answers.json");
  const api = connect(site, answers.fetch);
  const languages = (await read(api.GET("/api/v1/languages"))).items;
  const found: Schemas["FoundPageItem"][] = [];
  for (const path of paths) found.push(await resolve(api, path));
  let files = 0;
  for (const language of LANGUAGES) {
    const setting = await settingOf(api, language, languages);
    const write: Write = async (file, page) => {
      await writePage(file, page, setting);
      files += 1;
    };
    for (const page of found) await writeItem(api, page, setting, write);
    await writeDirectory(api, setting, write);
  }
  await answers.save();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${files} pages in ${seconds} s: ${answers.requests} requests, ${answers.unchanged} unchanged`,
  );
}

const [site, ...paths] = process.argv.slice(2);
if (site === undefined || paths.length === 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  await main(site, paths).catch((error: unknown) => {
    // What the API says is for people; where anything else went wrong, its trace says where.
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  });
}
