/**
 * A small application behind the gateway of the demo: a boat's logbook, in plain Node, with no sign-in of its own.
 *
 * In: requests, with the header `fc-identity`; the gateway's origin. Out: a page that greets the person. Never: a greeting on the word of a header that
 * the gateway did not sign, for this application, now.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import { describe } from "fc-pivot/labels";
import { createRemoteJWKSet, jwtVerify } from "jose";

export async function startLogbook(gateway) {
  const keys = createRemoteJWKSet(new URL("/auth/gateway-jwks.json", gateway));
  const server = createServer(async (request, response) => {
    const { port } = server.address();
    try {
      const expected = { algorithms: ["ES256"], issuer: gateway, audience: `http://127.0.0.1:${port}`, requiredClaims: ["exp", "iat", "sub", "fc"] };
      const { payload } = await jwtVerify(request.headers["fc-identity"] ?? "", keys, expected);
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageFor(payload.fc));
    } catch {
      response.writeHead(403, { "content-type": "text/plain; charset=utf-8" }).end("The gateway sent nobody. / La passerelle n’a envoyé personne.\n");
    }
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

const escaped = (text) => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

const pageFor = ({ identity, assurance }) => `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Carnet de bord</title>
<main>
<h1>Carnet de bord <span lang="en">/ Logbook</span></h1>
<p>Bonjour, <strong id="person">${escaped(describe(identity, "fr").fullName)}</strong> (${escaped(assurance.acr)}).</p>
<p>Cette application n’a pas d’identification à elle\u00a0: la passerelle lui dit qui vous êtes, par l’en-tête signé <code>fc-identity</code>.</p>
<p lang="en">This application has no sign-in of its own: the gateway tells it who you are, by the signed header <code>fc-identity</code>.</p>
<form action="/auth/logout" method="post"><button>Se déconnecter <span lang="en">/ Sign out</span></button></form>
</main>
</html>
`;
