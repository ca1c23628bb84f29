// Logins and sign-outs that wait in `sessionStorage` for the person's return: a list of each for each tab, so that tabs and attempts do not
// disturb one another.
// Comes in: a state and its text, or a return's query. Goes out: the text, once. Never: an entry that is read and left there; a list without a
// bound.

import { FcPivotError } from "../shared/errors.js";
import { PENDING_IN_A_TAB } from "../shared/limits.js";

/** Why the person left the page. */
export type Errand = "login" | "logout";

/** A state, and the text that is kept for it. */
type Entry = readonly [state: string, text: string];

/** Keeps `text` until the return that brings `state` back. */
export function keepPending(errand: Errand, state: string, text: string): void {
  change(errand, (entries) => [...without(entries, state), [state, text]]);
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
  const state = new URLSearchParams(query).get("state") ?? "";
  try {
    let kept: string | undefined;
    change(errand, (entries) => {
      kept = entries.find(([own]) => own === state)?.[1];
      return without(entries, state);
    });
    const putBack = () => {
      if (kept !== undefined) keepPending(errand, state, kept);
    };
    return { text: () => kept, putBack };
  } catch (thrown) {
    const text = () => {
      throw thrown;
    };
    return { text, putBack: () => {} };
  }
}

const without = (entries: readonly Entry[], state: string): Entry[] => entries.filter(([own]) => own !== state);

/** Where `sessionStorage` is blocked, even reading it throws; where it is full, writing does. */
function change(errand: Errand, act: (entries: Entry[]) => Entry[]): void {
  const name = `fc-pivot:${errand}`;
  try {
    const entries = act(JSON.parse(sessionStorage.getItem(name) ?? "[]") as Entry[]).slice(-PENDING_IN_A_TAB);
    if (entries.length > 0) sessionStorage.setItem(name, JSON.stringify(entries));
    else sessionStorage.removeItem(name);
  } catch {
    throw new FcPivotError("storage_unavailable");
  }
}
