/** Hydrates what the server rendered. */
import { app } from "./vue-app.mjs";

app().mount("#app");
