/**
 * This library, as its package runs in Node: the edge module, driven step by step.
 *
 * In: what a provider sends. Out: verdicts: accepted, with what was understood, or the error's code. Never: a step taken alone; each
 * token is verified against a login that was really started.
 */
import { Answer, Edge, load, PageRequest, Provider, ProviderKeys, Userinfo, UserinfoAnswer } from "../../../pkg/dist/load/edge.node.js";
import { decrypted } from "../../../pkg/dist/worker/decryption.js";
import { verdictOf } from "./campaign.mjs";
import { ACCESS_TOKEN, CLIENT_ID, CLIENT_SECRET, discoveryDocument, ISSUER, ORIGIN } from "./honest.mjs";

await load();

const octets = (content) => (typeof content === "string" ? Buffer.from(content) : content);

/** An answer as the core takes it. */
export const answer = (content, type = "application/json", status = 200) => new Answer(status, type, octets(content));

/** The verdict of a call into the core; whatever is no error of ours is none to expect. */
export const ask = (call) =>
  verdictOf(call, (error) => {
    if (typeof error?.code !== "string") throw error;
    return error.code;
  });

/** A Worker's settings and its provider. `keys` are our private JWKs. */
export async function deployment(preset, keys, document = discoveryDocument()) {
  const edge = await Edge.create({
    FC_PRESET: preset,
    FC_ISSUER: ISSUER,
    FC_CLIENT_ID: CLIENT_ID,
    FC_CLIENT_SECRET: CLIENT_SECRET,
    SESSION_KEYS: JSON.stringify([Buffer.alloc(32, 7).toString("base64url")]),
    ...(keys && { FC_DECRYPTION_KEYS: JSON.stringify({ keys }) }),
  });
  return { edge, preset, provider: discovered(preset, answer(JSON.stringify(document))) };
}

export const discovered = (preset, document) => Provider.discovered(preset, ISSUER, "client_secret_post", document);
export const providerKeys = (document) => ProviderKeys.read(answer(document));

/** A login that was started: what it asked for, and the browser's cookies afterwards. */
export function begun({ edge, provider }) {
  const { location, cookies } = edge.login(provider, ORIGIN, "/auth", {}, "");
  const { searchParams } = new URL(location);
  return { cookies: cookies.map((line) => line.split(";")[0]).join("; "), nonce: searchParams.get("nonce"), state: searchParams.get("state") };
}

/** The verdict on a callback's query. */
export const callback = ({ edge, provider }, { cookies }, query) =>
  ask(() => {
    edge.callback(query, cookies).check(provider).free();
  });

/** The tokens of a login whose callback and token answer were honest. */
export function tokensOf({ edge, provider }, { cookies, state }) {
  const query = new URLSearchParams({ code: "the-code", state, iss: ISSUER });
  const grant = edge.callback(String(query), cookies).check(provider);
  return grant.readTokens(answer(JSON.stringify({ access_token: ACCESS_TOKEN, token_type: "Bearer", id_token: "received.elsewhere.x" })));
}

/** The claims of an ID token that was verified. */
export async function idToken({ edge, provider }, tokens, keys, compact) {
  const token = await decrypted(edge, provider, compact);
  return tokens.verify(token, keys, provider);
}

/** The claims that an ID token vouches for. */
export const claimsOf = ({ provider }, tokens, verified) => tokens.identity(provider, verified, Userinfo.fromIdToken(verified)).raw;

/** The claims of a userinfo answer. */
export async function userinfo({ edge, provider }, tokens, keys, verified, received) {
  const read = UserinfoAnswer.read(provider, received);
  const claims = read.token === undefined
    ? read.plain(provider, verified)
    : Userinfo.verify(await decrypted(edge, provider, read.token), keys, verified);
  return tokens.identity(provider, verified, claims).raw;
}

/** What a JWE holds: it comes out in the Worker's answer to a page, and nowhere else. */
export async function opened({ edge, provider }, compact) {
  const token = await decrypted(edge, provider, compact);
  const body = JSON.stringify({ code: "c", redirect_uri: `${ORIGIN}/signed-in`, nonce: "n" });
  const exchanged = PageRequest.parse(Buffer.from(body), ORIGIN, "/auth")
    .read(answer(JSON.stringify({ access_token: ACCESS_TOKEN, token_type: "Bearer", id_token: "x" })));
  return JSON.parse(exchanged.answer(token, token)).id_token;
}

