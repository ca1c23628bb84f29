/** N86: the access tokens of distributed claims (OIDC Core §5.6.2) are for the service alone. They reach no page, no session and no log. */
import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { Person } from "../../world/deployment/person.mjs";
import { deployForBoth, PERSON, WAYS } from "../../world/sign-ins/ways.mjs";
import { assertSignedIn } from "../../world/sign-ins/assertions.mjs";

const CANARY = "canary-token-of-a-claims-source";
const SOURCES = { src: { endpoint: "https://claims.example/userinfo", access_token: CANARY } };

/** Where a provider may put them. */
const PLACES = {
  "N86 of userinfo": ["userinfoToken", { _claim_names: { address: "src" }, _claim_sources: SOURCES }],
  "N86 aggregated, as a JWT": ["userinfoToken", { _claim_names: { address: "src" }, _claim_sources: { src: { JWT: `e30.${CANARY}.AA` } } }],
  "N86 further down, in a list": ["userinfoToken", { verified_claims: [{ claims: { _claim_sources: SOURCES } }, { access_token: CANARY }] }],
  "N86 under their own names": ["userinfoToken", { access_token: CANARY, refresh_token: CANARY, id_token: CANARY }],
  "N86 of the ID token": ["idToken", { _claim_sources: SOURCES }],
};

const wrongs = {};
const commit = ([token, claims]) => {
  wrongs[token] = ({ header, claims: honest, sign }) => sign(header, { ...honest, note: "kept", ...claims });
};

let place;
before(async () => {
  place = await deployForBoth(wrongs);
});
after(() => place.stop());
afterEach(() => {
  for (const name of Object.keys(wrongs)) delete wrongs[name];
});

describe("tokens of other sources of claims", () => {
  for (const [what, fault] of Object.entries(PLACES)) {
    it(`${what}: no answer, cookie or log line of the Worker holds them, and the person is signed in`, async () => {
      commit(fault);
      const person = new Person(place.origin);
      // What was said before tells of pages' refusals, which name the claim.
      const before = place.worker.said.length;
      const answer = await person.signIn(PERSON);
      await assertSignedIn(person, answer);
      const session = await (await person.fetch("/auth/session")).text();
      const seen = [session, JSON.stringify([...answer.headers]), person.cookieHeader(), place.worker.said.slice(before).join("")].join("\n");
      for (const word of [CANARY, "_claim_sources", "_claim_names", "claims.example"]) assert.equal(seen.includes(word), false, word);
      const { identity } = JSON.parse(session);
      assert.equal(identity.birthName, "KERVOALEN");
      if (fault[0] === "userinfoToken") assert.equal(identity.raw.note, "kept");
    });

    it(`${what}: a page, which would get them under the signature, gets claim_malformed; without them, the identity`, async () => {
      const answers = [];
      const listening = globalThis.fetch;
      globalThis.fetch = async (...request) => {
        const answer = await listening(...request);
        if (String(request[0]).endsWith("/auth/exchange")) answers.push(await answer.clone().text());
        return answer;
      };
      try {
        commit(fault);
        assert.deepEqual(await WAYS["browser-verified"](place), { code: "claim_malformed" });
        assert.equal(answers.length, 1);
        assert.equal(answers[0].includes(CANARY), false);
        commit([fault[0], {}]);
        assert.equal((await WAYS["browser-verified"](place)).identity.birthName, "KERVOALEN");
      } finally {
        globalThis.fetch = listening;
      }
    });
  }
});
