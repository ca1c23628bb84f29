/** Where the identity comes from, how sure it is, since when and until when. */
import type { Session } from "fc-pivot";
import { instant } from "../dates.ts";
import type { Row } from "../describe.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { descriptionList } from "./description-list.ts";

export const connection = (session: Session, texts: Texts): HTMLElement =>
  element(
    "section",
    { class: "panel", "aria-labelledby": "connection-title" },
    element("h2", { class: "fr-h4", id: "connection-title" }, texts.connection.heading),
    descriptionList(connectionRows(session, texts), texts),
  );

function connectionRows({ identity, assurance, expiresAt }: Session, texts: Texts): Row[] {
  const labels = texts.connection;
  return [
    { field: "origin", label: labels.origin, value: texts.origins[identity.origin] },
    { field: "email", label: labels.email, value: identity.email },
    { field: "acr", label: labels.level, value: texts.levels[assurance.acr] ?? assurance.acr },
    { field: "authTime", label: labels.authTime, value: instant(assurance.authTime, texts) },
    { field: "expiresAt", label: labels.expiresAt, value: instant(expiresAt, texts) },
  ];
}
