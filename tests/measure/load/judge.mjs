/**
 * What was lost or wrong.
 *
 * In: visits (visit.mjs), answers to reads (reader.mjs), the faults that were committed (faults.mjs). Out: findings, as sentences; an empty
 * list is the bar. Never: a claim, a cookie or a token in a sentence: a test person is named by her id.
 */
import { isDeepStrictEqual } from "node:util";
import { expectedAssurance, expectedIdentity } from "../../world/persons/identities.mjs";
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { subjectOf } from "../../world/standin/index.mjs";

const DEMANDED = "eidas2";

/** One sign-in by itself: it ended in the session of exactly this person, or in a code and no session. */
export function judgeVisit(visit, issuer) {
  const { personId, answer, session, lost } = visit;
  const finding = (what) => [`sign-in of ${personId}: ${what}`];
  if (lost !== undefined) return finding(`lost: ${lost}`);
  if (answer.status !== 303) return finding(`answered ${answer.status}`);
  if (session.status >= 500) return finding(`its session read answered ${session.status}`);
  const code = codeOf(visit);
  if (code !== undefined) return isNobody(session) ? [] : finding(`ended in ${code}, and yet in a session (${session.status})`);
  if (answer.location !== "/") return finding("was sent to another place");
  if (session.status !== 200) return finding(`no session after it (${session.status})`);
  return isSessionOf(personId, session.text, issuer) ? [] : finding("the session is another person's, or not all of this one's");
}

/** The `auth_error` in which a sign-in ended. */
export const codeOf = ({ answer }) => /^\/\?auth_error=([a-z_]+)$/.exec(answer?.location ?? "")?.[1];

/** One read: `expected` has a status, and a text that must come to the letter or a test that it must pass. */
export function judgeRead(path, expected, { status, text, lost }) {
  if (lost !== undefined) return [`GET ${path}: lost: ${lost}`];
  if (status !== expected.status) return [`GET ${path}: answered ${status} instead of ${expected.status}`];
  const same = typeof expected.text === "function" ? expected.text(text) : expected.text === text;
  return same ? [] : [`GET ${path}: answered something else than what belongs to this person`];
}

/**
 * All sign-ins together with the faults: each code in which one ended has a commission of its own, while that sign-in ran; and
 * each commission that must show as a code did.
 */
export function judgeCodes(visits, committed) {
  const ended = visits.map((visit) => ({ ...visit, code: codeOf(visit) })).filter(({ code }) => code !== undefined);
  const codes = new Set([...ended.map(({ code }) => code), ...committed.flatMap(({ fault }) => fault.code ?? [])]);
  return [...codes].flatMap((code) => judgeCode(
    code,
    ended.filter((visit) => visit.code === code),
    committed.filter(({ fault }) => fault.code === code),
  ));
}

/** The sign-in that ends first takes the earliest commission in its time: no other choice explains more of them. */
function judgeCode(code, ended, committed) {
  const free = [...committed].sort((one, other) => one.at - other.at);
  const findings = [];
  for (const { personId, from, to } of [...ended].sort((one, other) => one.to - other.to)) {
    const index = free.findIndex(({ at }) => from <= at && at <= to);
    if (index === -1) findings.push(`sign-in of ${personId}: ended in ${code}, which no fault explains`);
    else free.splice(index, 1);
  }
  const mustShow = committed.filter(({ fault }) => !fault.retried).length;
  if (ended.length < mustShow) findings.push(`${code}: ${mustShow} faults were committed, and only ${ended.length} sign-ins ended in it`);
  return findings;
}

/** 401, and said so: what a stranger is told, or somebody whose sign-in failed. */
export const isNobody = ({ status, text }) => status === 401 && parsed(text)?.error?.code === "no_session";

/** Everything that is known of the person, and nothing of anybody else. */
function isSessionOf(personId, text, issuer) {
  const { identity, assurance } = parsed(text) ?? {};
  if (identity === undefined || assurance === undefined) return false;
  const expected = expectedIdentity(personId, { issuer, sub: subjectOf(CLIENT_ID, personId) });
  // The envelope's members differ from sign-in to sign-in, and `missing` is a set.
  const { iss, aud, exp, iat, ...raw } = identity.raw ?? {};
  const { authTime, ...level } = assurance;
  return isDeepStrictEqual({ ...identity, raw, missing: sorted(identity.missing) }, { ...expected, missing: sorted(expected.missing) })
    && isDeepStrictEqual(level, expectedAssurance(personId, DEMANDED));
}

const sorted = (names) => [...(names ?? [])].sort();

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
