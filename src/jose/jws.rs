//! JSON Web Signature (RFC 7515), compact, ES256: verification; and signing where a client must sign.
//!
//! Comes in: a token and the provider's keys. Goes out: [`Verified`], which only [`verify`] makes, and only if the signature holds.
//! Never: a claim out of a token whose signature does not hold; not even its JSON is parsed.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::base::json::{self, Object};
use crate::base::redacted::redacted_debug;
use crate::{Code, Result};

use super::compact::{self, Parts};
use super::header::Header;
use super::jwk::VerificationKeys;

#[cfg(feature = "worker")]
use super::signing_key::SigningKey;

/// The one signature algorithm. FranceConnect+ signs with no other, and a verifier that takes several can be led to the weakest.
const ES256: &str = "ES256";

/// What a token says, vouched for by a signature. Only [`verify`] makes one.
#[derive(Clone)]
pub struct Verified {
    claims: Object,
    typ: Option<String>,
    compact: String,
}

redacted_debug!(Verified);

impl Verified {
    /// The claims.
    #[must_use]
    pub fn claims(&self) -> &Object {
        &self.claims
    }

    /// The claims, to keep.
    #[must_use]
    pub fn into_claims(self) -> Object {
        self.claims
    }

    /// The header's `typ`: which kind of token its issuer says this is (RFC 8725 §3.11).
    #[must_use]
    pub fn typ(&self) -> Option<&str> {
        self.typ.as_deref()
    }

    /// The compact token that this was read from (an ID token comes back as `id_token_hint`).
    #[must_use]
    pub fn compact(&self) -> &str {
        &self.compact
    }
}

/// What was signed, with the header's `typ`.
#[derive(Clone)]
pub struct Payload {
    /// The payload's octets.
    pub octets: Vec<u8>,
    /// Which kind of token its issuer says this is.
    pub typ: Option<String>,
}

redacted_debug!(Payload);

/// Verifies a compact JWS that holds claims.
///
/// # Errors
/// Those of [`verify_payload`]; then, once the signature holds, `token_malformed` if what was signed is not one strict JSON object.
pub fn verify(compact: &str, keys: &VerificationKeys) -> Result<Verified> {
    // 1. RFC 7519 §7.2 (7): the signature.
    let Payload { octets, typ } = verify_payload(compact, keys)?;
    // 2. RFC 7519 §7.2 (10): the claims.
    let claims = json::object(&octets).map_err(|_| Code::TokenMalformed)?;
    Ok(Verified { claims, typ, compact: compact.to_owned() })
}

/// Verifies a compact JWS, whatever it holds (RFC 7515 §5.2).
///
/// # Errors
/// In this order: `token_too_large`; `token_malformed` (number of parts, base64url); `token_not_signed` (five parts: a JWE); those of the
/// header, `crit_unsupported`, `alg_not_allowed` for everything but ES256, `header_invalid`; `key_unknown`, `key_ambiguous`;
/// `signature_invalid`.
pub fn verify_payload(compact: &str, keys: &VerificationKeys) -> Result<Payload> {
    // 1. §5.2 (1): the parts.
    let Parts::Signed(parts) = compact::split(compact)? else {
        return Err(Code::TokenNotSigned.into());
    };
    // 2. §5.2 (6, 7): base64url, before any of it means anything.
    let octets = compact::octets(parts.payload)?;
    let signature = compact::octets(parts.signature)?;
    // 3. §5.2 (2-5): the header. `alg` is pinned: the token cannot choose how it is verified.
    let header = Header::read(parts.header, |alg| (alg == ES256).then_some(()))?;
    // 4. The key, by name.
    let key = keys.key_for(header.kid.as_deref())?;
    // 5. §5.2 (8): the signature, over the text as it came.
    let (signing_input, _) = compact.rsplit_once('.').ok_or(Code::TokenMalformed)?;
    key.verify(signing_input.as_bytes(), &signature)?;
    Ok(Payload { octets, typ: header.typ })
}

/// Signs claims with ES256, deterministically (RFC 6979): header `alg`, `kid` and, if given, `typ`.
#[cfg(feature = "worker")]
#[must_use]
pub fn sign(typ: Option<&str>, claims: Object, key: &SigningKey) -> String {
    use crate::base::base64url;

    // 1. RFC 7515 §5.1 (1-4): header and claims.
    let mut header = Object::new();
    header.insert("alg".into(), ES256.into());
    header.insert("kid".into(), key.kid().into());
    if let Some(typ) = typ {
        header.insert("typ".into(), typ.into());
    }
    let mut compact = base64url::encode(json::text(&header).as_bytes());
    compact.push('.');
    compact.push_str(&base64url::encode(json::text(&claims).as_bytes()));
    // 2. §5.1 (5-8): the signature over both.
    let signature = base64url::encode(&key.sign(compact.as_bytes()));
    compact.push('.');
    compact.push_str(&signature);
    compact
}

#[cfg(test)]
mod tests;
