// Looks at what the deployed service answers: the keys that FranceConnect+ fetches, and the callback that a login names.
// Comes in: the service's address, what its settings say. Goes out: findings. Never: anything but a GET; a login that nobody finishes leaves
// nothing behind.

import { keySetBytes } from "#edge";
import { FcPivotError, isErrorCode } from "../shared/errors.js";
import { type HttpAnswer, type HttpRequest, type Transport, send } from "../shared/http.js";
import { KEY_SET_MILLISECONDS, KEY_SET_SECONDS, LOGIN_ANSWER_BYTES } from "../shared/limits.js";
import type { Service } from "./address-points.js";
import { type FoundKey, algorithmsOf, keysOf, publication, same } from "./key-points.js";
import { DEMANDS, type Finding, fail, franceConnectTakes, isLoopback, ok, urlOf, warn } from "./points.js";

/** What the settings say of the service. */
export interface Deployed {
  /** The keys of `FC_DECRYPTION_KEYS`; `undefined` where the settings could not be read. */
  readonly keys: readonly FoundKey[] | undefined;
  /** The callback that a login should name. */
  readonly callback: URL | undefined;
  /** Whether the provider is FranceConnect+ itself. */
  readonly itself: boolean;
}

/** Asks the service. */
export async function deployedPoints(service: Service & { url: URL }, deployed: Deployed, transport: Transport): Promise<Finding[]> {
  const { url, prefix } = service;
  return [
    address(url, deployed.itself),
    ...(await published(new URL(`${prefix}/jwks.json`, url), deployed.keys, transport)),
    await login(new URL(`${prefix}/login`, url), deployed.callback, transport),
  ];
}

function address(url: URL, itself: boolean): Finding {
  const point = "service";
  const mend = "Serve it by https, under a host with a dot: FranceConnect+ fetches its keys from there.";
  if (itself && !franceConnectTakes(url)) return fail(point, `FranceConnect+ cannot fetch the keys of this service. ${DEMANDS}`, mend);
  if (isLoopback(url)) return warn(point, "The service runs on this machine.", mend);
  if (url.protocol !== "https:") return fail(point, "The service was asked by plain http.", mend);
  return ok(point, "The service is asked by https.");
}

async function published(url: URL, keys: readonly FoundKey[] | undefined, transport: Transport): Promise<Finding[]> {
  const point = "published keys";
  const mend = `Deploy the Worker so that it answers ${url.pathname}, to everyone and without a redirect.`;
  const answer = await asked({ url, accept: "application/json", answerLimit: keySetBytes() }, { ...transport, timeout: KEY_SET_MILLISECONDS });
  if (answer === "late") return [fail(point, "The service did not answer within six seconds: FranceConnect+ waits no longer.", mend)];
  if (answer === "unreachable") return [fail(point, "The service cannot be reached.", mend)];
  if (isRedirect(answer)) {
    return [warn(point, "The service sends the request for its keys elsewhere: FranceConnect+ follows, this command does not.", mend)];
  }
  if (answer.status !== 200) return [fail(point, `The service answers ${answer.status} where its keys should be.`, mend)];
  const found = keysOf(new TextDecoder().decode(answer.body));
  if (found === undefined) return [fail(point, "What the service publishes is no JWK set.", mend)];
  if (keys?.length === 0 && found.length === 0) return [ok(point, "The provider does not encrypt, and the service publishes no key.")];
  return [publication(found), ...(keys ? [comparison(keys, found)] : []), caching(answer)];
}

function comparison(keys: readonly FoundKey[], found: readonly FoundKey[]): Finding {
  const point = "same keys";
  const mend = "Give the service these settings, or look at the service's own.";
  if (!same(keys, found)) return fail(point, "The service publishes other keys than those of FC_DECRYPTION_KEYS.", mend);
  const first = (set: readonly FoundKey[], alg: string) => set.find((key) => key["alg"] === alg)?.["kid"];
  if (algorithmsOf(keys).some((alg) => first(keys, alg) !== first(found, alg))) {
    return warn(point, "The service publishes the keys of FC_DECRYPTION_KEYS in another order: FranceConnect+ encrypts to the first.", mend);
  }
  return ok(point, "The service publishes the keys of FC_DECRYPTION_KEYS, in their order.");
}

function caching({ cacheControl = "" }: HttpAnswer): Finding {
  const point = "key cache";
  const [, seconds] = /(?:^|[\s,])max-age="?(\d{1,10})/i.exec(cacheControl) ?? [];
  if (Number(seconds ?? 0) <= KEY_SET_SECONDS) return ok(point, "FranceConnect+ keeps the keys for at most ten minutes.");
  return warn(
    point,
    `The keys are served with a max-age of ${seconds}: FranceConnect+ keeps them for as long, in seconds.`,
    "Have nothing before the Worker change its max-age=600, or keep an old key for longer than that after a new one.",
  );
}

async function login(url: URL, callback: URL | undefined, transport: Transport): Promise<Finding> {
  const point = "login";
  const answer = await asked({ url, accept: "text/html", answerLimit: LOGIN_ANSWER_BYTES }, transport);
  if (typeof answer === "string") return fail(point, "The service does not answer where a login begins.", "Deploy the Worker, and look at its log.");
  const leads = isRedirect(answer) ? urlOf(new URL(answer.location, url).href) : undefined;
  const named = leads?.searchParams.get("redirect_uri");
  const mend = `Where a proxy ends TLS or changes the host, set FC_PUBLIC_ORIGIN to ${url.origin}; else look at the service's log.`;
  if (named === undefined || named === null) return fail(point, `The service begins no login${reason(leads)}.`, mend);
  if (callback !== undefined && named !== callback.href) {
    return fail(point, `A login of the service names another callback than ${callback.href}.`, mend);
  }
  return ok(point, "A login of the service names the callback that these settings say.");
}

/** The code that the service gives for its failure, where it is one of ours. */
function reason(leads: URL | undefined): string {
  const code = leads?.searchParams.get("auth_error");
  return isErrorCode(code) ? `: ${code}` : "";
}

interface Question {
  readonly url: URL;
  readonly accept: string;
  readonly answerLimit: number;
}

interface Asked extends HttpAnswer {
  readonly location: string | null;
}

const isRedirect = (answer: Asked): answer is Asked & { location: string } => answer.location !== null && answer.status >= 300 && answer.status < 400;

/** Sends a GET to the service. The errors of `send` name the provider, so they are given other names. */
async function asked({ url, accept, answerLimit }: Question, transport: Transport): Promise<Asked | "late" | "unreachable"> {
  let location: string | null = null;
  const noting: typeof fetch = async (input, init) => {
    const response = await (transport.fetch ?? fetch)(input, init);
    location = response.headers.get("location");
    return response;
  };
  const request: HttpRequest = { method: "GET", url: url.href, headers: [["accept", accept]], answerLimit };
  try {
    const answer = await send(request, { ...transport, fetch: noting });
    return { ...answer, location };
  } catch (thrown) {
    return FcPivotError.from(thrown).code === "provider_timeout" ? "late" : "unreachable";
  }
}
