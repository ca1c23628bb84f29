/** The packed package in real projects: each is built, served under a strict policy, and signs a person in, in Chromium. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { stage } from "../../world/browsers/stage.mjs";
import { start } from "../../world/demo/program.mjs";
import { CLIENT_ID, freePort } from "../../world/deployment/index.mjs";
import { subjectOf } from "../../world/standin/index.mjs";
import { startFront } from "./front.mjs";
import { MATRIX } from "./matrix.mjs";
import { npm, quiet } from "../../world/packed/npm.mjs";
import { workshop } from "./projects.mjs";

/** A development server compiles a page when it is first asked for it: on a busy machine that takes its time. */
const PATIENCE_MS = 180_000;

const shop = await workshop();
after(() => shop.remove());

// The Worker of all these projects is one itself: `fc-pivot/worker` from the tarball, bundled by wrangler.
const worker = await shop.project("workerd");
await npm(worker, "run", "build");

const projects = await Promise.all(MATRIX.map(async (row) => ({ ...row, port: await freePort() })));
const address = ({ port }) => `http://localhost:${port}/`;
const said = async (tab, id) => JSON.parse(await tab.locator(`#${id}`).textContent());

describe("the packed package, in a page made with", () => {
  const demo = stage({ built: join(worker, "dist/"), client: { redirect_uris: projects.map(address) } });

  /** Builds a project and serves it. */
  async function serve({ fixture, builds, files, serves, ready, needs, port }, closing) {
    const folder = await shop.project(fixture);
    if (builds !== undefined) await npm(folder, "run", builds);
    const upstream = serves && `http://localhost:${await startServer(folder, serves, ready, closing)}`;
    const front = await startFront({
      port, upstream, needs,
      worker: demo.origin,
      files: files && join(folder, files),
      options: { issuer: demo.standin.issuer, clientId: CLIENT_ID, redirectUri: address({ port }) },
    });
    closing.push(() => front.close());
    demo.pages.push(front.origin);
  }

  for (const project of projects) {
    describe(project.name, () => {
      const closing = [];
      before(() => serve(project, closing));
      after(async () => { for (const close of closing.reverse()) await close(); });

      it("signs a person in, with the Wasm module fetched once, after the click", async (t) => {
        const { tab } = await demo.profile(t);
        tab.setDefaultTimeout(PATIENCE_MS);
        const fetched = [];
        tab.on("response", (response) => {
          if (/\.wasm(\?|$)/.test(response.url())) fetched.push([response.status(), response.headers()["content-type"]]);
        });
        const page = await tab.goto(address(project));
        assert.match(page.headers()["content-security-policy"], /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'/);
        assert.deepEqual(await said(tab, "ready"), { loginUrl: "/auth/login?return_to=%2Fdossier", oneErrorClass: true });
        assert.deepEqual(fetched, []);

        await tab.locator("#sign-in").click();
        await tab.locator("[data-cancel]").waitFor();
        assert.deepEqual(fetched, [[200, "application/wasm"]]);
        await tab.locator('[data-person="married-name"]').click();
        assert.deepEqual(await said(tab, "result"), { sub: subjectOf(CLIENT_ID, "married-name"), acr: "eidas3", returnTo: "/dossier" });
      });

      if (project.fixture === "next") {
        it("renders the page's entries on the server", async () => {
          const html = await (await fetch(address(project))).text();
          assert.match(html, /<a id="rendered" href="\/auth\/login\?return_to=%2Fdossier">The sign-in was interrupted/);
          assert.match(html, /<button id="sign-in">/);
        });

        it("answers from a route handler", async () => {
          const answer = await fetch(`${address(project)}refusal`);
          assert.equal(answer.status, 403);
          assert.deepEqual(await answer.json(), { code: "access_denied", retryable: true });
        });
      }

      if (project.fixture === "script") {
        it("tries again after a failed initialisation, and initialises once for calls at the same time", async (t) => {
          const { tab } = await demo.profile(t);
          const fetched = [];
          await tab.route("**/*.wasm", (route) => {
            fetched.push(route.request().url());
            return fetched.length === 1 ? route.fulfill({ status: 503 }) : route.continue();
          });
          await tab.goto(address(project));
          const prefetch = async () => {
            await tab.locator("#prefetched").evaluateAll((all) => all.forEach((each) => each.remove()));
            await tab.locator("#prefetch").click();
            return said(tab, "prefetched");
          };
          assert.deepEqual(await prefetch(), Array(3).fill("wasm_unavailable"));
          assert.equal(fetched.length, 1);
          assert.deepEqual(await prefetch(), Array(3).fill("fulfilled"));
          assert.equal(fetched.length, 2);
          assert.deepEqual(await prefetch(), Array(3).fill("fulfilled"));
          assert.equal(fetched.length, 2);
        });
      }
    });
  }
});

/** Starts a project's own server; gives its port. */
async function startServer(folder, serves, ready, closing) {
  const port = await freePort();
  const [script, ...args] = serves(String(port));
  const program = start("npm", ["run", script, "--", ...args], { cwd: folder, env: quiet });
  closing.push(() => program.destroy());
  await program.says(ready);
  return port;
}
