/**
 * The whole page.
 *
 * In: the state, the texts, what the controls do. Out: its elements, ready to replace those of the page before.
 * Never: a change of state.
 */
import { personName } from "../describe.ts";
import { element } from "../dom.ts";
import type { Message, Screen, State } from "../state.ts";
import type { Language, Texts } from "../texts/texts.ts";
import { sessionEnded, sessionUnavailable, signInFailed } from "./alert.ts";
import { demoNotice } from "./demo-notice.ts";
import { footer } from "./footer.ts";
import { header } from "./header.ts";
import { pageHeading } from "./heading.ts";
import { signedInAgent } from "./signed-in-agent.ts";
import { signedIn } from "./signed-in.ts";
import { signedOut } from "./signed-out.ts";
import { CONTENT_ID, skipLinks } from "./skip-links.ts";

export interface Controls {
  chooseLanguage(language: Language): void;
  retry(): void;
}

export function page(state: State, texts: Texts, controls: Controls): HTMLElement[] {
  const { screen } = state;
  const account =
    screen.kind === "signed-in" ? { name: personName(screen.signedIn.session, texts), logoutAction: screen.signedIn.way.logoutAction } : null;
  const content = [...message(state, texts), ...screenContent(state, texts, controls)];
  return [
    skipLinks(texts),
    header(texts, account, controls.chooseLanguage),
    demoNotice(state.behindTheGateway, texts),
    element(
      "main",
      { id: CONTENT_ID, role: "main", tabindex: "-1", class: "fr-container fr-py-6w", "aria-busy": `${screen.kind === "loading"}` },
      ...content,
    ),
    footer(texts),
  ];
}

/** The title in the browser's tab and history: what the page is about, and never whom. */
export function pageTitle({ screen, message }: State, texts: Texts): string {
  return [subject(screen, message, texts), texts.service.name].filter((part) => part !== null).join(" - ");
}

function subject(screen: Screen, message: Message | null, texts: Texts): string | null {
  if (screen.kind === "unavailable") return texts.alert.session;
  if (message !== null) return message.kind === "session-ended" ? texts.alert.ended : texts.alert.signIn;
  if (screen.kind === "loading") return null;
  if (screen.kind === "signed-out") return texts.signedOut.heading;
  return screen.signedIn.session.agent === undefined ? texts.identity.heading : texts.agent.heading;
}

/** One alert at a time: while the Worker cannot be reached, that is the news. */
function message({ screen, message }: State, texts: Texts): HTMLElement[] {
  if (screen.kind === "unavailable") return [];
  switch (message?.kind) {
    case undefined:
      return [];
    case "sign-in-failed":
      return [signInFailed(message.error, screen.kind === "signed-in", texts)];
    case "session-ended":
      return [sessionEnded(texts)];
  }
}

function screenContent({ screen }: State, texts: Texts, controls: Controls): HTMLElement[] {
  switch (screen.kind) {
    case "loading":
      return [element("p", { role: "status" }, texts.loading)];
    case "signed-out":
      return signedOut(screen.ways, texts);
    case "signed-in":
      return signedInBy(screen, texts);
    case "unavailable":
      return [
        sessionUnavailable(screen.error, texts, controls.retry),
        pageHeading(texts.signedOut.heading),
        element("p", { class: "fr-text--lead" }, texts.signedOut.lead),
      ];
  }
}

function signedInBy({ ways, signedIn: { way, session }, labels }: Extract<Screen, { kind: "signed-in" }>, texts: Texts): HTMLElement[] {
  return session.agent === undefined ? signedIn(session, way, ways, labels, texts) : signedInAgent(session, texts);
}
