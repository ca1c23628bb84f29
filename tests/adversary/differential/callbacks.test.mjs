/**
 * Callback parameters: this library beside openid-client, which accepts one where it goes on to the token endpoint. Providers that say that
 * they send `iss` (RFC 9207), and one that does not.
 */
import { campaign } from "./campaign.mjs";
import { discoveryDocument, ISSUER } from "./honest.mjs";
import { applyAll, applyText, laxer, leadsTo, stricter } from "./operators.mjs";
import * as ours from "./ours.mjs";
import * as theirs from "./theirs.mjs";

class Redeemed extends Error {}

async function provider(document) {
  const deployment = await ours.deployment("oidc", undefined, document);
  let redeemed = false;
  const answers = (path) => {
    redeemed ||= path === "token";
    throw new Redeemed();
  };
  const configuration = await theirs.configuration({ server: document, answers });
  return {
    deployment,
    /** Refusals throw; a redeemed code is an acceptance. */
    async redeem(query, state) {
      redeemed = false;
      await theirs.exchanged(configuration, { query: query.replace(/^\?/, ""), state }).catch((error) => {
        if (!redeemed) throw error;
      });
    },
  };
}

const { authorization_response_iss_parameter_supported: _, ...silent } = discoveryDocument();
const providers = { "sends iss": await provider(discoveryDocument()), "silent": await provider(silent) };

/** The draft is a list of parameters; then the query's text. */
const on = (kind, operator) => ({ ...operator, only: [kind] });
const parameters = (change) => ({ draft: (draft, choices) => change(draft, choices) });
const set = (name, value) => parameters((draft, choices) => draft.map(([other, old]) => [other, other === name ? value(old, choices) : old]));
const without = (name) => parameters((draft) => draft.filter(([other]) => other !== name));
const added = (name, value) => parameters((draft, choices) => {
  const at = choices.below(draft.length + 1);
  return [...draft.slice(0, at), [name, typeof value === "function" ? value(draft) : value], ...draft.slice(at)];
});
const valueOf = (name) => (draft) => draft.find(([other]) => other === name)?.[1] ?? "";
const text = (spoil) => ({ text: spoil });
const error = (name) => parameters((draft) => [...draft.filter(([other]) => other !== "code"), ["error", name]]);
const another = (character) => (character === "0" ? "1" : "0");

const operators = {
  ...leadsTo("accepted", {
    "nothing, iss sent": on("sends iss", {}),
    "nothing, iss not announced": on("silent", {}),
    "no iss, not announced": on("silent", without("iss")),
    "parameters that nobody knows": added("session_state", "x.y"),
    "a parameter without a value": text((query) => `${query}&flag`),
    "escapes that are not needed": text((query) => query.replace("code=the", "code=%74he").replace("state=", "st%61te=")),
    "a question mark before it": text((query) => `?${query}`),
    "an ampersand too many": text((query) => `&${query}&&`),
    "another order": parameters((draft) => [...draft].reverse()),
    "a code with every kind of character": set("code", () => "a-Z_0.~!$'()*,;=:@%/?#[] +"),
    "28 parameters more": parameters((draft) => [...draft, ...Array.from({ length: 28 }, (_, number) => [`p${number}`, "x"])]),
    "an ID token in the query": added("id_token", "a.b.c"),
    "an access token in the query": added("token", "x"),
    "a JWT response in the query": added("response", "a.b.c"),
  }),

  ...leadsTo("state_missing", {
    "no state": without("state"),
    "state empty": set("state", () => ""),
    "nothing at all": text(() => ""),
    "state under another name": text((query) => query.replace("state=", "State=")),
    "parameters divided by semicolons": text((query) => query.replaceAll("&", ";")),
  }),
  ...leadsTo("state_unknown", {
    "state of another login": set("state", (_, choices) => choices.bytes(32).toString("hex")),
    "state, first character": set("state", (state) => another(state[0]) + state.slice(1)),
    "state, last character": set("state", (state) => state.slice(0, -1) + another(state.at(-1))),
    "state, some character": set("state", (state, choices) => {
      const at = choices.below(state.length);
      return state.slice(0, at) + another(state[at]) + state.slice(at + 1);
    }),
    "state cut short": set("state", (state, choices) => state.slice(0, choices.between(1, state.length - 1))),
    "state and more": set("state", (state) => `${state}0`),
    "state with a space": set("state", (state) => ` ${state}`),
    "state in capitals": set("state", (state) => `${state.toUpperCase()}`),
    "state with a zero octet": set("state", (state) => `${state}\0`),
  }),

  ...leadsTo("callback_iss_missing", { "no iss": on("sends iss", without("iss")) }),
  ...leadsTo("callback_iss_mismatch", {
    "iss of another": set("iss", () => "https://evil.example"),
    "iss with a slash": set("iss", (iss) => `${iss}/`),
    "iss in other letters": set("iss", (iss) => iss.toUpperCase()),
    "iss cut short": set("iss", (iss, choices) => iss.slice(0, choices.between(1, iss.length - 1))),
    "iss empty": set("iss", () => ""),
  }),

  ...leadsTo("callback_malformed", {
    "state twice": added("state", valueOf("state")),
    "error empty": added("error", ""),
    "code twice": added("code", "another"),
    "iss twice": added("iss", "https://evil.example"),
    "something twice": parameters((draft) => [...draft, ["x", "1"], ["x", "2"]]),
    "error twice": parameters((draft) => [...draft, ["error", "access_denied"], ["error", "access_denied"]]),
    "no code": without("code"),
    "code empty": set("code", () => ""),
    "code with a line break": set("code", () => "the\ncode"),
    "code with a zero octet": set("code", () => "the\0code"),
    "code beyond ASCII": set("code", () => "thé-code"),
    "code of more than 4 KB": set("code", (_, choices) => "c".repeat(choices.between(4097, 6000))),
    "code and error": added("error", "access_denied"),
    "29 parameters more": parameters((draft) => [...draft, ...Array.from({ length: 30 }, (_, number) => [`p${number}`, "x"])]),
    "more than 8 KB": added("x", "x".repeat(8192)),
  }),

  // The first one names the login to look for: refused either way, and a login that is ours is used up.
  ...leadsTo(["callback_malformed", "state_unknown"], { "state twice, differently": added("state", "x".repeat(64)) }),

  ...leadsTo("access_denied", { "error access_denied": error("access_denied") }),
  ...leadsTo("server_error", { "error server_error": error("server_error") }),
  ...leadsTo("provider_error", { "error of the provider's own": error("Y000400"), "error with markup": error("<script>") }),
};

const differences = [
  stricter("an empty parameter", ["callback_iss_mismatch", "callback_malformed"], ["iss empty", "error empty"],
    "RFC 6749 §3.1 treats it as omitted, and no provider sends one; refused where it would decide. To openid-client an empty text is false"),
  stricter("something said twice", "callback_malformed", ["something twice"],
    "RFC 6749 §3.1: no parameter more than once, whatever it is; openid-client asks that of the parameters that it reads"),
  stricter("a code that is none", "callback_malformed", ["code with a line break", "code with a zero octet", "code beyond ASCII"],
    "RFC 6749 appendix A.11: visible ASCII; openid-client sends on what came"),
  stricter("sizes", "callback_malformed", ["code of more than 4 KB", "29 parameters more", "more than 8 KB", "28 parameters more"],
    "limits of ours (src/base/limits.rs), beyond what browsers and proxies let through; openid-client has none"),
  laxer("what was not asked for", /^OAUTH_(UNSUPPORTED_OPERATION|INVALID_RESPONSE)$/,
    ["an ID token in the query", "an access token in the query", "a JWT response in the query"],
    "RFC 6749 §4.1.2: unrecognized parameters must be ignored. We have the code flow alone and never read these; the code itself is bound to " +
    "the login by state, iss and PKCE all the same. openid-client, which has the other flows too, takes them for a mistake of its caller"),
];

campaign({
  what: "callbacks (openid-client)",
  cases: 2000,
  operators,
  differences,
  ask: async (applied, choices) => {
    const kind = choices.pick(Object.keys(providers).filter((name) => applied.every(({ only }) => only === undefined || only.includes(name))));
    const { deployment, redeem } = providers[kind];
    const { login } = deployment;
    const honest = [["code", "the-code"], ["state", login.state], ["iss", ISSUER]];
    const query = String(applyText(applied, String(new URLSearchParams(applyAll(applied, "draft", honest, choices))), choices));
    return {
      ours: await ours.callback(deployment, query),
      theirs: await theirs.ask(() => redeem(query, login.state)),
    };
  },
});
