// The host of a machine in a page: it does what the machine asks for.
// Comes in: requests to our Worker or to the provider, asks for its keys. Goes out: answers, keys. Never: a request that is sent twice.

import type { ProviderKeys } from "#browser";
import { FcPivotError } from "../shared/errors.js";
import { type HttpAnswer, type HttpRequest, send, type Transport } from "../shared/http.js";
import type { Host } from "../load/serve.js";
import type { KeysOfLogin } from "./keys.js";

/** Requests that our Worker may send for one answer: discovery document, tokens, userinfo. A page that gave up earlier would lose the code. */
const WORKER_REQUESTS = 3;

/** Serves one login. */
export function hostOf({ timeout, ...reach }: Transport, keys: KeysOfLogin): Host<ProviderKeys> {
  const sent = (request: HttpRequest, answers: number): Promise<HttpAnswer> => send(request, { ...reach, timeout: answers * timeout });
  return {
    ...keys,
    send: (request, step) => (step === "exchange" ? sent(request, WORKER_REQUESTS).catch(workerFailure) : sent(request, 1)),
  };
}

/** The same failure, named for our Worker in place of the provider. */
function workerFailure(thrown: unknown): never {
  const error = FcPivotError.from(thrown);
  throw ["provider_unreachable", "provider_timeout"].includes(error.code) ? new FcPivotError("network_error") : error;
}
