/** `fc-pivot doctor` on a deployment for each federation: silent on a good one, one verdict for each thing that this federation demands. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { examine } from "../../../pkg/dist/cli/doctor.js";
import { federationOf } from "../../../pkg/dist/cli/federations.js";
import { clientKey, clientSecret, decryptionKey, sessionKey } from "../../world/deployment/index.mjs";
import { startStandin } from "../../world/standin/index.mjs";

const PROVIDER = "https://provider.example";
const SERVICE = "https://service.example";
const keys = JSON.stringify({ keys: [await decryptionKey("ECDH-ES")] });
const ownKey = JSON.stringify(await clientKey());

const sourceOf = (preset) => readFile(new URL(`../../../src/provider/preset/${preset.replace("-", "_")}.rs`, import.meta.url), "utf8");

/** The names in the core's table of scopes. */
async function scopesInCore(preset) {
  const [table] = /const (?:FC|PC)_SCOPES.*?\n\];/s.exec(await sourceOf(preset));
  return [...table.matchAll(/\(\s*"(\w+)",/g)].map(([, name]) => name);
}

/** A federation's deployment, with the stand-in under a public name: what is on this machine earns a warning. */
const good = (preset, changes) => ({
  FC_PRESET: preset,
  FC_ISSUER: `${PROVIDER}/api/v2`,
  FC_CLIENT_ID: "service",
  FC_CLIENT_SECRET: clientSecret(),
  SESSION_KEYS: JSON.stringify([sessionKey()]),
  FC_REDIRECT_URI: `${SERVICE}/auth/callback`,
  FC_POST_LOGOUT_REDIRECT_URI: `${SERVICE}/auth/logged-out`,
  ...changes,
});

const unread = { settings: "fail", provider: "warn" };
const SANDBOX = "https://fcp-low.sbx.dev-franceconnect.fr/api/v2";
const FEDERATIONS = {
  franceconnect: {
    good: good("franceconnect", { FC_SCOPE: "openid identite_pivot idp_birthdate email" }),
    faults: [
      ["keys to decrypt with", { FC_DECRYPTION_KEYS: keys }, { encryption: "warn", "key algorithms": "warn" }],
      ["a level of FranceConnect+", { FC_ACR: "eidas2" }, { ...unread, level: "fail" }],
      ["its own level", { FC_ACR: "eidas1" }, {}],
      ["a scope of FranceConnect+", { FC_SCOPE: "openid rnipp_identite_pivot" }, { scopes: "warn", request: "warn" }],
      ["RS256, as registered", { FC_SIGNING_ALG: "RS256" }, {}],
      ["PS256", { FC_SIGNING_ALG: "PS256" }, { ...unread, signing: "fail" }],
      ["a key in place of the secret", { FC_CLIENT_KEY: ownKey, FC_CLIENT_SECRET: undefined }, { credentials: "fail" }],
      ["a short secret", { FC_CLIENT_SECRET: "s".repeat(31) }, { ...unread, credentials: "fail" }],
      ["amr asked for", { FC_AMR: "on" }, { amr: "warn" }],
      ["the sandbox's issuer with the preset of production", { FC_PRESET: "franceconnect-production", FC_ISSUER: SANDBOX }, { ...unread }],
    ],
    environment: ["franceconnect-sandbox", SANDBOX],
  },
  proconnect: {
    good: good("proconnect", { FC_ACR: "eidas1-mfa eidas2 eidas3" }),
    faults: [
      ["no level", { FC_ACR: undefined }, { level: "warn" }],
      ["a level that was dropped", { FC_ACR: "https://proconnect.gouv.fr/assurance/self-asserted-2fa" }, { ...unread, level: "fail" }],
      ["no siret", { FC_SCOPE: "openid usual_name given_name uid" }, { scopes: "warn" }],
      ["siret among others", { FC_SCOPE: "openid usual_name siret" }, {}],
      ["a scope of FranceConnect", { FC_SCOPE: "openid siret family_name" }, { scopes: "warn", request: "warn" }],
      ["keys to decrypt with, whatever its document promises", { FC_DECRYPTION_KEYS: keys }, { encryption: "warn", "key algorithms": "warn" }],
      ["a key in place of the secret", { FC_CLIENT_KEY: ownKey, FC_CLIENT_SECRET: undefined }, { credentials: "fail" }],
      ["EdDSA", { FC_SIGNING_ALG: "EdDSA" }, { ...unread, signing: "fail" }],
      ["amr asked for", { FC_AMR: "on" }, {}],
      ["integration's issuer with the preset of production", {
        FC_PRESET: "proconnect-production", FC_ISSUER: "https://fca.integ01.dev-agentconnect.fr/api/v2",
      }, { ...unread }],
    ],
    environment: ["proconnect-integration", "https://fca.integ01.dev-agentconnect.fr/api/v2"],
  },
};

for (const [plays, { good: settings, faults, environment: [environment, issuer] }] of Object.entries(FEDERATIONS)) {
  describe(`doctor, ${plays}`, () => {
    let standin;
    before(async () => {
      const client = { client_id: "service", client_secret: settings.FC_CLIENT_SECRET, redirect_uris: [settings.FC_REDIRECT_URI] };
      standin = await startStandin({ plays, clients: [client] });
    });
    after(() => standin.close());

    /** The stand-in under a public name, whatever the issuer that the settings say. */
    const network = (said) => async (input, init) => {
      const answer = await fetch(input.replace(new URL(said).origin, standin.origin), init);
      const body = (await answer.text()).replaceAll(standin.origin, new URL(said).origin);
      return new Response(body, { status: answer.status, headers: { date: answer.headers.get("date") } });
    };

    function look(changes = {}) {
      const all = Object.fromEntries(Object.entries({ ...settings, ...changes }).filter(([, value]) => value !== undefined));
      return examine(all, { url: undefined, prefix: "/auth" }, { fetch: network(all.FC_ISSUER) });
    }

    function assertVerdicts(findings, expected) {
      const found = findings.filter(({ verdict }) => verdict !== "ok");
      assert.deepEqual(Object.fromEntries(found.map(({ point, verdict }) => [point, verdict])), expected);
      for (const { mend } of found) assert.match(mend, /\w.*\.$/);
      assert.ok(!JSON.stringify(findings).includes(settings.FC_CLIENT_SECRET));
    }

    it("finds nothing in a good deployment, and speaks of this federation", async () => {
      const findings = await look();
      assertVerdicts(findings, {});
      const { name } = federationOf(plays);
      assert.equal(findings.find(({ point }) => point === "preset").sentence, `The preset is ${name}'s.`);
      assert.deepEqual(findings.map(({ point }) => point).filter((point) => ["environment", "signing", "level", "encryption"].includes(point)), [
        "environment", "signing", "level", "encryption",
      ]);
      assert.ok(!findings.some(({ sentence }) => /FranceConnect\+/.test(sentence)));
    });

    for (const [what, changes, expected] of faults) {
      it(what, async () => {
        assertVerdicts(await look(changes), expected);
      });
    }

    it("names the preset of the environment that FC_ISSUER is of", async () => {
      const findings = await look({ FC_ISSUER: issuer });
      const { verdict, mend } = findings.find(({ point }) => point === "environment");
      assert.deepEqual([verdict, mend], ["warn", `Set FC_PRESET to ${environment}, and leave FC_ISSUER out.`]);
    });
  });
}

describe("doctor, the environments", () => {
  it("says of the sandbox that its signatures prove nothing", async () => {
    const settings = good("franceconnect-sandbox", { FC_ISSUER: undefined });
    delete settings.FC_ISSUER;
    const fetch = () => Promise.reject(new TypeError("no network"));
    const sentence = async (preset) => {
      const findings = await examine({ ...settings, FC_PRESET: preset }, { url: undefined, prefix: "/auth" }, { fetch });
      const { verdict, sentence } = findings.find(({ point }) => point === "environment");
      return [verdict, /proves? nothing/.test(sentence)];
    };
    assert.deepEqual(await sentence("franceconnect-sandbox"), ["warn", true]);
    assert.deepEqual(await sentence("franceconnect-production"), ["ok", false]);
  });
});

describe("doctor, its tables", () => {
  it("have the scopes that the core has", async () => {
    assert.deepEqual([...federationOf("franceconnect-plus").scopes].sort(), (await scopesInCore("franceconnect-plus")).sort());
    for (const preset of ["franceconnect", "proconnect"]) {
      for (const scope of await scopesInCore(preset)) assert.ok(federationOf(preset).scopes.has(scope), scope);
    }
  });

  it("have the levels and algorithms that the core has", async () => {
    for (const preset of ["franceconnect-plus", "franceconnect", "proconnect"]) {
      const source = await sourceOf(preset);
      const [, levels] = /levels: Levels::\w+\(&\[(.*?)\]\)/s.exec(source);
      assert.deepEqual(federationOf(preset).levels, [...levels.matchAll(/"([^"]+)"/g)].map(([, level]) => level));
      const [, algorithms] = /signing_algorithms: &\[(.*?)\]/s.exec(source);
      assert.deepEqual(federationOf(preset).signs, [...algorithms.matchAll(/::(\w+)/g)].map(([, name]) => name.toUpperCase()));
    }
  });

  it("know every environment's preset, and no other provider", () => {
    assert.equal(federationOf("proconnect-integration"), federationOf("proconnect"));
    for (const other of ["oidc", "agentconnect", "constructor"]) assert.equal(federationOf(other), undefined);
  });
});
