/** What the person can do at this level of assurance, and the way to a higher one. */
import type { Way } from "../auth.ts";
import { element } from "../dom.ts";
import { canBeRaised, HIGHEST, satisfies } from "../levels.ts";
import type { Procedure, Texts } from "../texts/texts.ts";

/** Without a way that reaches the highest level, none is offered. */
export function procedures(acr: string, highest: Way | undefined, texts: Texts): HTMLElement {
  const { heading, list } = texts.procedures;
  return element(
    "section",
    { "aria-labelledby": "procedures-title" },
    element("h2", { class: "fr-h4", id: "procedures-title" }, heading),
    element("ul", { class: "fr-raw-list procedures" }, ...list.map((procedure) => item(procedure, acr, texts))),
    highest !== undefined && canBeRaised(acr) ? raise(texts, highest.signInUrl(HIGHEST)) : null,
  );
}

function item({ title, description, acr: required }: Procedure, acr: string, texts: Texts): HTMLElement {
  const open = satisfies(acr, required);
  return element(
    "li",
    {},
    element("p", { class: "fr-text--bold fr-mb-0" }, title),
    element("p", { class: "fr-text--sm fr-mb-1w" }, description),
    element(
      "p",
      { class: `fr-badge fr-badge--sm fr-badge--${open ? "success" : "warning"}` },
      open ? texts.procedures.open : texts.procedures.needs[required],
    ),
  );
}

const raise = (texts: Texts, href: string): HTMLElement =>
  element(
    "div",
    { class: "fr-mt-2w" },
    element("a", { class: "fr-btn fr-btn--secondary", href, "data-test": "raise-level" }, texts.procedures.raise),
    element("p", { class: "note fr-mt-1w fr-mb-0" }, texts.procedures.raiseNote),
  );
