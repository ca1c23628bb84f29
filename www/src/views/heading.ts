/** The page's heading. It can take the focus, which goes to it when the page changes under the reader. */
import { element } from "../dom.ts";

export const HEADING_ID = "page-heading";

export const pageHeading = (text: string): HTMLElement => element("h1", { id: HEADING_ID, tabindex: "-1" }, text);
