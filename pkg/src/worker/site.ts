// The addresses of our routes and pages, as browsers see them.
// Comes in: a deployment, a request. Goes out: our origin, addresses of ours. Never: an address from a proxy's headers.

import type { Deployment } from "./deployment.js";

/** Our origin: the public origin of the settings, else the origin of the request's address. */
export function originOf({ edge }: Deployment, url: URL): string {
  return edge.publicOrigin ?? url.origin;
}

/** The same address at our public origin, where a person came by its variant with or without `www.`: cookies belong to one host. */
export function atPublicHost({ edge }: Deployment, url: URL): string | undefined {
  if (edge.publicOrigin === undefined) return undefined;
  const { hostname } = new URL(edge.publicOrigin);
  const other = hostname.startsWith("www.") ? hostname.slice(4) : `www.${hostname}`;
  return url.hostname === other ? `${edge.publicOrigin}${url.pathname}${url.search}` : undefined;
}

/** The address that starts a login. */
export function loginAddress(prefix: string, returnTo: string, acr?: string): string {
  const parameters = new URLSearchParams({ return_to: returnTo });
  if (acr !== undefined) parameters.set("acr", acr);
  return `${prefix}/login?${parameters}`;
}
