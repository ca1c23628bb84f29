import { FcPivotError, isErrorCode } from "fc-pivot";
import { fcPivotHono } from "fc-pivot/hono";
import { Hono } from "hono";
import { env } from "hono/adapter";
import type { FC } from "hono/jsx";

const { auth, routes, requireSession } = fcPivotHono();

const Page: FC = ({ children }) => (
  <html lang="en">
    <body>
      <main>{children}</main>
    </body>
  </html>
);

export const app = new Hono();

app.use(routes());

app.get("/", async (context) => {
  const code = context.req.query("auth_error");
  const session = await auth.session(context.req.raw, env(context));
  return context.html(
    <Page>
      {isErrorCode(code) && <p role="alert">{new FcPivotError(code).userMessage("en")}</p>}
      {session ? <a href="/account">Your account</a> : <a href="/auth/login?return_to=/account">Sign in with FranceConnect</a>}
    </Page>,
  );
});

app.get("/account", requireSession(), (context) => {
  const { identity } = context.var.session;
  return context.html(
    <Page>
      <p>Signed in as {identity.usualName ?? identity.birthName}</p>
      <form action="/auth/logout" method="post">
        <button>Sign out</button>
      </form>
    </Page>,
  );
});
