import { edgeSession, FcPivotError, isErrorCode } from "fc-pivot";
import { session } from "../auth";

type Props = { searchParams: Promise<{ auth_error?: string }> };

export default async function Page({ searchParams }: Props) {
  const { auth_error: code } = await searchParams;
  const signedIn = await session();
  return (
    <main>
      {isErrorCode(code) && <p role="alert">{new FcPivotError(code).userMessage("en")}</p>}
      {signedIn ? <a href="/account">Your account</a> : <a href={edgeSession().loginUrl({ returnTo: "/account" })}>Sign in with FranceConnect</a>}
    </main>
  );
}
