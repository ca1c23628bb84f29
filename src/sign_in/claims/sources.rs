//! Aggregated and distributed claims (OIDC Core §5.6.2), which this library does not fetch.
//!
//! Comes in: claims of a verified token or a userinfo answer. Goes out: the same claims without what other sources of claims gave for the
//! service alone: their access tokens, their addresses, their unverified JWTs. Never: a token in a session or in the identity, which reach
//! pages and logs (N86).

use serde_json::Value;

use crate::base::json::Object;

/// The members that hold tokens, or lead to them. At any depth: providers nest the claims of others in claims of their own.
const WITHHELD: [&str; 5] = ["_claim_names", "_claim_sources", "access_token", "refresh_token", "id_token"];

/// The claims without those of [`WITHHELD`]. The others are copied one by one: removal from a map would add code that nothing else needs.
pub(super) fn withhold(claims: &mut Object) {
    for (name, mut value) in core::mem::take(claims) {
        if !is_withheld(&name) {
            withhold_within(&mut value);
            claims.insert(name, value);
        }
    }
}

/// Whether [`withhold`] would take anything out.
pub(super) fn brings_tokens(claims: &Object) -> bool {
    claims.iter().any(|(name, value)| is_withheld(name) || brings_tokens_within(value))
}

fn is_withheld(name: &str) -> bool {
    WITHHELD.contains(&name)
}

/// Recursion ends at [`crate::base::limits::JSON_DEPTH`], here and below.
fn withhold_within(value: &mut Value) {
    match value {
        Value::Object(members) => withhold(members),
        Value::Array(items) => items.iter_mut().for_each(withhold_within),
        _ => {}
    }
}

fn brings_tokens_within(value: &Value) -> bool {
    match value {
        Value::Object(members) => brings_tokens(members),
        Value::Array(items) => items.iter().any(brings_tokens_within),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
