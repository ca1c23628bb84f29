# The Worker on plain workerd, without Cloudflare: worker/README.md, "Elsewhere than on Cloudflare".
# Secrets and settings come from the environment of the process. Nothing here is secret.
using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "worker", worker = .worker),
    (name = "sessions", disk = (writable = true)),  # where: --directory-path sessions=…
    (name = "page", disk = ()),                     # where: --directory-path page=…
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true))),
  ],
  # Behind a proxy that speaks TLS. What browsers call the service is said by FC_PUBLIC_ORIGIN; no header of the proxy's is believed.
  sockets = [(name = "http", address = "127.0.0.1:8787", service = "worker")],
);

const worker :Workerd.Worker = (
  compatibilityDate = "2026-04-20",
  modules = [
    (name = "worker/index.js", esModule = embed "dist/plain/index.js"),
    (name = "edge/fc_pivot_bg.wasm", wasm = embed "../pkg/dist/edge/fc_pivot_bg.wasm"),
  ],
  durableObjectNamespaces = [(className = "SessionObject", uniqueKey = "fc-pivot-sessions", enableSql = true)],
  durableObjectStorage = (localDisk = "sessions"),
  bindings = [
    (name = "ASSETS", service = "page"),
    (name = "SESSIONS_DO", durableObjectNamespace = "SessionObject"),
    (name = "FC_PRESET", fromEnvironment = "FC_PRESET"),
    (name = "FC_ISSUER", fromEnvironment = "FC_ISSUER"),
    (name = "FC_CLIENT_ID", fromEnvironment = "FC_CLIENT_ID"),
    (name = "FC_CLIENT_SECRET", fromEnvironment = "FC_CLIENT_SECRET"),
    (name = "FC_CLIENT_KEY", fromEnvironment = "FC_CLIENT_KEY"),
    (name = "FC_DECRYPTION_KEYS", fromEnvironment = "FC_DECRYPTION_KEYS"),
    (name = "FC_PUBLIC_ORIGIN", fromEnvironment = "FC_PUBLIC_ORIGIN"),
    (name = "FC_REDIRECT_URI", fromEnvironment = "FC_REDIRECT_URI"),
    (name = "FC_POST_LOGOUT_REDIRECT_URI", fromEnvironment = "FC_POST_LOGOUT_REDIRECT_URI"),
    (name = "FC_SCOPE", fromEnvironment = "FC_SCOPE"),
    (name = "FC_ACR", fromEnvironment = "FC_ACR"),
    (name = "FC_AMR", fromEnvironment = "FC_AMR"),
    (name = "FC_SIGNING_ALG", fromEnvironment = "FC_SIGNING_ALG"),
    (name = "FC_CLIENT_AUTH", fromEnvironment = "FC_CLIENT_AUTH"),
    (name = "FC_TRUSTED_AUDIENCES", fromEnvironment = "FC_TRUSTED_AUDIENCES"),
    (name = "FC_TIMEOUT", fromEnvironment = "FC_TIMEOUT"),
    (name = "SESSION_KEYS", fromEnvironment = "SESSION_KEYS"),
    (name = "SESSION_STORE", fromEnvironment = "SESSION_STORE"),
    (name = "SESSION_TTL", fromEnvironment = "SESSION_TTL"),
    (name = "SESSION_RENEWAL", fromEnvironment = "SESSION_RENEWAL"),
    (name = "SESSION_MAX", fromEnvironment = "SESSION_MAX"),
    (name = "UPSTREAM", fromEnvironment = "UPSTREAM"),
    (name = "GATEWAY_RULES", fromEnvironment = "GATEWAY_RULES"),
    (name = "GATEWAY_KEY", fromEnvironment = "GATEWAY_KEY"),
    (name = "GATEWAY_TIMEOUT", fromEnvironment = "GATEWAY_TIMEOUT"),
    (name = "GATEWAY_CHECK", fromEnvironment = "GATEWAY_CHECK"),
  ],
);
