// The files and links in D1 (SQLite), as fc-pivot/linking wants them.
// Comes in: its questions and writes. Goes out: rows. Never: a constraint that is checked by looking first; the database holds them.

import { type Candidate, type CivilStatus, type Link, type LinkStore, searchKeys } from "fc-pivot/linking";

interface FileRow {
  id: number;
  birth_name: string | null;
  usual_name: string | null;
  given_names: string | null;
  gender: CivilStatus["gender"] | null;
  birthdate: string | null;
  birthplace: string | null;
  birth_country: string | null;
  linked_sub: string | null;
}

const FIND_LINK = "SELECT file_id, superseded_at FROM link WHERE issuer = ? AND sub = ?";

const FIND_CANDIDATES = `
  SELECT file.*, link.sub AS linked_sub
  FROM file LEFT JOIN link ON link.file_id = file.id AND link.issuer = ?1 AND link.superseded_at IS NULL
  WHERE birth_year IN (SELECT value FROM json_each(?2))
    AND (birth_name_key IN (SELECT value FROM json_each(?3))
      OR usual_name_key IN (SELECT value FROM json_each(?3))
      OR given_name_key IN (SELECT value FROM json_each(?4)))`;

const ADD_LINK = "INSERT INTO link (issuer, sub, file_id, basis) VALUES (?, ?, ?, ?)";

const SUPERSEDE = "UPDATE link SET superseded_at = unixepoch() WHERE issuer = ? AND sub = ? AND file_id = ? AND superseded_at IS NULL";

export const INSERT_FILE = `
  INSERT INTO file (number, birth_name, usual_name, given_names, gender, birthdate, birthplace, birth_country,
    birth_year, birth_name_key, usual_name_key, given_name_key)
  VALUES (lower(hex(randomblob(8))), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`;

const LINK_INSERTED_FILE = "INSERT INTO link (issuer, sub, file_id, basis) VALUES (?, ?, last_insert_rowid(), ?)";

/** The store over one database. */
export function linkStore(db: D1Database): LinkStore {
  return {
    async findLink({ issuer, sub }): Promise<Link | null> {
      const row = await db.prepare(FIND_LINK).bind(issuer, sub).first<{ file_id: number; superseded_at: number | null }>();
      return row && { fileId: String(row.file_id), superseded: row.superseded_at !== null };
    },

    async findCandidates({ issuer, birthYears, nameKeys, givenNameKeys }) {
      const lists = [birthYears, nameKeys, givenNameKeys].map((list) => JSON.stringify(list));
      const { results } = await db
        .prepare(FIND_CANDIDATES)
        .bind(issuer, ...lists)
        .all<FileRow>();
      return results.map(candidateOf);
    },

    async addLink({ issuer, sub, fileId, basis }) {
      const done = await unlessTaken(db.batch([db.prepare(ADD_LINK).bind(issuer, sub, fileId, JSON.stringify(basis))]));
      return done !== null;
    },

    async replaceLink({ issuer, sub, fileId, basis }, formerSub) {
      const former = db.prepare(SUPERSEDE).bind(issuer, formerSub, fileId);
      const added = db.prepare(ADD_LINK).bind(issuer, sub, fileId, JSON.stringify(basis));
      return (await unlessTaken(db.batch([former, added]))) !== null;
    },

    async openFile({ issuer, sub, basis }, civilStatus) {
      const file = db.prepare(INSERT_FILE).bind(...valuesOf(civilStatus));
      const linked = db.prepare(LINK_INSERTED_FILE).bind(issuer, sub, JSON.stringify(basis));
      const done = await unlessTaken(db.batch<{ id: number }>([file, linked]));
      return done && String(done[0]!.results[0]!.id);
    },
  };
}

/** The values of `INSERT_FILE`. */
export function valuesOf(civilStatus: CivilStatus): unknown[] {
  const { birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry } = civilStatus;
  const { birthYear, birthNameKey, usualNameKey, givenNameKey } = searchKeys(civilStatus);
  const known = [birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry].map((value) => value ?? null);
  return [...known, birthYear, birthNameKey, usualNameKey, givenNameKey];
}

function candidateOf({ id, linked_sub, ...row }: FileRow): Candidate {
  const civilStatus = {
    birthName: row.birth_name,
    usualName: row.usual_name,
    givenNames: row.given_names,
    gender: row.gender,
    birthdate: row.birthdate,
    birthplace: row.birthplace,
    birthCountry: row.birth_country,
  };
  const known = Object.fromEntries(Object.entries(civilStatus).filter(([, value]) => value !== null)) as CivilStatus;
  return { fileId: String(id), civilStatus: known, ...(linked_sub === null ? {} : { linkedSub: linked_sub }) };
}

const TAKEN_OR_ERASED = /UNIQUE constraint failed: link\.|FOREIGN KEY constraint failed/;

/** What the batch gave; `null` where a link stands in the way, or the file is erased, and nothing was written. */
async function unlessTaken<Result>(batch: Promise<Result>): Promise<Result | null> {
  try {
    return await batch;
  } catch (thrown) {
    if (thrown instanceof Error && TAKEN_OR_ERASED.test(thrown.message)) return null;
    throw thrown;
  }
}
