/** The FranceConnect buttons of both libraries, as they are published, with our props: typed and rendered. */
import { FranceConnectButton } from "@codegouvfr/react-dsfr/FranceConnectButton";
import { DsfrFranceConnect } from "@gouvminint/vue-dsfr";
import { edgeSession } from "fc-pivot";
import { reactDsfrButton, reactDsfrLink, vueDsfrButton } from "fc-pivot/dsfr";
import { FcPivotProvider, useSession } from "fc-pivot/react";
import { fcPivot, useSession as useVueSession } from "fc-pivot/vue";
import { createElement, Fragment } from "react";
import { createRoot } from "react-dom/client";
import { createApp, h } from "vue";

const auth = edgeSession();
const wanted = { returnTo: "/account", acr: "eidas3" };

function ReactButtons() {
  const signIn = useSession();
  return createElement(
    Fragment,
    null,
    createElement(FranceConnectButton, { id: "link", ...reactDsfrLink(auth, wanted) }),
    createElement("form", { action: "/submitted" }, createElement(FranceConnectButton, { id: "button", ...reactDsfrButton(signIn, wanted) })),
  );
}

const VueButton = {
  setup() {
    const signIn = useVueSession();
    return () => h("form", { action: "/submitted" }, h(DsfrFranceConnect, vueDsfrButton(signIn, wanted)));
  },
};

createRoot(document.getElementById("react")!).render(createElement(FcPivotProvider, { auth }, createElement(ReactButtons)));
createApp(VueButton).use(fcPivot(auth)).mount("#vue");
