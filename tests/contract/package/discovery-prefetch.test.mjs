/** The discovery document that is prefetched: exactly the request that the core makes, found by that one alone, and ended with it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { discoveryRequest, load } from "../../../pkg/dist/load/browser.node.js";
import { send } from "../../../pkg/dist/shared/http.js";
import { prefetchDiscovery } from "../../../pkg/dist/browser-verified/discovery-prefetch.js";

await load();

/** A `fetch` that notes what it is asked and answers with the number of the request. */
function noting() {
  const asked = [];
  const fetch = async (url, init) => {
    asked.push({ url, init });
    return new Response(String(asked.length));
  };
  return { asked, fetch };
}

const text = async (answer) => Buffer.from((await answer).body).toString();
/** To the letter: whoever stands in for `fetch` sees one form of request. */
const described = ({ url, init: { signal, ...init } }) => ({ url, init });

describe("the prefetched discovery document", () => {
  for (const issuer of ["https://a.example/api/v2", "https://a.example/", "http://localhost:9400"]) {
    it(`is what the core asks for, and is asked for once: ${issuer}`, async () => {
      const [ahead, plain] = [noting(), noting()];
      const answer = send(discoveryRequest(issuer), { fetch: prefetchDiscovery(issuer, ahead.fetch), timeout: 1000 });
      await send(discoveryRequest(issuer), { fetch: plain.fetch, timeout: 1000 });
      assert.equal(await text(answer), "1");
      assert.deepEqual(ahead.asked.map(described), plain.asked.map(described));
    });
  }

  it("answers nothing else", async () => {
    const { asked, fetch } = noting();
    const reach = prefetchDiscovery("https://a.example", fetch);
    assert.equal(await text(send(discoveryRequest("https://b.example"), { fetch: reach, timeout: 1000 })), "2");
    assert.deepEqual(asked.map(({ url }) => new URL(url).hostname), ["a.example", "b.example"]);
  });

  it("ends with the request that waits for it", async () => {
    const hanging = (_, { signal }) => new Promise((_, reject) => { signal.addEventListener("abort", () => reject(signal.reason)); });
    const end = new AbortController();
    const answer = prefetchDiscovery("https://a.example", hanging)(discoveryRequest("https://a.example").url, { signal: end.signal });
    end.abort();
    await assert.rejects(answer, { name: "AbortError" });
  });

  const failures = {
    rejects: () => Promise.reject(new TypeError("no network")),
    throws: () => { throw new TypeError("no network"); },
  };
  for (const [how, failing] of Object.entries(failures)) {
    it(`fails where somebody waits for it, and nowhere else: ${how}`, async () => {
      const reach = prefetchDiscovery("https://a.example", failing);
      await new Promise(setImmediate);
      await assert.rejects(send(discoveryRequest("https://a.example"), { fetch: reach, timeout: 1000 }), (error) => error.code === "provider_unreachable");
    });
  }
});
