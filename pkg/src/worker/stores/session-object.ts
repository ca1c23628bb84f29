// The Durable Object of `SESSION_STORE=durable-object`: one value with an end.
// Comes in: GET, PUT, POST (only where there is nothing yet, or this very value), DELETE. Goes out: the value, or a status. Never: a value
// past its end; a deleted value that comes back.

import { DELETED_SECONDS } from "../../shared/limits.js";

/** The runtime's object, as far as it is used here. */
interface DurableObjectState {
  readonly storage: {
    get(key: string): Promise<StoredValue | undefined>;
    put(key: string, value: StoredValue): Promise<void>;
    setAlarm(milliseconds: number): Promise<void>;
    deleteAll(): Promise<void>;
  };
}

interface StoredValue {
  /** Absent where it was deleted. */
  readonly value?: string;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

interface Wanted {
  readonly value?: string;
  readonly seconds: number;
}

const read = async (request: Request): Promise<Wanted> => (await request.json()) as Wanted;

/** Export this class from your Worker and bind it as `SESSIONS_DO`. */
export class SessionObject {
  readonly #storage: DurableObjectState["storage"];

  constructor(state: DurableObjectState) {
    this.#storage = state.storage;
  }

  /** Answers the Worker: it reads, writes or deletes the one value. */
  async fetch(request: Request): Promise<Response> {
    switch (request.method) {
      case "GET": {
        const value = (await this.#current())?.value;
        return value === undefined ? new Response(null, { status: 404 }) : new Response(value);
      }
      case "POST": {
        const wanted = await read(request);
        // The runtime lets no other request in while storage is read, so none comes between this read and the write. For that reason the
        // body is read first.
        const kept = await this.#current();
        if (kept !== undefined) return new Response(null, { status: kept.value === wanted.value ? 204 : 409 });
        return this.#keep(wanted);
      }
      case "PUT": {
        const wanted = await read(request);
        const kept = await this.#current();
        // A renewal that was under way while the person signed out must not sign her in again.
        if (kept !== undefined && kept.value === undefined) return new Response(null, { status: 410 });
        return this.#keep(wanted);
      }
      case "DELETE":
        // Nothing is written for a ticket that was never one of ours.
        if ((await this.#current())?.value === undefined) return new Response(null, { status: 204 });
        return this.#keep({ seconds: DELETED_SECONDS });
      default:
        return new Response(null, { status: 405 });
    }
  }

  /** The runtime calls it at the value's end. */
  async alarm(): Promise<void> {
    await this.#storage.deleteAll();
  }

  async #current(): Promise<StoredValue | undefined> {
    const kept = await this.#storage.get("kept");
    return kept !== undefined && Date.now() < kept.endsAt ? kept : undefined;
  }

  async #keep({ value, seconds }: Wanted): Promise<Response> {
    const endsAt = Date.now() + seconds * 1000;
    await this.#storage.put("kept", value === undefined ? { endsAt } : { value, endsAt });
    await this.#storage.setAlarm(endsAt);
    return new Response(null, { status: 204 });
  }
}
