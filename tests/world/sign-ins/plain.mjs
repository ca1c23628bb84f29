/**
 * A sign-in at a provider that asks nothing (tests/world/deployment/plain-provider.mjs).
 *
 * In: a person at the Worker. Out: the answer of the callback. Never: a page; such a provider shows none.
 */

/** Through the provider, and back to the callback. */
export async function throughProvider(person) {
  const cookies = new Map();
  let url = await person.startLogin();
  while (url.origin !== person.origin) {
    const answer = await fetch(url, { redirect: "manual", headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    url = new URL(answer.headers.get("location"), url);
  }
  return person.fetch(url);
}
