/** A component that shows everything which `useSession` knows: for the server and for the page. */
import { edgeSession } from "fc-pivot";
import { fcPivot, useSession } from "fc-pivot/vue";
import { createSSRApp, h } from "vue";

const Shown = {
  setup() {
    const { status, session, error } = useSession();
    return () => h("p", { id: "shown" }, `${status.value} ${session.value === null ? "nobody" : session.value.identity.sub} ${error.value?.code ?? "no error"}`);
  },
};

export const app = () => createSSRApp(Shown).use(fcPivot(edgeSession()));
