import cloudflare from "@sveltejs/adapter-cloudflare";
import node from "@sveltejs/adapter-node";

// One of the two is enough for a project of yours.
const adapter = process.env.ADAPTER === "cloudflare" ? cloudflare() : node();

export default { kit: { adapter } };
