// `fc-pivot/element`: `<fc-pivot-button>`, for pages without a framework, over the DSFR that the page has loaded.
// Comes in: attributes. Goes out: the DSFR's button, with the sentence above it and the link below it that FranceConnect+ asks for.
// Never: an asset or a style of its own; a DOM class before `defineFcPivotButton` is called, so that servers can import it.

import { edgeSession } from "../edge-session/edge-session.js";
import { FcPivotError, type Language } from "../shared/errors.js";
import type { LoginOptions } from "../shared/session.js";
import type { SignIn } from "../shared/sign-in.js";

declare global {
  interface HTMLElementTagNameMap {
    "fc-pivot-button": HTMLElement;
  }
  interface GlobalEventHandlersEventMap {
    "fc-pivot-error": CustomEvent<FcPivotError>;
  }
}

/** How the element is registered. */
export interface ButtonOptions {
  /** The element's name. Default `fc-pivot-button`. */
  name?: string | undefined;
  /** The sign-in that the buttons start. Default: an edge session under the element's `prefix`. */
  auth?: SignIn | undefined;
}

/** The event of a failed login, with the error as its `detail`. It bubbles. After `preventDefault()` the page shows the error itself. */
export const ERROR_EVENT = "fc-pivot-error";

const ABOUT = "https://franceconnect.gouv.fr/france-connect-plus";

const TEXTS = {
  fr: {
    presentation: "FranceConnect+ est la solution proposée par l’État pour sécuriser et simplifier la connexion à vos services en ligne.",
    login: "S’identifier avec",
    about: "Qu’est-ce que FranceConnect+\u00a0?",
    newWindow: "nouvelle fenêtre",
  },
  en: {
    presentation: "FranceConnect+ is the French State’s solution to make signing in to your online services simpler and more secure.",
    login: "Sign in with",
    about: "What is FranceConnect+?",
    newWindow: "new window",
  },
} as const;

/**
 * Registers `<fc-pivot-button return-to="/account" acr="eidas3" prefix="/auth" lang="fr">`; all attributes may be left out.
 *
 * The element shows why a login failed. A page that shows it itself listens for `fc-pivot-error` and calls the event's `preventDefault()`. It
 * must listen before this call: a failed login comes back to a page that is loaded anew, and the event is sent at once. A second call for the
 * same name does nothing.
 */
export function defineFcPivotButton({ name = "fc-pivot-button", auth }: ButtonOptions = {}): void {
  if (customElements.get(name) !== undefined) return;

  class FcPivotButton extends HTMLElement {
    static readonly observedAttributes = ["lang"];
    /** What the element itself shows. */
    #error: FcPivotError | null = null;

    connectedCallback(): void {
      this.#render();
      const error = this.#signIn().takeError(location);
      if (error !== null) this.#tell(error);
    }

    attributeChangedCallback(): void {
      if (this.isConnected) this.#render();
    }

    #signIn(): SignIn {
      const prefix = this.getAttribute("prefix");
      return auth ?? edgeSession(prefix === null ? {} : { prefix });
    }

    #render(): void {
      this.replaceChildren(...parts(languageOf(this), this.#error, () => void this.#login()));
    }

    #show(error: FcPivotError | null): void {
      if (this.#error === error) return;
      this.#error = error;
      const focused = this.contains(document.activeElement);
      this.#render();
      if (focused) this.querySelector("button")?.focus();
    }

    async #login(): Promise<void> {
      this.#show(null);
      try {
        await this.#signIn().login(loginOptions(this));
      } catch (thrown) {
        this.#tell(FcPivotError.from(thrown));
      }
    }

    #tell(error: FcPivotError): void {
      const left = this.dispatchEvent(new CustomEvent(ERROR_EVENT, { detail: error, bubbles: true, cancelable: true }));
      if (left) this.#show(error);
    }
  }

  customElements.define(name, FcPivotButton);
}

function loginOptions(element: HTMLElement): LoginOptions {
  const returnTo = element.getAttribute("return-to");
  const acr = element.getAttribute("acr");
  return { ...(returnTo !== null && { returnTo }), ...(acr !== null && { acr }) };
}

/** The language of the element's place in the page: French where none is given, English where another language is. */
function languageOf(element: HTMLElement): Language {
  const said = element.closest("[lang]")?.getAttribute("lang") ?? "fr";
  return /^fr\b/i.test(said) ? "fr" : "en";
}

/** The DSFR's markup, unchanged, below the sentence that presents FranceConnect+; at the end, why a login failed, if one did. */
function parts(language: Language, error: FcPivotError | null, onClick: () => void): HTMLElement[] {
  const texts = TEXTS[language];
  const button = element("button", { type: "button", class: "fr-connect fr-connect--plus" }, [
    element("span", { class: "fr-connect__login" }, [texts.login]),
    // The button's name needs this space where the page's styles are missing.
    " ",
    element("span", { class: "fr-connect__brand" }, ["FranceConnect"]),
  ]);
  button.addEventListener("click", onClick);
  const link = { href: ABOUT, target: "_blank", rel: "noopener", title: `${texts.about} - ${texts.newWindow}` };
  const about = element("p", {}, [element("a", link, [texts.about])]);
  return [
    element("p", { lang: language }, [texts.presentation]),
    element("div", { lang: language, class: "fr-connect-group" }, [button, about]),
    ...(error === null ? [] : [element("p", { lang: language, role: "alert", class: "fr-error-text" }, [error.userMessage(language)])]),
  ];
}

function element(tag: string, attributes: Readonly<Record<string, string>>, children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
