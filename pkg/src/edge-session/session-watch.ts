// A page's knowledge of its session, and the moments at which it asks again.
// Comes in: how to ask; listeners. Goes out: answers, and a call of each listener when who is signed in changes.
// Never: two requests at a time; a request without a cause; a timer or a channel without a listener.

import { AFTER_END_MILLISECONDS, TIMER_MILLISECONDS } from "../shared/limits.js";
import { createListeners } from "../shared/listeners.js";
import type { SessionAnswer } from "./session-request.js";
import type { AnySession } from "../shared/session.js";
import { type Tabs, openTabs, tellTabs } from "../shared/tabs.js";

/** A page's knowledge of its session. */
export interface Watch {
  /** Asks. Calls at the same time share one request. */
  session(): Promise<AnySession | null>;
  onChange(listener: (session: AnySession | null) => void): () => void;
}

/** Starts without knowledge, and without anything running. Tabs with the same `name` tell one another of changes. */
export function watch(name: string, ask: () => Promise<SessionAnswer>): Watch {
  const listeners = createListeners<AnySession | null>();
  let known: AnySession | null | undefined;
  /** When it ends, in milliseconds by the page's monotonic clock. */
  let endsAt = 0;
  let inFlight: Promise<AnySession | null> | undefined;
  let stop: (() => void) | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tabs: Tabs | undefined;
  let afterEnd = AFTER_END_MILLISECONDS;

  function request(tell: boolean): Promise<AnySession | null> {
    inFlight ??= ask()
      .then(({ session, now }) => {
        if (session) endsAt = performance.now() + session.expiresAt * 1000 - now;
        learn(session, tell);
        return session;
      })
      .finally(() => {
        inFlight = undefined;
      });
    return inFlight;
  }

  function learn(answer: AnySession | null, tell: boolean): void {
    const before = known;
    known = answer;
    if (before === undefined || markOf(before) !== markOf(answer)) {
      afterEnd = AFTER_END_MILLISECONDS;
      // Only the mark is sent: it tells nothing of the person, and a tab that has the same session need not ask.
      if (tell) tellOthers(markOf(answer));
    }
    awaitEnd();
    if (before === undefined || whoIn(before) !== whoIn(answer)) listeners.tell(answer);
  }

  function tellOthers(mark: number): void {
    if (tabs === undefined) tellTabs(name, mark);
    else tabs.tell(mark);
  }

  /** Asks again because something may have changed. After a failure, what is known stays. */
  function refresh(tell: boolean): void {
    request(tell).catch(() => {});
  }

  async function hear(mark: unknown): Promise<void> {
    // The answer to a request in flight may be older than the message.
    await inFlight?.catch(() => {});
    // The answer is not told again: tabs that get different answers would call one another for ever.
    if (stop !== undefined && (known === undefined || mark !== markOf(known))) refresh(false);
  }

  function awaitEnd(): void {
    clearTimeout(timer);
    if (stop === undefined || !known) return;
    const left = Math.max(endsAt - performance.now(), 0) + afterEnd;
    timer = left > TIMER_MILLISECONDS ? setTimeout(awaitEnd, TIMER_MILLISECONDS) : setTimeout(atEnd, left);
  }

  function atEnd(): void {
    // The session may not have ended, if the Worker did not tell its time and our clock is ahead. Each time we wait twice as long.
    afterEnd *= 2;
    // A session whose end has come counts as over where the Worker cannot be asked.
    request(true).catch(() => learn(null, false));
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
    session: () => request(true),

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

/** A hash of 32 bits, since the end alone does not tell sessions apart: two sign-ins within a second end at the same second. */
function markOf(session: AnySession | null): number {
  let mark = 0;
  for (const character of JSON.stringify(session)) mark = (Math.imul(mark, 31) + character.charCodeAt(0)) | 0;
  return mark;
}

/** The person and her assurance, to compare: a renewal alone is no change. */
export const whoIn = (session: AnySession | null): string => JSON.stringify(session && [session.identity ?? session.agent, session.assurance]);
