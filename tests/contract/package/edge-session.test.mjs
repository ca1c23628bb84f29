/** The edge-session way as a page uses it: what it asks, whom it tells, what it leaves running. Tabs are several `edgeSession`s here. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, it, mock } from "node:test";
import { edgeSession, FcPivotError } from "fc-pivot";
import { sessionOf, startSessionServer } from "./session-server.mjs";

const soon = () => Math.floor(Date.now() / 1000) + 600;
const rejectsWith = (promise, code) => assert.rejects(promise, (error) => error instanceof FcPivotError && error.code === code);

let server;
beforeEach(async () => {
  server = await startSessionServer();
});
afterEach(() => server.close());

/** A page: its `auth`, and what its listener was told. */
function page(t) {
  const auth = edgeSession({ prefix: server.prefix });
  const told = [];
  const heard = new EventEmitter();
  t.after(auth.onChange((session) => {
    told.push(session?.identity.sub ?? null);
    heard.emit("change");
  }));
  const change = () => once(heard, "change", { signal: AbortSignal.timeout(10_000) });
  return { auth, told, change };
}

describe("on a computer whose clock is wrong", () => {
  afterEach(() => mock.timers.reset());
  const HOUR = 3600;
  for (const off of [-HOUR, HOUR]) {
    it(`by ${off} seconds, a session ends when it ends, and nothing is asked before`, async (t) => {
      server.session = sessionOf("a", Math.floor(Date.now() / 1000) + 4);
      mock.timers.enable({ apis: ["Date"], now: Date.now() + off * 1000 });
      const { auth, change, told } = page(t);
      await auth.session();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      assert.equal(server.asked, 1);
      server.session = null;
      await change();
      assert.deepEqual(told, ["a", null]);
      assert.equal(server.asked, 2);
    });
  }
});

describe("session()", () => {
  it("asks once for all who ask at the same time, and again for who asks later", async () => {
    server.session = sessionOf("a", soon());
    const auth = edgeSession({ prefix: server.prefix });
    const [one, other] = await Promise.all([auth.session(), auth.session()]);
    assert.equal(one, other);
    assert.deepEqual(one, server.session);
    assert.equal(server.asked, 1);
    server.session = null;
    assert.equal(await auth.session(), null);
    assert.equal(server.asked, 2);
  });

  it("fails for all who ask at the same time, and succeeds once the Worker answers", async () => {
    server.answer = (response) => response.writeHead(503).end(JSON.stringify({ error: { code: "store_unavailable" } }));
    const auth = edgeSession({ prefix: server.prefix });
    await Promise.all([rejectsWith(auth.session(), "store_unavailable"), rejectsWith(auth.session(), "store_unavailable")]);
    assert.equal(server.asked, 1);
    server.answer = undefined;
    assert.equal(await auth.session(), null);
  });

  for (const [what, answer] of [
    ["an index page", (response) => response.setHeader("content-type", "text/html").end("<!doctype html>")],
    ["JSON of something else", (response) => response.end('{"status":"ok"}')],
    ["null", (response) => response.end("null")],
    ["an unknown error", (response) => response.writeHead(401).end('{"error":{"code":"toString"}}')],
    ["no answer", (response) => response.destroy()],
  ]) {
    it(`does not take ${what} for a Worker`, async () => {
      server.answer = answer;
      await rejectsWith(edgeSession({ prefix: server.prefix }).session(), "network_error");
    });
  }
});

describe("takeError(location)", () => {
  /** The page's own address, and what became of it. */
  function at(t, address) {
    const globals = {
      location: new URL(address),
      history: { state: { kept: true }, replaceState: (state, _, next) => Object.assign(globalThis.location, { href: String(next), state }) },
    };
    for (const [name, value] of Object.entries(globals)) {
      assert.equal(globalThis[name], undefined);
      globalThis[name] = value;
      t.after(() => delete globalThis[name]);
    }
    return globals.location;
  }

  it("takes it out of the page's own address, and nothing else: it is told once", (t) => {
    const own = at(t, "https://service.example/page?a=1&auth_error=access_denied&b=2#part");
    const { takeError } = edgeSession();
    assert.equal(takeError(own).code, "access_denied");
    assert.equal(own.href, "https://service.example/page?a=1&b=2#part");
    assert.deepEqual(own.state, { kept: true });
    assert.equal(takeError(own), null);
  });

  it("leaves an address without one as it is", (t) => {
    const own = at(t, "https://service.example/page?a=1+2");
    assert.equal(edgeSession().takeError(own), null);
    assert.deepEqual([own.href, own.state], ["https://service.example/page?a=1+2", undefined]);
  });

  it("only reads another address than the page's own, in a page and on a server", (t) => {
    const other = new URL("https://service.example/?auth_error=access_denied");
    assert.equal(edgeSession().takeError(other).code, "access_denied");
    const own = at(t, "https://service.example/page?auth_error=login_expired");
    assert.equal(edgeSession().takeError(other).code, "access_denied");
    assert.equal(own.search, "?auth_error=login_expired");
    assert.equal(other.search, "?auth_error=access_denied");
  });
});

describe("onChange", () => {
  it("tells of the first answer, a sign-in, another person, another level, a sign-out; not of the same again nor of a renewal", async (t) => {
    const { auth, told } = page(t);
    const ask = async (session) => {
      server.session = session;
      await auth.session();
      return told.splice(0);
    };
    const end = soon();
    assert.deepEqual(await ask(null), [null]);
    assert.deepEqual(await ask(null), []);
    assert.deepEqual(await ask(sessionOf("a", end)), ["a"]);
    assert.deepEqual(await ask(sessionOf("a", end)), []);
    assert.deepEqual(await ask(sessionOf("a", end + 60)), []);
    assert.deepEqual(await ask(sessionOf("a", end, { assurance: { acr: "eidas3", authTime: 1_800_000_100 } })), ["a"]);
    assert.deepEqual(await ask(sessionOf("b", end)), ["b"]);
    assert.deepEqual(await ask(null), [null]);
  });

  it("keeps what is known where asking fails", async (t) => {
    const { auth, told } = page(t);
    server.session = sessionOf("a", soon());
    await auth.session();
    server.answer = (response) => response.destroy();
    await rejectsWith(auth.session(), "network_error");
    assert.deepEqual(told, ["a"]);
  });

  it("tells each listener, although one throws, until it is taken away", async (t) => {
    const own = process.listeners("uncaughtException");
    process.removeAllListeners("uncaughtException");
    const uncaught = new Promise((resolve) => { process.once("uncaughtException", resolve); });
    t.after(() => own.forEach((listener) => process.on("uncaughtException", listener)));

    const auth = edgeSession({ prefix: server.prefix });
    const told = [];
    const listener = (session) => told.push(session);
    const ends = [
      auth.onChange(() => { throw new Error("a listener's own"); }),
      auth.onChange(listener),
      auth.onChange(listener),
    ];
    await auth.session();
    assert.deepEqual(told, [null, null]);
    assert.equal((await uncaught).message, "a listener's own");

    ends[0]();
    ends[1]();
    ends[1]();
    server.session = sessionOf("a", soon());
    await auth.session();
    assert.equal(told.length, 3);
    ends[2]();
    server.session = null;
    await auth.session();
    assert.equal(told.length, 3);
  });

  it("lets a listener take another away while it is told", async (t) => {
    const auth = edgeSession({ prefix: server.prefix });
    const told = [];
    let end;
    t.after(auth.onChange(() => { told.push("first"); end(); }));
    end = auth.onChange(() => told.push("second"));
    await auth.session();
    assert.deepEqual(told, ["first"]);
  });
});

describe("several tabs", () => {
  it("learn of a sign-in, another person and a sign-out from one another", async (t) => {
    const one = page(t);
    const other = page(t);
    await Promise.all([one.auth.session(), other.auth.session()]);
    for (const [session, sub] of [[sessionOf("a", soon()), "a"], [sessionOf("b", soon() + 60), "b"], [null, null]]) {
      server.session = session;
      await Promise.all([other.change(), one.auth.session()]);
      assert.equal(other.told.at(-1), sub);
    }
  });

  it("learn of it from a page that has no listener", async (t) => {
    const { auth, change, told } = page(t);
    await auth.session();
    server.session = sessionOf("a", soon());
    await Promise.all([change(), edgeSession({ prefix: server.prefix }).session()]);
    assert.deepEqual(told, [null, "a"]);
  });

  it("send each other a number and nothing else, ask again only for another number, and do not send it on", async (t) => {
    const spy = new BroadcastChannel(`fc-pivot ${server.prefix}`);
    t.after(() => spy.close());
    const heard = [];
    const arrivals = new EventEmitter();
    spy.onmessage = ({ data }) => {
      heard.push(data);
      arrivals.emit("word");
    };
    const hears = async (count) => {
      while (heard.length < count) await once(arrivals, "word", { signal: AbortSignal.timeout(10_000) });
    };
    const { auth, change } = page(t);
    server.session = sessionOf("a", soon());
    await auth.session();
    await hears(1);

    const [known] = heard;
    server.session = sessionOf("b", soon());
    spy.postMessage(known);
    spy.postMessage(known + 1);
    await change();
    assert.equal(server.asked, 2);
    server.session = null;
    await auth.session();
    await hears(2);
    assert.equal(heard.length, 2);
    for (const word of heard) assert.equal(word, word | 0, "a number of 32 bits");
  });

  it("learn of another person whose session ends at the same second", async (t) => {
    const { auth, change, told } = page(t);
    const end = soon();
    server.session = sessionOf("a", end);
    await auth.session();
    server.session = sessionOf("b", end);
    await Promise.all([change(), edgeSession({ prefix: server.prefix }).session()]);
    assert.deepEqual(told, ["a", "b"]);
  });

  it("ask again where another tab's message comes before the answer to an earlier request", async (t) => {
    const { auth, change, told } = page(t);
    let open;
    server.gate = new Promise((resolve) => { open = resolve; });
    const old = auth.session();
    while (server.asked === 0) await new Promise((resolve) => { setImmediate(resolve); });
    server.gate = undefined;
    server.session = sessionOf("a", soon());
    await edgeSession({ prefix: server.prefix }).session();
    open();
    assert.equal(await old, null);
    while (told.at(-1) !== "a") await change();
    assert.deepEqual(told, [null, "a"]);
  });

  it("of another prefix tell each other nothing", async (t) => {
    const stranger = await startSessionServer();
    t.after(() => stranger.close());
    const { auth } = page(t);
    await auth.session();
    const neighbour = page(t);
    server.session = sessionOf("a", soon());
    const alien = edgeSession({ prefix: stranger.prefix });
    t.after(alien.onChange(() => {}));
    await alien.session();
    await Promise.all([neighbour.change(), auth.session()]);
    assert.equal(stranger.asked, 1);
  });
});

describe("a page in a browser", () => {
  /** The events of a window, in Node. */
  function browser(t) {
    const events = new EventTarget();
    const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    const globals = { addEventListener: events.addEventListener.bind(events), document };
    for (const [name, value] of Object.entries(globals)) {
      assert.equal(globalThis[name], undefined);
      globalThis[name] = value;
      t.after(() => delete globalThis[name]);
    }
    return { events, document };
  }
  const pageEvent = (type, persisted) => Object.assign(new Event(type), { persisted });

  it("asks again when it is seen again or comes back from the cache, and only then", async (t) => {
    const { events, document } = browser(t);
    const { auth, told, change } = page(t);
    await auth.session();
    server.session = sessionOf("a", soon());
    document.visibilityState = "hidden";
    document.dispatchEvent(new Event("visibilitychange"));
    events.dispatchEvent(pageEvent("pageshow", false));
    assert.equal(server.asked, 1);

    document.visibilityState = "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    await change();
    server.session = null;
    events.dispatchEvent(pageEvent("pagehide", true));
    events.dispatchEvent(pageEvent("pageshow", true));
    await change();
    assert.deepEqual([told, server.asked], [[null, "a", null], 3]);
  });

  it("hears no event once nobody listens", async (t) => {
    const { events, document } = browser(t);
    const auth = edgeSession({ prefix: server.prefix });
    const end = auth.onChange(() => {});
    document.dispatchEvent(new Event("visibilitychange"));
    assert.equal(await auth.session(), null);
    assert.equal(server.asked, 1);
    end();
    document.dispatchEvent(new Event("visibilitychange"));
    events.dispatchEvent(pageEvent("pageshow", true));
    assert.equal(await auth.session(), null);
    assert.equal(server.asked, 2);
  });
});

describe("a process", () => {
  const run = (code, cwd = fileURLToPath(new URL("..", import.meta.url))) =>
    promisify(execFile)(process.execPath, ["--input-type=module", "-e", code], { cwd, timeout: 20_000 });

  it("ends although somebody listened, was signed in, and a channel was open", async () => {
    server.session = sessionOf("a", soon());
    const { stdout } = await run(`
      import { edgeSession } from "fc-pivot";
      const auth = edgeSession({ prefix: ${JSON.stringify(server.prefix)} });
      const end = auth.onChange((session) => console.log(session.identity.sub));
      await auth.session();
      end();
    `);
    assert.equal(stdout, "a\n");
  });

  it("ends after imports alone: no global is touched, no request sent, no random number drawn", async () => {
    const { stdout } = await run(`
      const touched = [];
      for (const name of ["document", "location", "sessionStorage", "localStorage", "fetch", "BroadcastChannel", "setTimeout", "addEventListener"]) {
        Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); } });
      }
      Math.random = () => touched.push("Math.random");
      crypto.getRandomValues = () => touched.push("getRandomValues");
      const { edgeSession } = await import("fc-pivot");
      const { browserVerified } = await import("fc-pivot/browser");
      edgeSession();
      browserVerified({ issuer: "https://issuer.example", clientId: "c", redirectUri: "https://service.example/in" });
      console.log(JSON.stringify(touched));
    `);
    assert.equal(stdout, "[]\n");
  });
});
