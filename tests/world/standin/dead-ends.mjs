/**
 * The sign-ins that end on a page of FranceConnect+'s, and not at the service.
 *
 * In: nothing. Out: for each, the code on the page, and the error that its link "Revenir sur …" carries to the service.
 * Never: a redirect. The service hears of it only where the person follows the link.
 */

const aborted = { error: "access_denied", description: "user authentication aborted" };
const technical = (error) => ({ error, description: "authentication aborted due to a technical error on the authorization server" });

export const LEVEL_TOO_LOW = Object.freeze({
  id: "level-too-low", status: 500, code: "Y100001", ...aborted,
  text: "Le fournisseur d'identité n'atteint pas le niveau que le service demande.",
});

/** What else may happen after the identity provider, for a test to choose. */
export const DEAD_ENDS = Object.freeze([
  { id: "not-found", status: 403, code: "Y010008", ...aborted, text: "Le RNIPP ne connaît pas cette identité." },
  { id: "ambiguous", status: 403, code: "Y010006", ...aborted, text: "Le RNIPP connaît plusieurs personnes qui ont cette identité." },
  { id: "deceased", status: 403, code: "Y010015", ...aborted, text: "Le RNIPP dit que cette personne est décédée." },
  { id: "account-blocked", status: 403, code: "Y180001", ...aborted, text: "La personne a désactivé ses connexions par FranceConnect." },
  { id: "identity-garbled", status: 400, code: "Y600006", ...technical("server_error"), text: "Des données manquent à l'identité reçue." },
  { id: "register-unreadable", status: 400, code: "Y010013", ...technical("server_error"), text: "La réponse du RNIPP est illisible." },
  {
    id: "level-not-its-own", status: 400, code: "Y100018", error: "invalid_request", description: "idp returned a not allowed acr value",
    text: "Le fournisseur d'identité annonce un niveau qui n'est pas le sien.",
  },
  { id: "register-silent", status: 504, code: "Y010011", ...technical("temporarily_unavailable"), text: "Le RNIPP ne répond pas." },
]);
