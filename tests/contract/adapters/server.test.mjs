/** Server rendering: what Node renders is "loading", and the page hydrates it without a warning. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { renderToString as renderReact } from "react-dom/server";
import { renderToString as renderVue } from "vue/server-renderer";
import { stage } from "../../world/browsers/stage.mjs";
import { bundled } from "./bundle.mjs";
import { app as reactApp } from "./hydration/react-app.mjs";
import { app as vueApp } from "./hydration/vue-app.mjs";

const root = fileURLToPath(new URL("hydration/", import.meta.url));
const LOADING = '<p id="shown">loading nobody no error</p>';
/** A development build: only there do the frameworks warn that a page does not match. */
const development = {
  define: {
    "process.env.NODE_ENV": '"development"',
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true",
  },
};

describe("server rendering", () => {
  const page = bundled(root, { ...development, build: { rolldownOptions: { input: [`${root}react.html`, `${root}vue.html`] } } });
  const rendered = {};

  before(async () => {
    Object.assign(rendered, { react: renderReact(reactApp()), vue: await renderVue(vueApp()) });
    for (const [name, html] of Object.entries(rendered)) {
      const file = `${page}/${name}.html`;
      await writeFile(file, (await readFile(file, "utf8")).replace("<!--rendered-->", html));
    }
  });
  const deployment = stage({ page });

  for (const name of ["react", "vue"]) {
    it(`renders "loading": ${name}`, () => assert.equal(rendered[name], LOADING));

    it(`is taken over by the page: ${name}`, async (t) => {
      const { tab } = await deployment.profile(t);
      const said = [];
      tab.on("console", (message) => { if (["error", "warning"].includes(message.type())) said.push(message.text()); });
      await tab.goto(`${deployment.origin}/${name}?auth_error=access_denied`);
      await tab.getByText("signed-out nobody access_denied").waitFor();
      assert.equal(tab.url(), `${deployment.origin}/${name}`);
      // Chromium itself reports the Worker's 401, where nobody is signed in, and the missing icon.
      assert.deepEqual(said.filter((text) => !text.startsWith("Failed to load resource")), []);
    });

    it(`says that a page does not match: ${name}`, async (t) => {
      const { tab } = await deployment.profile(t);
      const said = [];
      tab.on("console", (message) => said.push(message.text()));
      await tab.route(`**/${name}`, async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, body: (await response.text()).replace("loading nobody", "signed-out nobody") });
      });
      await tab.goto(`${deployment.origin}/${name}`);
      await tab.getByText("signed-out nobody no error").waitFor();
      assert.match(said.join("\n"), /hydrat/i);
    });
  }
});

describe("importing the adapters", () => {
  for (const [name, framework] of [["react", "react"], ["vue", "vue"], ["element", "fc-pivot"], ["dsfr", "fc-pivot"]]) {
    it(`touches nothing: ${name}`, async () => {
      // What the framework itself does is not ours.
      const script = `
        await import("${framework}");
        const before = Reflect.ownKeys(globalThis).length;
        globalThis.fetch = () => { throw new Error("fetched"); };
        await import("fc-pivot/${name}");
        if (Reflect.ownKeys(globalThis).length !== before) throw new Error("a global was made");`;
      await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script], { cwd: root });
    });
  }

  it("React's begins with the directive that makes it a client module", async () => {
    const code = await readFile(new URL("../../../pkg/dist/adapters/react.js", import.meta.url), "utf8");
    assert.ok(code.startsWith('"use client";\n'));
  });
});
