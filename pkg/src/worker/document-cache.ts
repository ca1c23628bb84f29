// One public document of the provider's (discovery, keys), for as long as it may be taken as true.
// Comes in: how to ask for it, how the core checks it. Goes out: the checked document. Never: one that failed its check, a failure that
// is kept, a copy older than its life and the grace, two fetches at once where one will do.

import { FcPivotError } from "../shared/errors.js";
import type { Held } from "../shared/held.js";
import { type HttpAnswer, type HttpRequest, type Transport, sendRepeatable } from "../shared/http.js";
import type { SharedCopy } from "./shared-copy.js";
import { within } from "./within.js";

/** Milliseconds that a document is used on while the provider gives no new one. */
const GRACE = 86_400_000;
/** Milliseconds before a provider that failed is asked again while there is a copy to use on: not every sign-in shall wait for it. */
const FAILURE_COOL_DOWN = 10_000;
/** Milliseconds between two looks for something newer, however many tokens want one: of an unknown `kid` (N15), of a bad signature (N85). */
const LOOK_COOL_DOWN = 30_000;
/** Milliseconds, and how often, that a request waits for another's fetch; with an old copy at hand, for its own too. */
const PATIENCE = 2_000;
const WAITS = 5;

/** Failures that say nothing about the document. One that reads well and says something else is the provider's word, and holds. */
const OUTAGES: ReadonlySet<string> = new Set([
  "provider_unreachable",
  "provider_timeout",
  "provider_unavailable",
  "provider_answer_malformed",
  "discovery_not_found",
  "discovery_malformed",
  "jwks_malformed",
]);

/** Makes the request for a document: most sign-ins need none. */
type Ask = () => HttpRequest;

/** What distinguishes one document from another. */
export interface Kind<T extends Held> {
  /** Milliseconds that the document stays true: as its `max-age` says, but no less and no more than this. */
  readonly life: { readonly least: number; readonly usual: number; readonly most: number };
  /** The core's check; throws what is wrong. */
  readonly check: (answer: HttpAnswer) => T;
}

/** A checked document with its octets, when it was fetched, and for how many milliseconds it stays true. */
interface Kept<T> {
  readonly value: T;
  readonly body: Uint8Array;
  readonly at: number;
  readonly life: number;
}

/** One document: in this isolate, and in what the isolates share. */
export class DocumentCache<T extends Held> {
  #kept: Kept<T> | undefined;
  #underWay: Promise<T> | undefined;
  #lookedAt = 0;
  #failedAt = 0;

  constructor(
    private readonly kind: Kind<T>,
    private readonly shared: SharedCopy,
    private readonly transport: Transport,
  ) {}

  /** The document while it is true, else a new one; the old one where the provider gives none, or takes its time. */
  async current(ask: Ask): Promise<T> {
    const held = this.#kept;
    if (held && isFresh(held)) return held.value;
    const old = held && isUsable(held) ? held : undefined;
    if (old && isWithin(FAILURE_COOL_DOWN, this.#failedAt)) return old.value;
    try {
      const renewal = this.#together(() => this.#renew(ask));
      if (old === undefined) return await renewal;
      const landed = await within(PATIENCE, renewal);
      if (landed) return landed.value;
      this.#failedAt = Date.now();
      return old.value;
    } catch (thrown) {
      const last = this.#kept;
      if (last && isUsable(last) && OUTAGES.has(FcPivotError.from(thrown).code)) return last.value;
      throw thrown;
    }
  }

  /** The document as it became after `seen`, which lacks something or is out of date; `undefined` where that was looked for a moment ago. */
  async newerThan(seen: T, ask: Ask): Promise<T | undefined> {
    if (this.#kept && this.#kept.value !== seen) return this.#kept.value;
    // Whoever meets a look under way takes part in it: after a rotation many miss the same key at once.
    if (this.#underWay === undefined) {
      if (isWithin(LOOK_COOL_DOWN, this.#lookedAt)) return undefined;
      this.#lookedAt = Date.now();
    }
    return this.#together(() => this.#fetch(ask));
  }

  /**
   * Runs `act`, or waits for the run that is under way.
   *
   * The wait is bounded. A runtime for Workers ends a request whose client went away, together with all the I/O that it began: a promise
   * that hangs on this I/O is never settled, not even rejected, and who awaits it hangs as well. So a run that lasts longer than our
   * patience is taken for dead: the first to find that starts another, the rest wait for that one, and in the end each for itself.
   * What is awaited is settled from another request's context, which workerd carries over since compatibility date 2024-10-14.
   */
  async #together(act: () => Promise<T>): Promise<T> {
    const before = this.#kept;
    for (let waits = 0; this.#underWay !== undefined && waits < WAITS; waits += 1) {
      const run = this.#underWay;
      const landed = await within(PATIENCE, run);
      if (landed) return landed.value;
      // It was slow, not dead, and came while we waited for its successor.
      if (this.#kept && this.#kept !== before) return this.#kept.value;
      this.#over(run);
    }
    const run = act();
    this.#underWay = run;
    try {
      return await run;
    } finally {
      this.#over(run);
    }
  }

  #over(run: Promise<T>): void {
    if (this.#underWay === run) this.#underWay = undefined;
  }

  /** From what another isolate fetched, else from the provider. */
  async #renew(ask: Ask): Promise<T> {
    await this.#adopt();
    if (this.#kept && isFresh(this.#kept)) return this.#kept.value;
    try {
      return await this.#fetch(ask);
    } catch (thrown) {
      this.#failedAt = Date.now();
      throw thrown;
    }
  }

  /** Takes the shared copy where it is younger than ours. It is checked like an answer of the provider's. */
  async #adopt(): Promise<void> {
    const copy = await this.shared.read();
    if (copy === undefined || copy.at > Date.now() || copy.at <= (this.#kept?.at ?? 0)) return;
    try {
      const kept = this.#checked(copy.answer, copy.at);
      if (isUsable(kept)) this.#kept = kept;
    } catch {
      // Written under other settings, or by an older version: as good as none.
    }
  }

  async #fetch(ask: Ask): Promise<T> {
    const answer = await sendRepeatable(ask(), this.transport);
    const at = Date.now();
    const kept = this.#checked(answer, at);
    this.#kept = kept;
    await this.shared.write({ answer, at }, kept.life + GRACE);
    return kept.value;
  }

  /** A document that came again is the one we have, with all that was computed for it: a key's multiples are 260 KB and 30 ms. */
  #checked(answer: HttpAnswer, at: number): Kept<T> {
    const { body } = answer;
    const life = this.#lifeOf(answer);
    const value = this.kind.check(answer);
    const held = this.#kept;
    if (held === undefined || !sameOctets(held.body, body)) return { value, body, at, life };
    value.free();
    return { value: held.value, body: held.body, at, life };
  }

  #lifeOf({ cacheControl = "" }: HttpAnswer): number {
    const { least, usual, most } = this.kind.life;
    if (/(^|[\s,])no-(store|cache)\b/i.test(cacheControl)) return least;
    const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(cacheControl) ?? [];
    return seconds === undefined ? usual : Math.min(Math.max(Number(seconds) * 1000, least), most);
  }
}

const sameOctets = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((octet, position) => octet === other[position]);

const since = (moment: number): number => Date.now() - moment;

/** Whether `moment` lies so many milliseconds back at the most. One that lies ahead does not: our clock was set back, and who knows how far. */
const isWithin = (milliseconds: number, moment: number): boolean => since(moment) >= 0 && since(moment) < milliseconds;

const isFresh = ({ at, life }: Kept<unknown>): boolean => isWithin(life, at);

const isUsable = ({ at, life }: Kept<unknown>): boolean => since(at) < life + GRACE;
