// Requests and answers of this API.
// Comes in: a request. Goes out: its fields as texts, answers as JSON. Never: an answer that a cache keeps.

export const json = (status: number, body: object) => Response.json(body, { status, headers: { "cache-control": "no-store" } });

/** The texts in a JSON object; anything else is no field. */
export async function fieldsOf(request: Request): Promise<Record<string, string>> {
  const body: unknown = await request.json().catch(() => null);
  const entries = Object.entries(typeof body === "object" && body !== null ? body : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/** Another site's page must not act in the person's name. */
export const isSameOrigin = (request: Request) => request.headers.get("origin") === new URL(request.url).origin;
