/**
 * Applications behind the gateway, of the kinds that people run: each tells what reached it, and how it reads that.
 *
 * In: a kind. Out: what starts one. Never: a kind that drops what others would read: each is set up to read as much as it can.
 *
 * An upstream has `origin`, `port`, `stop()`, and `came`: of each request `url` as it was sent, `path` as the program reads it, `identity` as an
 * application gets it there, `headers`, `size` and `sha256` of the body. What is in `came` when an answer has come is whole.
 */
import { startBehindNginx } from "./nginx.mjs";
import { startUpstream } from "./node.mjs";
import { startPython } from "./python.mjs";

export const UPSTREAMS = {
  Node: startUpstream,
  nginx: startBehindNginx,
  gunicorn: () => startPython("gunicorn"),
  uvicorn: () => startPython("uvicorn"),
};
