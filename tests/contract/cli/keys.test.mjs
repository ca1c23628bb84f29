/** `fc-pivot keys`: what it makes is taken by a deployment that then signs people in; what is private is shown once, or not at all. */
import assert from "node:assert/strict";
import { readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { calculateJwkThumbprint } from "jose";
import { CLIENT_ID, clientSecret, deploy, publicJwk } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { startStandin } from "../../world/standin/index.mjs";
import { fcPivotCommand, fileWith, folderFor, linesOf, secretsOf, settingsIn } from "./cli.mjs";

const ORIGIN = "https://service.example";
const keysOf = ({ FC_DECRYPTION_KEYS }) => JSON.parse(FC_DECRYPTION_KEYS).keys;
const MEMBERS = {
  EC: ["kty", "crv", "x", "y", "d", "kid", "alg", "use"],
  RSA: ["kty", "n", "e", "d", "p", "q", "dp", "dq", "qi", "kid", "alg", "use"],
};

async function made(args, environment) {
  const { code, stdout } = await fcPivotCommand(["keys", ...args], environment);
  assert.equal(code, 0);
  return settingsIn(stdout);
}

async function assertSignsIn(deployment) {
  try {
    const answer = await new Person(deployment.origin).signIn("married-name");
    assert.equal(answer.headers.get("location"), "/");
  } finally {
    await deployment.stop();
  }
}

describe("new keys", () => {
  for (const alg of ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"]) {
    it(`${alg}: sign a person in`, async () => {
      const settings = await made(alg === "ECDH-ES" ? [] : ["--alg", alg]);
      assert.deepEqual(Object.keys(settings), ["FC_DECRYPTION_KEYS", "SESSION_KEYS"]);
      const [key] = keysOf(settings);
      assert.deepEqual(Object.keys(key), MEMBERS[key.kty]);
      assert.deepEqual([key.alg, key.use, key.kid], [alg, "enc", await calculateJwkThumbprint(key)]);
      if (key.kty === "RSA") assert.equal(Buffer.from(key.n, "base64url").length * 8, 3072);
      await assertSignsIn(await deploy({ alg, settings }));
    });
  }

  it("of the client: sign a person in without a secret", async () => {
    const { code, stdout, stderr } = await fcPivotCommand(["keys", "--client-key"]);
    assert.equal(code, 0);
    const settings = settingsIn(stdout);
    const clientKey = JSON.parse(settings.FC_CLIENT_KEY);
    assert.deepEqual(Object.keys(clientKey), MEMBERS.EC);
    const registered = JSON.parse(stderr.slice(stderr.indexOf("{")));
    assert.deepEqual(registered, publicJwk(clientKey));
    const client = {
      token_endpoint_auth_method: "private_key_jwt",
      client_secret: undefined,
      jwks_uri: undefined,
      jwks: { keys: [registered, publicJwk(keysOf(settings)[0])] },
    };
    await assertSignsIn(await deploy({ client, wrongs: { clientAssertions: true }, settings: { ...settings, FC_CLIENT_SECRET: undefined } }));
  });

  it("are new at each call, as many session keys as were asked for", async () => {
    const [one, other] = [await made(["--session-keys", "3"]), await made(["--session-keys", "0"])];
    assert.equal(new Set(JSON.parse(one.SESSION_KEYS)).size, 3);
    assert.deepEqual(Object.keys(other), ["FC_DECRYPTION_KEYS"]);
    assert.notEqual(keysOf(one)[0].d, keysOf(other)[0].d);
  });

  it("are shown once each", async () => {
    const { stdout, stderr } = await fcPivotCommand(["keys", "--client-key"]);
    for (const secret of secretsOf(settingsIn(stdout))) assert.equal(`${stdout}${stderr}`.split(secret).length, 2);
  });
});

describe("a rotation", () => {
  let standin;
  let atWork;
  const secret = clientSecret();
  before(async () => {
    atWork = await made(["--session-keys", "2"]);
    const client = {
      client_id: CLIENT_ID,
      client_secret: secret,
      redirect_uris: [`${ORIGIN}/auth/callback`],
      jwks: { keys: keysOf(atWork).map(publicJwk) },
      id_token_encrypted_response_alg: "ECDH-ES",
      userinfo_encrypted_response_alg: "ECDH-ES",
    };
    standin = await startStandin({ clients: [client] });
  });
  after(() => standin.close());

  it("puts the new keys first, and signs nobody out, while the provider still uses the old one", async () => {
    const rotated = await made(["--add", "--alg", "RSA-OAEP-256"], atWork);
    assert.deepEqual(keysOf(rotated).slice(1), keysOf(atWork));
    assert.equal(keysOf(rotated)[0].alg, "RSA-OAEP-256");
    assert.deepEqual(JSON.parse(rotated.SESSION_KEYS).slice(1), JSON.parse(atWork.SESSION_KEYS));
    const others = { FC_ISSUER: standin.issuer, FC_CLIENT_ID: CLIENT_ID, FC_CLIENT_SECRET: secret };
    const auth = fcPivot(QUIET);
    let environment = { ...others, ...atWork };
    const person = () => new Person(ORIGIN, (url, init) => auth.handle(new Request(url, init), environment));
    const [early, late] = [person(), person()];
    await early.signIn("married-name");
    environment = { ...others, ...rotated };
    assert.equal((await early.session()).status, 200);
    await late.signIn("married-name");
    assert.equal((await late.session()).status, 200);
  });

  it("leaves out the kind that is not set", async () => {
    assert.deepEqual(Object.keys(await made(["--add"], { SESSION_KEYS: atWork.SESSION_KEYS })), ["SESSION_KEYS"]);
    assert.deepEqual(Object.keys(await made(["--add"], { FC_DECRYPTION_KEYS: atWork.FC_DECRYPTION_KEYS })), ["FC_DECRYPTION_KEYS"]);
  });

  for (const [what, around] of [["plain", ""], ["quoted", "'"]]) {
    it(`reads a file: ${what}`, async (t) => {
      const quoted = Object.fromEntries(Object.entries(atWork).map(([name, value]) => [name, `${around}${value}${around}`]));
      const file = await fileWith(t, `# secrets\n\nexport OTHER=1\n${linesOf(quoted)}`);
      const rotated = await made(["--add", "--env-file", file]);
      assert.deepEqual(keysOf(rotated).slice(1), keysOf(atWork));
    });
  }

  const [first] = [() => keysOf(atWork)[0]];
  for (const [what, environment, expected] of [
    ["nothing to rotate", () => ({}), /neither FC_DECRYPTION_KEYS nor SESSION_KEYS is set/],
    ["keys that are no JSON", () => ({ FC_DECRYPTION_KEYS: first().d }), /FC_DECRYPTION_KEYS: expected JSON/],
    ["keys that are no set", () => ({ FC_DECRYPTION_KEYS: JSON.stringify(first()) }), /FC_DECRYPTION_KEYS: expected a JWK set/],
    ["a key that no Worker takes", () => ({ FC_DECRYPTION_KEYS: JSON.stringify({ keys: [{ ...first(), alg: "none" }] }) }), /FC_DECRYPTION_KEYS: each key has one alg/],
    ["session keys that are no list", () => ({ SESSION_KEYS: JSON.stringify(first()) }), /SESSION_KEYS: expected a JSON array/],
    ["more session keys than a Worker takes", () => ({ SESSION_KEYS: JSON.stringify(Array(8).fill(JSON.parse(atWork.SESSION_KEYS)[0])) }), /SESSION_KEYS: .*1 to 8/],
  ]) {
    it(`refuses ${what}, and shows nothing of it`, async () => {
      const { code, stdout, stderr } = await fcPivotCommand(["keys", "--add"], environment());
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, expected);
      for (const secret of secretsOf(atWork)) assert.ok(!stderr.includes(secret));
    });
  }

  it("refuses a file that is not there, or is no list of settings", async (t) => {
    const [missing, odd] = [join(await folderFor(t), "none"), await fileWith(t, `A=1\n${first().d}\n`)];
    for (const [file, expected] of [[missing, /cannot be read/], [odd, /line 2: expected NAME=VALUE/]]) {
      const { code, stdout, stderr } = await fcPivotCommand(["keys", "--add", "--env-file", file]);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, expected);
      assert.ok(!stderr.includes(first().d));
    }
  });
});

describe("--out", () => {
  it("writes a file that its owner alone can read, and shows the public halves alone", async (t) => {
    const path = join(await folderFor(t), "keys");
    const { code, stdout, stderr } = await fcPivotCommand(["keys", "--client-key", "--out", path]);
    assert.equal(code, 0);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const settings = settingsIn(await readFile(path, "utf8"));
    assert.deepEqual(Object.keys(settings), ["FC_DECRYPTION_KEYS", "SESSION_KEYS", "FC_CLIENT_KEY"]);
    assert.deepEqual(JSON.parse(stdout).keys, [...keysOf(settings), JSON.parse(settings.FC_CLIENT_KEY)].map(publicJwk));
    assert.equal(secretsOf(settings).length, 3);
    for (const secret of secretsOf(settings)) assert.ok(!`${stdout}${stderr}`.includes(secret));
  });

  it("refuses a file that is there, or a link to nowhere, and makes nothing", async (t) => {
    const folder = await folderFor(t);
    const [file, link, target] = ["file", "link", "target"].map((name) => join(folder, name));
    await writeFile(file, "mine");
    await symlink(target, link);
    for (const path of [file, link]) {
      const { code, stdout, stderr } = await fcPivotCommand(["keys", "--out", path]);
      assert.deepEqual([code, stdout], [1, ""]);
      assert.match(stderr, /is there already/);
    }
    assert.equal(await readFile(file, "utf8"), "mine");
    await assert.rejects(stat(target), { code: "ENOENT" });
    const { code, stderr } = await fcPivotCommand(["keys", "--out", join(folder, "none", "keys")]);
    assert.equal(code, 1);
    assert.match(stderr, /cannot be written/);
  });
});

describe("the command line", () => {
  for (const args of [["--help"], ["keys", "--help"], ["doctor", "-h"]]) {
    it(`${args.join(" ")} explains itself`, async () => {
      const { code, stdout, stderr } = await fcPivotCommand(args);
      assert.deepEqual([code, stderr], [0, ""]);
      assert.match(stdout, /^fc-pivot /);
    });
  }

  for (const args of [
    [], ["key"], ["keys", "more"], ["keys", "--algorithm", "x"], ["keys", "--alg", "RSA1_5"], ["keys", "--alg"], ["keys", "--session-keys", "9"],
    ["keys", "--session-keys", "-1"], ["keys", "--env-file", "x"], ["keys", "--add", "--session-keys", "0"],
    ["doctor", "--url", "service"], ["doctor", "--url", "ftp://service.example"], ["doctor", "--prefix", "auth"],
  ]) {
    it(`does not understand: fc-pivot ${args.join(" ")}`, async () => {
      const { code, stdout, stderr } = await fcPivotCommand(args, { SESSION_KEYS: '["AAAA"]' });
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^fc-pivot/);
    });
  }
});
