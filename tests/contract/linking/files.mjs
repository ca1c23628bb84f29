/**
 * Files of the service, as they were before anybody signed in.
 *
 * In: the database, what a file says. Out: rows, and what the links say. Never: a link; only the service makes one.
 */
import { searchKeys } from "fc-pivot/linking";

const INSERT = `
  INSERT INTO file (number, birth_name, usual_name, given_names, gender, birthdate, birthplace, birth_country,
    birth_year, birth_name_key, usual_name_key, given_name_key)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`;

/** Writes a file; gives its id as the service does. */
export async function addFile(db, number, civilStatus) {
  const { birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry } = civilStatus;
  const known = [birthName, usualName, givenNames, gender, birthdate, birthplace, birthCountry].map((value) => value ?? null);
  const { id } = await db.prepare(INSERT).bind(number, ...known, ...Object.values(searchKeys(civilStatus))).first();
  return String(id);
}

/** The links of a file, the first one first. */
export async function linksOf(db, fileId) {
  const { results } = await db.prepare("SELECT sub, superseded_at IS NOT NULL AS superseded, basis FROM link WHERE file_id = ? ORDER BY superseded DESC").bind(fileId).all();
  return results.map(({ sub, superseded, basis }) => ({ sub, superseded: superseded === 1, basis: JSON.parse(basis) }));
}

export const count = async (db, table) => (await db.prepare(`SELECT count(*) AS n FROM ${table}`).first()).n;
