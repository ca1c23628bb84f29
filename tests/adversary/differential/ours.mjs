/**
 * This library, as its package runs in Node: the edge module, with the provider's answers made by a test.
 *
 * In: what a provider sends. Out: verdicts: accepted, with what was understood, or the error's code. Never: a step taken alone; each
 * token is verified against a login that was really started.
 */
import { load, ProviderKeys } from "../../../pkg/dist/load/edge.node.js";
import { edgeOf } from "../../../pkg/dist/load/own-keys.js";
import { holding } from "../../../pkg/dist/shared/held.js";
import { loginAt, sessionOf } from "../../world/handmade/edge-login.mjs";
import { exchangeAt } from "../../world/handmade/page-exchange.mjs";
import { answer, served } from "../../world/handmade/served.mjs";
import { verdictOf } from "./campaign.mjs";
import { CLIENT_ID, CLIENT_SECRET, discoveryDocument, discoveryDocumentWithoutUserinfo, ISSUER, ORIGIN, tokenDocument } from "./honest.mjs";

export { answer };

await load();

/** The verdict of a call into the core. An error that is not ours is thrown on. */
export const ask = (call) =>
  verdictOf(call, (error) => {
    if (typeof error?.code !== "string") throw error;
    return error.code;
  });

/** A Worker's settings, its provider, and a login with it. `keys` are our private JWKs. */
export async function deployment(preset, keys, document = discoveryDocument()) {
  const edge = await edgeOf({
    FC_PRESET: preset,
    FC_ISSUER: ISSUER,
    FC_CLIENT_ID: CLIENT_ID,
    FC_CLIENT_SECRET: CLIENT_SECRET,
    SESSION_KEYS: JSON.stringify([Buffer.alloc(32, 7).toString("base64url")]),
    ...(keys && { FC_DECRYPTION_KEYS: JSON.stringify({ keys }) }),
  });
  const provider = discovered({ edge }, answer(JSON.stringify(document)));
  return { edge, provider, login: loginAt(edge, provider, ORIGIN) };
}

/** With a plain provider that says everything in the ID token: the session then holds its claims, as the core read them. */
export const plainDeployment = () => deployment("oidc", undefined, discoveryDocumentWithoutUserinfo());

export const discovered = ({ edge }, { status, contentType, body }) => edge.discovered(status, contentType, body);
export const providerKeys = (document) => ProviderKeys.read(200, "application/json", Buffer.from(document));

/** The verdict on a callback's query. */
export const callback = ({ edge, provider, login }, query) =>
  ask(() => {
    edge.signIn(provider, edge.callback(query, login.cookies)).free();
  });

const tokenAnswer = (idToken) => answer(JSON.stringify(tokenDocument(idToken)));

/** What the session says that a whole sign-in opens: with this compact ID token, and this answer of the userinfo endpoint where there is one. */
export const session = ({ edge, login }, keys, idToken, userinfo) =>
  holding(async (hold) => {
    const machine = hold(login.signIn());
    await served(machine, { token: tokenAnswer(idToken), userinfo, keys });
    return sessionOf(edge, login, machine);
  });

/** What the Worker hands to a page that began a login with this nonce: the signed tokens, decrypted. */
export const handedToPage = ({ edge, provider }, nonce, idToken, userinfo) =>
  holding(async (hold) => {
    const machine = hold(exchangeAt(edge, provider, nonce));
    await served(machine, { token: tokenAnswer(idToken), userinfo });
    return JSON.parse(machine.answerToPage());
  });
