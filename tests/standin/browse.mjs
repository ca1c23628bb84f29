/**
 * A browser in miniature: follows the stand-in's redirects with a cookie jar, sends its forms, stops at the client's door.
 *
 * In: an address at the stand-in, and the choice to make there. Out: the address at the client that the browser would open
 * next. Never: a request to the client itself, nor a JavaScript engine.
 */

const MAX_STEPS = 12;

/** The stand-in answered with a page that leads nowhere: its status and the code on it. */
export class StandinRefusal extends Error {
  constructor(status, code) {
    super(`the stand-in answered ${status} with ${code}`);
    this.name = "StandinRefusal";
    this.status = status;
    this.code = code;
  }
}

/** Enough of RFC 6265 for one host: names, paths, and deletion by a date in the past. */
function createJar() {
  const cookies = new Map();
  return {
    keep(headers) {
      for (const line of headers.getSetCookie()) {
        const [pair, ...attributes] = line.split(/;\s*/);
        const name = pair.slice(0, pair.indexOf("="));
        const attribute = (wanted) => attributes.find((text) => text.toLowerCase().startsWith(`${wanted}=`))?.split("=")[1];
        const path = attribute("path") ?? "/";
        const expires = attribute("expires");
        if (expires && Date.parse(expires) <= Date.now()) cookies.delete(`${name};${path}`);
        else cookies.set(`${name};${path}`, { pair, path });
      }
    },
    header(url) {
      const applies = ({ path }) => url.pathname === path || url.pathname.startsWith(path.endsWith("/") ? path : `${path}/`);
      return [...cookies.values()].filter(applies).map(({ pair }) => pair).join("; ");
    },
  };
}

const unescapeHtml = (text) => text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<")
  .replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const attributeOf = (tag, name) => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag);
  return found ? unescapeHtml(found[1]) : undefined;
};

/** The page's form with its hidden fields; on the page with the persons, `choice` presses one of its buttons. */
function formIn(page, base, choice) {
  const [tag] = /<form\b[^>]*>/.exec(page) ?? [];
  if (!tag) return undefined;
  const fields = new URLSearchParams();
  for (const [input] of page.matchAll(/<input\b[^>]*>/g)) fields.set(attributeOf(input, "name"), attributeOf(input, "value"));
  const pressed = buttonIn(page, choice);
  if (pressed) fields.set(attributeOf(pressed, "name"), attributeOf(pressed, "value"));
  return { action: new URL(attributeOf(tag, "action"), base), fields };
}

function buttonIn(page, choice) {
  const buttons = [...page.matchAll(/<button\b[^>]*>/g)].map(([tag]) => tag);
  const persons = buttons.filter((tag) => attributeOf(tag, "data-person") !== undefined);
  if (persons.length === 0) return buttons.find((tag) => /\sdata-logout\b/.test(tag));
  const wanted = choice === "cancel"
    ? buttons.find((tag) => /\sdata-cancel\b/.test(tag))
    : persons.find((tag) => attributeOf(tag, "data-person") === choice);
  if (!wanted) throw new RangeError(`no such test person: ${choice}`);
  return wanted;
}

function refusal(status, page) {
  const [tag] = /<[^>]*\sdata-error-code="[^"]*"[^>]*>/.exec(page) ?? [];
  return new StandinRefusal(status, tag ? attributeOf(tag, "data-error-code") : "no code");
}

export function createBrowser() {
  const jar = createJar();

  async function open(url, form) {
    const cookie = jar.header(url);
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form,
      redirect: "manual",
      headers: { accept: "text/html", ...(cookie ? { cookie } : {}) },
    });
    jar.keep(response.headers);
    return response;
  }

  async function travel(start, choice) {
    const { origin } = new URL(start);
    let url = new URL(start);
    let form;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const response = await open(url, form);
      const page = await response.text();
      form = undefined;
      if (response.status >= 300 && response.status < 400) {
        url = new URL(response.headers.get("location"), url);
        if (url.origin !== origin) return url;
        continue;
      }
      const next = response.ok ? formIn(page, url, choice) : undefined;
      if (!next) throw refusal(response.status, page);
      ({ action: url, fields: form } = next);
    }
    throw new Error(`no way out of the stand-in after ${MAX_STEPS} steps`);
  }

  return {
    /** From `/authorize` to the callback, choosing a person by id, or `"cancel"`. */
    signIn: (authorizeUrl, choice) => travel(authorizeUrl, choice),
    /** From `/session/end` to the post-logout address. */
    signOut: (endSessionUrl) => travel(endSessionUrl),
    /** One request with this browser's cookies, redirects not followed. */
    open: (url) => open(new URL(url)),
  };
}

/** One sign-in in a browser of its own. */
export const signIn = (authorizeUrl, choice) => createBrowser().signIn(authorizeUrl, choice);

/** One sign-out in a browser without a session at the stand-in. */
export const signOut = (endSessionUrl) => createBrowser().signOut(endSessionUrl);
