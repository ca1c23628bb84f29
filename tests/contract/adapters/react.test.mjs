/** The React example, as it is deployed and as it is developed: React mounts twice in StrictMode only in its development build. */
import { describe } from "node:test";
import { bundled, example } from "./bundle.mjs";
import { itIsASignIn } from "./journey.mjs";

for (const mode of ["production", "development"]) {
  describe(`React, ${mode} build`, () => {
    itIsASignIn(bundled(example("react"), { define: { "process.env.NODE_ENV": JSON.stringify(mode) } }));
  });
}
