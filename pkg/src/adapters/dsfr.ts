// `fc-pivot/dsfr`: what the FranceConnect buttons of the DSFR's component libraries take.
// Comes in: a sign-in, and what the login wants. Goes out: the component's own props. Never: the libraries; only their names for things.

import type { LoginOptions } from "../shared/session.js";

/** What starts a login: a `SignIn`, or better what `useSession` gives, since a failure shows in its `error`. */
export interface LoginStarter {
  login(options?: LoginOptions): Promise<void>;
}

/** `FranceConnectButton` of `@codegouvfr/react-dsfr`, as a link: for `edgeSession()`. It works before any script has run. */
export function reactDsfrLink(auth: { loginUrl(options?: LoginOptions): string }, options?: LoginOptions): { plus: true; url: string } {
  return { plus: true, url: auth.loginUrl(options) };
}

/** `FranceConnectButton` of `@codegouvfr/react-dsfr`, as a button: for either way of use. */
export function reactDsfrButton(signIn: LoginStarter, options?: LoginOptions): { plus: true; onClick: (event: { preventDefault(): void }) => void } {
  return {
    plus: true,
    onClick(event) {
      start(event, signIn, options);
    },
  };
}

/**
 * `DsfrFranceConnect` of `@gouvminint/vue-dsfr`: for either way of use. The component knows no login; its `url` is the one of the link
 * below the button. A listener lands on the whole of it, so this one tells the button from that link.
 */
export function vueDsfrButton(signIn: LoginStarter, options?: LoginOptions): { secure: true; onClick: (event: Event) => void } {
  return {
    secure: true,
    onClick(event) {
      if (event.target instanceof Element && event.target.closest("button") !== null) start(event, signIn, options);
    },
  };
}

/** Neither component's button says that it is none of a form's: inside of one it would submit it. */
function start(event: { preventDefault(): void }, signIn: LoginStarter, options?: LoginOptions): void {
  event.preventDefault();
  void signIn.login(options);
}
