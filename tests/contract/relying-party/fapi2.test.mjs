/** The relying-party cases of FAPI 2 that concern a code flow, as the OpenID Foundation's suite names them, reproduced against the stand-in. */
import { CLIENT_ID } from "../../world/deployment/index.mjs";
import { callback, having, idToken, signedWith, unsigned, without } from "./faults.mjs";
import { reproduceAll } from "./reproduce.mjs";

const missing = ["iss", "aud", "exp", "nonce"].map((claim) => ({ name: `invalid-missing-${claim}`, wrongs: idToken(without(claim)), code: "claim_missing" }));

reproduceAll("fapi2-security-profile-final-client-test-", [
  { name: "invalid-alternate-alg", wrongs: signedWith("PS256"), code: "alg_not_allowed" },
  { name: "invalid-null-alg", wrongs: unsigned, code: "alg_not_allowed" },
  { name: "invalid-secondary-aud", wrongs: idToken(having("aud", [CLIENT_ID, "another-client"])), code: "aud_mismatch" },
  { name: "valid-aud-as-array", wrongs: idToken(having("aud", [CLIENT_ID])) },
  { name: "invalid-expired-exp", wrongs: idToken(having("exp", ({ iat }) => iat - 300)), code: "token_expired" },
  ...missing,
  { name: "ensure-authorization-response-with-invalid-state-fails", wrongs: callback("state", "0".repeat(64)), code: "state_unknown" },
  { name: "ensure-authorization-response-with-invalid-missing-state-fails", wrongs: callback("state"), code: "state_missing" },
  { name: "invalid-authorization-response-iss", wrongs: callback("iss", "https://evil.example/api/v2"), code: "callback_iss_mismatch" },
  { name: "remove-authorization-response-iss", wrongs: callback("iss"), code: "callback_iss_missing" },
]);
