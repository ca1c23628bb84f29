// What waits in `sessionStorage` for the person's return: one entry for each login and each sign-out, so that tabs and attempts do not
// disturb one another.
// Comes in: a state and its text, or a return's query. Goes out: the text, once. Never: one that is read and left there.

import { FcPivotError } from "../errors.js";

/** What the person left for. */
export type Errand = "login" | "logout";

const key = (errand: Errand, state: string): string => `fc-pivot:${errand}:${state}`;

/** Keeps `text` until the return that brings `state` back. */
export function keepPending(errand: Errand, state: string, text: string): void {
  usingStorage((storage) => storage.setItem(key(errand, state), text));
}

/** An entry that was taken out. */
export interface TakenPending {
  /** Its text, if there was one. Throws where the browser blocks storage. */
  text(): string | undefined;
  /** Puts it back: for failures before anything was sent, after which the same return may be tried again. */
  putBack(): void;
}

/** Takes the entry of a return out at once. */
export function takePending(errand: Errand, query: string): TakenPending {
  const name = key(errand, new URLSearchParams(query).get("state") ?? "");
  try {
    const kept = usingStorage((storage) => {
      const text = storage.getItem(name) ?? undefined;
      storage.removeItem(name);
      return text;
    });
    const putBack = () => {
      if (kept !== undefined) usingStorage((storage) => storage.setItem(name, kept));
    };
    return { text: () => kept, putBack };
  } catch (thrown) {
    const text = () => {
      throw thrown;
    };
    return { text, putBack: () => {} };
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
