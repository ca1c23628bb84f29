/**
 * How a federation's levels of assurance compare, and what single sign-on does with them.
 *
 * In: the levels; the parameters of an authorization request. Out: what is demanded, whether a person's level will do, what is said of it.
 * Never: an answer, a session; interactions.mjs has those.
 */

/** Of a list, the lowest known level counts. `otherwise` is demanded where none is known; `told` is what the service hears of a level. */
export function ordered({ known, served, otherwise, singleSignOn, told = (level) => level }) {
  const rank = (level) => known.indexOf(level);
  return {
    served,
    demandedBy({ acr_values: values }) {
      const named = new Set((values ?? "").split(" "));
      return known.find((level) => named.has(level)) ?? otherwise;
    },
    /** The one level takes the list's place. */
    handedOn: (demanded) => demanded,
    shown: (demanded) => demanded,
    refused: (demanded) => (served.includes(demanded)
      ? undefined
      : { error: "invalid_acr", error_description: `expected one of ${served.join(",")}, got ${demanded}` }),
    neverEnds: () => false,
    willDo: (level, demanded) => rank(level) >= rank(demanded),
    told,
    /** What a session is good for: its own level alone. A demand above it ends the session. */
    bySession: (_person, demanded) => (demanded === singleSignOn ? singleSignOn : undefined),
  };
}

/** No order: a demand is the list of an essential `acr` in the parameter `claims`; `acr_values` is a wish, and takes such a list's place. */
export function membership({ known, askedAnew }) {
  const essentialIn = (claims) => {
    try {
      return JSON.parse(claims ?? "{}")?.id_token?.acr;
    } catch {
      return undefined;
    }
  };
  return {
    served: known,
    demandedBy({ acr_values: wish, claims }) {
      const { essential = false, value, values = value === undefined ? undefined : [value] } = essentialIn(claims) ?? {};
      if (!essential || !Array.isArray(values)) return undefined;
      return wish ? wish.split(" ") : values;
    },
    handedOn: () => undefined,
    shown: (demanded) => demanded?.join(" ") ?? "aucun",
    refused: () => undefined,
    neverEnds: (demanded) => demanded !== undefined && !demanded.some((level) => known.includes(level)),
    willDo: (level, demanded) => demanded === undefined || demanded.includes(level),
    told: (level) => level,
    /** A demand that a strong level answers asks the identity provider anew. */
    bySession: ({ level }, demanded) =>
      (demanded === undefined || (demanded.includes(level) && !askedAnew.includes(level)) ? level : undefined),
  };
}
