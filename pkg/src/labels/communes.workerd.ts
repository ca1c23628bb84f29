// The communes in workerd: the bundler hands the text over.
import text from "../../data/communes.txt";
import { type PartOf, partsOf } from "./communes.js";

export async function open(): Promise<PartOf> {
  const parts = partsOf(text);
  return (department) => parts.get(department);
}
