/**
 * The projects in which the page is tried, and how each is built and served.
 *
 * In: nothing. Out: a table. Never: a step that a user of that tool would not take.
 *
 * `fixture`: its folder. `builds`: the script that builds it. `files`: what is then served, below its folder; or `serves`: the script that
 * serves it, as arguments for a port, and `ready`: what it says once it does. `needs`: what its pages need of the policy besides.
 */
export const MATRIX = [
  { name: "Vite, built", fixture: "vite", builds: "build", files: "dist" },
  ...[5, 6, 7, 8].map((version) => (
    { name: `Vite ${version}'s development server`, fixture: "vite", serves: (port) => [`dev:${version}`, "--port", port, "--strictPort"], ready: /ready in/ }
  )),
  { name: "webpack, for production", fixture: "webpack", builds: "build", files: "dist" },
  { name: "webpack, for development", fixture: "webpack", builds: "build:development", files: "dist" },
  { name: "esbuild", fixture: "esbuild", builds: "build", files: "dist" },
  { name: "no bundler", fixture: "script", files: ".", needs: { inline: true } },
  { name: "Next, built", fixture: "next", builds: "build", serves: (port) => ["start", "--port", port], ready: /Ready in/, needs: { inline: true } },
  { name: "Next's development server", fixture: "next", serves: (port) => ["dev", "--port", port], ready: /Ready in/, needs: { inline: true, loose: true } },
];
