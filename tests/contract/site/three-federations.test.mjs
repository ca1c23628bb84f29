/** pkg/examples/three-federations: citizens by FranceConnect and FranceConnect+, agents by ProConnect, in workerd at the three stand-ins. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, describe, it } from "node:test";
import { FcPivotError } from "fc-pivot";
import { federationButton } from "fc-pivot/dsfr";
import { root } from "../../runner/checkout.mjs";
import { bundled } from "../../world/deployment/bundled.mjs";
import { Person } from "../../world/deployment/person.mjs";
import { deployThreeWays } from "../../world/deployment/three-ways.mjs";

/** Where each door leads, and somebody who comes through it. */
const DOORS = {
  "franceconnect-plus": { prefix: "/auth", home: "/bank-details", id: "married-name" },
  franceconnect: { prefix: "/franceconnect", home: "/file", id: "married-name" },
  proconnect: { prefix: "/proconnect", home: "/desk", id: "state-agent" },
};
const HOMES = Object.values(DOORS).map(({ home }) => home);

it("the example's types hold", async () => {
  const command = [`${root}node_modules/typescript/bin/tsc`, "-p", `${root}pkg/examples/three-federations/tsconfig.json`, "--noEmit"];
  const { code, output } = await new Promise((resolve) => {
    execFile(process.execPath, command, (error, stdout) => resolve({ code: error?.code ?? 0, output: stdout }));
  });
  assert.equal(code, 0, output);
});

describe("a service with all three federations", () => {
  let example, deployment;
  before(async () => {
    example = await bundled(`${root}pkg/examples/three-federations`);
    deployment = await deployThreeWays({ built: example.folder });
  });
  after(async () => {
    await deployment?.stop();
    await example?.remove();
  });

  /** Through a door and where it leads, in a browser that may have come through others. */
  async function enter(federation, person = new Person(deployment.origin)) {
    const { prefix, home, id } = DOORS[federation];
    const login = await person.fetch(`${prefix}/login?return_to=${home}`);
    const callback = await person.atProvider(login.headers.get("location"), id);
    assert.equal((await person.fetch(callback.href)).headers.get("location"), home);
    return person;
  }

  async function statusesOf(person) {
    const statuses = {};
    for (const home of HOMES) statuses[home] = (await person.fetch(home)).status;
    return statuses;
  }

  it("has a page with a button for each", async () => {
    const page = await (await fetch(deployment.origin)).text();
    for (const [federation, { prefix, home }] of Object.entries(DOORS)) {
      const { classes, brand, about } = federationButton(federation, "fr");
      assert.ok(page.includes(`<a class="${classes}" href="${prefix}/login?return_to=${encodeURIComponent(home)}">`), federation);
      assert.ok(page.includes(brand) && page.includes(about.label) && page.includes(about.href), federation);
    }
    assert.doesNotMatch(page, /role="alert"/);
  });

  for (const [federation, opened] of Object.entries({
    "franceconnect-plus": ["/bank-details", "/file"], franceconnect: ["/file"], proconnect: ["/desk"],
  })) {
    it(`lets who came by ${federation} see ${opened.join(" and ")}, and nothing else`, async () => {
      const expected = Object.fromEntries(HOMES.map((home) => [home, opened.includes(home) ? 200 : 401]));
      assert.deepEqual(await statusesOf(await enter(federation)), expected);
      assert.deepEqual(await statusesOf(new Person(deployment.origin)), Object.fromEntries(HOMES.map((home) => [home, 401])));
    });
  }

  it("keeps the sessions of one browser apart, and ends each by itself", async () => {
    const person = await enter("proconnect", await enter("franceconnect", await enter("franceconnect-plus")));
    assert.deepEqual(Object.values(await statusesOf(person)), [200, 200, 200]);
    const issuers = new Set();
    for (const { prefix } of Object.values(DOORS)) {
      const { identity, agent } = await (await person.fetch(`${prefix}/session`)).json();
      issuers.add((identity ?? agent).issuer);
    }
    assert.equal(issuers.size, 3);
    const { origin } = deployment;
    const answer = await person.fetch("/proconnect/logout", { method: "POST", headers: { origin } });
    assert.ok(answer.headers.get("location").startsWith(deployment.standins.proconnect.origin));
    assert.deepEqual(await statusesOf(person), { "/bank-details": 200, "/file": 200, "/desk": 401 });
  });

  it("says below its own button why a login failed", async () => {
    for (const [federation, { prefix }] of Object.entries(DOORS)) {
      const answer = await new Person(deployment.origin).fetch(`${prefix}/login?acr=no-level`);
      assert.equal(answer.headers.get("location"), `/failed${prefix}?auth_error=login_request_invalid`);
      const page = await (await fetch(new URL(answer.headers.get("location"), deployment.origin))).text();
      const section = page.split("</section>").find((text) => text.includes('role="alert"'));
      assert.ok(section.includes(`href="${prefix}/login`), federation);
      assert.ok(section.includes(new FcPivotError("login_request_invalid").userMessage("fr")), federation);
    }
    const forged = await (await fetch(`${deployment.origin}/failed/auth?auth_error=%3Cscript%3E`)).text();
    assert.ok(!forged.includes("<script>") && forged.includes(new FcPivotError("internal").userMessage("fr")));
  });
});
