// What the deployed service publishes, as FranceConnect+ fetches it.
// Comes in: the service's address, the keys of the settings. Goes out: findings. Never: anything but a GET of `/auth/jwks.json`.

import { keySetBytes } from "#edge";
import { FcPivotError } from "../errors.js";
import { type HttpAnswer, type Transport, send } from "../http.js";
import { type FoundKey, keysOf, publication, same } from "./key-points.js";
import { type Finding, fail, isLoopback, ok, warn } from "./points.js";

/** Asks the service. `keys` are those of the settings, where these could be read. */
export async function deployedPoints(
  url: URL,
  prefix: string,
  keys: readonly FoundKey[] | undefined,
  transport: Transport,
): Promise<Finding[]> {
  return [address(url), ...(await published(new URL(`${prefix}/jwks.json`, url), keys, transport))];
}

function address(url: URL): Finding {
  const mend = "Serve it by https: FranceConnect+ fetches its keys by nothing else.";
  if (isLoopback(url)) return warn("service", "The service runs on this machine.", mend);
  if (url.protocol !== "https:") return fail("service", "The service was asked by plain http.", mend);
  return ok("service", "The service is asked by https.");
}

async function published(url: URL, keys: readonly FoundKey[] | undefined, transport: Transport): Promise<Finding[]> {
  const point = "published keys";
  const mend = `Deploy the Worker so that it answers ${url.pathname}, to everyone and without a redirect.`;
  let answer: HttpAnswer;
  try {
    answer = await send({ method: "GET", url: url.href, headers: [["accept", "application/json"]], answerLimit: keySetBytes() }, transport);
  } catch (thrown) {
    // `send` speaks of the provider, and here it is the service that was asked.
    const late = FcPivotError.from(thrown).code === "provider_timeout";
    return [fail(point, `The service ${late ? "did not answer in time" : "cannot be reached"}.`, mend)];
  }
  if (answer.status !== 200) return [fail(point, `The service answers ${answer.status} where its keys should be.`, mend)];
  const found = /\bjson\b/.test(answer.contentType ?? "") ? keysOf(new TextDecoder().decode(answer.body)) : undefined;
  if (found === undefined) return [fail(point, "What the service publishes is no JWK set.", mend)];
  if (keys?.length === 0 && found.length === 0) return [ok(point, "The provider does not encrypt, and the service publishes no key.")];
  return [publication(found), ...(keys ? [comparison(keys, found)] : [])];
}

function comparison(keys: readonly FoundKey[], found: readonly FoundKey[]): Finding {
  const point = "same keys";
  if (same(keys, found)) return ok(point, "The service publishes the keys of FC_DECRYPTION_KEYS.");
  return fail(
    point,
    "The service publishes other keys than those of FC_DECRYPTION_KEYS.",
    "Give the service these settings, or look at the service's own.",
  );
}
