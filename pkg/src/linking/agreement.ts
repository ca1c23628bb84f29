// What comparing one datum can say.
// Never: a number. A sum of likelihoods can be wrong without a line that is wrong.

/**
 * - `same`: both sides say the same.
 * - `partly`: one side says less, and nothing that excludes the other.
 * - `unknown`: a side says nothing.
 * - `disputed`: the file says what the register says, and the identity provider's word excludes it.
 * - `different`: they exclude one another.
 */
export type Agreement = "same" | "partly" | "unknown" | "disputed" | "different";

/** It speaks for the file, wholly or as far as it is known. */
export const speaksFor = (agreement: Agreement) => agreement === "same" || agreement === "partly";

/** What is compared. */
export type Datum = "name" | "givenNames" | "gender" | "birthdate" | "birthplace";

/** How one datum compares. */
export interface Finding {
  readonly agreement: Agreement;
  /** Whose word of the person decided it: the identity provider's, or the register's (RNIPP), which has no level of assurance. */
  readonly source: "provider" | "register";
}

/** How a file compares with the person. It names data and holds none. */
export type Comparison = Readonly<Record<Datum, Finding>>;
