/**
 * The demo page: asks the Worker who is signed in, shows it, and keeps what is shown true.
 *
 * In: the session, the error of a failed sign-in, the language. Out: the page.
 * Never: an identity value in a log, in the address or in the browser's storage.
 */
import "./dsfr.ts";
import "./styles.css";
import { FcPivotError } from "fc-pivot";
import { readService, takeSignInError } from "./auth.ts";
import { labelsFor } from "./labels.ts";
import { chooseLanguage, currentLanguage, textsIn } from "./language.ts";
import type { Screen, State } from "./state.ts";
import { ALERT_ID } from "./views/alert.ts";
import { HEADING_ID } from "./views/heading.ts";
import { page, pageTitle, type Controls } from "./views/page.ts";

/** A reader's clock that runs ahead sees every session as over: the Worker is asked again, but not without a pause. */
const SHORTEST_DELAY_MS = 30_000;
/** The longest delay that a timer takes; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

const root = document.querySelector("#app") ?? document.body;
let state: State = { screen: { kind: "loading" }, behindTheGateway: null, message: null };
let language = currentLanguage();
let expiry: ReturnType<typeof setTimeout> | undefined;

const controls: Controls = {
  chooseLanguage(chosen) {
    language = chosen;
    chooseLanguage(chosen);
    render();
    moveFocus();
  },
  async retry() {
    await refresh();
    moveFocus();
  },
};

/** A page that the browser kept while the person signed out must not show their identity again, not even while we ask. */
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  conceal();
  void endOrRefresh();
});

await start();

async function start(): Promise<void> {
  const error = takeSignInError();
  if (error !== null) state.message = { kind: "sign-in-failed", error };
  render();
  await refresh();
  // Someone who arrives on the page starts at its top; someone who comes back from a failure, at the explanation.
  if (document.getElementById(ALERT_ID) !== null) moveFocus();
}

async function refresh(): Promise<void> {
  show(await currentScreen());
}

/** When the time is up the Worker is asked: another tab may have prolonged the session. */
async function endOrRefresh(): Promise<void> {
  const wasSignedIn = state.screen.kind === "signed-in";
  const screen = await currentScreen();
  if (screen.kind === "signed-in") state.message = null;
  if (screen.kind === "signed-out" && wasSignedIn) state.message = { kind: "session-ended" };
  show(screen);
  if (screen.kind !== "signed-in") moveFocus();
}

async function currentScreen(): Promise<Screen> {
  try {
    const { ways, behindTheGateway, signedIn } = await readService();
    state.behindTheGateway = behindTheGateway;
    if (signedIn === null) return { kind: "signed-out", ways };
    const { identity } = signedIn.session;
    return { kind: "signed-in", ways, signedIn, labels: identity && (await labelsFor(identity)) };
  } catch (error) {
    if (error instanceof FcPivotError) return { kind: "unavailable", error };
    throw error;
  }
}

function show(screen: Screen): void {
  state = { ...state, screen };
  clearTimeout(expiry);
  if (screen.kind === "signed-in") {
    const delay = screen.signedIn.session.expiresAt * 1000 - Date.now();
    expiry = setTimeout(() => void endOrRefresh(), Math.min(Math.max(delay, SHORTEST_DELAY_MS), LONGEST_DELAY_MS));
  }
  render();
}

function render(): void {
  const texts = textsIn(language);
  document.documentElement.lang = texts.language;
  root.replaceChildren(...page(state, texts, controls));
  document.title = pageTitle(state, texts);
}

/** Hides what is shown; the next rendering replaces it. */
function conceal(): void {
  for (const part of root.children) part.classList.add("concealed");
}

/** After a change under the reader: to what needs attention first, else to what the page is now about. */
function moveFocus(): void {
  const target = document.getElementById(ALERT_ID) ?? document.getElementById(HEADING_ID);
  target?.focus();
}
