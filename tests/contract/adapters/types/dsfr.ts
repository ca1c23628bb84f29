/** Our props beside the published prop types of the DSFR's component libraries. Compiled, never run. */
import type { FranceConnectButtonProps } from "@codegouvfr/react-dsfr/FranceConnectButton";
import type { ProConnectButtonProps } from "@codegouvfr/react-dsfr/ProConnectButton";
import { DsfrFranceConnect } from "@gouvminint/vue-dsfr";
import { type AgentSession, edgeSession } from "fc-pivot";
import { browserVerified } from "fc-pivot/browser";
import { reactDsfrButton, reactDsfrLink, vueDsfrButton } from "fc-pivot/dsfr";
import { h } from "vue";

const auth = edgeSession();
export const link: FranceConnectButtonProps.WithUrl = reactDsfrLink(auth);
export const button: FranceConnectButtonProps.WithOnClick = reactDsfrButton(auth);
export const vue = h(DsfrFranceConnect, vueDsfrButton(auth));

export const citizens: FranceConnectButtonProps.WithUrl = reactDsfrLink(auth, undefined, "franceconnect");
const plain: false = reactDsfrButton(auth, undefined, "franceconnect").plus;
export const vueCitizens = h(DsfrFranceConnect, vueDsfrButton(auth, { returnTo: plain ? "/" : "/account" }, "franceconnect"));
const agents = edgeSession<AgentSession>({ prefix: "/agents" });
export const agentLink: ProConnectButtonProps.WithUrl = reactDsfrLink(agents, undefined, "proconnect");
export const agentButton: ProConnectButtonProps.WithOnClick = reactDsfrButton(agents, undefined, "proconnect");
// @ts-expect-error ProConnect's button has no `plus`
reactDsfrLink(agents, undefined, "proconnect").plus;
// @ts-expect-error vue-dsfr has no button of ProConnect
vueDsfrButton(agents, undefined, "proconnect");
// @ts-expect-error there is no such federation
reactDsfrLink(agents, undefined, "agentconnect");

declare const verified: ReturnType<typeof browserVerified>;
// @ts-expect-error its address takes a question to the provider: no link can wait for that
reactDsfrLink(verified);
