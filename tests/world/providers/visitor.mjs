/**
 * A person's browser at a provider's own pages: cookies, redirects, forms.
 *
 * In: the address where the service sends the person, and what she enters. Out: the address at the service to which the provider sends her
 * back, not called. Never: a script of the page; a provider whose pages need one says in its own file what the script would send.
 */
const MAX_STEPS = 15;

/** What is said of a page on which the provider keeps the person. */
export const STAYS = Symbol("stays");

/** The characters that these providers escape in HTML. */
const unescapeHtml = (text) => text.replaceAll("&quot;", '"').replaceAll("&#34;", '"').replaceAll("&#39;", "'").replaceAll("&#x27;", "'")
  .replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function attributeOf(tag, name) {
  const found = new RegExp(`\\s${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found ? unescapeHtml(found[1] ?? found[2]) : undefined;
}

/** The forms of a page: action, method, the fields as they stand, and the buttons that bear a name. */
export function formsIn(page, base) {
  return [...page.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const [tag] = /<form\b[^>]*>/.exec(form);
    const id = attributeOf(tag, "id");
    const elsewhere = [...page.matchAll(/<button\b[^>]*>/g)].filter(([button]) => id && attributeOf(button, "form") === id);
    const inputs = [...form.matchAll(/<(?:input|button)\b[^>]*>/g), ...elsewhere].map(([input]) => ({
      name: attributeOf(input, "name"),
      value: attributeOf(input, "value") ?? "",
      type: attributeOf(input, "type") ?? (input.startsWith("<button") ? "submit" : "text"),
    })).filter(({ name }) => name);
    const pressed = ({ type }) => type === "submit" || type === "image";
    return {
      action: new URL(attributeOf(tag, "action") || base, base),
      method: (attributeOf(tag, "method") ?? "get").toUpperCase(),
      fields: Object.fromEntries(inputs.filter((input) => !pressed(input) && input.type !== "checkbox").map(({ name, value }) => [name, value])),
      buttons: inputs.filter(pressed),
    };
  });
}

export class Visitor {
  #cookies = new Map();

  /** One request. `form` is sent as a form, `json` as JSON; `headers` are added. */
  async send(url, { method, form, json, headers = {} } = {}) {
    const target = new URL(url);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(target, {
      method: method ?? (form || json ? "POST" : "GET"),
      redirect: "manual",
      body: form ? new URLSearchParams(form) : json ? JSON.stringify(json) : undefined,
      headers: {
        accept: "text/html", "accept-language": "en", origin: target.origin, referer: target.href,
        ...(cookie && { cookie }), ...(json && { "content-type": "application/json" }), ...headers,
      },
      signal: AbortSignal.timeout(20_000),
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    const location = answer.headers.get("location");
    return { url: target, status: answer.status, location: location === null ? undefined : new URL(location, target), page: await answer.text() };
  }

  cookie(name) {
    return this.#cookies.get(name);
  }

  /**
   * From an address at the provider to the one at the service: redirects are followed, and each page is given to `at(page)`, which says what is
   * sent next, `{ url, … }` as for `send`; or that she stays, whose address is given then.
   */
  async travel(start, at) {
    const { origin } = new URL(start);
    let next = { url: start };
    let last = "";
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const answer = await this.send(next.url, next);
      last = answer.page;
      if (answer.status >= 300 && answer.status < 400 && answer.location) {
        if (answer.location.origin !== origin) return answer.location;
        next = { url: answer.location };
        continue;
      }
      next = await at(answer);
      if (next === STAYS) return answer.url;
      if (next === undefined) throw new Error(`no way on from ${answer.url.origin}${answer.url.pathname} (${answer.status}): ${textOf(answer.page)}`);
      if (new URL(next.url).origin !== origin) return new URL(next.url);
    }
    throw new Error(`no way back after ${MAX_STEPS} steps: ${textOf(last)}`);
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(/;\s*/);
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    const attribute = (wanted) => attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.split("=")[1];
    const expires = attribute("expires");
    const ended = attribute("max-age") === "0" || (expires && Date.parse(expires.replaceAll("-", " ")) <= Date.now());
    if (ended) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** A page as a person reads it, for a message: no markup, and not all of it. */
export const textOf = (page) => page
  .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, " ").replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ").trim().slice(0, 300);

/**
 * Sends the form that has these fields, with them filled in. `press` is the name or the value of a button: the form has it too.
 *
 * `undefined` where the page has no such form.
 */
export function fill({ page, url }, entered, press) {
  const pressed = ({ name, value }) => name === press || value === press;
  const form = formsIn(page, url).find(({ fields, buttons }) =>
    Object.keys(entered).every((name) => name in fields) && (press === undefined || buttons.some(pressed)));
  if (!form) return undefined;
  const button = form.buttons.find(pressed);
  const sent = { ...form.fields, ...entered, ...(button && { [button.name]: button.value }) };
  if (form.method !== "GET") return { url: form.action, form: sent };
  return { url: `${form.action.origin}${form.action.pathname}?${new URLSearchParams(sent)}` };
}
