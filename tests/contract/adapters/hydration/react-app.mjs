/** A component that shows everything which `useSession` knows: for the server and for the page. */
import { edgeSession } from "fc-pivot";
import { FcPivotProvider, useSession } from "fc-pivot/react";
import { createElement } from "react";

export function Shown() {
  const { status, session, error } = useSession();
  return createElement("p", { id: "shown" }, `${status} ${session === null ? "nobody" : session.identity.sub} ${error?.code ?? "no error"}`);
}

export const app = () => createElement(FcPivotProvider, { auth: edgeSession() }, createElement(Shown));
