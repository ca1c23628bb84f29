// A whole sign-in in memory: the deployment's core on one side, a provider that is made for it on the other.
// Comes in: settings, and what the provider shall say of a person. Goes out: her session, as the core opened it.
// Never: a check left out (it is the machine that a Worker runs), a request, a use of the deployment's own decryption keys.

import { type Change, type Edge, ProviderKeys, load } from "#edge";
import { edgeOf } from "../load/own-keys.js";
import type { HttpAnswer } from "../shared/http.js";
import { decrypted, used } from "../load/own-octets.js";
import { serve } from "../load/serve.js";
import { readSettings } from "../worker/settings.js";
import { TokenMaker } from "./tokens.js";

/** What a provider says of a person. */
export interface Testimony {
  readonly sub: string;
  readonly acr: string;
  /** `undefined` where her identity provider says nothing of it. */
  readonly amr: readonly string[] | undefined;
  /** The claims that a scope grants her service. */
  readonly claimsFor: (scope: string) => Readonly<Record<string, unknown>>;
}

/** A deployment that can sign people in without its provider: its settings, but for the keys that the provider encrypts to, and what it signs with. */
export interface Rehearsal {
  readonly edge: Edge;
  signIn(testimony: Testimony): Promise<Change>;
}

const ORIGIN = "https://service.example";
const PREFIX = "/auth";
const JSON_TYPE = "application/json";

/** Prepares a deployment. Throws `invalid_settings` as the Worker would. */
export async function rehearse(environment: object): Promise<Rehearsal> {
  await load();
  const maker = await TokenMaker.create();
  const edge = await edgeOf({ ...(await readSettings(environment)), ...(await maker.settings()) });
  const provider = edge.discovered(200, JSON_TYPE, bytes(JSON.stringify(discoveryOf(edge.issuer))));
  const keys = ProviderKeys.read(200, JSON_TYPE, bytes(await maker.verificationKeys()));
  // A plain provider's tokens are signed and not encrypted.
  const issue = async (claims: object): Promise<string> => {
    const jws = await maker.sign(claims);
    return edge.encrypts ? maker.encrypt(jws) : jws;
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
      const machine = edge.signIn(provider, edge.callback(`?${query}`, cookies));
      // 3. What the provider answers.
      const now = Math.floor(Date.now() / 1000);
      const envelope = { iss: edge.issuer, aud: get("client_id"), iat: now, exp: now + 60 };
      const onDemand = /"amr"/.test(get("claims")) && amr !== undefined ? { amr } : {};
      const scope = get("scope");
      const tokens = { access_token: "testing", token_type: "Bearer", expires_in: 60, scope };
      const answers = {
        token: async () =>
          answered(
            JSON_TYPE,
            JSON.stringify({ ...tokens, id_token: await issue({ ...envelope, sub, nonce: get("nonce"), acr, ...onDemand, auth_time: now }) }),
          ),
        userinfo: async () => answered("application/jwt", await issue({ ...envelope, ...claimsFor(scope), sub })),
      };
      await serve(machine, {
        used,
        decrypted,
        send: (_request, step) => answers[step === "token" ? "token" : "userinfo"](),
        keys: async () => keys,
        newerKeys: async () => undefined,
      });
      // 4. The session.
      return edge.openSession(machine, cookies).change;
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

const answered = (contentType: string, body: string): HttpAnswer => ({ status: 200, contentType, cacheControl: undefined, body: bytes(body) });
