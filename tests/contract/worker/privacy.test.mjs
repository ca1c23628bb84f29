/** N70: no token, code, state, secret or identity value in what the Worker prints, nor in what it answers to a failure. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { decodeJwt } from "jose";
import { deploy, startWorker } from "../../world/deployment/index.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { assertNobody, assertSentBack, assertSignedIn, setCookies } from "../../world/sign-ins/assertions.mjs";

const PERSON = "married-name";
/** An identity that stands nowhere else. */
const CANARY = {
  family_name: "CANARI-DUPUIS", given_name: "Zéphyrine Ombeline", birthdate: "1901-02-03", birthplace: "2B033",
  preferred_username: "CANARI-LORIOT", email: "zephyrine@canari.example",
};

const wrongs = {};
/** Everything secret, by what it is. */
const secrets = new Map();
const note = (kind, value) => {
  if (typeof value === "string" && value.length >= 5) secrets.set(value, kind);
};
function noteToken(kind, compact) {
  note(kind, compact);
  for (const part of compact.split(".")) if (part.length >= 16) note(`part of ${kind}`, part);
}

let deployment;
let person;
before(async () => {
  deployment = await deploy({ wrongs });
  const { FC_CLIENT_SECRET, FC_DECRYPTION_KEYS, SESSION_KEYS } = deployment.settings;
  note("client secret", FC_CLIENT_SECRET);
  for (const { d } of JSON.parse(FC_DECRYPTION_KEYS).keys) note("decryption key", d);
  for (const key of JSON.parse(SESSION_KEYS)) note("session key", key);
  for (const value of Object.values(CANARY)) note("identity", value);
});
after(() => deployment.stop());
beforeEach(() => {
  for (const name of Object.keys(wrongs)) delete wrongs[name];
  wrongs.userinfoToken = async ({ header, claims, sign }) => {
    const jws = await sign(header, { ...claims, ...CANARY });
    noteToken("inner userinfo", jws);
    note("sub", claims.sub);
    return jws;
  };
  wrongs.idToken = ({ jws }) => {
    noteToken("inner ID token", jws);
    note("nonce", decodeJwt(jws).nonce);
    return jws;
  };
  wrongs.answer = { token: listen, userinfo: listen };
  person = new Person(deployment.origin);
});

/** Notes the secrets in the provider's answers, and leaves the answers as they are. */
function listen(answer) {
  if (answer.status !== 200) return answer;
  if (answer.headers["content-type"].startsWith("application/jwt")) noteToken("userinfo", answer.body);
  else {
    const { access_token: access, id_token: id } = JSON.parse(answer.body);
    note("access token", access);
    noteToken("ID token", id);
  }
  return answer;
}

/** Goes to the provider, and notes what the addresses on the way hold. */
async function goToProvider() {
  const callback = await person.goToProvider(PERSON);
  note("state", callback.searchParams.get("state"));
  note("code", callback.searchParams.get("code"));
  return callback;
}

/** Nothing of what is secret stands in `text`, in whichever of the spellings that a URL or JSON has for it. */
function assertSilent(text, where) {
  const spellings = [text, decodeLoosely(text)];
  for (const [secret, kind] of secrets) {
    for (const spelling of spellings) assert.equal(spelling.includes(secret), false, `${kind} in ${where}`);
  }
}
function decodeLoosely(text) {
  return text.replace(/(%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString());
}

/** All of an answer but the names of the login cookies that it removes: they are named after their state, for this browser alone. */
async function assertAnswerSilent(answer) {
  const headers = [...answer.headers].filter(([name]) => name !== "set-cookie");
  const cookies = setCookies(answer).map(({ value, attributes }) => [value, attributes]);
  assertSilent(JSON.stringify([headers, cookies, await answer.clone().text()]), "an answer");
}

/** Whether the list of secrets is long enough for the test to mean anything. */
function assertHeard(...kinds) {
  const heard = new Set(secrets.values());
  for (const kind of kinds) assert.ok(heard.has(kind), `no ${kind} was heard`);
}

describe("a sign-in that succeeds", () => {
  it("says nothing but in the session's own answer", async () => {
    const answer = await person.fetch(await goToProvider());
    await assertAnswerSilent(answer);
    await assertSignedIn(person, answer);
    assertHeard("access token", "ID token", "inner ID token", "userinfo", "inner userinfo", "identity", "state", "nonce", "code", "sub");

    const session = await person.fetch("/auth/session");
    const text = await session.text();
    assert.ok(text.includes(CANARY.family_name));
    for (const kind of ["access token", "ID token", "inner ID token", "userinfo", "inner userinfo", "nonce", "code", "client secret"]) {
      for (const [secret] of [...secrets].filter(([, its]) => its === kind)) assert.equal(text.includes(secret), false, kind);
    }
  });

  it("and a sign-out tell the provider the hint, and nobody else anything", async () => {
    await assertSignedIn(person, await person.fetch(await goToProvider()));
    const back = await person.signOut();
    note("logout state", back.searchParams.get("state"));
    const wrong = new URL(back);
    wrong.searchParams.set("state", "x".repeat(43));
    const honest = person.twin();
    const refused = await person.fetch(wrong);
    await assertAnswerSilent(refused);
    await assertSentBack(refused, "logout_state_mismatch");
    await assertAnswerSilent(await honest.fetch(back));
  });
});

describe("a sign-in that fails", () => {
  it("a person who cancels: access_denied", async () => {
    const answer = await person.signIn("cancel");
    await assertAnswerSilent(answer);
    await assertSentBack(answer, "access_denied");
  });

  const echo = (text) => ({ header, claims, sign }) => sign(header, { ...claims, ...CANARY, ...text });
  const afterwards = {
    "userinfo of another person": ["sub_mismatch", () => {
      wrongs.userinfoToken = echo({ sub: "CANARI-AUTRE" });
      note("sub", "CANARI-AUTRE");
    }],
    "a claim of another type": ["claim_malformed", () => { wrongs.userinfoToken = echo({ iat: CANARY.birthdate }); }],
    "another issuer": ["iss_mismatch", () => { wrongs.userinfoToken = echo({ iss: `https://${CANARY.family_name}.example` }); }],
    "another level": ["acr_insufficient", () => { wrongs.idToken = echo({ acr: CANARY.family_name }); }],
    "claims that are not signed": ["token_not_signed", () => {
      wrongs.userinfoToken = ({ claims }) => JSON.stringify({ ...claims, ...CANARY });
    }],
    "a header with an identity in it": ["header_invalid", () => {
      wrongs.userinfoToken = ({ header, claims, sign }) => sign({ ...header, typ: CANARY.family_name }, claims);
    }],
    "an identity for a key": ["key_unknown", () => {
      wrongs.userinfoToken = ({ header, claims, sign }) => sign({ ...header, kid: CANARY.family_name }, claims);
    }],
    "another cipher": ["enc_not_allowed", () => {
      wrongs.envelope = ({ jws, header, encrypt }) => encrypt(jws, { ...header, enc: "A128GCM" });
    }],
    "a session that is too large": ["session_too_large", () => { wrongs.userinfoToken = echo({ remark: CANARY.email.repeat(500) }); }],
    "an answer that says the code": ["code_rejected", () => {
      wrongs.answer.token = (answer) => ({
        ...answer, status: 400, headers: { "content-type": "application/json" },
        body: JSON.stringify({ error: "invalid_grant", error_description: [...secrets.keys()].join(" ") }),
      });
    }],
    "an error named like a person": ["provider_error", () => {
      wrongs.answer.token = (answer) =>
        ({ ...answer, status: 400, headers: { "content-type": "application/json" }, body: JSON.stringify({ error: CANARY.family_name }) });
    }],
    "JSON that breaks off in a name": ["provider_answer_malformed", () => {
      wrongs.answer.token = (answer) =>
        ({ ...answer, headers: { "content-type": "application/json" }, body: `{"a":"${CANARY.family_name}` });
    }],
    "a page with a name": ["provider_answer_malformed", () => {
      wrongs.answer.userinfo = (answer) => ({ ...answer, headers: { "content-type": "text/html" }, body: CANARY.family_name });
    }],
  };
  for (const [what, [code, commit]] of Object.entries(afterwards)) {
    it(`${what}: ${code}`, async () => {
      commit();
      const answer = await person.fetch(await goToProvider());
      await assertAnswerSilent(answer);
      await assertSentBack(answer, code);
      await assertNobody(person);
    });
  }

  it("an error of the provider that names the person: provider_error", async () => {
    const login = await person.startLogin();
    const parameters = { error: CANARY.family_name, error_description: CANARY.email, iss: deployment.standin.issuer };
    const state = login.searchParams.get("state");
    note("state", state);
    const answer = await person.fetch(`/auth/callback?${new URLSearchParams({ ...parameters, state })}`);
    await assertAnswerSilent(answer);
    await assertSentBack(answer, "provider_error");
  });

  it("requests of scripts that are refused", async () => {
    const own = { origin: deployment.origin, connection: "close" };
    const asked = (code, redirect_uri) => ({ method: "POST", headers: own, body: JSON.stringify({ code, redirect_uri, nonce: CANARY.email }) });
    const requests = [
      ["/auth/exchange", { method: "POST", headers: own, body: `{"code":"${CANARY.family_name}` }],
      ["/auth/exchange", asked(CANARY.family_name, `https://${CANARY.family_name}.example`)],
      ["/auth/exchange", asked(CANARY.family_name, `${deployment.origin}/x`)],
      ["/auth/exchange", { method: "POST", headers: { ...own, origin: `https://${CANARY.family_name}.example` }, body: "{}" }],
      [`/auth/${CANARY.family_name}`, {}],
      [`/auth/login?acr=${CANARY.family_name}`, {}],
      [`/auth/callback?${CANARY.family_name}=1`, {}],
    ];
    for (const [path, init] of requests) await assertAnswerSilent(await new Person(deployment.origin).fetch(path, init));
  });
});

describe("what was printed", () => {
  it("holds no token, code, secret or identity value of all these sign-ins, and one in it would be found", async () => {
    assert.ok(secrets.size > 50);
    assertSilent(deployment.worker.said.join(""), "what the Worker printed");
    assert.throws(() => assertSilent(`… ${encodeURIComponent(CANARY.given_name)} …`, "a test"), /identity in a test/);
  });

  it("of a Worker that does not start holds no setting", async () => {
    const settings = { ...deployment.settings, FC_SCOPE: CANARY.family_name };
    await assert.rejects(startWorker({ settings }), (thrown) => {
      assertSilent(thrown.message, "a start that failed");
      return thrown.message.includes("FC_SCOPE");
    });
  });
});
