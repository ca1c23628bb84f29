/** What is missing from the identity, or from what is said of an agent, and what is odd about it, in plain words. Nothing where all is well. */
import type { Agent, Identity } from "fc-pivot";
import { element } from "../dom.ts";
import { fill, type Texts } from "../texts/texts.ts";

const REGISTER_PREFIX = "rnipp_";

export function findings({ missing, anomalies }: Identity | Agent, texts: Texts): HTMLElement | null {
  if (missing.length === 0 && anomalies.length === 0) return null;
  return element(
    "section",
    { class: "fr-alert fr-alert--info fr-mt-4w", "aria-labelledby": "findings-title", "data-test": "findings" },
    element("h2", { class: "fr-alert__title", id: "findings-title" }, texts.findings.heading),
    ...(missing.length === 0 ? [] : missingClaims(missing, texts)),
    ...(anomalies.length === 0 ? [] : oddClaims(anomalies, texts)),
  );
}

const missingClaims = (missing: Identity["missing"], texts: Texts): HTMLElement[] => [
  element("p", {}, texts.findings.missing),
  element("ul", { "data-test": "missing" }, ...missing.map((claim) => element("li", { "data-claim": claim }, claimName(claim, texts)))),
  element("p", {}, texts.findings.missingNote),
];

const oddClaims = (anomalies: Identity["anomalies"], texts: Texts): HTMLElement[] => [
  element("p", { class: "fr-mt-2w" }, texts.findings.anomalies),
  element(
    "ul",
    { "data-test": "anomalies" },
    ...anomalies.map(({ claim, code }) =>
      element("li", { "data-claim": claim, "data-code": code }, fill(texts.findings.anomaly, { claim: claimName(claim, texts), code })),
    ),
  ),
];

function claimName(claim: string, texts: Texts): string {
  if (!claim.startsWith(REGISTER_PREFIX)) return texts.claims[claim] ?? claim;
  return fill(texts.registerClaim, { claim: claimName(claim.slice(REGISTER_PREFIX.length), texts) });
}
