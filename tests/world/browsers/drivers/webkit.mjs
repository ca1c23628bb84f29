/**
 * WebKit, by WebDriver: GTK's, whose window opens on a screen that exists in memory only (Xvfb).
 *
 * In: WEBKIT_DRIVER and XVFB, optional: paths of programs instead of Debian's. Out: see index.mjs.
 * Never: a window on anyone's screen.
 */
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../deployment/index.mjs";
import { leash, programOf } from "./leash.mjs";
import { Tab } from "./tab.mjs";

const READY_MS = 30_000;
/** Milliseconds. WebDriver's own bound for a page is five minutes. */
const TIMEOUTS = { pageLoad: 30_000, script: 30_000 };
/** For any one command; beyond the bounds that the driver itself keeps. */
const COMMAND_MS = 60_000;
const BETWEEN_LOOKS_MS = 50;
/** How WebDriver marks a reference to an element (W3C WebDriver §12.1). */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export async function launch() {
  const [screenPath, driverPath] = [await programOf("Xvfb", "XVFB", "/usr/bin/Xvfb"), await programOf("WebKitWebDriver", "WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver")];
  const screen = await leash(screenPath, () => ["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1280x1024x24"]);
  let driver;
  const close = async () => {
    await driver?.end();
    await screen.end();
  };
  try {
    const [, display] = await screen.said(/^(\d+)\n/m);
    const port = await freePort();
    // No desktop is there, neither accessibility bus nor graphics card: pages are painted the plain way.
    const env = { DISPLAY: `:${display}`, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1", WEBKIT_DISABLE_COMPOSITING_MODE: "1" };
    driver = await leash(driverPath, () => [`--port=${port}`], env);
    const send = commandsTo(`http://127.0.0.1:${port}`);
    await ready(send);
    return { profile: () => openProfile(send), close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

async function ready(send) {
  const giveUp = Date.now() + READY_MS;
  for (;;) {
    const status = await send("GET", "/status").catch((thrown) => thrown);
    if (status.ready) return;
    if (Date.now() > giveUp) throw new Error("WebKitWebDriver does not answer", { cause: status });
    await pause(BETWEEN_LOOKS_MS);
  }
}

/** Each session is a browser of its own, which keeps nothing. */
async function openProfile(send) {
  const { sessionId } = await send("POST", "/session", { capabilities: { alwaysMatch: { acceptInsecureCerts: true, timeouts: TIMEOUTS } } });
  const session = `/session/${sessionId}`;
  const tab = new Tab({
    goto: (url) => send("POST", `${session}/url`, { url }),

    async click(selector) {
      const { [ELEMENT]: element } = await send("POST", `${session}/element`, { using: "css selector", value: selector });
      await send("POST", `${session}/element/${element}/click`, {});
    },

    evaluate: (expression) =>
      send("POST", `${session}/execute/async`, { script: `const done = arguments[0]; (${expression}).then(done);`, args: [] }),
  });
  return { tab, close: () => send("DELETE", session) };
}

const commandsTo = (origin) => async (method, path, parameters) => {
  const body = parameters && JSON.stringify(parameters);
  const answer = await fetch(`${origin}${path}`, { method, body, signal: AbortSignal.timeout(COMMAND_MS) }).catch((cause) => {
    throw new Error(`WebKitWebDriver does not answer to ${method} ${path}`, { cause });
  });
  const { value } = await answer.json();
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
};
