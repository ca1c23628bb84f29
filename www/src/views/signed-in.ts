/** The page for someone who is signed in: what they can do, who they are, and how we know. */
import type { Session } from "fc-pivot";
import type { Labels } from "fc-pivot/labels";
import { identityRows } from "../describe.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { connection } from "./connection.ts";
import { descriptionList } from "./description-list.ts";
import { findings } from "./findings.ts";
import { pageHeading } from "./heading.ts";
import { procedures } from "./procedures.ts";
import { rawIdentity } from "./raw.ts";
import { register } from "./register.ts";

export function signedIn(session: Session, labels: Labels | undefined, texts: Texts, signInUrl: (acr: string) => string): HTMLElement[] {
  const { identity, assurance } = session;
  return [
    pageHeading(texts.signedIn.heading),
    element("p", { class: "fr-text--lead" }, texts.signedIn.lead),
    element(
      "div",
      { class: "fr-grid-row fr-grid-row--gutters" },
      element(
        "div",
        { class: "fr-col-12 fr-col-lg-8" },
        element(
          "section",
          { "aria-labelledby": "identity-title", "data-test": "identity" },
          element("h2", { class: "fr-h4", id: "identity-title" }, texts.identity.heading),
          descriptionList(identityRows(identity, labels, texts), texts),
          labels === undefined || identity.birthplace?.kind === "free-text" ? null : sourceOf(labels, texts),
        ),
        findings(identity, texts),
        identity.rnipp === undefined ? null : register(identity.rnipp, labels, texts),
      ),
      element("div", { class: "fr-col-12 fr-col-lg-4" }, connection(session, texts), procedures(assurance.acr, texts, signInUrl)),
    ),
    rawIdentity(identity.raw, texts),
  ];
}

/** The licence of the names asks for it; a place that somebody wrote freely is none of them. */
const sourceOf = (labels: Labels, texts: Texts): HTMLElement =>
  element("p", { class: "note" }, `${texts.identity.source} `, element("span", { lang: "fr", "data-test": "labels-source" }, labels.source));
