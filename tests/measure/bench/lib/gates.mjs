/**
 * Four gates before one application: ours in Node and in Bun, nginx with `auth_request` to the same processes, Apache with mod_auth_openidc and a plain
 * provider.
 *
 * In: nothing. Out: for each gate its port and the cookies of somebody who is signed in there, how many they let through; an end. Never: an
 * application that costs: it is nginx, which answers with two letters; a connection that is not kept where it can be.
 */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { exportJWK, generateKeyPair } from "jose";
import { configurationIn } from "../../../world/deployment/nginx-configuration.mjs";
import { BUN } from "../../../world/deployment/hosts.mjs";
import { freePort, startNodeWorker } from "../../../world/deployment/index.mjs";
import { Person } from "../../../world/deployment/person.mjs";
import { startPlainProvider } from "../../../world/deployment/plain-provider.mjs";
import { registeredWith } from "../../../world/deployment/registered.mjs";

export const ANSWER = "ok";

export async function startGates() {
  const folder = await mkdtemp(`${tmpdir()}/fc-pivot-gates-`);
  const ports = { application: await freePort(), gateway: await freePort(), bun: await freePort(), nginx: await freePort(), apache: await freePort() };
  const origin = `http://localhost:${ports.gateway}`;
  const apacheOrigin = `http://127.0.0.1:${ports.apache}`;
  const running = [];
  const stop = async () => {
    for (const end of running.reverse()) await end();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const registered = await registeredWith("ECDH-ES", origin);
    running.push(registered.stop);
    const { privateKey } = await generateKeyPair("ES256", { extractable: true });
    const { kty, crv, x, y, d } = await exportJWK(privateKey);
    const own = { UPSTREAM: `http://127.0.0.1:${ports.application}`, GATEWAY_KEY: JSON.stringify({ kty, crv, x, y, d }), GATEWAY_CHECK: "on", PROCESSES: "2" };
    const settings = { ...registered.settings, FC_PUBLIC_ORIGIN: origin, ...own };
    const worker = await startNodeWorker({ port: ports.gateway, host: "localhost", settings });
    running.push(worker.stop);
    const inBun = await startNodeWorker({ port: ports.bun, host: "localhost", settings, runtime: BUN });
    running.push(inBun.stop);
    const secret = randomBytes(24).toString("hex");
    const client = { client_secret: secret, token_endpoint_auth_method: "client_secret_basic" };
    const addresses = { redirectUri: `${apacheOrigin}/oidc`, postLogoutRedirectUri: apacheOrigin };
    const provider = await startPlainProvider({ clientId: "apache", ...addresses, client });
    running.push(provider.close);
    running.push(await startServer(folder, "nginx", nginx(folder, ports), ["-p", folder, "-e", "stderr", "-c"], [ports.application, ports.nginx]));
    running.push(await startServer(folder, "apache2", apache(folder, ports, { provider, secret }), ["-DFOREGROUND", "-f"], [ports.apache]));
    const person = new Person(origin);
    await person.signIn("married-name");
    const cookie = person.cookieHeader();
    return {
      gates: {
        "our gateway": { port: ports.gateway, cookie },
        "our gateway, in Bun": { port: ports.bun, cookie },
        "nginx, `auth_request` to the same processes": { port: ports.nginx, cookie },
        "Apache, mod_auth_openidc": { port: ports.apache, cookie: await signedInAt(`${apacheOrigin}/page`) },
      },
      stop,
    };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

const nginx = (folder, { application, gateway, nginx: own }) => configurationIn(folder, `keepalive_requests 1000000;
  large_client_header_buffers 4 32k; proxy_buffer_size 32k; proxy_buffers 8 32k;
  upstream application { server 127.0.0.1:${application}; keepalive 16; }
  upstream gateway { server localhost:${gateway}; keepalive 16; }
  proxy_http_version 1.1; proxy_set_header Connection "";
  server { listen 127.0.0.1:${application}; location / { default_type text/plain; return 200 ${ANSWER}; } }
  server {
    listen 127.0.0.1:${own};
    location = /auth/check {
      internal; proxy_pass http://gateway; proxy_pass_request_body off;
      proxy_set_header Connection ""; proxy_set_header Content-Length ""; proxy_set_header X-Original-URI $request_uri;
    }
    location / {
      auth_request /auth/check;
      auth_request_set $identity $upstream_http_fc_identity;
      proxy_set_header Connection ""; proxy_set_header fc-identity $identity; proxy_set_header Cookie "";
      proxy_pass http://application;
    }
  }`);

const MODULES = ["mpm_event", "authz_core", "authz_user", "auth_basic", "authn_core", "proxy", "proxy_http", "headers", "auth_openidc"];

const apache = (folder, { application, apache: own }, { provider, secret }) => `ServerRoot ${folder}
PidFile ${folder}/apache.pid
DefaultRuntimeDir ${folder}
Listen 127.0.0.1:${own}
ServerName localhost
ErrorLog ${folder}/apache2.log
LogLevel error
MaxKeepAliveRequests 0
User www-data
Group www-data
${MODULES.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
OIDCProviderMetadataURL ${provider.issuer}/.well-known/openid-configuration
OIDCClientID apache
OIDCClientSecret ${secret}
OIDCRedirectURI http://127.0.0.1:${own}/oidc
OIDCCryptoPassphrase ${randomBytes(24).toString("hex")}
OIDCSessionType client-cookie
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCIDTokenSignedResponseAlg ES256
<Location />
  AuthType openid-connect
  Require valid-user
  RequestHeader unset Cookie
  ProxyPass http://127.0.0.1:${application}/ keepalive=On
</Location>
`;

/** Starts a server of Debian's by a configuration; gives its end. */
async function startServer(folder, program, configuration, options, ports) {
  const file = `${folder}/${program}.conf`;
  await writeFile(file, configuration);
  const child = spawn(process.env[program.toUpperCase()] || program, [...options, file], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => { said += text; });
  const ended = once(child, "exit");
  const answers = (port) => fetch(`http://127.0.0.1:${port}/`, { redirect: "manual" }).then(() => true, () => false);
  for (const port of ports) {
    for (let tries = 0; !(await answers(port)); tries += 1) {
      if (tries > 100 || child.exitCode !== null) {
        const log = await readFile(`${folder}/${program}.log`, "utf8").catch(() => "");
        throw new Error(`${program} does not answer: ${said}${log}`);
      }
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
  return async () => {
    child.kill("SIGTERM");
    await ended;
  };
}

/** Goes to a page as a browser does, to the provider and back; gives the cookies that the page's host then has. */
async function signedInAt(page) {
  const browsers = {};
  let at = new URL(page);
  for (let steps = 0; steps < 12; steps += 1) {
    const there = (browsers[at.host] ??= new Person(at.origin));
    const { status, location, body } = await there.visit(at.href);
    if (status === 200 && body === ANSWER) return there.cookieHeader();
    if (location === undefined) throw new Error(`${at.origin}${at.pathname}: ${status} ${body.slice(0, 200)}`);
    at = new URL(location, at);
  }
  throw new Error("a loop");
}
