// Looks at what the provider publishes: its discovery document, its keys, its clock.
// Comes in: the settings as the core read them. Goes out: findings. Never: a credential sent; what is asked here is public.

import { type Edge, type Provider, ProviderKeys, clockLeewaySeconds, discoveryRequest } from "#edge";
import { type ErrorCode, FcPivotError } from "../shared/errors.js";
import { type HttpAnswer, type HttpRequest, type Transport, send } from "../shared/http.js";
import { CLOCK_SECONDS } from "../shared/limits.js";
import { type FoundKey, algorithmsOf, keysOf } from "./key-points.js";
import { type Finding, fail, isLoopback, ok, urlOf, warn } from "./points.js";

type Document = Readonly<Record<string, unknown>>;

/** An answer, and by how many seconds the provider's clock was ahead of ours. */
interface Heard extends HttpAnswer {
  readonly ahead: number | undefined;
}

/** Asks the provider. */
export async function providerPoints(edge: Edge, keys: readonly FoundKey[], transport: Transport): Promise<Finding[]> {
  const heard = await attempt(() => ask(discoveryRequest(edge.issuer), transport));
  if (heard instanceof FcPivotError) return [unreachable(heard)];
  const document = documentOf(heard.body);
  const provider = await attempt(async () => edge.discovered(heard.status, heard.contentType, heard.body));
  return [
    discovery(provider),
    ...(document ? [issuer(edge, document), algorithms(edge, document), keyAlgorithms(edge, keys, document)] : []),
    ...(provider instanceof FcPivotError ? [] : [...request(edge, provider, document), await keySet(edge, provider, transport)]),
    clock(heard.ahead),
  ];
}

function unreachable({ message }: FcPivotError): Finding {
  return fail("discovery", `The provider gave no discovery document: ${message}.`, "Look at FC_ISSUER, and whether this machine reaches it.");
}

function discovery(provider: Provider | FcPivotError): Finding {
  const point = "discovery";
  if (!(provider instanceof FcPivotError)) return ok(point, "The discovery document was read, and the core takes it.");
  return fail(
    point,
    `The core cannot use the discovery document: ${provider.message}.`,
    advice[provider.code] ?? "Look at FC_ISSUER and FC_PRESET, or ask the provider.",
  );
}

const advice: { readonly [Code in ErrorCode]?: string } = {
  discovery_issuer_mismatch: "Set FC_ISSUER to the issuer that the document names, to the letter.",
  discovery_unsupported: "Ask the provider for it, or look whether FC_PRESET is right.",
  provider_unavailable: "Try again later; a federation announces its downtimes.",
};

/** OpenID Connect Discovery §4.3. */
function issuer(edge: Edge, { issuer: own }: Document): Finding {
  const point = "issuer";
  if (own !== edge.issuer) {
    return fail(point, "The discovery document is another issuer's than FC_ISSUER.", advice.discovery_issuer_mismatch ?? "");
  }
  const url = urlOf(edge.issuer);
  if (url && isLoopback(url)) {
    return warn(point, "The provider is on this machine: a stand-in.", "Set FC_ISSUER to the federation's issuer before going public.");
  }
  return ok(point, "The discovery document names FC_ISSUER, to the letter.");
}

/** RFC 9864 gives EdDSA on its one curve here another name. */
const namesOf = (alg: string): string[] => (alg === "EdDSA" ? [alg, "Ed25519"] : [alg]);

function algorithms(edge: Edge, document: Document): Finding {
  const needed: [member: string, value: string][] = [
    ["response_types_supported", "code"],
    ["id_token_signing_alg_values_supported", edge.signingAlg],
  ];
  // A plain provider may leave this list out. What it takes then shows in a sign-in.
  const methods = "token_endpoint_auth_methods_supported";
  const own = edge.authenticationMethods.split(" ");
  const listed = offered(document, methods);
  if (Object.hasOwn(document, methods) && !own.some((method) => listed.includes(method))) needed.push([methods, own.join(" or ")]);
  if (edge.encrypts) {
    needed.push(["userinfo_signing_alg_values_supported", edge.signingAlg]);
    needed.push(["id_token_encryption_enc_values_supported", "A256GCM"], ["userinfo_encryption_enc_values_supported", "A256GCM"]);
  }
  const isOffered = (member: string, value: string): boolean => namesOf(value).some((name) => offered(document, member).includes(name));
  const lacking = needed.filter(([member, value]) => !isOffered(member, value));
  if (lacking.length === 0) return ok("algorithms", "The provider offers what the core speaks.");
  return fail(
    "algorithms",
    `The provider does not offer ${lacking.map(([member, value]) => `${value} (${member})`).join(", ")}.`,
    advice.discovery_unsupported ?? "",
  );
}

function keyAlgorithms(edge: Edge, keys: readonly FoundKey[], document: Document): Finding {
  const point = "key algorithms";
  if (keys.length === 0) return ok(point, "FC_DECRYPTION_KEYS is not set: the provider does not encrypt.");
  const lists = ["id_token_encryption_alg_values_supported", "userinfo_encryption_alg_values_supported"];
  // A plain provider may encrypt one of the two alone, or neither.
  const members = !edge.encrypts ? lists.filter((member) => Object.hasOwn(document, member)) : lists;
  if (members.length === 0) {
    return warn(
      point,
      "FC_DECRYPTION_KEYS is set, and the provider says nothing of encryption.",
      "Leave it out, unless your client is registered for encrypted tokens.",
    );
  }
  const lacking = algorithmsOf(keys).filter((alg) => !members.every((member) => offered(document, member).includes(alg)));
  if (lacking.length === 0) return ok(point, "The provider can encrypt to every key of FC_DECRYPTION_KEYS.");
  return fail(
    point,
    `The provider does not encrypt with ${lacking.join(", ")}.`,
    "Make a key for an algorithm that it offers: npx fc-pivot keys --alg.",
  );
}

/** What a login asks for, as the core would send it from anywhere, against what the document promises. */
function request(edge: Edge, provider: Provider, document: Document | undefined): Finding[] {
  const point = "request";
  const { location } = edge.login(provider, "https://localhost", "/auth", {}, "") as { location: string };
  const asked = new URL(location).searchParams;
  const beyond = (parameter: string, member: string) => {
    const promised = offered(document ?? {}, member);
    return promised.length > 0 && (asked.get(parameter) ?? "").split(" ").some((value) => value !== "" && !promised.includes(value));
  };
  if (beyond("scope", "scopes_supported")) {
    return [
      warn(
        point,
        "A login asks for a scope that the provider does not list: the provider drops it without a word, and what it stands for never comes.",
        "Take it out of FC_SCOPE.",
      ),
    ];
  }
  const listed = offered(document ?? {}, "acr_values_supported");
  if (beyond("acr_values", "acr_values_supported") || (listed.length > 0 && essentialLevels(asked).some((level) => !listed.includes(level)))) {
    return [fail(point, "A login asks for a level that the provider does not list.", "Set FC_ACR to one that it lists.")];
  }
  return [ok(point, "The provider lists every scope and the level that a login asks for.")];
}

/** The levels that a login demands by the parameter `claims` (OIDC Core §5.5.1.1). */
function essentialLevels(asked: URLSearchParams): string[] {
  const claims = JSON.parse(asked.get("claims") ?? "{}") as { id_token?: { acr?: { values?: string[] } } };
  return claims.id_token?.acr?.values ?? [];
}

async function keySet(edge: Edge, provider: Provider, transport: Transport): Promise<Finding> {
  const point = "provider's keys";
  const heard = await attempt(() => ask(provider.keysRequest(), transport));
  const read =
    heard instanceof FcPivotError
      ? heard
      : await attempt(async () => ProviderKeys.read(heard.status, heard.contentType, heard.body, edge.signingAlg));
  if (heard instanceof FcPivotError || read instanceof FcPivotError) {
    return fail(point, `The provider's keys cannot be had: ${(read as FcPivotError).message}.`, "Try again later, or ask the provider.");
  }
  return ok(point, `The provider publishes a key for ${edge.signingAlg}.`);
}

function clock(ahead: number | undefined): Finding {
  const point = "clock";
  const mend = "Set this machine's clock by NTP. Cloudflare keeps its own; elsewhere, look at the machine that runs the Worker.";
  if (ahead === undefined) return warn(point, "The provider did not say what time it is.", "Nothing, if people can sign in.");
  const seconds = Math.round(Math.abs(ahead));
  if (seconds > clockLeewaySeconds()) {
    return fail(point, `This machine's clock and the provider's differ by ${seconds} seconds; ${clockLeewaySeconds()} are forgiven.`, mend);
  }
  if (seconds > CLOCK_SECONDS) return warn(point, `This machine's clock and the provider's differ by ${seconds} seconds.`, mend);
  return ok(point, "This machine's clock and the provider's agree.");
}

/** Sends a request, and notes the `Date` of the answer (RFC 9110 §6.6.1), which is whole seconds, rounded down. */
async function ask(request: HttpRequest, transport: Transport): Promise<Heard> {
  let ahead: number | undefined;
  const noting: typeof fetch = async (input, init) => {
    const sent = Date.now();
    const response = await (transport.fetch ?? fetch)(input, init);
    const said = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(said)) ahead = (said + 500 - (sent + Date.now()) / 2) / 1000;
    return response;
  };
  const answer = await send(request, { ...transport, fetch: noting });
  return { ...answer, ahead };
}

async function attempt<T>(step: () => Promise<T>): Promise<T | FcPivotError> {
  try {
    return await step();
  } catch (thrown) {
    return FcPivotError.from(thrown);
  }
}

function documentOf(body: Uint8Array): Document | undefined {
  try {
    const document: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof document === "object" && document !== null ? (document as Document) : undefined;
  } catch {
    return undefined;
  }
}

function offered(document: Document, member: string): unknown[] {
  const list = document[member];
  return Array.isArray(list) ? list : [];
}
