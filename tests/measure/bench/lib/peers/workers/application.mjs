/**
 * What a Worker has around a client library: three routes, and what it keeps between them, encrypted in cookies by jose.
 *
 * In: a library's two halves of a sign-in. Out: a Worker. Never: a cookie that is not encrypted, or that serves for the other purpose.
 */
import { env } from "cloudflare:workers";
import { base64url, EncryptJWT, jwtDecrypt } from "jose";

const LOGIN = { name: "__Host-login", seconds: 600 };
const SESSION = { name: "__Host-session", seconds: 1800 };

export const settings = {
  issuer: new URL(env.FC_ISSUER),
  clientId: env.FC_CLIENT_ID,
  clientSecret: env.FC_CLIENT_SECRET,
  scope: "openid identite_pivot email preferred_username",
  acr: "eidas2",
  decryptionKeys: JSON.parse(env.FC_DECRYPTION_KEYS).keys,
};

const cookieKey = base64url.decode(JSON.parse(env.SESSION_KEYS)[0]);

/** `begin(redirectUri)` gives `{ url, kept }`; `finish(url, kept)` the person's claims. */
export const application = ({ begin, finish }) => ({
  async fetch(request) {
    const url = new URL(request.url);
    try {
      switch (url.pathname) {
        case "/auth/login": {
          const { url: location, kept } = await begin(`${url.origin}/auth/callback`);
          return redirect(location, [await cookie(LOGIN, kept)]);
        }
        case "/auth/callback":
          return redirect("/", [`${LOGIN.name}=; Path=/; Max-Age=0; Secure; HttpOnly`, await cookie(SESSION, await finish(url, await read(request, LOGIN)))]);
        case "/auth/session":
          return Response.json({ identity: await read(request, SESSION) }, { headers: { "cache-control": "no-store" } });
        default:
          return new Response(null, { status: 404 });
      }
    } catch {
      return redirect("/?auth_error=refused");
    }
  },
});

async function cookie({ name, seconds }, content) {
  const sealed = await new EncryptJWT(content).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).setAudience(name).setExpirationTime(`${seconds}s`).encrypt(cookieKey);
  return `${name}=${sealed}; Path=/; Max-Age=${seconds}; Secure; HttpOnly; SameSite=Lax`;
}

async function read(request, { name }) {
  const sealed = (request.headers.get("cookie") ?? "").split("; ").find((pair) => pair.startsWith(`${name}=`)).slice(name.length + 1);
  const options = { audience: name, keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
  return (await jwtDecrypt(sealed, cookieKey, options)).payload;
}

function redirect(location, cookies = []) {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const line of cookies) headers.append("set-cookie", line);
  return new Response(null, { status: 303, headers });
}
