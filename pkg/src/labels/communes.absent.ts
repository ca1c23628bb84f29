// The communes in a page, and wherever else there is no file to read: 600 KB are not for a page, which asks for the parts that it needs.
import { FcPivotError } from "../shared/errors.js";
import type { PartOf } from "./communes.js";

export async function open(): Promise<PartOf> {
  throw new FcPivotError("invalid_settings", "openLabels: expected the option from in a page");
}
