/** What the page can be showing. One value of each type says it all; the views are made from it and from nothing else. */
import type { FcPivotError } from "fc-pivot";
import type { Labels } from "fc-pivot/labels";
import type { SignedIn, Way } from "./auth.ts";

export type Screen =
  | { kind: "loading" }
  | { kind: "signed-out"; ways: readonly Way[] }
  /** Without labels, places are shown as codes. */
  | { kind: "signed-in"; ways: readonly Way[]; signedIn: SignedIn; labels: Labels | undefined }
  | { kind: "unavailable"; error: FcPivotError };

/** What is to be told above the screen. */
export type Message = { kind: "sign-in-failed"; error: FcPivotError } | { kind: "session-ended" };

export interface State {
  screen: Screen;
  /** The address of another application, once the Worker said it. */
  behindTheGateway: string | null;
  message: Message | null;
}
