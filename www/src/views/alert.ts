/**
 * What went wrong, or ended, in words.
 *
 * In: an error of the package or the end of the session. Out: a DSFR alert that can take the focus.
 * Never: more of an error than its public text and code.
 */
import type { FcPivotError } from "fc-pivot";
import { element } from "../dom.ts";
import { fill, type Texts } from "../texts/texts.ts";

export const ALERT_ID = "page-alert";
const TITLE_ID = "page-alert-title";

/** The sign-in came back with an error. It may have been a second one, to raise the level: the first still stands then. */
export const signInFailed = (error: FcPivotError, stillSignedIn: boolean, texts: Texts): HTMLElement =>
  alert("error", error.code, texts.alert.signIn, [
    element("p", {}, error.userMessage(texts.language)),
    ...(stillSignedIn ? [element("p", {}, texts.alert.stillSignedIn)] : []),
    codeLine(error, texts),
  ]);

/** The Worker could not be asked for the session. Trying again is offered where it can help. */
export function sessionUnavailable(error: FcPivotError, texts: Texts, retry: () => void): HTMLElement {
  const box = alert("error", error.code, texts.alert.session, [element("p", {}, error.userMessage(texts.language)), codeLine(error, texts)]);
  if (error.retryable) {
    const button = element("button", { class: "fr-btn fr-mt-2w", type: "button", "data-test": "retry" }, texts.alert.retry);
    button.addEventListener("click", retry);
    box.append(button);
  }
  return box;
}

/** The session ran out while the page was open. */
export const sessionEnded = (texts: Texts): HTMLElement =>
  alert("info", "session_ended", texts.alert.ended, [element("p", {}, texts.alert.endedText)]);

const codeLine = (error: FcPivotError, texts: Texts): HTMLElement =>
  element("p", { class: "fr-text--sm fr-mt-1w fr-mb-0" }, fill(texts.alert.code, { code: error.code }));

/** It gets the focus, which reads it out: `role="alert"` on top would have it read twice. */
const alert = (kind: "error" | "info", code: string, title: string, content: HTMLElement[]): HTMLElement =>
  element(
    "div",
    {
      id: ALERT_ID,
      class: `fr-alert fr-alert--${kind} fr-mb-4w`,
      role: "group",
      tabindex: "-1",
      "aria-labelledby": TITLE_ID,
      "data-test": "alert",
      "data-code": code,
    },
    element("p", { id: TITLE_ID, class: "fr-alert__title" }, title),
    ...content,
  );
