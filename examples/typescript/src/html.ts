/** Markup that needs no escaping any more. Whatever else goes into `html` is text. */
export class Html {
  constructor(readonly markup: string) {}
}

export type Part = Html | string | number | null | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function markup(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (part === null) return "";
  if (typeof part === "string" || typeof part === "number") return escape(String(part));
  return part.map(markup).join("");
}

/** Puts parts into a template: text is escaped, lists are joined, null is nothing. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(String.raw({ raw: template }, ...parts.map(markup)));
}

/** What the contract calls finished HTML: the fields named `html`, and texts described so. */
export function finished(text: string): Html {
  return new Html(text);
}

/** `content`, unless `value` is empty: the API has empty texts and lists, and nulls. */
export function given<Value extends string | readonly unknown[] | number | null>(
  value: Value,
  content: (value: NonNullable<Value>) => Html,
): Html | null {
  const empty = value === null || (typeof value !== "number" && value.length === 0);
  return empty ? null : content(value as NonNullable<Value>);
}

/** Fails to compile where a member of a union was forgotten, and at run time where one is new. */
export function assertNever(value: never): never {
  throw new Error(`Not known to this program, generate its types anew: ${JSON.stringify(value)}`);
}
