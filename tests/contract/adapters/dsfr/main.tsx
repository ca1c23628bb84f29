/** The FranceConnect and ProConnect buttons of both libraries, as they are published, as the guide has them, and two of them inside a form. */
import { edgeSession } from "fc-pivot";
import { FcPivotProvider } from "fc-pivot/react";
import { fcPivot } from "fc-pivot/vue";
import { createRoot } from "react-dom/client";
import { createApp } from "vue";
import { AgentSignIn } from "./ReactProConnect.tsx";
import { SignInButton } from "./ReactButton.tsx";
import { SignInLink } from "./ReactLink.tsx";
// @ts-expect-error TypeScript alone does not read Vue's files
import VueButton from "./VueButton.vue";

const auth = edgeSession();

createRoot(document.getElementById("react")!).render(
  <FcPivotProvider auth={auth}>
    <div id="link">
      <SignInLink />
    </div>
    <div id="proconnect">
      <AgentSignIn />
    </div>
    <form id="button" action="/submitted">
      <SignInButton />
    </form>
  </FcPivotProvider>,
);
createApp(VueButton).use(fcPivot(auth)).mount("#vue");
