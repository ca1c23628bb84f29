import { edgeSession } from "fc-pivot";
import { FcPivotProvider } from "fc-pivot/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";

const auth = edgeSession();

createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <FcPivotProvider auth={auth}>
      <App />
    </FcPivotProvider>
  </StrictMode>,
);
