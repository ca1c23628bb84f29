#!/usr/bin/env bash
# A call to a Durable Object that is reset under way fails with an error that says `durableObjectReset`, not `retryable`, and the handle that
# was asked stays broken.
#
# Of:       npm `miniflare` 4.20260426.0, compatibility date 2026-04-20.
# Guess:    the error of a passing reset bears `retryable: true`, and the same handle answers the next call.
# Seen:     the error bears `durableObjectReset: true` and no `retryable`; the same handle fails again; one newly got from the namespace answers.
# Matters:  sessions kept in Durable Objects meet this at each deployment. Whoever asks again by `retryable` alone, or with the same handle,
#           shows people an error at each of them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund miniflare@4.20260426.0
cat >try.mjs <<'JS'
import { Miniflare } from "miniflare";

const script = `
  import { DurableObject } from "cloudflare:workers";
  export class Kept extends DurableObject {
    fetch(request) {
      if (request.url.endsWith("/reset")) this.ctx.abort("reset");
      return new Response("here");
    }
  }
  const outcome = (call) => call.then((answer) => answer.text(), ({ retryable, durableObjectReset }) => ({ retryable, durableObjectReset }));
  export default {
    async fetch(request, { KEPT }) {
      const id = KEPT.idFromName("one");
      const handle = KEPT.get(id);
      const reset = await outcome(handle.fetch("https://object.example/reset"));
      const same = await outcome(handle.fetch("https://object.example/"));
      const fresh = await outcome(KEPT.get(id).fetch("https://object.example/"));
      return Response.json({ reset, same, fresh });
    },
  };`;
const miniflare = new Miniflare({ modules: true, script, compatibilityDate: "2026-04-20", durableObjects: { KEPT: "Kept" }, cf: false });
const seen = await (await miniflare.dispatchFetch("http://localhost/")).json();
await miniflare.dispose();
console.log("miniflare 4.20260426.0, a Durable Object that is reset:", seen);
const { reset, same, fresh } = seen;
process.exitCode = reset.durableObjectReset === true && reset.retryable === undefined && same !== "here" && fresh === "here" ? 0 : 1;
JS
node try.mjs
