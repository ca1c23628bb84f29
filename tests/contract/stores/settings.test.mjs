/** A store that cannot be had is named at the start, and what it is reached by never. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fcPivot } from "fc-pivot/worker";
import { QUIET } from "../../world/deployment/quiet.mjs";
import { registeredWith } from "../../world/deployment/registered.mjs";
import { inMemory } from "./each.mjs";

describe("the store of a deployment", () => {
  let registered;
  before(async () => { registered = await registeredWith(); });
  after(() => registered?.stop());

  const check = (settings, options = {}) => fcPivot({ ...QUIET, ...options }).check({ ...registered.settings, ...settings });
  const refused = (pattern) => (error) => error.code === "invalid_settings" && pattern.test(error.message) && !/hunter2/.test(`${error.message}${error.stack}`);

  it("is none by default, and one of four names", async () => {
    await check({});
    await assert.rejects(check({ SESSION_STORE: "postgres" }), refused(/SESSION_STORE: expected cookie, kv, durable-object or redis/));
  });

  it("of the name redis wants REDIS_URL", async () => {
    await check({ SESSION_STORE: "redis", REDIS_URL: "rediss://user:hunter2@redis.example:6380/1" });
    for (const REDIS_URL of [undefined, "", "redis.example", "https://user:hunter2@redis.example", 6379]) {
      await assert.rejects(check({ SESSION_STORE: "redis", REDIS_URL }), refused(/REDIS_URL: expected redis:/));
    }
  });

  it("as an option stands alone, and has four functions", async () => {
    await check({}, { store: inMemory() });
    await assert.rejects(check({ SESSION_STORE: "kv" }, { store: inMemory() }), refused(/SESSION_STORE: expected nothing beside the option store/));
    await assert.rejects(check({ SESSION_STORE: "option" }), refused(/SESSION_STORE: expected another name/));
    for (const name of ["get", "put", "delete", "once"]) {
      const { [name]: _, ...store } = inMemory();
      assert.throws(() => fcPivot({ store }), (error) => error.code === "invalid_settings" && /store/.test(error.message));
    }
  });
});
