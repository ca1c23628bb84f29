/**
 * worker/README.md, sections 1 and 3, typed as they stand there: into a copy of `worker/`, with links to the rooms beside it.
 *
 * Not here: `make build`, which the tests have behind them; what wants an account of Cloudflare's, which a dry run stands in for; plain
 * workerd, which tests/contract/worker/plain-workerd.test.mjs starts.
 */
import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readFile, rm, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { Person } from "../../world/deployment/person.mjs";
import { root } from "../../runner/checkout.mjs";
import { blocksOf } from "./blocks.mjs";
import { freePortsFor, replaced, run, type } from "./typing.mjs";

const [building, trying, preparing, deploying] = (await blocksOf("worker/README.md"))("sh");

let checkout;
before(async () => {
  await mkdir(`${root}.build`, { recursive: true });
  checkout = await mkdtemp(`${root}.build/deploying-`);
  await cp(`${root}worker`, `${checkout}/worker`, { recursive: true, filter: (path) => !/[/](?:dist|\.wrangler|\.dev\.vars)$/.test(path) });
  for (const room of ["pkg", "tests", "www"]) await symlink(`${root}${room}`, `${checkout}/${room}`);
});
after(() => rm(checkout, { recursive: true, force: true, maxRetries: 5 }));

describe("the Worker's guide", () => {
  it("has somebody signed in on her own machine", async (t) => {
    const { ports, onFreePorts } = await freePortsFor(8787, 9400);
    type(checkout, replaced(building, "make build\n", ""));
    const stop = await run(checkout, onFreePorts(trying), /Ready on/);
    t.after(stop);

    const person = new Person(`http://localhost:${ports[8787]}`);
    const answer = await person.signIn("married-name");
    assert.equal(answer.headers.get("location"), "/");
    const { identity } = await (await person.fetch("/auth/session")).json();
    assert.equal(identity.birthName, "KERVOALEN");
  });

  it("deploys with every setting that it has written down, and writes it for nobody else's eyes", async () => {
    const file = join(checkout, "your-service.env");
    type(checkout, replaced(preparing, "../your-service.env", file));
    assert.equal((await stat(file)).mode & 0o077, 0);
    const written = (await readFile(file, "utf8")).trim().split("\n").map((line) => line.slice(0, line.indexOf("=")));

    const secrets = [...deploying.matchAll(/secret put (\w+)$/gm)].map(([, name]) => name);
    const [command] = /^npx wrangler deploy .*$/m.exec(deploying);
    const said = type(`${checkout}/worker`, `${command} --dry-run`);
    const bound = [...said.matchAll(/^env\.(\w+)/gm)].map(([, name]) => name);
    assert.deepEqual([...bound, ...secrets].sort(), [...written, "ASSETS", "SESSIONS_DO"].sort());
  });
});
