// What a page knows of its session, and when it asks again.
// Comes in: how to ask; listeners. Goes out: answers, and a call to each listener when who is signed in changes.
// Never: two questions at a time; a question that nothing called for; anything left running once nobody listens.

import { noListeners } from "../shared/listeners.js";
import type { Answered } from "./session-request.js";
import type { Session } from "../shared/session.js";
import { type Tabs, openTabs, tellTabs } from "../shared/tabs.js";

/** The longest wait that timers take: beyond it, they fire at once. */
const LONGEST = 2 ** 31 - 1;
/** Milliseconds after a session's end at which its end is asked for. */
const GRACE = 1000;

/** A page's knowledge of its session. */
export interface Watch {
  /** Asks. Who asks meanwhile gets the same answer. */
  session(): Promise<Session | null>;
  onChange(listener: (session: Session | null) => void): () => void;
}

/** Nothing is known, nothing runs. Pages that `ask` the same of the same name tell one another of changes. */
export function watch(name: string, ask: () => Promise<Answered>): Watch {
  const listeners = noListeners<Session | null>();
  let known: Session | null | undefined;
  /** When it ends, in milliseconds by a clock that nobody sets. */
  let endsAt = 0;
  let asking: Promise<Session | null> | undefined;
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tabs: Tabs | undefined;
  let grace = GRACE;

  function question(tell: boolean): Promise<Session | null> {
    asking ??= ask()
      .then(({ session, now }) => {
        if (session) endsAt = performance.now() + session.expires_at * 1000 - now;
        learn(session, tell);
        return session;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  function learn(answer: Session | null, tell: boolean): void {
    const before = known;
    known = answer;
    if (before === undefined || markOf(before) !== markOf(answer)) {
      grace = GRACE;
      // The mark alone: no tab is told who it is about, and one that knows of the same session need not ask.
      if (tell) tellOthers(markOf(answer));
    }
    awaitEnd();
    if (before === undefined || whoIn(before) !== whoIn(answer)) listeners.tell(answer);
  }

  function tellOthers(mark: number): void {
    if (tabs === undefined) tellTabs(name, mark);
    else tabs.tell(mark);
  }

  /** Asks again because something may have changed. A failure changes nothing: what is known stays. */
  function refresh(tell: boolean): void {
    question(tell).catch(() => {});
  }

  async function hear(mark: unknown): Promise<void> {
    // What is being asked already may be older than the news.
    await asking?.catch(() => {});
    // An answer to news is no news: tabs that get different answers would call one another for ever.
    if (stop !== undefined && (known === undefined || mark !== markOf(known))) refresh(false);
  }

  function awaitEnd(): void {
    clearTimeout(timer);
    if (stop === undefined || !known) return;
    const left = Math.max(endsAt - performance.now(), 0) + grace;
    timer = left > LONGEST ? setTimeout(awaitEnd, LONGEST) : setTimeout(atEnd, left);
  }

  function atEnd(): void {
    // The session may live on: where the Worker did not say what time it is, and our clock is ahead. Each time we wait twice as long.
    grace *= 2;
    // A session whose end has come, and of which nothing can be learnt, is over.
    question(true).catch(() => learn(null, false));
  }

  function start(): () => void {
    const end = new AbortController();
    const open = () => (tabs ??= openTabs(name, hear));
    const close = () => {
      tabs = void tabs?.close();
    };
    const on = (target: EventTarget | undefined, type: string, act: (event: Event) => void) =>
      target?.addEventListener?.(type, act, { signal: end.signal });

    open();
    // A page with an open channel is not kept in the back/forward cache of every browser.
    on(globalThis, "pagehide", close);
    on(globalThis, "pageshow", (event) => {
      open();
      if ((event as PageTransitionEvent).persisted) refresh(true);
    });
    on(globalThis.document, "visibilitychange", () => {
      if (document.visibilityState === "visible") refresh(true);
    });
    return () => {
      end.abort();
      close();
      clearTimeout(timer);
    };
  }

  return {
    session: () => question(true),

    onChange(listener) {
      const remove = listeners.add(listener);
      stop ??= start();
      awaitEnd();
      return () => {
        remove();
        if (listeners.any()) return;
        stop?.();
        stop = undefined;
      };
    },
  };
}

/** What tells one session from another, in 32 bits: two sign-ins within a second end at the same second. */
function markOf(session: Session | null): number {
  let mark = 0;
  for (const character of JSON.stringify(session)) mark = (Math.imul(mark, 31) + character.charCodeAt(0)) | 0;
  return mark;
}

/** Who is signed in, and how surely: a renewal alone is no change. */
export const whoIn = (session: Session | null): string => JSON.stringify(session && [session.identity, session.assurance]);
