/** The page for someone who is signed in: what they can do, who they are, and how we know. */
import type { Session } from "fc-pivot";
import type { Labels } from "fc-pivot/labels";
import type { Way } from "../auth.ts";
import { identityRows } from "../describe.ts";
import { element } from "../dom.ts";
import { fill, type Texts } from "../texts/texts.ts";
import { columns } from "./columns.ts";
import { nameOf } from "./connect-button.ts";
import { connection } from "./connection.ts";
import { descriptionList } from "./description-list.ts";
import { findings } from "./findings.ts";
import { pageHeading } from "./heading.ts";
import { procedures } from "./procedures.ts";
import { rawIdentity } from "./raw.ts";
import { register } from "./register.ts";

/** FranceConnect stops at the low level, and ProConnect is not for this. */
const REACHES_THE_HIGHEST = "franceconnect-plus";

export function signedIn(session: Session, way: Way, ways: readonly Way[], labels: Labels | undefined, texts: Texts): HTMLElement[] {
  const { identity, assurance } = session;
  const highest = ways.find(({ federation }) => federation === REACHES_THE_HIGHEST);
  return [
    pageHeading(texts.signedIn.heading),
    element("p", { class: "fr-text--lead" }, fill(texts.signedIn.lead, { federation: nameOf(way, texts) })),
    columns(
      [
        element(
          "section",
          { "aria-labelledby": "identity-title", "data-test": "identity" },
          element("h2", { class: "fr-h4", id: "identity-title" }, texts.identity.heading),
          descriptionList(identityRows(identity, labels, texts), texts),
          labels === undefined || identity.birthplace?.kind === "free-text" ? null : sourceOf(labels, texts),
        ),
        findings(identity, texts),
        identity.rnipp === undefined ? null : register(identity.rnipp, labels, texts),
      ],
      [connection(session, texts), procedures(assurance.acr, highest, texts)],
    ),
    rawIdentity(identity.raw, texts),
  ];
}

/** The licence of the names asks for it; a place that somebody wrote freely is none of them. */
const sourceOf = (labels: Labels, texts: Texts): HTMLElement =>
  element("p", { class: "note" }, `${texts.identity.source} `, element("span", { lang: "fr", "data-test": "labels-source" }, labels.source));
