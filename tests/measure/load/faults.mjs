/**
 * The faults of the provider that a load run switches on and off.
 *
 * In: the `wrongs` object of a running stand-in (tests/world/standin/wrongs.mjs). Out: every commission, with its moment and the code that it
 * explains. Never: a fault that stays on, nor one that is committed oftener than it was asked for.
 */
import { setTimeout as after } from "node:timers/promises";

/** Milliseconds that a fault waits for sign-ins to meet it: each of them passes there. */
const WINDOW = 5000;
/** And a fault where nobody need pass. */
const SHORT_WINDOW = 250;
/** Milliseconds of an honest provider between two faults, besides the wait for those who met the first. */
const CALM = 20;
/** Milliseconds that a late answer takes: well within the Worker's patience, so a sign-in has to bear it. */
const LATE = 200;

const reset = () => "reset";
const unavailable = () => ({ status: 503, headers: { "content-type": "text/html" }, body: "<p>Maintenance</p>" });
const page = () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<p>Maintenance</p>" });
const cut = (answer) => ({ ...answer, body: answer.body.slice(0, 100), cut: true });
const late = (answer) => after(LATE, answer);

/** The signature's first byte: its last character has bits that decode to nothing. */
const unsigned = ({ jws }) => {
  const at = jws.lastIndexOf(".") + 1;
  return `${jws.slice(0, at)}${jws[at] === "A" ? "B" : "A"}${jws.slice(at + 1)}`;
};
const having = (members) => ({ header, claims, sign }) => sign(header, { ...claims, ...members });
/** The identifier of another person, under the provider's own signature. */
const ofAnother = ({ header, claims, sign }) => sign(header, { ...claims, sub: `${[...claims.sub.slice(0, 64)].reverse().join("")}v1` });
const secondsAgo = (seconds) => Math.floor(Date.now() / 1000) - seconds;
const parameter = (name, value) => (url) => {
  url.searchParams.set(name, value);
  return url;
};

const atEndpoint = (endpoint, change) => (note) => ({ answer: { [endpoint]: noted(note, change) } });
const inToken = (token, change) => (note) => ({ [token]: noted(note, change) });
const inCallback = (change) => (note) => ({ callback: noted(note, change) });
const bareIdToken = (note) => ({
  envelope: ({ use, jws, header, encrypt }) => (use === "idtoken" ? noted(note, () => jws)() : encrypt(jws, header)),
});

const noted = (note, change) => (honest) => {
  note();
  return change(honest);
};

/**
 * What it is, the code that it explains, and how it is committed. A fault without a code is one that sign-ins bear: it explains nothing.
 * `retried` says that a Worker is free to ask again: the fault may show as a code, and need not. All others must show, each time.
 * `rare` is what sign-ins need not meet.
 */
export const FAULTS = [
  { name: "token endpoint: reset", code: "provider_unreachable", commit: atEndpoint("token", reset) },
  { name: "token endpoint: 503", code: "provider_unavailable", commit: atEndpoint("token", unavailable) },
  { name: "token endpoint: cut", code: "provider_unreachable", commit: atEndpoint("token", cut) },
  { name: "token endpoint: a page", code: "provider_answer_malformed", commit: atEndpoint("token", page) },
  { name: "token endpoint: late", commit: atEndpoint("token", late) },
  { name: "userinfo: reset", code: "provider_unreachable", retried: true, commit: atEndpoint("userinfo", reset) },
  { name: "userinfo: 503", code: "provider_unavailable", retried: true, commit: atEndpoint("userinfo", unavailable) },
  { name: "userinfo: late", commit: atEndpoint("userinfo", late) },
  { name: "ID token: broken signature", code: "signature_invalid", commit: inToken("idToken", unsigned) },
  { name: "ID token: nonce of another login", code: "nonce_mismatch", commit: inToken("idToken", having({ nonce: "ab".repeat(32) })) },
  { name: "ID token: expired", code: "token_expired", commit: inToken("idToken", (draft) => having({ exp: secondsAgo(120) })(draft)) },
  { name: "ID token: not encrypted", code: "token_not_encrypted", commit: bareIdToken },
  { name: "ID token: of another person", code: "sub_mismatch", commit: inToken("idToken", ofAnother) },
  { name: "userinfo: broken signature", code: "signature_invalid", commit: inToken("userinfoToken", unsigned) },
  { name: "userinfo: of another person", code: "sub_mismatch", commit: inToken("userinfoToken", ofAnother) },
  { name: "callback: state of another login", code: "state_unknown", commit: inCallback(parameter("state", "cd".repeat(32))) },
  { name: "callback: from another provider", code: "callback_iss_mismatch", commit: inCallback(parameter("iss", "https://evil.example")) },
  // The Worker has both documents already, and signs people in with them.
  { name: "discovery: reset", rare: true, commit: atEndpoint("discovery", reset) },
  { name: "keys: reset", rare: true, commit: atEndpoint("jwks", reset) },
];

/**
 * Goes through all faults again and again, each `times` at a turn, until `over` aborts or `turns` are done. Gives what was committed.
 * `settled` waits for the sign-ins that are under way: nobody meets two faults, of which one would hide the other.
 */
export async function commitFaults(wrongs, { times, turns, over, settled }) {
  const committed = [];
  for (let turn = 0; turn < turns && !over.aborted; turn += 1) {
    for (const fault of FAULTS) {
      if (over.aborted) break;
      await commitOne(wrongs, fault, { times, over, committed });
      await settled();
      await after(CALM);
    }
  }
  return committed;
}

function commitOne(wrongs, fault, { times, over, committed }) {
  return new Promise((resolve) => {
    let left = times;
    const end = () => {
      clearTimeout(timer);
      over.removeEventListener("abort", end);
      for (const name of Object.keys(wrongs)) delete wrongs[name];
      resolve();
    };
    const timer = setTimeout(end, fault.rare ? SHORT_WINDOW : WINDOW);
    over.addEventListener("abort", end);
    Object.assign(wrongs, fault.commit(() => {
      committed.push({ at: performance.now(), fault });
      left -= 1;
      if (left === 0) end();
    }));
  });
}
