/** The example service through real sign-ins, in workerd over SQLite: first visits, proofs, twins, a changed `sub`, races. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { addFile, count, linksOf } from "./files.mjs";
import { startService, sub } from "./service.mjs";

// Written as an old application has it: capitals without accents, the city for its arrondissement, the married name beside.
const SOLENE = { birthName: "KERVOALEN", usualName: "Vasseur Morin", givenNames: "SOLENE CAPUCINE", gender: "female", birthdate: "1987-05-23", birthplace: "29019" };
const GASPARD = { birthName: "TREMEAU", givenNames: "Gaspard, Louis", gender: "male", birthdate: "1992-11-08", birthplace: "69383" };
const MARIE_ANGE = { birthName: "TALBOURDEL", givenNames: "Marie Ange Noemie", gender: "female", birthdate: "1988-01-19", birthplace: "22278" };

describe("account linking", () => {
  let service;
  before(async () => {
    service = await startService();
  });
  after(() => service.stop());

  const linked = (file) => [200, { state: "linked", file }];

  it("lets nobody in who has not signed in, nor another site's page act", async () => {
    assert.equal((await fetch(`${service.origin}/visit`)).status, 401);
    const visitor = await service.visitor("corsica-south");
    assert.deepEqual(await visitor.post("/visit/open", {}, "https://elsewhere.example"), [403, { state: "cross_origin" }]);
    assert.equal((await visitor.get("/visit"))[0], 200);
  });

  it("matches a first visit with the existing file, on proof, and knows her from then on", async () => {
    const file = await addFile(service.db, "A-100", SOLENE);
    const visitor = await service.visitor("married-name");
    assert.deepEqual(await visitor.get("/visit"), [200, { state: "match", asks: "file_number" }]);
    assert.deepEqual(await visitor.post("/visit/confirm", { file_number: "A-101" }), [403, { state: "wrong_number" }]);
    assert.deepEqual(await linksOf(service.db, file), []);
    assert.deepEqual(await visitor.post("/visit/confirm", { file_number: "A-100" }), linked(file));
    assert.deepEqual(await (await service.visitor("married-name")).get("/visit"), linked(file));

    const [{ basis }] = await linksOf(service.db, file);
    assert.deepEqual(basis, {
      outcome: "match",
      agreed: ["name: same, provider", "givenNames: same, provider", "gender: same, provider", "birthdate: same, provider", "birthplace: same, provider"],
      confirmedBy: "person",
      evidence: "file number",
    });
  });

  it("stops guesses: after five wrong numbers the right one is refused too", async () => {
    const file = await addFile(service.db, "B-200", { birthName: "ALBERTONI", givenNames: "Petru", birthdate: "1983-12-11", birthplace: "20033" });
    const visitor = await service.visitor("corsica-north");
    const guesses = await Promise.all(Array.from({ length: 8 }, (_, guess) => visitor.post("/visit/confirm", { file_number: `B-${guess}` })));
    assert.deepEqual(guesses.map(([status]) => status).sort(), [403, 403, 403, 403, 403, 429, 429, 429]);
    assert.deepEqual(await visitor.post("/visit/confirm", { file_number: "B-200" }), [429, { state: "too_many_tries" }]);
    assert.deepEqual(await linksOf(service.db, file), []);
  });

  it("opens a file for somebody new, one, however often she asks at once", async () => {
    const before = await count(service.db, "file");
    const visitor = await service.visitor("born-abroad");
    assert.deepEqual(await visitor.get("/visit"), [200, { state: "new" }]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => visitor.post("/visit/open")));
    const states = answers.map(([, { state }]) => state);
    assert.equal(states.filter((state) => state === "linked").length, 1);
    assert.ok(states.every((state) => ["linked", "raced", "linked_already"].includes(state)), String(states));
    assert.equal(await count(service.db, "file"), before + 1);
    assert.equal((await visitor.get("/visit"))[1].state, "linked");
  });

  it("asks an agent where too little is known to tell a namesake: born in 1951, in Algeria", async () => {
    const file = await addFile(service.db, "C-300", { birthName: "AIT MAHREZ", givenNames: "IDIR", gender: "male", birthdate: "1951-00-00", birthCountry: "99352" });
    const visitor = await service.visitor("presumed-month-and-day");
    assert.deepEqual(await visitor.get("/visit"), [200, { state: "unsure" }]);
    assert.deepEqual(await visitor.post("/visit/confirm", { file_number: "C-300" }), [409, { state: "nothing_to_confirm" }]);
    assert.deepEqual(await linksOf(service.db, file), []);
  });

  it("never gives a twin her sister's file, linked or not, although they share an e-mail address", async () => {
    const file = await addFile(service.db, "D-400", MARIE_ANGE);
    const sister = await service.visitor("other-twin");
    assert.deepEqual(await sister.get("/visit"), [200, { state: "new" }]);
    assert.deepEqual(await sister.post("/visit/confirm", { file_number: "D-400" }), [409, { state: "nothing_to_confirm" }]);

    const herself = await service.visitor("twin");
    assert.deepEqual(await herself.post("/visit/confirm", { file_number: "D-400" }), linked(file));
    // A changed given name would look like this. Data cannot tell, so she is asked, and opens a file of her own.
    assert.deepEqual(await sister.get("/visit"), [200, { state: "unsure" }]);
    const [status, own] = await sister.post("/visit/open");
    assert.deepEqual([status, own.state, own.file === file], [200, "linked", false]);
    assert.deepEqual(await herself.get("/visit"), linked(file));
  });

  it("has a database that keeps one file for a sub and one holder for a file, whoever writes", async () => {
    const [one, other] = [await addFile(service.db, "G-700", SOLENE), await addFile(service.db, "G-701", SOLENE)];
    const insert = (sub, file, superseded = null) =>
      service.db.prepare("INSERT INTO link (issuer, sub, file_id, basis, superseded_at) VALUES ('i', ?, ?, '{}', ?)").bind(sub, file, superseded).run();
    await insert("first", one);
    await assert.rejects(insert("first", other), /UNIQUE constraint failed: link\.issuer, link\.sub/);
    await assert.rejects(insert("second", one), /UNIQUE constraint failed: link\.file_id, link\.issuer/);
    await insert("former", one, 1);
    await assert.rejects(insert("former", other), /UNIQUE constraint failed: link\.issuer, link\.sub/);
    await insert("second", other);
    assert.equal((await linksOf(service.db, one)).length, 2);
  });

  it("writes nothing for a file that is erased at that very moment", async () => {
    const file = await addFile(service.db, "H-800", { birthName: "HAOCAS", givenNames: "Wadrawane", birthdate: "1976-06-24", birthplace: "98818" });
    const visitor = await service.visitor("overseas-collectivity");
    await service.db.prepare("CREATE TRIGGER erase BEFORE INSERT ON link BEGIN DELETE FROM file WHERE id = NEW.file_id; END").run();
    assert.deepEqual(await visitor.post("/visit/confirm", { file_number: "H-800" }), [409, { state: "raced" }]);
    await service.db.prepare("DROP TRIGGER erase").run();
    assert.deepEqual(await linksOf(service.db, file), []);
    assert.deepEqual(await visitor.post("/visit/confirm", { file_number: "H-800" }), linked(file));
  });

  describe("a changed sub", () => {
    let file;
    let agent;
    before(async () => {
      file = await addFile(service.db, "E-500", GASPARD);
      await (await service.visitor("no-usual-name")).post("/visit/confirm", { file_number: "E-500" });
      await service.db.prepare("INSERT INTO agent (issuer, sub, name) VALUES (?, ?, 'agent 7')").bind(service.issuer, sub("level-eidas2")).run();
      agent = await service.visitor("level-eidas2");
    });

    it("never takes the file over by itself, whatever she knows of it", async () => {
      const changed = await service.visitor("name-changed");
      assert.deepEqual(await changed.get("/visit"), [200, { state: "unsure" }]);
      assert.deepEqual(await changed.post("/visit/confirm", { file_number: "E-500" }), [409, { state: "nothing_to_confirm" }]);
      assert.deepEqual(await (await service.visitor("no-usual-name")).get("/visit"), linked(file));
    });

    it("is decided by an agent only, on evidence, for a file in question", async () => {
      const changed = await service.visitor("name-changed");
      assert.deepEqual(await changed.post("/visit/ask-agent"), [202, { state: "waiting" }]);
      assert.deepEqual(await changed.post("/visit/ask-agent"), [202, { state: "waiting" }]);
      assert.deepEqual(await changed.get("/agent/requests"), [403, { state: "not_an_agent" }]);

      const [, { requests }] = await agent.get("/agent/requests");
      assert.equal(requests.length, 1);
      const [{ request, outcome, candidates, person }] = requests;
      assert.equal(outcome, "changedSub");
      assert.deepEqual(candidates.map(({ fileId, differs, linkedSub }) => ({ fileId, differs, linkedSub })), [{ fileId: file, differs: ["name"], linkedSub: sub("no-usual-name") }]);
      assert.ok(!JSON.stringify(person).includes("@"), "no e-mail address is kept");

      const decision = { request, file, evidence: "birth certificate with the marginal note" };
      assert.deepEqual(await changed.post("/agent/accept", decision), [403, { state: "not_an_agent" }]);
      assert.deepEqual(await agent.post("/agent/accept", { ...decision, evidence: " " }), [400, { state: "no_evidence" }]);
      assert.deepEqual(await agent.post("/agent/accept", { ...decision, file: "1" }), [409, { state: "not_a_candidate" }]);
      assert.deepEqual(await agent.post("/agent/accept", { ...decision, request: "999" }), [404, { state: "no_request" }]);
      assert.deepEqual(await agent.post("/agent/accept", decision), linked(file));

      assert.deepEqual(await changed.get("/visit"), linked(file));
      assert.equal(await count(service.db, "request"), 0);
    });

    it("keeps both links in the history, and the former sub opens nothing any more", async () => {
      const [former, current] = await linksOf(service.db, file);
      assert.deepEqual([former.sub, former.superseded], [sub("no-usual-name"), true]);
      assert.deepEqual([current.sub, current.superseded], [sub("name-changed"), false]);
      assert.deepEqual([current.basis.outcome, current.basis.confirmedBy, current.basis.agent], ["changedSub", "agent", "agent 7"]);
      const formerly = await service.visitor("no-usual-name");
      assert.deepEqual(await formerly.get("/visit"), [403, { state: "superseded" }]);
      assert.deepEqual(await formerly.post("/visit/open"), [409, { state: "linked_already" }]);
    });

    it("is erased with its file, in the history as well, and no other link is", async () => {
      const others = (await count(service.db, "link")) - 2;
      assert.equal((await linksOf(service.db, file)).length, 2);
      await service.db.prepare("DELETE FROM file WHERE id = ?").bind(file).run();
      assert.deepEqual(await linksOf(service.db, file), []);
      assert.equal(await count(service.db, "link"), others);
      assert.ok(others > 0);
      for (const person of ["no-usual-name", "name-changed"]) assert.deepEqual(await (await service.visitor(person)).get("/visit"), [200, { state: "new" }]);
    });

    it("is not decided by an agent in a case of her own", async () => {
      await addFile(service.db, "F-600", { birthName: "AUBRAC ROUX", givenNames: "Clemence", birthdate: "1972-05-06" });
      assert.deepEqual(await agent.post("/visit/ask-agent"), [202, { state: "waiting" }]);
      const [, { requests: [{ request, candidates: [{ fileId }] }] }] = await agent.get("/agent/requests");
      assert.deepEqual(await agent.post("/agent/accept", { request, file: fileId, evidence: "I know me" }), [403, { state: "own_case" }]);
      assert.deepEqual(await agent.post("/agent/refuse", { request }), [200, { state: "refused" }]);
      assert.equal(await count(service.db, "request"), 0);
    });
  });
});
