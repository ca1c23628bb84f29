// The one error class of the package.
// Comes in: a code of the catalogue, and where it arose. Goes out: a real Error with texts for developers and for the person at the screen.
// Never: a token, a secret or an identity value.

import { advice, catalogue } from "./catalogue.js";

/** Every way in which this package fails. The names are stable. */
export type ErrorCode = keyof typeof catalogue;

/** The languages in which a person can be addressed. */
export type Language = "fr" | "en";

/** A failure of this package. */
export class FcPivotError extends Error {
  override readonly name = "FcPivotError";
  /** The stable code: match on this. */
  readonly code: ErrorCode;
  /** Where it arose, if the code alone does not say it: the name of a setting, claim or field, and what is expected of it; never a value. */
  readonly detail: string | undefined;

  constructor(code: ErrorCode, detail?: string) {
    super(detail === undefined ? catalogue[code][0] : `${catalogue[code][0]}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }

  /** Whether the same person, doing the same again, may well succeed. */
  get retryable(): boolean {
    return catalogue[this.code][2];
  }

  /** What to tell the person at the screen. */
  userMessage(language: Language): string {
    return advice[catalogue[this.code][1]][language];
  }

  /** What was thrown, as this class. The message of an error that is not ours may hold anything, and is dropped. */
  static from(thrown: unknown): FcPivotError {
    if (thrown instanceof FcPivotError) return thrown;
    // The Wasm module throws errors of a name of its own, whose message says where the failure arose.
    const ours = thrown instanceof Error && thrown.name === "FcPivotFailure" && "code" in thrown && isErrorCode(thrown.code);
    return ours ? new FcPivotError(thrown.code as ErrorCode, thrown.message || undefined) : new FcPivotError("internal");
  }
}

/** Whether `value` is a code of ours. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return Object.keys(catalogue).includes(value as string);
}
