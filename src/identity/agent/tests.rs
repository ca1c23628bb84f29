//! Agents, as ProConnect describes them.

use alloc::string::ToString;

use serde_json::{Value, json};

use super::super::testing::object;
use super::*;
use crate::base::scope::Scope;
use crate::provider::preset::PROCONNECT;

const SUB: &str = "7f2c2b1e-5a43-4c43-9d0a-0b0f4f0f3a11";

fn agent(scope: &str, claims: Value) -> Agent {
    let granted = Scope::granted(scope).unwrap();
    read(&Facts {
        preset: &PROCONNECT,
        issuer: "https://pc.example/api/v2",
        sub: SUB,
        granted: &granted,
        amr: None,
        claims: &object(claims),
    })
}

fn claims() -> Value {
    json!({
        "sub": SUB, "given_name": "Camille", "usual_name": "Martin", "email": "camille.martin@ville.example.fr", "uid": "cm-42",
        "siret": "21690123100011", "siren": "999999999", "organizational_unit": "État civil", "organization_label": "Commune de Lyon",
        "phone_number": "+33 4 00 00 00 00", "idp_id": "71144ab3-ee1a-4401-b7b3-79b44f7daeeb", "idp_acr": "eidas1",
        "roles": ["agent_public", "agent_public_territorial"], "custom": { "bureau": 12 },
    })
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

#[test]
fn an_agent_with_everything() {
    let text = serde_json::to_value(agent(PROCONNECT.default_scope, claims())).unwrap();
    let expected = json!({
        "sub": SUB, "issuer": "https://pc.example/api/v2", "givenName": "Camille", "usualName": "Martin",
        "email": "camille.martin@ville.example.fr", "uid": "cm-42", "siret": "21690123100011", "siren": "216901231",
        "organizationalUnit": "État civil", "organizationLabel": "Commune de Lyon", "phone": "+33 4 00 00 00 00",
        "idpId": "71144ab3-ee1a-4401-b7b3-79b44f7daeeb", "idpAcr": "eidas1", "roles": ["agent_public", "agent_public_territorial"],
        "custom": { "bureau": 12 }, "missing": [], "anomalies": [], "raw": claims(),
    });
    assert_eq!(text, expected);
}

#[test]
fn a_private_person_has_no_role_and_what_is_optional_may_be_absent() {
    let few = agent(
        "openid email uid",
        json!({ "sub": SUB, "email": "a@b.example.fr", "uid": "1", "roles": [], "siret": null, "phone_number": "" }),
    );
    assert_eq!((few.roles.len(), few.custom.len(), few.siret, few.siren, few.phone), (0, 0, None, None, None));
    assert!(few.missing.is_empty() && few.anomalies.is_empty());
    let none = agent(PROCONNECT.default_scope, json!({ "sub": SUB }));
    assert_eq!(none.missing, ["given_name", "usual_name", "email", "uid", "siret", "idp_id"]);
}

#[test]
fn a_siret_has_fourteen_digits_and_its_check() {
    for sound in ["21690123100011", "13002526500013", "35600000000048", "35600000049837"] {
        let agent = agent("openid siret", with("siret", json!(sound)));
        assert_eq!((agent.siret.as_deref(), agent.siren.as_deref()), (Some(sound), Some(&sound[..9])));
    }
    for odd in ["21690123100012", "2169012310001", "216901231000111", "2169012310001x", "216 901 231 000 11"] {
        let agent = agent("openid siret", with("siret", json!(odd)));
        assert_eq!((agent.siret, agent.siren), (None, None), "{odd}");
        assert_eq!(serde_json::to_value(&agent.anomalies).unwrap()[0]["claim"], "siret");
    }
}

#[test]
fn an_odd_claim_is_an_anomaly_and_fails_nothing() {
    for (claim, odd) in [("roles", json!("agent_public")), ("roles", json!([1])), ("usual_name", json!(1)), ("email", json!("nobody"))] {
        let agent = agent(PROCONNECT.default_scope, with(claim, odd.clone()));
        assert_eq!(serde_json::to_value(&agent.anomalies).unwrap()[0]["claim"], claim);
        assert_eq!(agent.raw[claim], odd);
    }
    assert!(agent(PROCONNECT.default_scope, with("custom", json!(1))).custom.is_empty());
}

#[test]
fn n70_an_agent_shows_no_claim() {
    let shown = alloc::format!("{:?}", agent(PROCONNECT.default_scope, claims()));
    assert!(!shown.contains("Camille") && !shown.contains("cm-42") && !shown.contains(&SUB.to_string()));
}
