// fc-pivot with the session at the edge: the Worker does the rest.
import { edgeSession } from "fc-pivot";

const auth = edgeSession();

export const begin = async () => auth.loginUrl();

export async function finish() {
  return (await auth.session()).identity.sub;
}
