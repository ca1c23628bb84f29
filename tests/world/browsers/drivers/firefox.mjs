/**
 * Firefox, by WebDriver BiDi: the protocol that it speaks itself, without a driver program beside it.
 *
 * In: FIREFOX, optional: the path of a Firefox instead of Debian's. Out: see index.mjs.
 * Never: a profile of this machine's user, a request to Mozilla.
 */
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { WebSocket } from "ws";
import { leash, programOf } from "./leash.mjs";
import { Tab } from "./tab.mjs";

/** Firefox sets most of what automation needs by itself; this is what it would still ask its maker for. */
const PREFERENCES = {
  "app.normandy.enabled": false,
  "app.update.disabledForTesting": true,
  "browser.startup.page": 0,
  "nimbus.rollouts.enabled": false,
  "services.settings.server": "data:,#remote-settings-dummy/v1",
};

export async function launch() {
  const path = await programOf("Firefox", "FIREFOX", "/usr/bin/firefox-esr");
  const program = await leash(path, async (home) => ["--headless", "--no-remote", "--profile", await profileIn(home), "--remote-debugging-port=0"]);
  try {
    const [, address] = await program.said(/WebDriver BiDi listening on (ws:\/\/\S+)/);
    const connection = await connect(`${address}/session`);
    await connection.send("session.new", { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    return {
      profile: () => openProfile(connection),
      async close() {
        connection.close();
        await program.end();
      },
    };
  } catch (thrown) {
    await program.end();
    throw thrown;
  }
}

async function profileIn(home) {
  const profile = join(home, "profile");
  await mkdir(profile);
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  return profile;
}

/** A user context has cookies and storage of its own. */
async function openProfile({ send }) {
  const { userContext } = await send("browser.createUserContext", {});
  const { context } = await send("browsingContext.create", { type: "tab", userContext });
  const tab = new Tab({
    goto: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),

    async click(selector) {
      const { nodes: [{ sharedId }] } = await send("browsingContext.locateNodes", { context, locator: { type: "css", value: selector } });
      const node = { sharedId };
      await send("script.callFunction", {
        functionDeclaration: "(node) => node.scrollIntoView({ block: 'center', behavior: 'instant' })",
        arguments: [node], target: { context }, awaitPromise: false,
      });
      const press = [
        { type: "pointerMove", x: 0, y: 0, origin: { type: "element", element: node } },
        { type: "pointerDown", button: 0 },
        { type: "pointerUp", button: 0 },
      ];
      await send("input.performActions", { context, actions: [{ type: "pointer", id: "mouse", actions: press }] });
    },

    async evaluate(expression) {
      const { type, result } = await send("script.evaluate", { expression, target: { context }, awaitPromise: true });
      if (type !== "success") throw new Error("the page could not run it");
      return result.value;
    },
  });
  return { tab, close: () => send("browser.removeUserContext", { userContext }) };
}

/** Commands and their answers, told apart by number. */
async function connect(address) {
  const socket = new WebSocket(address);
  await once(socket, "open");
  const waiting = new Map();
  let count = 0;
  socket.on("message", (data) => {
    const { id, type, result, error, message } = JSON.parse(data);
    const caller = waiting.get(id);
    waiting.delete(id);
    if (type === "success") caller?.resolve(result);
    else caller?.reject(new Error(`${error}: ${message}`));
  });
  socket.on("close", () => {
    for (const { reject } of waiting.values()) reject(new Error("Firefox has ended"));
  });
  return {
    send: (method, params) => new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject });
      socket.send(JSON.stringify({ id: count, method, params }));
    }),
    close: () => socket.close(),
  };
}
