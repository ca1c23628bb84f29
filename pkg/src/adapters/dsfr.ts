// `fc-pivot/dsfr`: props for the FranceConnect and ProConnect buttons of the DSFR's component libraries, and the buttons as data.
// Comes in: a sign-in, the login's options, which federation. Goes out: the component's own props. Never: the libraries themselves.

import type { LoginOptions } from "../shared/session.js";
import type { Federation } from "./buttons.js";

export { type Federation, type FederationButton, FEDERATIONS, federationButton } from "./buttons.js";

/** What each federation's component of react-dsfr takes: `FranceConnectButton` twice, and `ProConnectButton`. */
export interface ReactDsfrLooks {
  "franceconnect-plus": { plus: true };
  franceconnect: { plus: false };
  proconnect: object;
}

/** The same of vue-dsfr, whose `DsfrFranceConnect` has no sister for ProConnect. */
export interface VueDsfrLooks {
  "franceconnect-plus": { secure: true };
  franceconnect: { secure: false };
}

const IN_REACT: ReactDsfrLooks = { "franceconnect-plus": { plus: true }, franceconnect: { plus: false }, proconnect: {} };
const IN_VUE: VueDsfrLooks = { "franceconnect-plus": { secure: true }, franceconnect: { secure: false } };

/** What starts a login: a `SignIn`, or better the result of `useSession`, whose `error` shows a failure. */
export interface LoginStarter {
  /** Leaves for the provider. */
  login(options?: LoginOptions): Promise<void>;
}

/** The props of react-dsfr's button, as a button. */
export type ReactDsfrButtonProps<Of extends Federation = "franceconnect-plus"> = ReactDsfrLooks[Of] & {
  /** Starts the login, and nothing else. */
  onClick(event: { preventDefault(): void }): void;
};

/** The props of react-dsfr's button, as a link. */
export type ReactDsfrLinkProps<Of extends Federation = "franceconnect-plus"> = ReactDsfrLooks[Of] & { url: string };

/** The props of `DsfrFranceConnect`. */
export type VueDsfrButtonProps<Of extends keyof VueDsfrLooks = "franceconnect-plus"> = VueDsfrLooks[Of] & {
  /** Starts the login where the button was clicked, and nothing else. */
  onClick(event: Event): void;
};

/**
 * `FranceConnectButton` of `@codegouvfr/react-dsfr`, or with `proconnect` its `ProConnectButton`, as a link: for `edgeSession()`. It works
 * without scripts. Without a federation it is FranceConnect+.
 */
export function reactDsfrLink<Of extends Federation = "franceconnect-plus">(
  auth: { loginUrl(options?: LoginOptions): string },
  options?: LoginOptions,
  federation: Of = "franceconnect-plus" as Of,
): ReactDsfrLinkProps<Of> {
  return { ...IN_REACT[federation], url: auth.loginUrl(options) };
}

/** `FranceConnectButton` of `@codegouvfr/react-dsfr`, or with `proconnect` its `ProConnectButton`, as a button: for either way of use. */
export function reactDsfrButton<Of extends Federation = "franceconnect-plus">(
  signIn: LoginStarter,
  options?: LoginOptions,
  federation: Of = "franceconnect-plus" as Of,
): ReactDsfrButtonProps<Of> {
  return { ...IN_REACT[federation], onClick: (event) => start(event, signIn, options) };
}

/**
 * `DsfrFranceConnect` of `@gouvminint/vue-dsfr`: for either way of use. The component has no event for a login; its `url` belongs to the link
 * below the button. Vue puts the listener on the component's root, so it reacts to clicks on the button alone.
 */
export function vueDsfrButton<Of extends keyof VueDsfrLooks = "franceconnect-plus">(
  signIn: LoginStarter,
  options?: LoginOptions,
  federation: Of = "franceconnect-plus" as Of,
): VueDsfrButtonProps<Of> {
  return {
    ...IN_VUE[federation],
    onClick(event) {
      if (event.target instanceof Element && event.target.closest("button") !== null) start(event, signIn, options);
    },
  };
}

/** Neither component's button has `type="button"`: inside a form, a click would submit the form. */
function start(event: { preventDefault(): void }, signIn: LoginStarter, options?: LoginOptions): void {
  event.preventDefault();
  void signIn.login(options);
}
