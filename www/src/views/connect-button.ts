/**
 * A federation's button, and what must stand with it.
 *
 * In: texts, a way in. Out: the DSFR's component, with the markup and the wording that `fc-pivot/dsfr` gives; for another provider a plain button.
 * Never: a style of ours: the buttons may not be restyled.
 */
import { FEDERATIONS, type Federation, federationButton } from "fc-pivot/dsfr";
import type { Way } from "../auth.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

export function connectButton(way: Way, texts: Texts): HTMLElement[] {
  const attributes = { type: "button", "data-test": "sign-in", "data-federation": way.federation };
  if (!isFederation(way.federation)) return [leadingTo(way, element("button", { class: "fr-btn fr-mb-2w", ...attributes }, texts.signedOut.signIn))];
  const { classes, login, brand, presentation, about } = federationButton(way.federation, texts.language);
  const button = element(
    "button",
    { class: classes, ...attributes },
    element("span", { class: "fr-connect__login" }, login),
    " ",
    element("span", { class: "fr-connect__brand" }, brand),
  );
  const link = element("a", { href: about.href, target: "_blank", rel: "noopener", title: about.title }, about.label);
  return [element("p", {}, presentation), element("div", { class: "fr-connect-group" }, leadingTo(way, button), element("p", {}, link))];
}

/** What the person signed in by, for a sentence. */
export const nameOf = ({ federation }: Way, texts: Texts): string =>
  isFederation(federation) ? federationButton(federation, texts.language).name : texts.signedIn.otherProvider;

function leadingTo(way: Way, button: HTMLElement): HTMLElement {
  button.addEventListener("click", () => location.assign(way.signInUrl()));
  return button;
}

const isFederation = (name: string): name is Federation => FEDERATIONS.some((federation) => federation === name);
