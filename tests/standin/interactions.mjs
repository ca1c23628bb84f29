/**
 * The step between the request and the callback: show the persons, take the choice.
 *
 * In: the Node request of `/interaction/UID` and the provider that opened it. Out: the page, or the way back to
 * `/authorize/UID`, where oidc-provider ends the flow by itself.
 * Never: a judgement on levels. A person whose identity provider reaches less than was demanded comes back with the level
 * that was reached: it is for the client to refuse it.
 */
import { claimsGrantedBy } from "./claims.mjs";
import { formOf } from "./http.mjs";
import { choicePage, errorPage } from "./page.mjs";
import { MOUNT, demandedLevel } from "./profile.mjs";

export const INTERACTION_PATH = /^\/interaction\/[^/]+$/;

function html(response, status, page) {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(page);
}

async function show(provider, response, { uid, params }, persons) {
  const client = await provider.Client.find(params.client_id);
  html(response, 200, choicePage({
    action: `${MOUNT}/interaction/${uid}`,
    clientName: client.clientName ?? client.clientId,
    demanded: demandedLevel(params.acr_values),
    idpHint: params.idp_hint,
    persons,
  }));
}

/** What the `claims` parameter asked for in userinfo, and what the client's own authorisation lets it ask for. */
function claimsToSettle(claims, client) {
  const asked = Object.keys({ ...JSON.parse(claims ?? "{}").userinfo, ...JSON.parse(claims ?? "{}").id_token });
  const allowed = client.scope === undefined ? new Set(asked) : claimsGrantedBy(client.scope);
  return { granted: asked.filter((claim) => allowed.has(claim)), refused: asked.filter((claim) => !allowed.has(claim)) };
}

/** FC+ asks for consent on the same page as the identity: choosing a person grants all that was asked for. */
async function grantAll(provider, personId, params) {
  const client = await provider.Client.find(params.client_id);
  const grant = new provider.Grant({ accountId: personId, clientId: client.clientId });
  const { granted, refused } = claimsToSettle(params.claims, client);
  grant.addOIDCScope(params.scope);
  if (granted.length) grant.addOIDCClaims(granted);
  if (refused.length) grant.rejectOIDCClaims(refused);
  return grant.save();
}

async function finish(provider, request, response, interaction, persons) {
  const form = await formOf(request);
  if (form.has("cancel")) {
    await provider.interactionFinished(request, response, {
      error: "access_denied",
      error_description: "User auth aborted",
    }, { mergeWithLastSubmission: false });
    return;
  }
  const person = persons.find(({ id }) => id === form.get("person"));
  if (!person) {
    html(response, 400, errorPage("unknown_person", "Cette personne n'existe pas dans le simulateur."));
    return;
  }
  const grantId = await grantAll(provider, person.id, interaction.params);
  await provider.interactionFinished(request, response, {
    login: { accountId: person.id, acr: person.level, amr: person.amr },
    consent: { grantId },
  }, { mergeWithLastSubmission: false });
}

export async function interact(provider, persons, request, response) {
  let interaction;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch {
    html(response, 400, errorPage("session_not_found", "Cette demande est inconnue ou a expiré."));
    return;
  }
  if (request.method === "POST") await finish(provider, request, response, interaction, persons);
  else await show(provider, response, interaction, persons);
}
