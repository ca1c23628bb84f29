// Pending logins in `sessionStorage`: one entry for each, so that tabs and attempts do not disturb one another.
// Comes in: a login, or a callback's query. Goes out: the login's text, once. Never: a login that is read and left there.

import { FcPivotError } from "../errors.js";

/** A login as the core hands it out. */
export interface PageLogin {
  readonly url: string;
  readonly state: string;
  readonly pending: string;
}

const key = (state: string): string => `fc-pivot:login:${state}`;

/** Keeps a login until its callback. */
export function keepLogin({ state, pending }: PageLogin): void {
  usingStorage((storage) => storage.setItem(key(state), pending));
}

/** A login that was taken out. */
export interface TakenLogin {
  /** Its text, if there was one. Throws where the browser blocks storage. */
  pending(): string | undefined;
  /** Puts it back: for failures before anything was sent, after which the same callback may be tried again. */
  putBack(): void;
}

/** Takes the login of a callback out at once. */
export function takeLogin(query: string): TakenLogin {
  const state = new URLSearchParams(query).get("state") ?? "";
  try {
    const pending = usingStorage((storage) => {
      const text = storage.getItem(key(state)) ?? undefined;
      storage.removeItem(key(state));
      return text;
    });
    const putBack = () => {
      if (pending !== undefined) usingStorage((storage) => storage.setItem(key(state), pending));
    };
    return { pending: () => pending, putBack };
  } catch (thrown) {
    const pending = () => {
      throw thrown;
    };
    return { pending, putBack: () => {} };
  }
}

/** Merely reading `sessionStorage` throws where it is blocked; writing does where it is full. */
function usingStorage<T>(act: (storage: Storage) => T): T {
  try {
    return act(sessionStorage);
  } catch {
    throw new FcPivotError("storage_unavailable");
  }
}
