import { redirect } from "next/navigation";
import { session } from "../../auth";

export default async function Account() {
  // proxy.ts lets nobody in without a session. A page asks by itself all the same: a matcher is easily wrong.
  const { identity } = (await session()) ?? redirect("/auth/login?return_to=/account");
  return (
    <main>
      <p>Signed in as {identity.usualName ?? identity.birthName}</p>
      <form action="/auth/logout" method="post">
        <button>Sign out</button>
      </form>
    </main>
  );
}
