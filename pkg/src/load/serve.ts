// The one loop that serves a machine of the core's: a sign-in, or one half of a browser-verified one.
// Comes in: a machine, and who does what it asks for. Goes out: a machine that is done. Never: a decision. What comes after what, what is tried
// again and what ends it, the core says.

import type { Ask, SignInStep } from "#edge";
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
  awaited?(): Promise<unknown> | undefined;
  settled?(value: unknown): Ask;
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
  // The reason why the host's cryptography failed is dropped (RFC 7516 §11.5).
  if ("awaits" in ask) return machine.settled?.(await machine.awaited?.()?.catch(() => undefined));
  const keys = await (ask.newer ? host.newerKeys() : host.keys());
  return keys === undefined ? machine.noNewerKeys() : machine.keys(keys);
}
