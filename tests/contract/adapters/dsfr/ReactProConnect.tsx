import { ProConnectButton } from "@codegouvfr/react-dsfr/ProConnectButton";
import { type AgentSession, edgeSession } from "fc-pivot";
import { reactDsfrLink } from "fc-pivot/dsfr";

const agents = edgeSession<AgentSession>({ prefix: "/agents" });

export function AgentSignIn() {
  return <ProConnectButton {...reactDsfrLink(agents, { returnTo: "/agent", siretHint: "13002526500013" }, "proconnect")} />;
}
