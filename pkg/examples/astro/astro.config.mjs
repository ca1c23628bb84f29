import cloudflare from "@astrojs/cloudflare";
import node from "@astrojs/node";
import { defineConfig } from "astro/config";

export default defineConfig({
  output: "server",
  // One of the two is enough for a project of yours.
  adapter: process.env.ADAPTER === "cloudflare" ? cloudflare() : node({ mode: "standalone" }),
  // Astro refuses forms, the sign-out's too, until it knows by which names browsers call the service.
  security: { allowedDomains: [{ hostname: "your-service.example" }, { hostname: "localhost" }] },
});
