/**
 * A browser in miniature: follows the stand-in's redirects with a cookie jar, sends its forms, stops at the client's door.
 *
 * In: an address at the stand-in, and the choices to make there, in their order. Out: the address at the client that the browser would open
 * next. Never: a request to the client itself, nor a JavaScript engine.
 *
 * A choice is a person's id; `"cancel"`; `"continue"`, as whom single sign-on offers; `"failed-attempt"`, after which there is another choice to
 * make; or the id of a dead end. A page that is a dead end has a link back to the client: it is followed.
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
        if (attribute("max-age") === "0" || (expires && Date.parse(expires) <= Date.now())) cookies.delete(`${name};${path}`);
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

/** The page's form with its hidden fields; on the page with the persons, the next choice presses one of its buttons. */
function formIn(page, base, choices) {
  const [tag] = /<form\b[^>]*>/.exec(page) ?? [];
  if (!tag) return undefined;
  const fields = new URLSearchParams();
  for (const [input] of page.matchAll(/<input\b[^>]*>/g)) fields.set(attributeOf(input, "name"), attributeOf(input, "value"));
  const pressed = buttonIn(page, choices);
  if (pressed) fields.set(attributeOf(pressed, "name"), attributeOf(pressed, "value"));
  return { action: new URL(attributeOf(tag, "action"), base), fields };
}

/** Which attribute a choice presses. */
const SPECIAL = { cancel: /\sdata-cancel\b/, continue: /\sdata-continue\b/, "failed-attempt": /\sdata-failed-attempt\b/ };

function buttonIn(page, choices) {
  const buttons = [...page.matchAll(/<button\b[^>]*>/g)].map(([tag]) => tag);
  if (!buttons.some((tag) => SPECIAL.cancel.test(tag))) return buttons.find((tag) => /\sdata-logout\b/.test(tag));
  const choice = choices.shift();
  if (choice === undefined) throw new RangeError("a choice is to be made, and none is left");
  const wanted = Object.hasOwn(SPECIAL, choice)
    ? buttons.find((tag) => SPECIAL[choice].test(tag))
    : buttons.find((tag) => attributeOf(tag, "data-person") === choice || attributeOf(tag, "data-dead-end") === choice);
  if (!wanted) throw new RangeError(`no such choice on this page: ${choice}`);
  return wanted;
}

/** "Revenir sur …" */
function linkBackIn(page, base) {
  const [tag] = /<a\b[^>]*\sdata-back\b[^>]*>/.exec(page) ?? [];
  return tag ? new URL(attributeOf(tag, "href"), base) : undefined;
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

  async function travel(start, ...choices) {
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
      if (/\sdata-signed-out\b/.test(page)) return undefined;
      const next = response.ok ? formIn(page, url, choices) : undefined;
      const back = linkBackIn(page, url);
      if (!next && !back) throw refusal(response.status, page);
      ({ action: url, fields: form } = next ?? { action: back });
    }
    throw new Error(`no way out of the stand-in after ${MAX_STEPS} steps`);
  }

  return {
    /** From `/authorize` to the callback. */
    signIn: (authorizeUrl, ...choices) => travel(authorizeUrl, ...choices),
    /** From `/session/end` to the post-logout address; without one the person stays, and there is none (`undefined`). */
    signOut: (endSessionUrl) => travel(endSessionUrl),
    /** One request with this browser's cookies, redirects not followed; with a form, a POST. */
    open: (url, form) => open(new URL(url), form),
  };
}

/** One sign-in in a browser of its own. */
export const signIn = (authorizeUrl, ...choices) => createBrowser().signIn(authorizeUrl, ...choices);

/** One sign-out in a browser without a session at the stand-in. */
export const signOut = (endSessionUrl) => createBrowser().signOut(endSessionUrl);
