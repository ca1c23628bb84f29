/** The provider's answers in workerd, which reads a body at one stroke where its length was declared: whatever was declared, the limit holds. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Log, LogLevel, Miniflare } from "miniflare";

const LIMIT = 1000;
const DATE = "2026-04-20";

/** Answers in chunks of 64 octets, so many as the path says, with the length that it says. Within one process nobody else looks at that. */
const PROVIDER = `
  export default {
    async fetch(request) {
      const [, size, declared] = new URL(request.url).pathname.split("/");
      let left = size === "endless" ? Infinity : Number(size);
      const body = new ReadableStream({
        pull(controller) {
          const chunk = new Uint8Array(Math.min(left, 64)).fill(7);
          left -= chunk.length;
          if (chunk.length > 0) controller.enqueue(chunk);
          if (left === 0) controller.close();
        },
      });
      return new Response(body, { headers: declared === "nothing" ? {} : { "content-length": declared } });
    },
  };`;

/** Reads one answer. Tells its length, or the error, and how often the patient reader was used. */
const READER = `
  import { readPatiently } from ${JSON.stringify(fileURLToPath(new URL("../../../pkg/dist/worker/patient-reader.js", import.meta.url)))};
  let strokes = 0;
  const { prototype } = ReadableStreamBYOBReader;
  const { readAtLeast } = prototype;
  prototype.readAtLeast = function (...given) {
    strokes += 1;
    return readAtLeast.apply(this, given);
  };
  export default {
    async fetch(request, env) {
      strokes = 0;
      const { pathname } = new URL(request.url);
      const answer = pathname === "/program/100" ? new Response(stream(100)) : await env.provider.fetch(request.url);
      const declared = pathname === "/program/100" ? 100 : Number(answer.headers.get("content-length") ?? undefined);
      try {
        const octets = await readPatiently(answer.body, ${LIMIT}, "provider_answer_malformed", declared);
        return Response.json({ octets: octets.length, sound: octets.every((octet) => octet === 7), strokes });
      } catch ({ code, detail }) {
        return Response.json({ code, detail, strokes });
      }
    },
  };
  /** None of octets, by its type. */
  const stream = (size) => new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(size).fill(7));
      controller.close();
    },
  });`;

describe("an answer's body", () => {
  let worker;
  before(async () => {
    const { outputFiles: [{ text }] } = await build({
      stdin: { contents: READER, resolveDir: "." }, bundle: true, format: "esm", target: "es2022", write: false,
    });
    const of = (name, script) => ({ name, modules: true, script, compatibilityDate: DATE });
    worker = new Miniflare({
      workers: [{ ...of("reader", text), serviceBindings: { provider: "provider" } }, of("provider", PROVIDER)],
      log: new Log(LogLevel.NONE), cf: false, handleRuntimeStdio: (...streams) => streams.forEach((each) => each.resume()),
    });
  });
  after(() => worker.dispose());

  const read = async (path) => (await worker.dispatchFetch(`http://localhost/${path}`)).json();
  const whole = (octets, strokes) => ({ octets, sound: true, strokes });
  const refused = (strokes) => ({ code: "provider_answer_malformed", detail: "size", strokes });

  it("that is as long as it was declared comes at one stroke", async () => {
    assert.deepEqual(await read("500/500"), whole(500, 1));
    assert.deepEqual(await read(`${LIMIT - 1}/${LIMIT - 1}`), whole(LIMIT - 1, 1));
  });
  it("of which nothing was declared comes chunk by chunk", async () => {
    assert.deepEqual(await read("500/nothing"), whole(500, 0));
  });
  it("that is shorter than it was declared is what it is", async () => {
    assert.deepEqual(await read("100/500"), whole(100, 1));
  });
  it("that is longer than it was declared is read to its end, as one is that was compressed on its way", async () => {
    assert.deepEqual(await read("500/100"), whole(500, 1));
    assert.deepEqual(await read("64/0"), whole(64, 1));
  });
  it("has no more than the limit, whatever was declared", async () => {
    assert.deepEqual(await read(`${LIMIT}/nothing`), whole(LIMIT, 0));
    assert.deepEqual(await read(`${LIMIT}/100`), whole(LIMIT, 1));
    assert.deepEqual(await read(`${LIMIT + 1}/nothing`), refused(0));
    assert.deepEqual(await read(`${LIMIT + 1}/100`), refused(1));
    assert.deepEqual(await read(`${LIMIT + 1}/${LIMIT + 1}`), refused(0));
  });
  it("without an end is ended at the limit, whatever was declared", async () => {
    assert.deepEqual(await read("endless/nothing"), refused(0));
    assert.deepEqual(await read("endless/100"), refused(1));
    assert.deepEqual(await read(`endless/${LIMIT - 1}`), refused(1));
  });
  it("that a program made, and that is none of octets, comes chunk by chunk", async () => {
    assert.deepEqual(await read("program/100"), whole(100, 0));
  });
});
