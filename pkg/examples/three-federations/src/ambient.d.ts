// What workerd offers beyond the web platform, as far as this Worker uses it.
declare module "cloudflare:workers" {
  export const env: object;
}
