import createClient from "openapi-fetch";

import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];
export type Client = ReturnType<typeof connect>;

/** A client of the API of `site`, such as `https://example.org`. */
export function connect(site: string, fetch: (request: Request) => Promise<Response>) {
  return createClient<paths>({ baseUrl: site.replace(/\/+$/, ""), fetch });
}

/** What the API refuses, as its problem document (RFC 9457) says it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    url: string,
    problem: Partial<Schemas["Problem"]>,
  ) {
    const faults = (problem.errors ?? []).map(
      ({ location, parameter, message }) => `\n  ${location} ${parameter}: ${message}`,
    );
    const reason = [problem.title, problem.detail].filter(Boolean).join(": ");
    super(`${status} ${reason || "without a problem document"}\n  ${url}${faults.join("")}`);
    this.name = "Refusal";
  }
}

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** The data of an answer.
 * @throws {Refusal} for every status but 200, also where a proxy answered instead of the API */
export async function read<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (data !== undefined) return data;
  const problem = typeof error === "object" && error !== null ? error : {};
  throw new Refusal(response.status, response.url, problem);
}

/** A part of a list, as all lists of the API come. */
interface Part<Item> {
  items: Item[];
  next_cursor: string | null;
}

/** All parts of a list, one after the other: `next` reads what follows a cursor. */
export async function* parts<Item>(
  next: (cursor: { cursor?: string }) => Promise<Part<Item>>,
): AsyncGenerator<Item[]> {
  let part = await next({});
  yield part.items;
  while (part.next_cursor !== null) {
    part = await next({ cursor: part.next_cursor });
    yield part.items;
  }
}

/** All items of a list. */
export async function items<Item>(
  next: (cursor: { cursor?: string }) => Promise<Part<Item>>,
): Promise<Item[]> {
  const found: Item[] = [];
  for await (const part of parts(next)) found.push(...part);
  return found;
}
