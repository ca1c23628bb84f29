/**
 * The FranceConnect+ button and what must stand with it.
 *
 * In: texts, where the button leads. Out: the DSFR's component, with its markup and wording unchanged.
 * Never: a style of ours: the button may not be restyled.
 */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";

const ABOUT = "https://franceconnect.gouv.fr/france-connect-plus";

export function franceConnect(texts: Texts, signInUrl: () => string): HTMLElement {
  const { login, brand, link } = texts.franceConnect;
  const button = element(
    "button",
    { class: "fr-connect fr-connect--plus", type: "button", "data-test": "sign-in" },
    element("span", { class: "fr-connect__login" }, login),
    " ",
    element("span", { class: "fr-connect__brand" }, brand),
  );
  button.addEventListener("click", () => location.assign(signInUrl()));

  const about = element("a", { href: ABOUT, target: "_blank", rel: "noopener", title: `${link} - ${texts.newWindow}` }, link);
  return element("div", { class: "fr-connect-group" }, button, element("p", {}, about));
}
