//! JSON Web Signature (RFC 7515), compact: verification, ES256's by this library and any other's by the host; and signing where a client must
//! sign.
//!
//! Comes in: a token and the provider's keys. Goes out: [`Verified`], which only this file makes, and only if the signature holds.
//! Never: a claim out of a token whose signature does not hold; not even its JSON is parsed.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use crate::base::json::{self, Object};
use crate::base::redacted::redacted_debug;
use crate::{Code, Result};

use super::compact::{self, Parts};
use super::header::Header;
use super::jwk::{VerificationKey, VerificationKeys};
use super::operation::Operation;

#[cfg(feature = "worker")]
use super::signing_key::SigningKey;

/// What a token says, vouched for by a signature. Only [`prove`] and [`verify`] make one.
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

/// A token on its way to [`Verified`].
pub enum Proof {
    /// Its signature holds.
    Holds(Verified),
    /// The host is asked whether it does.
    Asked(Unproven, Operation),
}

redacted_debug!(Proof: Holds, Asked);

/// A token of whose signature the host was asked.
pub struct Unproven {
    payload: Payload,
    compact: String,
}

redacted_debug!(Unproven);

impl Unproven {
    /// Goes on with what the host said; `None` where it cannot say it.
    ///
    /// # Errors
    /// `crypto_unavailable`: the host knows no such algorithm, or takes no such key. `signature_invalid`; `token_malformed`.
    pub fn finish(self, verdict: Option<bool>) -> Result<Verified> {
        match verdict {
            None => Err(Code::CryptoUnavailable.into()),
            Some(false) => Err(Code::SignatureInvalid.into()),
            Some(true) => Verified::of(self.payload, self.compact),
        }
    }
}

impl Verified {
    /// RFC 7519 §7.2 (10): the claims, once the signature over them holds.
    fn of(Payload { octets, typ }: Payload, compact: String) -> Result<Self> {
        let claims = json::object(&octets).map_err(|_| Code::TokenMalformed)?;
        Ok(Self { claims, typ, compact })
    }
}

/// Verifies a compact JWS that holds claims, or says what the host must be asked for that.
///
/// # Errors
/// Those of [`verify_payload`], without `crypto_unavailable`; then, once the signature holds, `token_malformed` if what was signed is not one
/// strict JSON object.
pub fn prove(compact: &str, keys: &VerificationKeys) -> Result<Proof> {
    let Weighed { payload, key, message, signature } = weigh(compact, keys)?;
    match key {
        VerificationKey::Own(key) => {
            key.verify(message, &signature)?;
            Verified::of(payload, compact.to_owned()).map(Proof::Holds)
        }
        VerificationKey::Host(key) => {
            let operation = Operation::Verify { algorithm: keys.algorithm(), key: key.clone(), message: message.to_vec(), signature };
            Ok(Proof::Asked(Unproven { payload, compact: compact.to_owned() }, operation))
        }
    }
}

/// Verifies a compact JWS that holds claims, by ES256.
///
/// # Errors
/// Those of [`prove`]; `crypto_unavailable` with keys that the host verifies with.
pub fn verify(compact: &str, keys: &VerificationKeys) -> Result<Verified> {
    match prove(compact, keys)? {
        Proof::Holds(verified) => Ok(verified),
        Proof::Asked(..) => Err(Code::CryptoUnavailable.into()),
    }
}

/// Verifies a compact JWS by ES256, whatever it holds (RFC 7515 §5.2).
///
/// # Errors
/// In this order: `token_too_large`; `token_malformed` (number of parts, base64url); `token_not_signed` (five parts: a JWE); those of the
/// header, `crit_unsupported`, `alg_not_allowed` for everything but the algorithm of the keys, `header_invalid`; `key_unknown`,
/// `key_ambiguous`; `signature_invalid`; `crypto_unavailable` with keys that the host verifies with, for which there is [`prove`].
pub fn verify_payload(compact: &str, keys: &VerificationKeys) -> Result<Payload> {
    let Weighed { payload, key, message, signature } = weigh(compact, keys)?;
    match key {
        VerificationKey::Own(key) => key.verify(message, &signature).map(|()| payload),
        VerificationKey::Host(_) => Err(Code::CryptoUnavailable.into()),
    }
}

/// A token, up to its signature.
struct Weighed<'a> {
    payload: Payload,
    key: &'a VerificationKey,
    message: &'a [u8],
    signature: Vec<u8>,
}

fn weigh<'a>(compact: &'a str, keys: &'a VerificationKeys) -> Result<Weighed<'a>> {
    // 1. §5.2 (1): the parts.
    let Parts::Signed(parts) = compact::split(compact)? else {
        return Err(Code::TokenNotSigned.into());
    };
    // 2. §5.2 (6, 7): base64url, before any of it means anything.
    let octets = compact::octets(parts.payload)?;
    let signature = compact::octets(parts.signature)?;
    // 3. §5.2 (2-5): the header. `alg` is pinned: the token cannot choose how it is verified.
    let header = Header::read(parts.header, |alg| keys.algorithm().is_named(alg).then_some(()))?;
    // 4. The key, by name.
    let key = keys.key_for(header.kid.as_deref())?;
    // 5. §5.2 (8): the signature is over the text as it came.
    let (signing_input, _) = compact.rsplit_once('.').ok_or(Code::TokenMalformed)?;
    Ok(Weighed { payload: Payload { octets, typ: header.typ }, key, message: signing_input.as_bytes(), signature })
}

/// Signs claims with ES256, deterministically (RFC 6979): header `alg`, `kid` and, if given, `typ`.
#[cfg(feature = "worker")]
#[must_use]
pub fn sign(typ: Option<&str>, claims: Object, key: &SigningKey) -> String {
    use crate::base::base64url;

    // 1. RFC 7515 §5.1 (1-4): header and claims.
    let mut header = Object::new();
    header.insert("alg".into(), "ES256".into());
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
