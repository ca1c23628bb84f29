// Checks the options that a program gives.
// Comes in: an object, and what is expected of each option. Goes out: nothing, or `invalid_settings`. Never: an unknown option that is ignored;
// a fault that shows with the first person instead of at the start; a value in an error.

import { FcPivotError } from "./errors.js";

/** Whether a value fits, and what is expected, for the error. */
export type Expectation = readonly [fits: (value: unknown) => boolean, expected: string];

/** What is expected of each option of a type. */
export type Expectations<Options> = { readonly [Name in keyof Required<Options>]: Expectation };

/** Checks the options of the function called `whose`; `undefined` stands for an option that is not given. */
export function checkOptions<Options extends object>(whose: string, options: Options, expectations: Expectations<Options>): void {
  const names = Object.keys(expectations) as (keyof Options & string)[];
  const refuse = (what: string): never => {
    throw new FcPivotError("invalid_settings", whose + what);
  };
  for (const name of Object.keys(options)) {
    if (!names.includes(name as keyof Options & string)) refuse(`: expected no other options than ${names.join(", ")}`);
  }
  for (const name of names) {
    const [fits, expected] = expectations[name];
    if (options[name] !== undefined && !fits(options[name])) refuse(`, option ${name}: expected ${expected}`);
  }
}

export const aFunction: Expectation = [(value) => typeof value === "function", "a function"];
export const aText: Expectation = [(value) => typeof value === "string" && value !== "", "a text"];
