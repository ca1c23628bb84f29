/** The Vue example. */
import { describe } from "node:test";
import { bundled, example } from "./bundle.mjs";
import { itIsASignIn } from "./journey.mjs";

describe("Vue", () => {
  itIsASignIn(bundled(example("vue")));
});
