/**
 * The steps between the request and the callback: choose a person, or go on as the one who is signed in, or end elsewhere.
 *
 * In: the Node request of `/interaction/UID`, the provider that opened it, the clients' files, the sessions, the faults. Out: a page; the
 * way back to `/authorize/UID`, where oidc-provider ends the flow by itself; or a new `/authorize`, after a failed attempt.
 * Never: a circle of pages. Where FranceConnect+ would ask for ever, one page says so.
 *
 * Choosing a person stands for three steps of FC+'s: the choice of a provider, the authentication there, and the click on the page that
 * shows what is sent. Only single sign-on shows that page by itself.
 */
import { findDeadEnd, DEAD_ENDS, LEVEL_TOO_LOW } from "./dead-ends.mjs";
import { SESSION_LOST } from "./codes.mjs";
import { formOf } from "./http.mjs";
import { choicePage, deadEndPage, errorPage, informationPage } from "./page.mjs";
import { MOUNT, ROUTES, SERVED_LEVELS, SINGLE_SIGN_ON_LEVEL, reaches } from "./profile.mjs";

export const INTERACTION_PATH = /^\/interaction\/[^/]+(\/back)?$/;

const ABORTED = { error: "access_denied", error_description: "User auth aborted" };

/** The link's own parameter says which page it stood on. */
const backAddress = (uid, deadEnd) => `${MOUNT}/interaction/${uid}/back?${new URLSearchParams({ from: deadEnd.id })}`;

function html(response, status, page) {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(page);
}

function redirect(response, location) {
  response.writeHead(303, { location, "cache-control": "no-store" });
  response.end();
}

/** One step of one interaction. */
class Step {
  constructor({ provider, persons, files, sessions, wrongs }, request, response, interaction) {
    Object.assign(this, { provider, persons, files, sessions, wrongs, request, response, interaction });
    this.params = interaction.params;
    // FC+ has put the one level that counts in place of the list (index.mjs).
    this.demanded = interaction.params.acr_values;
  }

  async show() {
    const refused = this.refusedByFc();
    if (refused) return this.finishWith(refused);
    if (this.isAskedAgain()) return this.endFor("sign_in_never_ends", "FranceConnect+ redemanderait sans fin : claims demande autre chose que amr, ou un acr essentiel.");
    const person = await this.whoIsSignedIn();
    if (person === undefined) return this.showChoice();
    return this.skipsInformation() ? this.finishAs(person, SINGLE_SIGN_ON_LEVEL) : this.showInformation(person);
  }

  async submit() {
    const form = await formOf(this.request);
    if (form.has("cancel")) return this.finishWith(ABORTED);
    if (form.has("failed_attempt")) return this.startAnew();
    if (form.has("dead_end")) return this.endAt(findDeadEnd(form.get("dead_end")));
    if (form.has("continue")) return this.goOn();
    return this.choose(this.persons.find(({ id }) => id === form.get("person")));
  }

  /** The link of a dead end. */
  async goBack() {
    const from = new URL(this.request.url, "http://localhost").searchParams.get("from");
    const { error, description } = from === LEVEL_TOO_LOW.id ? LEVEL_TOO_LOW : findDeadEnd(from) ?? {};
    return this.finishWith(error === undefined ? ABORTED : { error, error_description: description });
  }

  refusedByFc() {
    const { idp_hint: hint, client_id: client } = this.params;
    if (!SERVED_LEVELS.includes(this.demanded)) {
      return { error: "invalid_acr", error_description: `expected one of ${SERVED_LEVELS.join(",")}, got ${this.demanded}` };
    }
    if (hint !== undefined && !this.files.get(client).allowed_idp_hints.includes(hint)) {
      return { error: "invalid_idp_hint", error_description: "An idp_hint was provided but is not allowed" };
    }
    return undefined;
  }

  /** oidc-provider opens another interaction after this one was answered: something that was asked for cannot be had. */
  isAskedAgain() {
    return this.interaction.lastSubmission?.login !== undefined;
  }

  /** A demand above the level of single sign-on ends FC+'s session. */
  async whoIsSignedIn() {
    if (this.demanded !== SINGLE_SIGN_ON_LEVEL) {
      await this.sessions.close(this.request, this.response);
      return undefined;
    }
    const session = await this.sessions.of(this.request);
    return session === undefined ? undefined : this.persons.find(({ id }) => id === session.personId);
  }

  /** Where the client's file lets `prompt` have an effect. FC+ asks itself for both prompts, whatever was asked for (index.mjs). */
  skipsInformation() {
    const prompt = this.params.standin_prompt;
    return prompt === "login" && this.files.get(this.params.client_id).allowed_prompts.includes(prompt);
  }

  async clientName() {
    const client = await this.provider.Client.find(this.params.client_id);
    return client.clientName ?? client.clientId;
  }

  async showChoice() {
    html(this.response, 200, choicePage({
      action: `${MOUNT}/interaction/${this.interaction.uid}`,
      clientName: await this.clientName(),
      demanded: this.demanded,
      idpHint: this.params.idp_hint,
      persons: this.persons,
      deadEnds: DEAD_ENDS,
    }));
  }

  async showInformation(person) {
    html(this.response, 200, informationPage({
      action: `${MOUNT}/interaction/${this.interaction.uid}`,
      clientName: await this.clientName(),
      demanded: this.demanded,
      person,
      others: this.persons.filter(({ id }) => id !== person.id),
    }));
  }

  async goOn() {
    const person = await this.whoIsSignedIn();
    return person === undefined ? this.endFor(SESSION_LOST, "La session a expiré.") : this.finishAs(person, SINGLE_SIGN_ON_LEVEL);
  }

  async choose(person) {
    if (!person) return this.endFor("unknown_person", "Cette personne n'existe pas dans le simulateur.");
    if (!reaches(person.level, this.demanded) && !this.wrongs.lowLevels) return this.endAt(LEVEL_TOO_LOW);
    return this.finishAs(person, person.level);
  }

  /** A failed attempt leads back to the choice, with ten minutes of its own. */
  startAnew() {
    const { standin_prompt: prompt, ...params } = this.params;
    const asked = Object.entries({ ...params, prompt }).filter(([, value]) => value !== undefined);
    redirect(this.response, `${MOUNT}${ROUTES.authorization}?${new URLSearchParams(asked)}`);
  }

  async endAt(deadEnd) {
    if (deadEnd === undefined) return this.endFor("unknown_dead_end", "Cette fin n'existe pas dans le simulateur.");
    const back = backAddress(this.interaction.uid, deadEnd);
    return html(this.response, deadEnd.status, deadEndPage({ ...deadEnd, back, clientName: await this.clientName() }));
  }

  endFor(code, text) {
    html(this.response, 400, errorPage(code, text));
  }

  async finishAs(person, level) {
    await this.sessions.open(this.request, this.response, { personId: person.id });
    const grant = new this.provider.Grant({ accountId: person.id, clientId: this.params.client_id });
    grant.addOIDCScope(this.params.scope);
    const grantId = await grant.save();
    await this.finishWith({ login: { accountId: person.id, acr: level, amr: [...person.amr] }, consent: { grantId } });
  }

  finishWith(result) {
    return this.provider.interactionFinished(this.request, this.response, result, { mergeWithLastSubmission: false });
  }
}

export async function interact(context, route, request, response) {
  let interaction;
  try {
    interaction = await context.provider.interactionDetails(request, response);
  } catch {
    html(response, 400, errorPage(SESSION_LOST, "Cette demande est inconnue ou a expiré."));
    return;
  }
  const step = new Step(context, request, response, interaction);
  if (route.endsWith("/back")) await step.goBack();
  else if (request.method === "POST") await step.submit();
  else await step.show();
}
