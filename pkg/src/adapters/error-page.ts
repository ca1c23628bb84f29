// The page that `errorPath` names, which is served to people without a session too: they must read why they have none.
// Comes in: the option, the path of a request as the application's router reads it. Goes out: whether it is that page. Never: `/`, which has other
// uses; a path that is another one before it is normalised.

/** Makes the question whether a path is that page's. */
export function errorPage(errorPath = "/"): (pathname: string) => boolean {
  const { origin, pathname } = new URL(errorPath, "https://ours");
  return (path) => origin === "https://ours" && pathname !== "/" && path === pathname;
}
