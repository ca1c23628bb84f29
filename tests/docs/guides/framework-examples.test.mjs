/** The guides to frameworks are their examples' text: whole files, which tests/ship/frameworks builds and drives, under the versions that are named. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, it } from "node:test";
import { filesBelow, root } from "../../runner/checkout.mjs";
import { documentAt } from "../readme/blocks.mjs";

/** By example: the packages whose version the guide names, and what is boilerplate that every project of its kind has. */
const GUIDES = {
  "pkg/guides/next.md": { example: "next", names: ["next"], boilerplate: ["app/layout.tsx", "tsconfig.json"] },
  "pkg/guides/nuxt.md": { example: "nuxt", names: ["nuxt"], boilerplate: ["app/app.vue"] },
  "pkg/guides/astro.md": { example: "astro", names: ["astro", "@astrojs/node", "@astrojs/cloudflare"], boilerplate: [] },
  "pkg/guides/hono.md": { example: "hono", names: ["hono", "@hono/node-server"], boilerplate: ["tsconfig.json"] },
  "pkg/guides/sveltekit.md": {
    example: "sveltekit", names: ["@sveltejs/kit", "@sveltejs/adapter-node", "@sveltejs/adapter-cloudflare"],
    boilerplate: ["src/app.html", "tsconfig.json"],
  },
};

/** What people call them. */
const SPOKEN = {
  "@astrojs/cloudflare": "`@astrojs/cloudflare`", "@astrojs/node": "`@astrojs/node`", "@hono/node-server": "`@hono/node-server`", "@sveltejs/adapter-cloudflare": "adapter-cloudflare",
  "@sveltejs/adapter-node": "adapter-node", "@sveltejs/kit": "SvelteKit", astro: "Astro", hono: "Hono", next: "Next", nuxt: "Nuxt",
};

for (const [path, { example, names, boilerplate }] of Object.entries(GUIDES)) {
  describe(path, async () => {
    const { text } = await documentAt(path);
    const folder = `${root}pkg/examples/${example}`;
    const files = filesBelow(folder).map((file) => relative(folder, file));
    const { scripts, dependencies, devDependencies } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
    const shown = [...text.matchAll(/^```(?!sh)\w+\n(?:\/\/|<!--) examples\/(\S+?)(?: -->)?\n(.*?)^```$/gms)]
      .map(([, file, block]) => [file.slice(example.length + 1), block]);

    it("shows files as they are", () => {
      for (const [file, block] of shown) assert.equal(block, readFileSync(`${folder}/${file}`, "utf8"), file);
    });

    it("shows all of them but for what every project has", () => {
      assert.deepEqual([...shown.map(([file]) => file), ...boilerplate, "package.json"].sort(), files);
    });

    it("has no other code than commands that its manifest knows", () => {
      const blocks = [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
      const commands = blocks.filter(([, language]) => language === "sh");
      assert.equal(blocks.length, shown.length + commands.length);
      for (const line of commands.flatMap(([, , block]) => block.trim().split("\n"))) {
        const [, script] = /^npm run (\S+)$/.exec(line) ?? [];
        if (script !== undefined) assert.ok(scripts[script], line);
        else assert.ok(line === "npm install fc-pivot" || line === "npx wrangler deploy" || line.endsWith(` ${scripts.start}`), line);
      }
    });

    it("names the versions that the example installs", () => {
      for (const name of names) {
        assert.ok(text.includes(`${SPOKEN[name] ?? name} ${{ ...dependencies, ...devDependencies }[name]}`), name);
      }
    });
  });
}
