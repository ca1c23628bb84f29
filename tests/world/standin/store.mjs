/**
 * Where oidc-provider keeps codes, tokens, sessions and interactions: one Map per stand-in.
 *
 * In and out: oidc-provider's adapter interface. oidc-provider has a memory adapter, but it is one per process, so two
 * stand-ins would share it, and it would not outlive the provider object that a key rotation replaces.
 * Never: the disk, nor a timer; expiry is asked of the clock when something is read.
 */

/** Models that fall together when their grant is revoked. */
const GRANTABLE = new Set(["AccessToken", "AuthorizationCode", "RefreshToken"]);

/** Members of oidc-provider's payloads that are times, in seconds. */
const TIMES = ["exp", "iat", "loginTs"];

export function createStore() {
  const entries = new Map();

  function read(key) {
    const entry = entries.get(key);
    if (entry && entry.expiresAt <= Date.now()) {
      entries.delete(key);
      return undefined;
    }
    return entry?.payload;
  }

  return class Store {
    constructor(model) {
      this.model = model;
    }

    /** All that is kept grows older at once: the testing hook that moves the stand-in's clock (index.mjs). */
    static age(seconds) {
      for (const entry of entries.values()) {
        entry.expiresAt -= seconds * 1000;
        for (const name of TIMES) if (Number.isInteger(entry.payload[name])) entry.payload[name] -= seconds;
      }
    }

    key(id) {
      return `${this.model}:${id}`;
    }

    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000;
      entries.set(this.key(id), { payload, expiresAt, grantable: GRANTABLE.has(this.model) });
    }

    async find(id) {
      return read(this.key(id));
    }

    async findByUid(uid) {
      const prefix = `${this.model}:`;
      const key = [...entries.keys()].find((name) => name.startsWith(prefix) && read(name)?.uid === uid);
      return key && read(key);
    }

    async consume(id) {
      read(this.key(id)).consumed = Math.floor(Date.now() / 1000);
    }

    async destroy(id) {
      entries.delete(this.key(id));
    }

    async revokeByGrantId(grantId) {
      for (const [key, { payload, grantable }] of entries) {
        if (grantable && payload.grantId === grantId) entries.delete(key);
      }
    }
  };
}
