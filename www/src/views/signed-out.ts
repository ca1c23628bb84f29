/** The page for someone who is not signed in: what the service is for, and the way in. */
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { franceConnect } from "./france-connect.ts";
import { pageHeading } from "./heading.ts";

export function signedOut(texts: Texts, signInUrl: () => string): HTMLElement[] {
  const { heading, lead, documents, documentList } = texts.signedOut;
  return [
    pageHeading(heading),
    element("p", { class: "fr-text--lead" }, lead),
    element(
      "div",
      { class: "fr-grid-row fr-grid-row--gutters" },
      element("div", { class: "fr-col-12 fr-col-lg-7" }, signIn(texts, signInUrl)),
      element(
        "div",
        { class: "fr-col-12 fr-col-lg-5" },
        element("h2", { class: "fr-h4" }, documents),
        element("ul", {}, ...documentList.map((item) => element("li", {}, item))),
      ),
    ),
  ];
}

const signIn = (texts: Texts, signInUrl: () => string): HTMLElement =>
  element(
    "section",
    { class: "panel", "aria-labelledby": "sign-in-title" },
    element("h2", { class: "fr-h4", id: "sign-in-title" }, texts.signedOut.signIn),
    element("p", {}, texts.franceConnect.presentation),
    franceConnect(texts, signInUrl),
    element("p", { class: "fr-text--sm fr-mb-0" }, texts.signedOut.why),
  );
