import node from "@astrojs/node";
import { defineConfig } from "astro/config";

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  // Astro refuses forms, the sign-out's too, until it knows by which names browsers call the service.
  security: { allowedDomains: [{ hostname: "your-service.example" }, { hostname: "localhost" }] },
});
