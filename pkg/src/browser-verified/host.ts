// What a machine asks for, done by a page.
// Comes in: requests for our Worker or for the provider, the wish for its keys. Goes out: answers, keys. Never: a request that is sent twice.

import type { ProviderKeys } from "#browser";
import { FcPivotError } from "../shared/errors.js";
import { type HttpAnswer, type HttpRequest, send, type Transport } from "../shared/http.js";
import type { Host } from "../load/serve.js";
import type { KeysOfLogin } from "./keys.js";

/** Behind our Worker's answer: discovery document, tokens, userinfo. A page that gave up before would lose a code that is used up. */
const WORKER_REQUESTS = 3;

/** Serves one login. */
export function hostOf({ timeout, ...reach }: Transport, keys: KeysOfLogin): Host<ProviderKeys> {
  const sent = (request: HttpRequest, answers: number): Promise<HttpAnswer> => send(request, { ...reach, timeout: answers * timeout });
  return {
    ...keys,
    send: (request, step) => (step === "exchange" ? sent(request, WORKER_REQUESTS).catch(ofOurWorker) : sent(request, 1)),
  };
}

/** It is our Worker that was not reached, not the provider. */
function ofOurWorker(thrown: unknown): never {
  const error = FcPivotError.from(thrown);
  throw ["provider_unreachable", "provider_timeout"].includes(error.code) ? new FcPivotError("network_error") : error;
}
