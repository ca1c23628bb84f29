// `fc-pivot/dsfr`: props for the FranceConnect buttons of the DSFR's component libraries.
// Comes in: a sign-in, and the login's options. Goes out: the component's own props. Never: the libraries themselves.

import type { LoginOptions } from "../shared/session.js";

/** What starts a login: a `SignIn`, or better the result of `useSession`, whose `error` shows a failure. */
export interface LoginStarter {
  /** Leaves for the provider. */
  login(options?: LoginOptions): Promise<void>;
}

/** The props of `FranceConnectButton`, as a button of FranceConnect+. */
export interface ReactDsfrButtonProps {
  plus: true;
  /** Starts the login, and nothing else. */
  onClick(event: { preventDefault(): void }): void;
}

/** The props of `DsfrFranceConnect`, as a button of FranceConnect+. */
export interface VueDsfrButtonProps {
  secure: true;
  /** Starts the login where the button was clicked, and nothing else. */
  onClick(event: Event): void;
}

/** `FranceConnectButton` of `@codegouvfr/react-dsfr`, as a link: for `edgeSession()`. It works without scripts. */
export function reactDsfrLink(auth: { loginUrl(options?: LoginOptions): string }, options?: LoginOptions): { plus: true; url: string } {
  return { plus: true, url: auth.loginUrl(options) };
}

/** `FranceConnectButton` of `@codegouvfr/react-dsfr`, as a button: for either way of use. */
export function reactDsfrButton(signIn: LoginStarter, options?: LoginOptions): ReactDsfrButtonProps {
  return {
    plus: true,
    onClick(event) {
      start(event, signIn, options);
    },
  };
}

/**
 * `DsfrFranceConnect` of `@gouvminint/vue-dsfr`: for either way of use. The component has no event for a login; its `url` belongs to the link
 * below the button. Vue puts the listener on the component's root, so it reacts to clicks on the button alone.
 */
export function vueDsfrButton(signIn: LoginStarter, options?: LoginOptions): VueDsfrButtonProps {
  return {
    secure: true,
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
