/** What waits for an agent: a decision is for the very request that she saw, as she saw it, and for nobody else's. */
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "node:test";
import { addFile, count, linksOf } from "./files.mjs";
import { startService, sub } from "./service.mjs";

// Without a place of birth: too little to tell a namesake, so an agent decides.
const MARIE_ANGE = { birthName: "TALBOURDEL", givenNames: "Marie-Ange Noémie", gender: "female", birthdate: "1988-01-19" };
const GHJULIA = { birthName: "SANTUCCI-LECA", givenNames: "Ghjulia", gender: "female", birthdate: "1995-04-26" };
const PETRU = { birthName: "ALBERTONI", givenNames: "Petru Andria", gender: "male", birthdate: "1983-12-11" };

describe("requests to an agent", () => {
  let service;
  let agent;
  before(async () => {
    service = await startService();
    await service.db.prepare("INSERT INTO agent (issuer, sub, name) VALUES (?, ?, 'agent 7')").bind(service.issuer, sub("level-eidas2")).run();
    agent = await service.visitor("level-eidas2");
  });
  beforeEach(() => service.db.prepare("DELETE FROM request").run());
  after(() => service.stop());

  const NO_REQUEST = [404, { state: "no_request" }];
  const evidence = "birth certificate";

  /** Somebody asks for an agent; gives what the agent then sees of her. */
  async function ask(visitor, personId) {
    assert.deepEqual(await visitor.post("/visit/ask-agent"), [202, { state: "waiting" }]);
    const [, { requests }] = await agent.get("/agent/requests");
    return requests.find(({ person }) => person.sub === sub(personId));
  }

  it("are not touched by a decision on an earlier one, which is gone", async () => {
    await addFile(service.db, "A-100", MARIE_ANGE);
    const file = await addFile(service.db, "B-200", GHJULIA);
    const [former, present] = [await service.visitor("twin"), await service.visitor("corsica-south")];

    const { request: stale } = await ask(former, "twin");
    assert.equal((await former.post("/visit/open"))[0], 200);
    const { request } = await ask(present, "corsica-south");
    assert.deepEqual(await agent.post("/agent/accept", { request: stale, file, evidence }), NO_REQUEST);
    assert.deepEqual(await agent.post("/agent/refuse", { request: stale }), NO_REQUEST);
    assert.deepEqual(await linksOf(service.db, file), []);
    assert.equal(await count(service.db, "request"), 1);

    assert.deepEqual(await agent.post("/agent/accept", { request, file, evidence }), [200, { state: "linked", file }]);
    assert.equal(await count(service.db, "request"), 0);
    assert.deepEqual(await agent.post("/agent/refuse", { request }), NO_REQUEST);
  });

  it("are decided on what she says now, by an agent who has seen it", async () => {
    const file = await addFile(service.db, "D-400", PETRU);
    const visitor = await service.visitor("corsica-north");
    const before = await ask(visitor, "corsica-north");
    // As though her identity provider had written her name otherwise, on the day when she first asked.
    await service.db.prepare("UPDATE request SET person = json_set(person, '$.birthName', 'ALBERTONNI')").run();
    const [, { requests: [earlier] }] = await agent.get("/agent/requests");
    assert.equal(earlier.person.birthName, "ALBERTONNI");

    const { request, person, candidates } = await ask(visitor, "corsica-north");
    assert.deepEqual(person, before.person);
    assert.deepEqual(candidates.map(({ fileId, differs }) => ({ fileId, differs })), [{ fileId: file, differs: [] }]);
    assert.deepEqual(await agent.post("/agent/accept", { request: earlier.request, file, evidence }), NO_REQUEST);
    assert.deepEqual(await agent.post("/agent/refuse", { request: earlier.request }), NO_REQUEST);
    assert.equal(await count(service.db, "request"), 1);

    assert.equal((await ask(visitor, "corsica-north")).request, request, "to ask again the same takes nothing out of the agent's hands");
    assert.deepEqual(await agent.post("/agent/accept", { request, file, evidence }), [200, { state: "linked", file }]);
  });

  it("follow what she says when she comes again, whether she asks again or not", async () => {
    await addFile(service.db, "E-500", { birthName: "PAYET GRONDIN", givenNames: "Elodie Marie", birthdate: "1990-08-15" });
    const visitor = await service.visitor("overseas-department");
    const { person } = await ask(visitor, "overseas-department");
    await service.db.prepare("UPDATE request SET person = json_set(person, '$.birthName', 'PAYET')").run();
    const [, { requests: [earlier] }] = await agent.get("/agent/requests");
    assert.deepEqual(await visitor.get("/visit"), [200, { state: "unsure" }]);

    const [, { requests: [present] }] = await agent.get("/agent/requests");
    assert.deepEqual(present.person, person);
    assert.deepEqual(await agent.post("/agent/refuse", { request: earlier.request }), NO_REQUEST);
    assert.deepEqual(await agent.post("/agent/refuse", { request: present.request }), [200, { state: "refused" }]);
    assert.deepEqual(await visitor.get("/visit"), [200, { state: "unsure" }]);
    assert.equal(await count(service.db, "request"), 0, "to come again asks for nothing");
  });

  it("show the file that matched as well, for who cannot prove it by its number", async () => {
    const file = await addFile(service.db, "F-600", { birthName: "PEYRELONGUE", givenNames: "Lou Anne Colombe", gender: "female", birthdate: "2001-10-19", birthplace: "31555" });
    const { request, outcome, candidates } = await ask(await service.visitor("spaced-given-name-without-array"), "spaced-given-name-without-array");
    assert.deepEqual([outcome, ...candidates.map(({ fileId }) => fileId)], ["match", file]);
    assert.deepEqual(await agent.post("/agent/accept", { request, file, evidence }), [200, { state: "linked", file }]);
  });

  it("have names that nobody can guess", async () => {
    const { id } = await service.db.prepare("INSERT INTO request (issuer, sub, person) VALUES ('i', 's', '{}') RETURNING id").first();
    assert.deepEqual(await agent.post("/agent/refuse", { request: String(id) }), NO_REQUEST);
    assert.deepEqual(await agent.post("/agent/refuse"), NO_REQUEST);
    assert.equal(await count(service.db, "request"), 1);
  });

  it("never reuse a number; nor do files", async () => {
    const request = async () => (await service.db.prepare("INSERT INTO request (issuer, sub, person) VALUES ('i', 's', '{}') RETURNING id").first()).id;
    for (const [table, insert] of [["file", () => addFile(service.db, "C-300", PETRU)], ["request", request]]) {
      const first = await insert();
      await service.db.prepare(`DELETE FROM ${table} WHERE id = ?`).bind(first).run();
      assert.notEqual(String(await insert()), String(first), table);
    }
  });
});
