/** The measurement counts what it says, and prints what it counts. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { crossing } from "./counter.mjs";
import { crossings } from "./measure.mjs";
import { load, loginSeconds, ProviderKeys, returnPath } from "../../../pkg/dist/load/edge.node.js";
import { signingKey } from "../../world/handmade/parties.mjs";

describe("what crosses the border", () => {
  before(() => load());

  it("is the call and nothing else, where a number comes out", async () => {
    const { intoWasm, outOfWasm } = await crossing(loginSeconds);
    assert.deepEqual(intoWasm, { calls: 1, housekeeping: 0, bytes: 0 });
    assert.deepEqual(outOfWasm, { calls: 0, bytes: 0 });
  });

  it("is each octet of the texts that go in, and of the one that comes out", async () => {
    const { intoWasm, outOfWasm } = await crossing(() => assert.equal(returnPath("/é", "/auth", "/error"), "/%C3%A9"));
    assert.equal(intoWasm.calls - intoWasm.housekeeping, 1);
    assert.equal(intoWasm.bytes, Buffer.byteLength("/é/auth/error"));
    assert.deepEqual(outOfWasm, { calls: 0, bytes: "/%C3%A9".length });
  });

  it("is each octet of a body", async () => {
    const body = Buffer.from(JSON.stringify({ keys: [signingKey("a").jwk] }));
    const { intoWasm, outOfWasm } = await crossing(() => ProviderKeys.read(200, "application/json", body).free());
    assert.equal(intoWasm.bytes, "application/json".length + body.length);
    assert.deepEqual(outOfWasm, { calls: 0, bytes: 0 });
  });

  it("is what a refusal takes out: where it arose, and its code", async () => {
    const refused = () => ProviderKeys.read(200, "text/html", Buffer.from("x"));
    const { outOfWasm } = await crossing(() => assert.throws(refused, { code: "jwks_malformed" }));
    assert.ok(outOfWasm.calls > 0);
    assert.ok(outOfWasm.bytes >= "jwks_malformed".length);
  });
});

describe("the two answers of the Worker", () => {
  it("cost the same each time", async () => {
    const measured = await crossings();
    assert.deepEqual(await crossings(), measured);
    const { "one callback": callback, "one `/auth/session`": session } = measured;
    for (const { intoWasm, outOfWasm } of [callback, session]) {
      for (const figure of [...Object.values(intoWasm), ...Object.values(outOfWasm)]) assert.ok(figure > 0);
    }
    // Two encrypted tokens go in, and a session's cookies come out; then the cookies go in, and the session comes out.
    assert.ok(callback.intoWasm.bytes > session.intoWasm.bytes);
    assert.ok(callback.outOfWasm.bytes > session.intoWasm.bytes);
  });

  it("are printed, beside those of an earlier build", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", fileURLToPath(new URL("main.mjs", import.meta.url))]);
    const [now, earlier] = stdout.split("\n\n**");
    assert.match(now, /^\*\*This build\*\*/);
    assert.match(earlier, /^Commit cebdbc1/);
    for (const shown of [now, earlier]) {
      assert.match(shown, /^\| one callback +(\| +\d+ ){5}\|$/m);
      assert.match(shown, /^\| one `\/auth\/session` (\| +\d+ ){5}\|$/m);
    }
  });
});
