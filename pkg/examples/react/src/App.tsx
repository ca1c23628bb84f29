import type { Session } from "fc-pivot";
import { useSession } from "fc-pivot/react";

export function App() {
  const { status, session, error, login, logout, refresh } = useSession<Session>();
  return (
    <main aria-busy={status === "loading"}>
      {error !== null && <p role="alert">{error.userMessage("en")}</p>}
      {status === "failed" && <button onClick={refresh}>Try again</button>}
      {status === "signed-out" && <button onClick={() => login({ returnTo: "/?from=sign-in" })}>Sign in with FranceConnect</button>}
      {status === "signed-in" && (
        <>
          <p>Signed in as {session.identity.usualName ?? session.identity.birthName}</p>
          <p>
            until <time>{new Date(session.expiresAt * 1000).toISOString()}</time>
          </p>
          <button onClick={logout}>Sign out</button>
        </>
      )}
    </main>
  );
}
