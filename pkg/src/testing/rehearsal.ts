// A whole sign-in in memory: the deployment's core on one side, a provider of a moment on the other.
// Comes in: settings, and what the provider shall say of a person. Goes out: her session, as the core opened it.
// Never: a check left out (the core's types allow these calls in this order only), a request, a use of the deployment's own decryption keys.

import { Answer, Edge, Provider, ProviderKeys, Userinfo, UserinfoAnswer, load } from "#edge";
import { decrypted } from "../worker/decryption.js";
import { readSettings } from "../worker/settings.js";
import { TokenMaker } from "./tokens.js";

/** What a provider says of a person. */
export interface Testimony {
  readonly sub: string;
  readonly acr: string;
  readonly amr: readonly string[];
  /** The claims that a scope grants her service. */
  readonly claimsFor: (scope: string) => Readonly<Record<string, unknown>>;
}

/** A deployment that can sign people in without its provider: its settings, but for the keys that the provider encrypts to. */
export interface Rehearsal {
  readonly edge: Edge;
  signIn(testimony: Testimony): Promise<ReturnType<Edge["openSession"]>>;
}

const ORIGIN = "https://service.example";
const PREFIX = "/auth";

/** Prepares a deployment. Throws `invalid_settings` as the Worker would. */
export async function rehearse(environment: object): Promise<Rehearsal> {
  await load();
  const maker = await TokenMaker.create();
  const edge = await Edge.create({ ...(await readSettings(environment)), FC_DECRYPTION_KEYS: await maker.decryptionKeys() });
  const provider = Provider.discovered(edge.preset, edge.issuer, edge.authenticationMethod, json(discoveryOf(edge.issuer)));
  const keys = ProviderKeys.read(json(await maker.verificationKeys()));
  // A plain provider's tokens are signed and not encrypted.
  const issue = async (claims: object): Promise<string> => {
    const jws = await maker.sign(claims);
    return edge.preset === "oidc" ? jws : maker.encrypt(jws);
  };

  return {
    edge,
    async signIn({ sub, acr, amr, claimsFor }) {
      // 1. The login.
      const started = edge.login(provider, ORIGIN, PREFIX, {}, "");
      const cookies = cookieHeader(started.cookies);
      const asked = new URL(started.location).searchParams;
      const get = (name: string): string => asked.get(name) ?? "";
      // 2. The callback.
      const query = new URLSearchParams({ code: "testing", state: get("state"), iss: edge.issuer });
      const grant = edge.callback(`?${query}`, cookies).check(provider);
      // 3. The ID token.
      const now = Math.floor(Date.now() / 1000);
      const envelope = { iss: edge.issuer, aud: get("client_id"), iat: now, exp: now + 60 };
      const onDemand = asked.has("claims") ? { amr } : {};
      const idToken = await issue({ ...envelope, sub, nonce: get("nonce"), acr, ...onDemand, auth_time: now });
      const tokens = grant.readTokens(
        json({ access_token: "testing", token_type: "Bearer", expires_in: 60, scope: get("scope"), id_token: idToken }),
      );
      const verified = tokens.verify(await decrypted(edge, provider, tokens.idToken), keys, provider);
      // 4. Userinfo.
      const answer = UserinfoAnswer.read(provider, jwt(await issue({ ...envelope, ...claimsFor(get("scope")), sub })));
      const userinfo = Userinfo.verify(await decrypted(edge, provider, answer.token ?? ""), keys, verified);
      // 5. The session.
      return edge.openSession(provider, tokens, verified, userinfo, cookies);
    },
  };
}

/** The `Cookie` header of a browser that was sent these `Set-Cookie` lines; a removal leaves nothing. */
export function cookieHeader(lines: readonly string[]): string {
  const kept = lines.filter((line) => !/; *max-age=0(;|$)/i.test(line));
  return kept.map((line) => line.slice(0, line.indexOf(";"))).join("; ");
}

/** What FranceConnect+ says of itself, as far as a client needs it. No endpoint is ever called. */
function discoveryOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    end_session_endpoint: `${issuer}/session/end`,
    authorization_response_iss_parameter_supported: true,
    response_types_supported: ["code"],
    id_token_signing_alg_values_supported: ["ES256"],
    id_token_encryption_alg_values_supported: ["ECDH-ES"],
    id_token_encryption_enc_values_supported: ["A256GCM"],
  };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const json = (value: object | string): Answer =>
  new Answer(200, "application/json", bytes(typeof value === "string" ? value : JSON.stringify(value)));

const jwt = (compact: string): Answer => new Answer(200, "application/jwt", bytes(compact));
