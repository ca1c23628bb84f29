/** Hydrates what the server rendered. */
import { hydrateRoot } from "react-dom/client";
import { app } from "./react-app.mjs";

hydrateRoot(document.getElementById("app"), app(), { onRecoverableError: (error) => console.error(error) });
