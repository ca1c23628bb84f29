// `fc-pivot/element`: `<fc-pivot-button>`, for pages without a framework, over the DSFR that the page has loaded.
// Comes in: attributes. Goes out: the DSFR's button of a federation, with the sentence above it and the link below it.
// Never: an asset or a style of its own; a DOM class before `defineFcPivotButton` is called, so that servers can import it.

import { FEDERATIONS, type Federation, federationButton } from "./buttons.js";
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

/**
 * Registers `<fc-pivot-button provider="franceconnect-plus" return-to="/account" acr="eidas3" prefix="/auth" lang="fr">`; all attributes may be
 * left out. `provider` is `franceconnect-plus`, which is the default, `franceconnect` or `proconnect`: it says which button is shown, and the
 * deployment under `prefix` which provider is gone to.
 *
 * The element shows why a login failed. A page that shows it itself listens for `fc-pivot-error` and calls the event's `preventDefault()`. It
 * must listen before this call: a failed login comes back to a page that is loaded anew, and the event is sent at once. A second call for the
 * same name does nothing.
 */
export function defineFcPivotButton({ name = "fc-pivot-button", auth }: ButtonOptions = {}): void {
  if (customElements.get(name) !== undefined) return;

  class FcPivotButton extends HTMLElement {
    static readonly observedAttributes = ["lang", "provider"];
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
      this.replaceChildren(...parts(federationOf(this), languageOf(this), this.#error, () => void this.#login()));
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

/** A name that is misspelt must not show another federation's button. */
function federationOf(element: HTMLElement): Federation {
  const said = element.getAttribute("provider") ?? "franceconnect-plus";
  const federation = FEDERATIONS.find((known) => known === said);
  if (federation === undefined)
    throw new FcPivotError("invalid_settings", `the button's attribute provider: expected one of ${FEDERATIONS.join(", ")}`);
  return federation;
}

/** The language of the element's place in the page: French where none is given, English where another language is. */
function languageOf(element: HTMLElement): Language {
  const said = element.closest("[lang]")?.getAttribute("lang") ?? "fr";
  return /^fr\b/i.test(said) ? "fr" : "en";
}

/** The DSFR's markup, unchanged, below the sentence that presents the federation; at the end, why a login failed, if one did. */
function parts(federation: Federation, language: Language, error: FcPivotError | null, onClick: () => void): HTMLElement[] {
  const { classes, login, brand, presentation, about } = federationButton(federation, language);
  const button = element("button", { type: "button", class: classes }, [
    element("span", { class: "fr-connect__login" }, [login]),
    // The button's name needs this space where the page's styles are missing.
    " ",
    element("span", { class: "fr-connect__brand" }, [brand]),
  ]);
  button.addEventListener("click", onClick);
  const link = { href: about.href, target: "_blank", rel: "noopener", title: about.title };
  const below = element("p", {}, [element("a", link, [about.label])]);
  return [
    element("p", { lang: language }, [presentation]),
    element("div", { lang: language, class: "fr-connect-group" }, [button, below]),
    ...(error === null ? [] : [element("p", { lang: language, role: "alert", class: "fr-error-text" }, [error.userMessage(language)])]),
  ];
}

function element(tag: string, attributes: Readonly<Record<string, string>>, children: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
