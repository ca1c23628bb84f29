/**
 * The steps between the request and the callback: choose a person, or go on as the one who is signed in, or end elsewhere.
 *
 * In: the Node request of `/interaction/UID`, the federation, the provider that opened it, the clients' files, the sessions, the faults. Out: a page; the
 * way back to `/authorize/UID`, where oidc-provider ends the flow by itself; or a new `/authorize`, after a failed attempt.
 * Never: a circle of pages. Where the federation would ask for ever, one page says so.
 *
 * Choosing a person stands for three steps of FC+'s: the choice of a provider, the authentication there, and the click on the page that
 * shows what is sent. Only single sign-on shows that page by itself.
 */
import { formOf } from "./http.mjs";
import { choicePage, deadEndPage, errorPage, informationPage } from "./page.mjs";
import { MOUNT, ROUTES } from "./profile.mjs";
import { accountOf } from "./subject.mjs";

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

/** The names of the claims that the parameter `claims` asks for, in whichever place. */
const claimsIn = (parameter = "{}") => Object.values(JSON.parse(parameter)).flatMap((where) => Object.keys(where ?? {}));

/** One step of one interaction. */
class Step {
  constructor({ provider, federation, files, sessions, wrongs }, request, response, interaction) {
    Object.assign(this, { provider, federation, files, sessions, wrongs, request, response, interaction });
    this.persons = federation.persons;
    this.params = interaction.params;
    this.demanded = federation.levels.demandedBy(interaction.params);
  }

  async show() {
    const refused = this.refusedByFc();
    if (refused) return this.finishWith(refused);
    if (this.neverEnds()) {
      return this.endFor("sign_in_never_ends", `${this.federation.title} redemanderait sans fin : claims demande autre chose que amr, ou un acr essentiel.`);
    }
    const person = await this.whoIsSignedIn();
    if (person === undefined) return this.showChoice();
    return this.skipsInformation() ? this.finishAs(person, this.levelBySession(person)) : this.showInformation(person);
  }

  async submit() {
    const form = await formOf(this.request);
    if (form.has("cancel")) return this.finishWith(ABORTED);
    if (form.has("failed_attempt")) return this.startAnew();
    if (form.has("dead_end")) return this.endAt(this.findDeadEnd(form.get("dead_end")));
    if (form.has("continue")) return this.goOn();
    return this.choose(this.persons.find(({ id }) => id === form.get("person")));
  }

  /** The link of a dead end. */
  async goBack() {
    const from = new URL(this.request.url, "http://localhost").searchParams.get("from");
    const { levelTooLow } = this.federation;
    const { error, description } = (from === levelTooLow.id ? levelTooLow : this.findDeadEnd(from)) ?? {};
    return this.finishWith(error === undefined ? ABORTED : { error, error_description: description });
  }

  findDeadEnd(wanted) {
    return this.federation.deadEnds.find(({ id }) => id === wanted);
  }

  refusedByFc() {
    const { idp_hint: hint, client_id: client } = this.params;
    const refused = this.federation.levels.refused(this.demanded);
    if (refused) return refused;
    return hint !== undefined && !this.files.get(client).allowed_idp_hints.includes(hint) ? this.federation.unknownHint : undefined;
  }

  /** oidc-provider opens another interaction after this one was answered: something that was asked for cannot be had. */
  neverEnds() {
    return this.interaction.lastSubmission?.login !== undefined || this.federation.levels.neverEnds(this.demanded);
  }

  levelBySession(person) {
    return this.federation.levels.bySession(person, this.demanded);
  }

  /** A demand that a session may not answer ends it, at a federation that says so; one by hints for another person leaves it, and asks. */
  async whoIsSignedIn() {
    const session = await this.sessions.of(this.request);
    const person = session && this.persons.find(({ id }) => id === session.personId);
    if (person === undefined || this.levelBySession(person) === undefined) {
      if (this.federation.endsUnfitSession) await this.sessions.close(this.request, this.response);
      return undefined;
    }
    const { login_hint: email = person.claims.email, idp_hint: idp = person.claims.idp_id } = this.federation.informs ? {} : this.params;
    return email === person.claims.email && idp === person.claims.idp_id ? person : undefined;
  }

  /** Where the client's file lets `prompt` have an effect. FC+ asks itself for both prompts, whatever was asked for (index.mjs). */
  skipsInformation() {
    if (!this.federation.informs) return true;
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
      title: this.federation.title,
      demanded: this.federation.levels.shown(this.demanded),
      idpHint: this.params.idp_hint,
      persons: this.persons,
      deadEnds: this.federation.deadEnds,
    }));
  }

  async showInformation(person) {
    html(this.response, 200, informationPage({
      action: `${MOUNT}/interaction/${this.interaction.uid}`,
      clientName: await this.clientName(),
      title: this.federation.title,
      demanded: this.federation.levels.shown(this.demanded),
      person,
      others: this.persons.filter(({ id }) => id !== person.id),
    }));
  }

  async goOn() {
    const person = await this.whoIsSignedIn();
    return person === undefined ? this.endFor(this.federation.codes.sessionLost, "La session a expiré.") : this.finishAs(person, this.levelBySession(person));
  }

  async choose(person) {
    if (!person) return this.endFor("unknown_person", "Cette personne n'existe pas dans le simulateur.");
    if (!this.federation.levels.willDo(person.level, this.demanded) && !this.wrongs.lowLevels) return this.endAt(this.federation.levelTooLow);
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
    // Without a page of its own the service hears of it at once.
    if (deadEnd.id === undefined) return this.finishWith({ error: deadEnd.error, error_description: deadEnd.description });
    const back = deadEnd.error === undefined ? undefined : backAddress(this.interaction.uid, deadEnd);
    return html(this.response, deadEnd.status, deadEndPage({ ...deadEnd, back, clientName: await this.clientName() }));
  }

  endFor(code, text) {
    html(this.response, 400, errorPage(code, text));
  }

  async finishAs(person, level) {
    await this.sessions.open(this.request, this.response, { personId: person.id });
    const accountId = accountOf(person);
    const grant = new this.provider.Grant({ accountId, clientId: this.params.client_id });
    grant.addOIDCScope(this.params.scope);
    if (this.federation.grantsClaims) grant.addOIDCClaims(claimsIn(this.params.claims));
    const grantId = await grant.save();
    const amr = person.amr.length === 0 ? {} : { amr: [...person.amr] };
    await this.finishWith({ login: { accountId, acr: this.federation.levels.told(level), ...amr }, consent: { grantId } });
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
    html(response, 400, errorPage(context.federation.codes.sessionLost, "Cette demande est inconnue ou a expiré."));
    return;
  }
  const step = new Step(context, request, response, interaction);
  if (route.endsWith("/back")) await step.goBack();
  else if (request.method === "POST") await step.submit();
  else await step.show();
}
