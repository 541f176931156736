import { readFile, writeFile } from "node:fs/promises";

interface Kept {
  etag: string;
  type: string;
  body: string;
}

/** Answers of earlier runs: what has not changed is not sent again (RFC 9110, If-None-Match). */
export class Answers {
  requests = 0;
  unchanged = 0;

  private constructor(
    private readonly file: string,
    private readonly kept: Map<string, Kept>,
  ) {}

  static async from(file: string): Promise<Answers> {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "[]";
      throw error;
    });
    return new Answers(file, new Map(JSON.parse(text) as [string, Kept][]));
  }

  async save(): Promise<void> {
    await writeFile(this.file, JSON.stringify([...this.kept]));
  }

  /** Like the global `fetch`, for GET. */
  readonly fetch = async (request: Request): Promise<Response> => {
    const kept = this.kept.get(request.url);
    if (kept) request.headers.set("If-None-Match", kept.etag);
    this.requests += 1;
    const response = await fetch(request);
    if (response.status === 304 && kept) {
      this.unchanged += 1;
      return new Response(kept.body, { headers: { "Content-Type": kept.type } });
    }
    const etag = response.headers.get("ETag");
    if (response.ok && etag) {
      const type = response.headers.get("Content-Type") ?? "application/json";
      this.kept.set(request.url, { etag, type, body: await response.clone().text() });
    }
    return response;
  };
}
