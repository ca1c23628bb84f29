//! An agent, or a professional: who signs in for an organisation, through ProConnect.
//!
//! Comes in: `Facts`, as for an identity. Goes out: [`Agent`]. Never: a failure, or a lost claim: an odd one lands in `anomalies`, all of them
//! stay in `raw`. A birth identity: ProConnect has none.

use alloc::string::String;
use alloc::vec::Vec;

use serde::Serialize;
use serde_json::Value;

use super::anomaly::{Anomaly, AnomalyCode};
use super::reader::Reader;
use super::{Facts, email};
use crate::base::json::Object;
use crate::base::redacted::redacted_debug;

/// A verified agent.
///
/// A field is absent where its claim was not granted, did not come, or could not be read; [`missing`](Self::missing) and
/// [`anomalies`](Self::anomalies) say which.
#[derive(Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Agent {
    /// The agent's identifier with this issuer, the same at every service. Another identity provider or employer gives another one. Reconcile on
    /// issuer and `sub`, never on e-mail: any identity provider may assert any address (N83).
    pub sub: String,
    /// The issuer, exactly as it calls itself.
    pub issuer: String,
    /// `given_name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_name: Option<String>,
    /// `usual_name`: the family name in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usual_name: Option<String>,
    /// The professional address. Nobody says that it was verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The identity provider's own identifier of the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uid: Option<String>,
    /// The establishment, by its fourteen digits; where the identity provider says none, it is that of the identity provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub siret: Option<String>,
    /// The organisation, by the first nine digits of `siret`: the claim `siren` is not checked by anybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub siren: Option<String>,
    /// `organizational_unit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organizational_unit: Option<String>,
    /// `organization_label`, from a registry of companies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_label: Option<String>,
    /// `phone_number`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The identity provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idp_id: Option<String>,
    /// The level of assurance by the identity provider's own word, as it came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idp_acr: Option<String>,
    /// `agent_public` and the like; empty for a private person, and where the look-up failed.
    pub roles: Vec<String>,
    /// Every other claim of the identity provider.
    pub custom: Object,
    /// The claims that the granted scopes promise and that did not come, or came empty.
    pub missing: Vec<&'static str>,
    /// The claims that came in another form than the documented one.
    pub anomalies: Vec<Anomaly>,
    /// The verified claims as received, without what other sources of claims gave for the service alone, such as access tokens.
    pub raw: Object,
}

redacted_debug!(Agent { missing, anomalies });

/// Makes the agent.
pub(crate) fn read(facts: &Facts<'_>) -> Agent {
    let mut reader = Reader::new(facts.claims);
    let siret = siret(&mut reader);
    Agent {
        sub: facts.sub.into(),
        issuer: facts.issuer.into(),
        given_name: optional(&mut reader, "given_name"),
        usual_name: optional(&mut reader, "usual_name"),
        email: email::read(&mut reader),
        uid: optional(&mut reader, "uid"),
        siren: siret.as_ref().map(|siret| siret.chars().take(9).collect()),
        siret,
        organizational_unit: optional(&mut reader, "organizational_unit"),
        organization_label: optional(&mut reader, "organization_label"),
        phone: optional(&mut reader, "phone_number"),
        idp_id: optional(&mut reader, "idp_id"),
        idp_acr: optional(&mut reader, "idp_acr"),
        roles: roles(&mut reader),
        custom: reader.value("custom").and_then(Value::as_object).cloned().unwrap_or_default(),
        missing: facts.promised().filter(|claim| *claim != "sub" && !reader.came(claim)).collect(),
        anomalies: reader.into_anomalies(),
        raw: facts.claims.clone(),
    }
}

/// A text; what does not come, or comes empty, is no anomaly: most of them are optional.
fn optional(reader: &mut Reader<'_>, claim: &'static str) -> Option<String> {
    if reader.came(claim) { reader.text(claim).map(String::from) } else { None }
}

fn siret(reader: &mut Reader<'_>) -> Option<String> {
    let siret = optional(reader, "siret")?;
    let read = if is_siret(&siret) { Ok(siret) } else { Err(AnomalyCode::UndocumentedForm) };
    reader.note("siret", read)
}

/// Fourteen digits with a check digit (Luhn: each second one counts twice, by its own digits); La Poste's establishments have none.
fn is_siret(text: &str) -> bool {
    const LA_POSTE: &str = "356000000";
    const TWICE: [u32; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let mut sum = 0_u32;
    for (place, digit) in text.bytes().enumerate() {
        let Some(digit) = char::from(digit).to_digit(10) else { return false };
        let counted = if place.is_multiple_of(2) { TWICE.get(digit as usize).copied().unwrap_or_default() } else { digit };
        sum = sum.saturating_add(counted);
    }
    text.len() == 14 && (sum.is_multiple_of(10) || text.starts_with(LA_POSTE))
}

fn roles(reader: &mut Reader<'_>) -> Vec<String> {
    let read = match reader.value("roles") {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(items)) => {
            items.iter().map(|item| item.as_str().map(String::from)).collect::<Option<Vec<_>>>().ok_or(AnomalyCode::NotAStringArray)
        }
        Some(_) => Err(AnomalyCode::NotAStringArray),
    };
    reader.note("roles", read).unwrap_or_default()
}

#[cfg(test)]
mod tests;
