/** The page for an agent who is signed in: who she is, for whom she works, and how we know. */
import type { AgentSession } from "fc-pivot";
import { agentRows } from "../describe.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { columns } from "./columns.ts";
import { connection } from "./connection.ts";
import { descriptionList } from "./description-list.ts";
import { findings } from "./findings.ts";
import { pageHeading } from "./heading.ts";
import { rawIdentity } from "./raw.ts";

export function signedInAgent(session: AgentSession, texts: Texts): HTMLElement[] {
  const { agent } = session;
  return [
    pageHeading(texts.signedIn.heading),
    element("p", { class: "fr-text--lead" }, texts.agent.lead),
    columns(
      [
        element(
          "section",
          { "aria-labelledby": "agent-title", "data-test": "agent" },
          element("h2", { class: "fr-h4", id: "agent-title" }, texts.agent.heading),
          descriptionList(agentRows(agent, texts), texts),
        ),
        findings(agent, texts),
      ],
      [connection(session, texts)],
    ),
    rawIdentity(agent.raw, texts),
  ];
}
