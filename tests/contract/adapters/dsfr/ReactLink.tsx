import { FranceConnectButton } from "@codegouvfr/react-dsfr/FranceConnectButton";
import { edgeSession } from "fc-pivot";
import { reactDsfrLink } from "fc-pivot/dsfr";

const auth = edgeSession();

export function SignInLink() {
  return <FranceConnectButton {...reactDsfrLink(auth, { returnTo: "/account", acr: "eidas3" })} />;
}
