//! The provider's public keys (RFC 7517), and names for keys (RFC 7638).
//!
//! Comes in: a JWK set document, the deployment's algorithm. Goes out: the keys in it for that algorithm, found by `kid`.
//! Never: a key that is not the provider's public key for such signatures. A member that is not understood is left out, and the rest is used
//! (RFC 7517 §5): providers publish keys for others too.

use alloc::string::String;
use alloc::vec::Vec;

use jose_jwk::{Ec, EcCurves};
use p256::elliptic_curve::point::AffineCoordinates as _;
use p256::{AffinePoint, FieldBytes, PublicKey};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::base::json::{self, Object};
use crate::base::{base64url, limits};
use crate::{Code, Error, Result};

use super::algorithm::SigningAlgorithm;
use super::es256::VerifyingKey;
use super::host_key::HostKey;

/// The provider's keys for one algorithm, ready to verify: at least one.
#[derive(Clone, Debug)]
pub struct VerificationKeys {
    algorithm: SigningAlgorithm,
    keys: Vec<(Option<String>, VerificationKey)>,
}

/// A key, by who verifies with it.
#[derive(Clone, Debug)]
pub enum VerificationKey {
    /// ES256: this library does.
    Own(VerifyingKey),
    /// Any other algorithm: the host does.
    Host(HostKey),
}

impl VerificationKeys {
    /// Reads a JWK set, for ES256.
    ///
    /// # Errors
    /// Those of [`VerificationKeys::parse_for`].
    pub fn parse(document: &[u8]) -> Result<Self> {
        Self::parse_for(SigningAlgorithm::Es256, document)
    }

    /// Reads a JWK set.
    ///
    /// A member is left out, without failing the set, if it is not understood, is of another type, curve or `alg`, has `use` other than
    /// `sig` or `key_ops` without `verify`, holds a private `d`, has coordinates of another length than 32 octets, or lies off the curve; an RSA
    /// key below 2048 bits, with an exponent that is even or below 65537; an Ed25519 key of small order.
    ///
    /// # Errors
    /// `jwks_malformed`: more than [`limits::JWKS_BYTES`], not strict JSON, no array `keys`, more than [`limits::JWKS_KEYS`] members, or
    /// two usable keys with one `kid`; or no usable key at all, which is a mishap of the provider's and must not replace good keys.
    pub fn parse_for(algorithm: SigningAlgorithm, document: &[u8]) -> Result<Self> {
        // 1. Size, JSON, number of keys.
        if document.len() > limits::JWKS_BYTES {
            return Err(Code::JwksMalformed.into());
        }
        let set = json::object(document).map_err(|_| Code::JwksMalformed)?;
        let Some(Value::Array(members)) = set.get("keys") else {
            return Err(Code::JwksMalformed.into());
        };
        if members.len() > limits::JWKS_KEYS {
            return Err(Code::JwksMalformed.into());
        }
        // 2. Each member on its own. A name that two keys share identifies neither (RFC 7517 §4.5).
        let mut keys: Vec<(Option<String>, VerificationKey)> = Vec::new();
        for (kid, key) in members.iter().filter_map(|member| verification_key(member, algorithm)) {
            if kid.is_some() && keys.iter().any(|(other, _)| *other == kid) {
                return Err(Code::JwksMalformed.into());
            }
            keys.push((kid, key));
        }
        if keys.is_empty() { Err(Error::at(Code::JwksMalformed, no_key(algorithm))) } else { Ok(Self { algorithm, keys }) }
    }

    /// The algorithm that all of them are for.
    pub(crate) const fn algorithm(&self) -> SigningAlgorithm {
        self.algorithm
    }

    /// The key that a token names, or the only one there is if it names none.
    ///
    /// # Errors
    /// `key_unknown`: no key with this `kid`. `key_ambiguous`: no `kid`, and several keys (OIDC Core §10.1 demands one).
    pub fn key_for(&self, kid: Option<&str>) -> Result<&VerificationKey> {
        match (kid, self.keys.as_slice()) {
            (Some(kid), keys) => {
                keys.iter().find(|(name, _)| name.as_deref() == Some(kid)).map(|(_, key)| key).ok_or(Code::KeyUnknown.into())
            }
            (None, [(_, key)]) => Ok(key),
            (None, _) => Err(Code::KeyAmbiguous.into()),
        }
    }
}

const fn no_key(algorithm: SigningAlgorithm) -> &'static str {
    match algorithm {
        SigningAlgorithm::Es256 => "no key for ES256",
        SigningAlgorithm::Rs256 => "no key for RS256",
        SigningAlgorithm::Ps256 => "no key for PS256",
        SigningAlgorithm::EdDsa => "no key for EdDSA",
    }
}

/// The key of a member of a JWK set for this algorithm, and its name, if it has one. Certificates and extensions are not looked at, so they cannot make a
/// key unusable.
fn verification_key(member: &Value, algorithm: SigningAlgorithm) -> Option<(Option<String>, VerificationKey)> {
    let members = member.as_object()?;
    // 1. RFC 7517 §4.2-4.5: a key is used for what it was made for, and for nothing else.
    let is_for_it = |alg: &Value| alg.as_str().is_some_and(|alg| algorithm.is_named(alg));
    if !(is_for(members, "sig", &["verify"]) && members.get("alg").is_none_or(is_for_it)) {
        return None;
    }
    let kid = match members.get("kid") {
        None => None,
        Some(kid) => Some(kid.as_str().filter(|kid| kid.chars().count() <= limits::KID_CHARS)?),
    };
    // 2. The key itself.
    let key = match algorithm {
        SigningAlgorithm::Es256 => VerificationKey::Own(public_key(members)?.into()),
        _ => VerificationKey::Host(HostKey::read(members, algorithm)?),
    };
    Some((kid.map(String::from), key))
}

/// Whether a member is absent, or is the text `only`. `null` is not an absence.
pub(super) fn is_absent_or(members: &Object, name: &str, only: &str) -> bool {
    members.get(name).is_none_or(|value| value.as_str() == Some(only))
}

/// RFC 7517 §4.2, §4.3: `use` is absent or `class`, and `key_ops` is absent or holds one of `operations`.
pub(super) fn is_for(members: &Object, class: &str, operations: &[&str]) -> bool {
    let holds_one = |value: &Value| {
        value.as_array().is_some_and(|list| list.iter().filter_map(Value::as_str).any(|operation| operations.contains(&operation)))
    };
    is_absent_or(members, "use", class) && members.get("key_ops").is_none_or(holds_one)
}

/// The P-256 public key of a JWK without a private half, which nobody publishes.
pub(crate) fn public_key(members: &Object) -> Option<PublicKey> {
    if members.contains_key("d") { None } else { p256(members) }
}

/// The public half of a P-256 JWK (RFC 7518 §6.2.1). The JWK model is not handed the private `d`.
pub(super) fn p256(members: &Object) -> Option<PublicKey> {
    let text = |name: &str| members.get(name)?.as_str();
    if text("kty")? != "EC" || text("crv")? != "P-256" {
        return None;
    }
    // Its own reader would be a kilobyte of each module.
    let coordinate = |name| text(name).and_then(|text| base64url::decode(text).ok());
    let public = Ec { crv: EcCurves::P256, x: coordinate("x")?.into(), y: coordinate("y")?.into(), d: None };
    point(&public.x, &public.y)
}

/// A point from its coordinates of 32 octets, if it is one of the curve. The curve equation is checked here, so that nothing further in can
/// be handed a point of a weaker curve.
pub(crate) fn point(x: &[u8], y: &[u8]) -> Option<PublicKey> {
    let x: [u8; 32] = x.try_into().ok()?;
    let y: [u8; 32] = y.try_into().ok()?;
    let point = AffinePoint::from_coordinates(&FieldBytes::from(x), &FieldBytes::from(y)).into_option()?;
    PublicKey::from_affine(point).ok()
}

/// `x` and `y` of a public key as a JWK has them.
pub(crate) fn coordinates(key: &PublicKey) -> (String, String) {
    let point = key.as_affine();
    (base64url::encode(&point.x()), base64url::encode(&point.y()))
}

/// The thumbprint of a P-256 key (RFC 7638), a name that follows from the key alone. Used as `kid`.
#[must_use]
pub fn thumbprint(key: &PublicKey) -> String {
    let (x, y) = coordinates(key);
    digest_of_members(&[("crv", "P-256"), ("kty", "EC"), ("x", &x), ("y", &y)])
}

/// RFC 7638 §3: SHA-256 over the required members, which the caller gives in lexicographic order; all of them are base64url or registered names,
/// so nothing needs escaping (§3.3).
fn digest_of_members(members: &[(&str, &str)]) -> String {
    let mut hash = Sha256::new();
    for (position, (name, value)) in members.iter().enumerate() {
        hash.update(if position == 0 { "{" } else { "," });
        for piece in ["\"", name, "\":\"", value, "\""] {
            hash.update(piece);
        }
    }
    hash.update("}");
    base64url::encode(&hash.finalize())
}

#[cfg(test)]
mod tests;
