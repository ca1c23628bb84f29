// The results of comparing one datum.
// Comes in: nothing. Goes out: types. Never: a number: a sum of likelihoods can be wrong although each of its terms is right.

/**
 * - `same`: both sides say the same.
 * - `partly`: one side says less, and nothing that excludes the other.
 * - `unknown`: a side says nothing.
 * - `disputed`: the file says what the register says, and what the identity provider says excludes it.
 * - `different`: they exclude one another.
 */
export type Agreement = "same" | "partly" | "unknown" | "disputed" | "different";

/** Whether it speaks for the file, wholly or as far as it is known. */
export const speaksFor = (agreement: Agreement) => agreement === "same" || agreement === "partly";

/** What is compared. */
export type Datum = "name" | "givenNames" | "gender" | "birthdate" | "birthplace";

/** How one datum compares. */
export interface Finding {
  readonly agreement: Agreement;
  /** Whose data decided it: the identity provider's, or the register's (RNIPP), which have no level of assurance. */
  readonly source: "provider" | "register";
}

/** How a file compares with the person. It names data and holds none. */
export type Comparison = Readonly<Record<Datum, Finding>>;
