// `fc-pivot/testing`: signed-in people and every error for an application's own tests, without a provider, a Worker or Wasm.
// For tests of routes behind a Worker there is `fc-pivot/testing/worker`.

export { errorAddress, errorCodes } from "./failures.js";
export { type AgentName, type CitizenName, type TestPerson, agent, agents, citizen, citizens } from "./federations.js";
export {
  type Call,
  type FailingOptions,
  type FederationOptions,
  type SignedInOptions,
  type TestSignIn,
  failing,
  signedInAs,
  signedInAsAgent,
  signedInAsCitizen,
  signedOut,
} from "./page.js";
export { type PersonDescription, type PersonName, type PersonOptions, person, persons } from "./persons.js";
