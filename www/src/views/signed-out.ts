/** The page for someone who is not signed in: what the service is for, and the ways in. */
import type { Way } from "../auth.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { connectButton } from "./connect-button.ts";
import { pageHeading } from "./heading.ts";

/** The federation for those who work on the requests, and not for those who make them. */
const FOR_AGENTS = "proconnect";

export function signedOut(ways: readonly Way[], texts: Texts): HTMLElement[] {
  const { heading, lead, documents, documentList, why, agents, agentsLead, signIn } = texts.signedOut;
  const forAgents = ways.filter(({ federation }) => federation === FOR_AGENTS);
  const forOthers = ways.filter(({ federation }) => federation !== FOR_AGENTS);
  return [
    pageHeading(heading),
    element("p", { class: "fr-text--lead" }, lead),
    element(
      "div",
      { class: "fr-grid-row fr-grid-row--gutters" },
      element(
        "div",
        { class: "fr-col-12 fr-col-lg-7" },
        panel("sign-in", signIn, forOthers, element("p", { class: "fr-text--sm fr-mb-0" }, why), texts),
      ),
      element(
        "div",
        { class: "fr-col-12 fr-col-lg-5" },
        element("h2", { class: "fr-h4" }, documents),
        element("ul", {}, ...documentList.map((item) => element("li", {}, item))),
        forAgents.length === 0 ? null : panel("agents", agents, forAgents, element("p", { class: "fr-text--sm fr-mb-0" }, agentsLead), texts),
      ),
    ),
  ];
}

const panel = (id: string, heading: string, ways: readonly Way[], note: HTMLElement, texts: Texts): HTMLElement =>
  element(
    "section",
    { class: "panel", "aria-labelledby": `${id}-title` },
    element("h2", { class: "fr-h4", id: `${id}-title` }, heading),
    ...ways.flatMap((way) => connectButton(way, texts)),
    note,
  );
