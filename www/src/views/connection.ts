/** Where the identity comes from, how sure it is, since when and until when. */
import type { AnySession, Identity } from "fc-pivot";
import { instant } from "../dates.ts";
import type { Row } from "../describe.ts";
import { element } from "../dom.ts";
import type { Texts } from "../texts/texts.ts";
import { descriptionList } from "./description-list.ts";

export const connection = (session: AnySession, texts: Texts): HTMLElement =>
  element(
    "section",
    { class: "panel", "aria-labelledby": "connection-title" },
    element("h2", { class: "fr-h4", id: "connection-title" }, texts.connection.heading),
    descriptionList(connectionRows(session, texts), texts),
  );

function connectionRows({ identity, agent, assurance, expiresAt }: AnySession, texts: Texts): Row[] {
  const labels = texts.connection;
  const fromWhere = agent === undefined ? ofIdentity(identity, texts) : [{ field: "idpId", label: labels.idp, value: agent.idpId }];
  return [
    ...fromWhere,
    { field: "acr", label: labels.level, value: texts.levels[assurance.acr] ?? (assurance.acr || undefined) },
    { field: "authTime", label: labels.authTime, value: instant(assurance.authTime, texts) },
    { field: "expiresAt", label: labels.expiresAt, value: instant(expiresAt, texts) },
  ];
}

const ofIdentity = ({ origin, email }: Identity, texts: Texts): Row[] => [
  { field: "origin", label: texts.connection.origin, value: texts.origins[origin] },
  { field: "email", label: texts.connection.email, value: email },
];
