/**
 * LemonLDAP::NG 2.16 of Debian: its portal under Starman, with the accounts of its demonstration, and sessions in files.
 *
 * In: the client; one without a secret is a public one. Out: what `each.mjs` and `page-alone.mjs` of tests/contract/providers drive. Never: the
 * configuration, the sessions and the cache that Debian sets up.
 */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../deployment/index.mjs";
import { asItsOwn, startProgram, temporaryFolder } from "./program.mjs";
import { fill } from "./visitor.mjs";

const NAME = "LemonLDAP::NG";
const HTDOCS = "/usr/share/lemonldap-ng/portal/htdocs";
/** An account of its demonstration; the password of each is its name. */
const PERSON = { user: "dwho", password: "dwho", email: "dwho@badwolf.org" };

/** Where its configuration is; no cache, of which there is one for a machine. */
const ini = (folder) => `
[all]
logLevel = warn
[configuration]
type = File
dirName = ${join(folder, "conf")}
[portal]
staticPrefix = /static
templateDir = /usr/share/lemonldap-ng/portal/templates
languages = en
`;

/** The portal beside the files of its pages, as Debian's nginx has it: a page that meets the portal there too is signed out by its own pictures. */
const APPLICATION = `
use Plack::Builder;
builder {
  enable "Static", path => sub { s{^/static/}{} }, root => "${HTDOCS}/static";
  enable "Static", path => sub { s{^/javascript/}{} }, root => "/usr/share/javascript";
  do "${HTDOCS}/index.psgi";
};
`;

const files = (folder, name) => ({
  Directory: join(folder, name), LockDirectory: join(folder, name),
  generateModule: "Lemonldap::NG::Common::Apache::Session::Generate::SHA256",
});

/** A key pair as it stores one: PEM. */
function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return [publicKey.export({ type: "spki", format: "pem" }), privateKey.export({ type: "pkcs8", format: "pem" })];
}

function configuration(port, folder, { clientId, clientSecret, redirectUri, postLogoutRedirectUri }) {
  const [publicKey, privateKey] = keyPair();
  return {
    cfgNum: 1,
    cfgAuthor: "tests",
    cfgDate: 1,
    cfgVersion: "2.16.1",
    key: randomBytes(24).toString("hex"),
    portal: `http://localhost:${port}/`,
    domain: "localhost",
    cookieName: "lemonldap",
    securedCookie: 0,
    authentication: "Demo",
    userDB: "Same",
    passwordDB: "Null",
    registerDB: "Null",
    demoExportedVars: { cn: "cn", mail: "mail", uid: "uid" },
    whatToTrace: "uid",
    globalStorage: "Apache::Session::File",
    globalStorageOptions: files(folder, "sessions"),
    persistentStorage: "Apache::Session::File",
    persistentStorageOptions: files(folder, "sessions"),
    // A cache of sessions is one more thing to be stale.
    localSessionStorage: "",
    localSessionStorageOptions: {},
    locationRules: {},
    issuerDBOpenIDConnectActivation: 1,
    oidcServicePrivateKeySig: privateKey,
    oidcServicePublicKeySig: publicKey,
    oidcServiceKeyIdSig: "tests",
    oidcRPMetaDataOptions: {
      service: {
        oidcRPMetaDataOptionsClientID: clientId,
        ...(clientSecret
          ? { oidcRPMetaDataOptionsClientSecret: clientSecret }
          : { oidcRPMetaDataOptionsPublic: 1, oidcRPMetaDataOptionsRequirePKCE: 1 }),
        oidcRPMetaDataOptionsRedirectUris: redirectUri,
        oidcRPMetaDataOptionsPostLogoutRedirectUris: postLogoutRedirectUri,
        oidcRPMetaDataOptionsIDTokenSignAlg: "RS256",
      },
    },
    oidcRPMetaDataExportedVars: { service: { email: "mail", name: "cn" } },
  };
}

export async function start(client) {
  const folder = await temporaryFolder();
  const port = await freePort();
  const conf = join(folder, "lemonldap-ng.ini");
  await asItsOwn(NAME, "its configuration", async () => {
    for (const name of ["conf", "sessions"]) await mkdir(join(folder, name));
    await writeFile(conf, ini(folder));
    await writeFile(join(folder, "portal.psgi"), APPLICATION);
    await writeFile(join(folder, "conf", "lmConf-1.json"), JSON.stringify(configuration(port, folder, client)));
  });
  const issuer = `http://localhost:${port}/`;
  const portal = await startProgram(NAME, "starman", ["--listen", `localhost:${port}`, "--workers", "2", "--disable-keepalive", "portal.psgi"], {
    folder, env: { LLNG_DEFAULTCONFFILE: conf }, answers: `${issuer}.well-known/openid-configuration`,
  });
  return {
    name: NAME,
    issuer,
    settings: { FC_SIGNING_ALG: "RS256", FC_CLIENT_AUTH: "client_secret_post" },
    person: { sub: PERSON.user, email: PERSON.email },
    // After the login comes its page for a consent, and at a sign-out one that asks: the form of each is sent as it stands.
    signIn: (visitor, request) =>
      visitor.travel(request, (page) => fill(page, { user: PERSON.user, password: PERSON.password }) ?? fill(page, {})),
    signOut: (visitor, request) => visitor.travel(request, (page) => fill(page, {})),
    /** The same in a browser. Who comes again meets the login no more, and who consented is not asked again. */
    async atPages(tab) {
      const [back, login, consent] = [tab.locator("#result, #error"), tab.locator('[name="user"]'), tab.locator("button.positive")];
      await login.or(back).or(consent).first().waitFor();
      if (await login.count()) {
        await login.fill(PERSON.user);
        await tab.locator('[name="password"]').fill(PERSON.password);
        await tab.locator('[type="submit"]').first().click();
        await consent.or(back).first().waitFor();
      }
      if (await consent.count()) await consent.click();
    },
    /** In a browser its form leads to its own login, although the address of the return was with it. */
    keepsInBrowser: true,
    async atSignOut(tab) {
      await tab.locator("button.positive").click();
      await tab.locator('[name="user"]').waitFor();
    },
    stop: portal.stop,
  };
}
