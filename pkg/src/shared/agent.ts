// The shape of a verified agent, as JavaScript gets it from the core with ProConnect.
// It mirrors the Rust type of `src/identity/agent.rs`; nothing here runs.

import type { Anomaly } from "./identity.js";

/**
 * An agent, or a professional, of an organisation.
 *
 * A field is absent where its claim was not granted, did not come, or could not be read; `missing` and `anomalies` say which.
 */
export interface Agent {
  /** The agent's identifier with this issuer. Another identity provider or employer gives another one. Reconcile on `issuer` and `sub`, never on e-mail. */
  sub: string;
  /** The issuer, exactly as it calls itself. */
  issuer: string;
  /** The given name. */
  givenName?: string;
  /** The family name in use. */
  usualName?: string;
  /** The professional address. Any identity provider may assert any address. */
  email?: string;
  /** The identity provider's own identifier of the agent. */
  uid?: string;
  /** The establishment: fourteen digits, checked. */
  siret?: string;
  /** The organisation: the first nine digits of `siret`. */
  siren?: string;
  /** The unit, as the identity provider calls it. */
  organizationalUnit?: string;
  /** The organisation's name, from a registry of companies. */
  organizationLabel?: string;
  /** The telephone number. */
  phone?: string;
  /** The identity provider. */
  idpId?: string;
  /** The level of assurance by the identity provider's own word. */
  idpAcr?: string;
  /** `agent_public` and the like; empty for a private person. */
  roles: string[];
  /** Every other claim of the identity provider. */
  custom: Record<string, unknown>;
  /** The claims that the granted scopes promise and that did not come. */
  missing: string[];
  /** The claims that came in another form than the documented one. */
  anomalies: Anomaly[];
  /** The verified claims as received, without the access tokens of other sources. */
  raw: Record<string, unknown>;
}
