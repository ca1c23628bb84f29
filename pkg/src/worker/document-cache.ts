// A cache of one public document of the provider's (discovery, keys).
// Comes in: how to ask for it, how the core checks it. Goes out: the checked document. Never: a document that failed its check; a failure that is
// kept; a copy that is stale for too long; two fetches at once where one is enough.

import { FcPivotError } from "../shared/errors.js";
import type { Held } from "../shared/held.js";
import { type HttpAnswer, type HttpRequest, type Transport, sendRepeatable } from "../shared/http.js";
import {
  FETCH_WAITS,
  FETCH_WAIT_MILLISECONDS,
  NEWER_KEYS_MILLISECONDS,
  PROVIDER_FAILURE_MILLISECONDS,
  STALE_MILLISECONDS,
} from "../shared/limits.js";
import { orTimeout } from "../shared/time-out.js";
import type { SharedCopy } from "./shared-copy.js";

/** Failures after which a stale document may be used. A document that can be read and that the core refuses is the provider's new one. */
const OUTAGES: ReadonlySet<string> = new Set([
  "provider_unreachable",
  "provider_timeout",
  "provider_unavailable",
  "provider_answer_malformed",
  "discovery_not_found",
  "discovery_malformed",
  "jwks_malformed",
]);

/** Makes the request for a document. Few sign-ins need one. */
type MakeRequest = () => HttpRequest;

/** What documents differ in. */
export interface Kind<T extends Held> {
  /** Milliseconds that the document stays fresh: its `max-age` within these bounds, or the default. */
  readonly life: { readonly min: number; readonly default: number; readonly max: number };
  /** The core's check; throws what is wrong. */
  readonly check: (answer: HttpAnswer) => T;
}

/** A checked document with its octets, the time at which it was fetched, and the milliseconds that it stays fresh. */
interface Cached<T> {
  readonly value: T;
  readonly body: Uint8Array;
  readonly at: number;
  readonly life: number;
}

/** The cache: in this isolate, and in the copy that the isolates share. */
export class DocumentCache<T extends Held> {
  #cached: Cached<T> | undefined;
  #inFlight: Promise<T> | undefined;
  #lookedAt = 0;
  #failedAt = 0;

  constructor(
    private readonly kind: Kind<T>,
    private readonly shared: SharedCopy,
    private readonly transport: Transport,
  ) {}

  /** The document while it is fresh, else a new one; the stale one where the provider gives none, or is slow. */
  async current(request: MakeRequest): Promise<T> {
    const held = this.#cached;
    if (held && isFresh(held)) return held.value;
    const stale = held && isUsable(held) ? held : undefined;
    if (stale && isWithin(PROVIDER_FAILURE_MILLISECONDS, this.#failedAt)) return stale.value;
    try {
      const renewal = this.#singleFlight(() => this.#renew(request));
      if (stale === undefined) return await renewal;
      const settled = await orTimeout(FETCH_WAIT_MILLISECONDS, renewal);
      if (settled) return settled.value;
      this.#failedAt = Date.now();
      return stale.value;
    } catch (thrown) {
      const last = this.#cached;
      if (last && isUsable(last) && OUTAGES.has(FcPivotError.from(thrown).code)) return last.value;
      throw thrown;
    }
  }

  /** A document that is newer than `seen`, which lacks something; `undefined` where one was looked for a moment ago. */
  async newerThan(seen: T, request: MakeRequest): Promise<T | undefined> {
    if (this.#cached && this.#cached.value !== seen) return this.#cached.value;
    // A look in flight is shared: after a rotation many requests miss the same key at once.
    if (this.#inFlight === undefined) {
      if (isWithin(NEWER_KEYS_MILLISECONDS, this.#lookedAt)) return undefined;
      this.#lookedAt = Date.now();
    }
    return this.#singleFlight(() => this.#fetch(request));
  }

  /**
   * Runs `act`, or waits for the run in flight.
   *
   * The wait is bounded. A runtime for Workers ends a request whose client went away, together with all the I/O that it began: a promise that
   * depends on this I/O is never settled, and whoever awaits it waits for ever. So a run that lasts too long counts as dead: the first
   * request to find that starts another run, the rest wait for that one, and in the end each runs for itself. A promise of another request
   * settles here only in workerd of compatibility date 2024-10-14 or later.
   */
  async #singleFlight(act: () => Promise<T>): Promise<T> {
    const before = this.#cached;
    for (let waits = 0; this.#inFlight !== undefined && waits < FETCH_WAITS; waits += 1) {
      const run = this.#inFlight;
      const settled = await orTimeout(FETCH_WAIT_MILLISECONDS, run);
      if (settled) return settled.value;
      // The earlier run was slow, not dead, and ended while we waited for the next one.
      if (this.#cached && this.#cached !== before) return this.#cached.value;
      this.#over(run);
    }
    const run = act();
    this.#inFlight = run;
    try {
      return await run;
    } finally {
      this.#over(run);
    }
  }

  #over(run: Promise<T>): void {
    if (this.#inFlight === run) this.#inFlight = undefined;
  }

  /** Takes what another isolate has fetched, else asks the provider. */
  async #renew(request: MakeRequest): Promise<T> {
    await this.#adopt();
    if (this.#cached && isFresh(this.#cached)) return this.#cached.value;
    try {
      return await this.#fetch(request);
    } catch (thrown) {
      this.#failedAt = Date.now();
      throw thrown;
    }
  }

  /** Takes the shared copy where it is younger than ours. It is checked like an answer of the provider's. */
  async #adopt(): Promise<void> {
    const copy = await this.shared.read();
    if (copy === undefined || copy.at > Date.now() || copy.at <= (this.#cached?.at ?? 0)) return;
    try {
      const cached = this.#checked(copy.answer, copy.at);
      if (isUsable(cached)) this.#cached = cached;
    } catch {
      // It was written under other settings, or by an older version, and is ignored.
    }
  }

  async #fetch(request: MakeRequest): Promise<T> {
    const answer = await sendRepeatable(request(), this.transport);
    const at = Date.now();
    const cached = this.#checked(answer, at);
    this.#cached = cached;
    await this.shared.write({ answer, at }, cached.life + STALE_MILLISECONDS);
    return cached.value;
  }

  /** Where the same document came again, ours is kept, with everything that was computed for its keys. */
  #checked(answer: HttpAnswer, at: number): Cached<T> {
    const { body } = answer;
    const life = this.#lifeOf(answer);
    const value = this.kind.check(answer);
    const held = this.#cached;
    if (held === undefined || !sameOctets(held.body, body)) return { value, body, at, life };
    value.free();
    return { value: held.value, body: held.body, at, life };
  }

  #lifeOf({ cacheControl = "" }: HttpAnswer): number {
    const { min, max } = this.kind.life;
    if (/(^|[\s,])no-(store|cache)\b/i.test(cacheControl)) return min;
    const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(cacheControl) ?? [];
    return seconds === undefined ? this.kind.life.default : Math.min(Math.max(Number(seconds) * 1000, min), max);
  }
}

const sameOctets = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((octet, position) => octet === other[position]);

const since = (moment: number): number => Date.now() - moment;

/** Whether `moment` lies at most so many milliseconds back. A moment in the future does not: then our clock was set back by an unknown time. */
const isWithin = (milliseconds: number, moment: number): boolean => since(moment) >= 0 && since(moment) < milliseconds;

const isFresh = ({ at, life }: Cached<unknown>): boolean => isWithin(life, at);

const isUsable = ({ at, life }: Cached<unknown>): boolean => since(at) < life + STALE_MILLISECONDS;
