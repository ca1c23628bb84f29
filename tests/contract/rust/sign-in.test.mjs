/**
 * The crate in a Rust program: pkg/examples/rust/sign_in.rs signs a person in at the stand-in.
 *
 * In: the example, built by cargo; a stand-in. Out: who it says is signed in. Never: a token on its standard output.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { after, before, describe, it } from "node:test";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { expectedAssurance, expectedIdentity } from "../../world/persons/identities.mjs";
import { createBrowser } from "../../world/standin/index.mjs";

const PERSON = "married-name";

describe("a Rust program with the crate", () => {
  let registered;
  before(async () => {
    registered = await registeredWith("ECDH-ES", "http://localhost:8080");
  });
  after(() => registered.stop());

  /** Runs the example until it ends. `returning` makes the address that the browser comes back to of the one at the provider. */
  async function signIn(returning) {
    const cargo = ["run", "--quiet", "--example", "sign-in"];
    const program = spawn("cargo", cargo, { env: { ...process.env, ...registered.settings }, stdio: ["pipe", "pipe", "pipe"] });
    let errors = "";
    program.stderr.on("data", (text) => { errors += text; });
    const ended = once(program, "exit");
    const lines = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
    const { value: address } = await lines.next();
    assert.ok(address, errors);
    program.stdin.end(`${await returning(new URL(address))}\n`);
    const { value: person } = await lines.next();
    const [code] = await ended;
    return { code, errors, person };
  }

  it("signs a person in whose tokens are encrypted to the program's own key", async () => {
    const { code, errors, person } = await signIn((address) => createBrowser().signIn(address, PERSON));
    assert.equal(code, 0, errors);
    assert.doesNotMatch(person, /eyJ/);
    const { identity, assurance } = JSON.parse(person);
    for (const name of ["iss", "aud", "exp", "iat"]) delete identity.raw[name];
    assert.deepEqual(identity, expectedIdentity(PERSON, identity));
    delete assurance.authTime;
    assert.deepEqual(assurance, expectedAssurance(PERSON, "eidas2"));
  });

  it("is what the guide shows", async () => {
    const [guide, example] = await Promise.all(["pkg/guides/rust.md", "pkg/examples/rust/sign_in.rs"].map((path) => readFile(path, "utf8")));
    const [, shown] = /```rust\n([^]*?)\n```/.exec(guide);
    assert.ok(example.includes(shown));
  });

  it("refuses a return that answers no login of its own", async () => {
    const { code, errors, person } = await signIn(async (address) => {
      const back = new URL(await createBrowser().signIn(address, PERSON));
      back.searchParams.set("state", "0".repeat(64));
      return back;
    });
    assert.deepEqual({ code, person }, { code: 1, person: undefined });
    assert.match(errors, /state_unknown/);
  });
});
