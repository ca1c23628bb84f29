/** Our props beside the published prop types of the DSFR's component libraries. Compiled, never run. */
import type { FranceConnectButtonProps } from "@codegouvfr/react-dsfr/FranceConnectButton";
import { DsfrFranceConnect } from "@gouvminint/vue-dsfr";
import { edgeSession } from "fc-pivot";
import { browserVerified } from "fc-pivot/browser";
import { reactDsfrButton, reactDsfrLink, vueDsfrButton } from "fc-pivot/dsfr";
import { h } from "vue";

const auth = edgeSession();
export const link: FranceConnectButtonProps.WithUrl = reactDsfrLink(auth);
export const button: FranceConnectButtonProps.WithOnClick = reactDsfrButton(auth);
export const vue = h(DsfrFranceConnect, vueDsfrButton(auth));

declare const verified: ReturnType<typeof browserVerified>;
// @ts-expect-error its address takes a question to the provider: no link can wait for that
reactDsfrLink(verified);
