// The one loop that serves a machine of the core's: a sign-in, or one half of a browser-verified one.
// Comes in: a machine, and who does what it asks for. Goes out: a machine that is done. Never: a decision. What comes after what, what is tried
// again and what ends it, the core says.

import type { Ask, Decryption, KeyUse, SignInStep } from "#edge";
import type { HttpAnswer, HttpRequest } from "../shared/http.js";
import { holds } from "./verify.js";

/** A machine, of whichever Wasm module. */
export interface Machine<Keys> {
  start(): Ask;
  answer(status: number, contentType: string | undefined, body: Uint8Array, date?: number): Ask;
  keys(keys: Keys): Ask;
  noNewerKeys(): Ask;
  verdict(holds?: boolean): Ask;
  /** In the edge module alone: nothing is decrypted in a page. */
  octets?(octets: Uint8Array | undefined): Ask;
  readonly step: SignInStep;
}

/** Who does what a machine asks for. */
export interface Host<Keys> {
  /** Sends a request, once. */
  send(request: HttpRequest, step: SignInStep): Promise<HttpAnswer>;
  /** The provider's keys. */
  keys(): Promise<Keys>;
  /** Newer ones than those given last; `undefined` where there are none, or where they were looked for a moment ago. */
  newerKeys(): Promise<Keys | undefined>;
  /** What comes of a key of ours, or of a content key; `undefined` where that fails. For the edge module alone. */
  used?(use: KeyUse): Promise<Uint8Array | undefined>;
  decrypted?(decryption: Decryption): Promise<Uint8Array | undefined>;
  /** Is told of each step that begins, and of the one that failed. */
  at?(step: SignInStep): void;
}

/** Serves every ask of `machine`. What its host or the core throws ends it. */
export async function serve<Keys>(machine: Machine<Keys>, host: Host<Keys>): Promise<void> {
  try {
    for (let ask = machine.start(); ask !== undefined; ask = await served(machine, ask, host)) host.at?.(ask.step);
  } finally {
    host.at?.(machine.step);
  }
}

async function served<Keys>(machine: Machine<Keys>, ask: NonNullable<Ask>, host: Host<Keys>): Promise<Ask> {
  if ("request" in ask) {
    const { status, contentType, body, date } = await host.send(ask.request, ask.step);
    return machine.answer(status, contentType, body, date === undefined ? undefined : Date.parse(date) / 1000 || undefined);
  }
  if ("verify" in ask) return machine.verdict(await holds(ask.verify));
  if ("use" in ask || "decrypt" in ask) {
    const octets = await ("use" in ask ? host.used?.(ask.use) : host.decrypted?.(ask.decrypt));
    const next = machine.octets?.(octets);
    octets?.fill(0);
    return next;
  }
  const keys = await (ask.newer ? host.newerKeys() : host.keys());
  return keys === undefined ? machine.noNewerKeys() : machine.keys(keys);
}
