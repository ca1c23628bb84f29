/**
 * Sessions that come near to what a cookie holds: every size is kept whole, in one cookie or several, or refused by name.
 *
 * A claim of the provider's is lengthened by one character after another. `LINE` is limits::COOKIE_BYTES of src/base/limits.rs: a
 * `Set-Cookie` line of ours, attributes included, is no longer, and so its name and value are well within what browsers keep.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Person } from "../../../world/deployment/person.mjs";
import { SESSION_COOKIE, setCookies } from "../../../world/sign-ins/assertions.mjs";
import { stage } from "../../../world/browsers/stage.mjs";
import { choose, goToProvider, hook, open, sessionOf } from "../../../world/browsers/visitor.mjs";

const LINE = 4096;
const PARTS = 3;
const PERSON = "married-name";

describe("a session of nearly the size of a cookie", () => {
  const demo = stage();

  /** Lengthens the userinfo of every sign-in from now on. */
  function lengthenBy(characters) {
    demo.wrongs.userinfoToken = ({ header, claims, sign }) => sign(header, { ...claims, padding: "x".repeat(characters) });
  }

  /** What the Worker's callback sets for a session so long: the lines' lengths, or the code of its refusal. */
  async function linesFor(characters) {
    lengthenBy(characters);
    const answer = await new Person(demo.origin).signIn(PERSON);
    const code = new URL(answer.headers.get("location"), demo.origin).searchParams.get("auth_error");
    return code ?? setCookies(answer).filter(({ name }) => name.startsWith(SESSION_COOKIE)).map(({ line }) => line.length);
  }

  /** The least length, of those up to `most`, of which `beyond` is true. */
  async function firstOf(beyond, most) {
    let [below, above] = [0, most];
    while (above - below > 1) {
      const middle = Math.floor((below + above) / 2);
      if (beyond(await linesFor(middle))) above = middle;
      else below = middle;
    }
    return above;
  }

  /** Signs in, whoever is signed in already: what an earlier, longer session left must not stay behind. */
  async function assertKept(tab, context, characters, parts) {
    lengthenBy(characters);
    await tab.goto(`${demo.origin}/auth/login`);
    await choose(tab, PERSON);
    await tab.locator(hook("identity")).waitFor();
    const cookies = (await context.cookies(demo.origin)).filter(({ name }) => name.startsWith(SESSION_COOKIE));
    assert.equal(cookies.length, parts);
    const { status, body } = await sessionOf(tab);
    assert.deepEqual([status, body.identity.raw.padding], [200, "x".repeat(characters)]);
  }

  for (const parts of [1, 2]) {
    it(`is kept whole on both sides of where ${parts + 1} cookies become necessary`, async (t) => {
      const first = await firstOf((lines) => lines.length > parts, parts * 3000);
      // The last that still fits fills its cookies to the last three bytes: base64url grows by one or two characters at a time.
      const [fitting, split] = [await linesFor(first - 1), await linesFor(first)];
      assert.deepEqual([fitting.length, split.length], [parts, parts + 1]);
      for (const length of [...fitting, ...split.slice(0, -1)]) assert.ok(length > LINE - 5 && length <= LINE, String(length));

      const { context, tab } = await demo.profile(t);
      for (const [characters, expected] of [[first - 1, parts], [first, parts + 1], [first + 1, parts + 1], [first - 1, parts]]) {
        await assertKept(tab, context, characters, expected);
      }
    });
  }

  it(`that ${PARTS} cookies do not hold is refused as session_too_large, and nobody is signed in`, async (t) => {
    const first = await firstOf((lines) => lines === "session_too_large", 3 * 3000);
    const { context, tab } = await demo.profile(t);
    await open(tab, demo.origin);
    lengthenBy(first);
    await goToProvider(tab);
    await choose(tab, PERSON);
    assert.equal(await tab.locator(hook("alert")).getAttribute("data-code"), "session_too_large");
    const { status, body } = await sessionOf(tab);
    assert.deepEqual([status, body.error.code], [401, "no_session"]);
    assert.deepEqual((await context.cookies(demo.origin)).filter(({ name }) => name.startsWith(SESSION_COOKIE)), []);

    await assertKept(tab, context, first - 1, PARTS);
  });
});
