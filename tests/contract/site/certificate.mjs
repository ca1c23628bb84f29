/**
 * A certificate for a server of a test that speaks TLS.
 *
 * In: the folder that is to hold it, the host names. Out: the paths of key and certificate. Never: one that is valid for more than a day.
 */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Made by `openssl`, in PEM. */
export async function certificateIn(folder, hosts = ["localhost"]) {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const names = hosts.map((host) => `DNS:${host}`).join(",");
  await run("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj", "/CN=fc-pivot test",
    "-addext", `subjectAltName=${names}`, "-keyout", key, "-out", certificate]);
  return { key, certificate };
}
