import cloudflare from "@sveltejs/adapter-cloudflare";
import node from "@sveltejs/adapter-node";
import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

// One of the two is enough for a project of yours.
const adapter = process.env.ADAPTER === "cloudflare" ? cloudflare() : node();

export default defineConfig({ plugins: [sveltekit({ adapter })] });
