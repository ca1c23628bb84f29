import { FranceConnectButton } from "@codegouvfr/react-dsfr/FranceConnectButton";
import { reactDsfrButton } from "fc-pivot/dsfr";
import { useSession } from "fc-pivot/react";

export function SignInButton() {
  const signIn = useSession();
  return <FranceConnectButton {...reactDsfrButton(signIn, { returnTo: "/account", acr: "eidas3" })} />;
}
