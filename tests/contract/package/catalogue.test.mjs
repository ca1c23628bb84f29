/** The package's errors: one class, of which the core's table of codes gives every message and text. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { catalogue } from "../../../pkg/dist/shared/catalogue.js";
import { FcPivotError, isErrorCode } from "../../../pkg/dist/index.js";

describe("the catalogue of errors", () => {
  it("makes real errors of every code, with a text in both languages", () => {
    for (const code of Object.keys(catalogue)) {
      const error = new FcPivotError(code, "somewhere");
      assert.ok(error instanceof Error && error.name === "FcPivotError" && error.code === code);
      assert.match(error.message, /: somewhere$/);
      assert.notEqual(error.userMessage("fr"), error.userMessage("en"));
      assert.equal(typeof error.retryable, "boolean");
    }
  });

  it("tells its own codes from other texts", () => {
    assert.ok(isErrorCode("no_session"));
    for (const other of ["NO_SESSION", "toString", "", undefined, 1]) assert.equal(isErrorCode(other), false);
  });

  it("keeps the code of an error of the core's, and drops the message of any other error", () => {
    const thrown = Object.assign(new Error("exp"), { name: "FcPivotFailure", code: "claim_missing" });
    const ours = FcPivotError.from(thrown);
    assert.equal(ours.code, "claim_missing");
    assert.equal(ours.message, "a required claim is missing: exp");
    assert.equal(FcPivotError.from(ours), ours);
    assert.equal(FcPivotError.from(Object.assign(new Error(), { name: "FcPivotFailure", code: "no_session" })).message, "nobody is signed in");
    for (const foreign of [
      new Error("canary"),
      Object.assign(new Error("canary"), { code: "ENOENT" }),
      Object.assign(new Error("canary"), { code: "server_error" }),
      Object.assign(new Error("canary"), { name: "FcPivotFailure", code: "toString" }),
      "canary",
      null,
    ]) {
      const error = FcPivotError.from(foreign);
      assert.equal(error.code, "internal");
      assert.ok(!error.message.includes("canary"));
    }
  });
});
