// The Durable Object behind `SESSION_STORE=durable-object`: one value with an end.
// Comes in: GET, PUT, POST (only where there is nothing yet), DELETE. Goes out: the value, or a status. Never: a value past its end.

/** What the runtime lends, as far as it is used here. */
interface DurableObjectState {
  readonly storage: {
    get(key: string): Promise<Kept | undefined>;
    put(key: string, value: Kept): Promise<void>;
    setAlarm(milliseconds: number): Promise<void>;
    deleteAlarm(): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

interface Kept {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

interface Wanted {
  readonly value: string;
  readonly seconds: number;
}

const read = async (request: Request): Promise<Wanted> => (await request.json()) as Wanted;

/** Export this class from your Worker and bind it as `SESSIONS_DO`. */
export class SessionObject {
  readonly #storage: DurableObjectState["storage"];

  constructor(state: DurableObjectState) {
    this.#storage = state.storage;
  }

  async fetch(request: Request): Promise<Response> {
    switch (request.method) {
      case "GET": {
        const kept = await this.#current();
        return kept === undefined ? new Response(null, { status: 404 }) : new Response(kept.value);
      }
      case "POST": {
        const wanted = await read(request);
        // While storage is read no other request is let in, so between this look and the write nobody else comes; the body was read
        // before for that reason.
        if ((await this.#current()) !== undefined) return new Response(null, { status: 409 });
        return this.#keep(wanted);
      }
      case "PUT":
        return this.#keep(await read(request));
      case "DELETE":
        await this.#forget();
        return new Response(null, { status: 204 });
      default:
        return new Response(null, { status: 405 });
    }
  }

  /** The runtime calls it at the value's end. */
  async alarm(): Promise<void> {
    await this.#storage.deleteAll();
  }

  async #current(): Promise<Kept | undefined> {
    const kept = await this.#storage.get("kept");
    return kept !== undefined && Date.now() < kept.endsAt ? kept : undefined;
  }

  async #keep({ value, seconds }: Wanted): Promise<Response> {
    const endsAt = Date.now() + seconds * 1000;
    await this.#storage.put("kept", { value, endsAt });
    await this.#storage.setAlarm(endsAt);
    return new Response(null, { status: 204 });
  }

  async #forget(): Promise<void> {
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }
}
