/**
 * A login at the edge module, from its beginning to the session, with what lies between left to the test.
 *
 * In: the edge module's settings and provider. Out: what the login asked for, and sign-ins that answer it, as many as are wanted: reading a callback
 * takes nothing away. Never: a check that the module does not make.
 */
/** Begins one. Each call of `signIn` gives a machine that has not begun. */
export function loginAt(edge, provider, origin) {
  const { location, cookies: lines } = edge.login(provider, origin, "/auth", {}, "");
  const { searchParams } = new URL(location);
  const [state, nonce] = [searchParams.get("state"), searchParams.get("nonce")];
  const cookies = kept(lines);
  const query = String(new URLSearchParams({ code: "the-code", state, iss: edge.issuer }));
  return { state, nonce, cookies, query, signIn: () => edge.signIn(provider, edge.callback(query, cookies)) };
}

/** The session that a machine opens that is done. */
export function sessionOf(edge, { cookies }, machine) {
  const session = edge.session(kept(edge.openSession(machine, cookies).change.cookies));
  const said = JSON.parse(session.json());
  session.free();
  return said;
}

/** The `Cookie` header of a browser that was sent these lines. */
const kept = (lines) => lines.filter((line) => !line.includes("Max-Age=0")).map((line) => line.split(";")[0]).join("; ");
