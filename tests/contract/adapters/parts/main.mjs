/** Pieces of each adapter with a sign-in of their own, for the tests to take up one by one: `parts`. */
import { FcPivotError } from "fc-pivot";
import { defineFcPivotButton } from "fc-pivot/element";
import { FcPivotProvider, useSession } from "fc-pivot/react";
import { fcPivot, useSession as useVueSession } from "fc-pivot/vue";
import { createElement, StrictMode } from "react";
import { flushSync } from "react-dom";
import { createRoot, hydrateRoot } from "react-dom/client";
import { createApp, createSSRApp, effectScope, h, nextTick, ref } from "vue";

const ANNE = { identity: { sub: "anne" }, assurance: { acr: "eidas2", authTime: 0 } };
const app = document.getElementById("app");

/** A sign-in that counts who listens, and whose logins fail. */
function signIn() {
  const listeners = new Set();
  return {
    listeners,
    login: async () => { throw new FcPivotError("provider_unreachable"); },
    logout: async () => {},
    session: async () => ANNE,
    takeError: () => null,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const shown = (state) => `${state.status} ${state.session?.identity.sub ?? "nobody"}`;

const RENDERED = "<p>loading nobody</p>";

/** Waits until the page shows `text`. */
async function seen(text) {
  while (app.textContent !== text) await new Promise(requestAnimationFrame);
}

/** Another part of the page knows already who is signed in. */
async function known(auth) {
  const scope = effectScope();
  const { status } = createApp({}).use(fcPivot(auth)).runWithContext(() => scope.run(useVueSession));
  while (status.value !== "signed-in") await nextTick();
}

window.parts = {
  /** Mounts two components in React, then none: how many listened, and what a late one showed first. */
  async react() {
    const auth = signIn();
    const first = [];
    function Shown({ name }) {
      const state = useSession();
      if (name === "late") first.push(shown(state));
      return createElement("p", { id: name }, shown(state));
    }
    const root = createRoot(app);
    const render = (...names) => flushSync(() => root.render(
      createElement(StrictMode, null, createElement(FcPivotProvider, { auth }, names.map((name) => createElement(Shown, { key: name, name })))),
    ));
    render("early");
    await seen("signed-in anne");
    render("early", "late");
    const during = auth.listeners.size;
    root.unmount();
    return { during, after: auth.listeners.size, first: first[0] };
  },

  /** The same in Vue. */
  async vue() {
    const auth = signIn();
    const first = [];
    const Shown = {
      props: ["name"],
      setup({ name }) {
        const { status, session } = useVueSession();
        return () => h("p", { id: name }, shown({ status: status.value, session: session.value }));
      },
    };
    const names = ref(["early"]);
    const vue = createApp(() => names.value.map((name) => h(Shown, { key: name, name }))).use(fcPivot(auth));
    vue.mount(app);
    await seen("signed-in anne");
    names.value = ["early", "late"];
    await nextTick();
    await nextTick();
    first.push(document.getElementById("late").textContent);
    const during = auth.listeners.size;
    vue.unmount();
    return { during, after: auth.listeners.size, first: first[0] };
  },

  /** Hydrates what a server rendered, when the sign-in is known already: what React reports, and what is shown in the end. */
  async reactLate() {
    const auth = signIn();
    const said = [];
    await known(auth);
    const Shown = () => createElement("p", null, shown(useSession()));
    app.innerHTML = RENDERED;
    hydrateRoot(app, createElement(FcPivotProvider, { auth }, createElement(Shown)), { onRecoverableError: (error) => said.push(error.message) });
    await seen("signed-in anne");
    return said;
  },

  /** The same in Vue, which reports on the console. */
  async vueLate() {
    const auth = signIn();
    const said = [];
    await known(auth);
    const setup = () => {
      const { status, session } = useVueSession();
      return () => h("p", shown({ status: status.value, session: session.value }));
    };
    app.innerHTML = RENDERED;
    console.error = (text) => said.push(text);
    createSSRApp({ setup }).use(fcPivot(auth)).mount(app);
    await seen("signed-in anne");
    return said;
  },

  /** A scope outside of any component, as a store of the application has. */
  vueScope() {
    const auth = signIn();
    const scope = effectScope();
    createApp({}).use(fcPivot(auth)).runWithContext(() => scope.run(useVueSession));
    const during = auth.listeners.size;
    scope.stop();
    return { during, after: auth.listeners.size };
  },

  /** Components without a sign-in above them. */
  async without() {
    const said = [];
    const root = createRoot(app, { onUncaughtError: (error) => said.push(error.message) });
    flushSync(() => root.render(createElement(() => useSession().status)));
    root.unmount();
    const vue = createApp({ setup: () => useVueSession(), render: () => null });
    vue.config.errorHandler = (error) => said.push(error.message);
    vue.mount(app);
    return said;
  },

  /** An element of another name, with the sign-in that it was registered with, whose login fails. */
  async element() {
    defineFcPivotButton({ name: "sign-in-here", auth: signIn() });
    defineFcPivotButton({ name: "sign-in-here" });
    const told = new Promise((resolve) => document.addEventListener("fc-pivot-error", ({ detail }) => resolve(detail), { once: true }));
    app.innerHTML = "<sign-in-here></sign-in-here>";
    app.querySelector("button").click();
    const error = await told;
    return { code: error.code, words: error.userMessage("fr") };
  },
};
