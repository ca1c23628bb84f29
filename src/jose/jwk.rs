//! The provider's public keys (RFC 7517), and names for keys (RFC 7638).
//!
//! Comes in: a JWK set document. Goes out: the ES256 keys in it, found by `kid`.
//! Never: a key that could verify for a reason other than being the provider's public P-256 signature key. What is not understood is
//! left out and does not spoil the rest (RFC 7517 §5): providers publish keys for others too.

use alloc::string::String;
use alloc::vec::Vec;

use jose_jwk::jose_jwa::{Algorithm, Signing};
use jose_jwk::{Class, Ec, EcCurves, Jwk, Key, Operations};
use p256::elliptic_curve::point::AffineCoordinates as _;
use p256::elliptic_curve::sec1::FromSec1Point as _;
use p256::{FieldBytes, PublicKey, Sec1Point};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::json;
use crate::{Code, Error, Result, base64url, limits};

use super::es256::VerifyingKey;

/// The members that decide over a verification key. Others (certificates, extensions) are not looked at, so they cannot cost a key.
const DECISIVE: [&str; 9] = ["kty", "crv", "x", "y", "d", "kid", "alg", "use", "key_ops"];

/// The provider's keys for ES256, ready to verify: at least one.
#[derive(Clone, Debug)]
pub struct VerificationKeys {
    keys: Vec<(Option<String>, VerifyingKey)>,
}

impl VerificationKeys {
    /// Reads a JWK set.
    ///
    /// A member is left out, without failing the set, if it is not understood, is of another type, curve or `alg`, has `use` other than
    /// `sig` or `key_ops` without `verify`, holds a private `d`, has coordinates of another length than 32 octets, or lies off the curve.
    ///
    /// # Errors
    /// `JwksMalformed`: more than [`limits::JWKS_BYTES`], not strict JSON, no array `keys`, more than [`limits::JWKS_KEYS`] members, or
    /// two usable keys with one `kid`; or no usable key at all: it is a provider's mishap, which must not displace keys that were good.
    pub fn parse(document: &[u8]) -> Result<Self> {
        // 1. Size, JSON, number of keys.
        if document.len() > limits::JWKS_BYTES {
            return Err(Code::JwksMalformed.into());
        }
        let mut set = json::object(document).map_err(|_| Code::JwksMalformed)?;
        let Some(Value::Array(members)) = set.remove("keys") else {
            return Err(Code::JwksMalformed.into());
        };
        if members.len() > limits::JWKS_KEYS {
            return Err(Code::JwksMalformed.into());
        }
        // 2. Each member on its own; a name that two keys answer to names neither (RFC 7517 §4.5).
        let mut keys: Vec<(Option<String>, VerifyingKey)> = Vec::new();
        for (kid, key) in members.into_iter().filter_map(verification_key) {
            if kid.is_some() && keys.iter().any(|(other, _)| *other == kid) {
                return Err(Code::JwksMalformed.into());
            }
            keys.push((kid, key));
        }
        if keys.is_empty() { Err(Error::at(Code::JwksMalformed, "no key for ES256")) } else { Ok(Self { keys }) }
    }

    /// The key that a token names, or the only one there is if it names none.
    ///
    /// # Errors
    /// `KeyUnknown`: no key with this `kid`. `KeyAmbiguous`: no `kid`, and several keys (OIDC Core §10.1 demands one).
    pub fn key_for(&self, kid: Option<&str>) -> Result<&VerifyingKey> {
        match (kid, self.keys.as_slice()) {
            (Some(kid), keys) => {
                keys.iter().find(|(name, _)| name.as_deref() == Some(kid)).map(|(_, key)| key).ok_or(Code::KeyUnknown.into())
            }
            (None, [(_, key)]) => Ok(key),
            (None, _) => Err(Code::KeyAmbiguous.into()),
        }
    }
}

/// What a member of a JWK set gives for ES256: a key and its name, or nothing.
fn verification_key(member: Value) -> Option<(Option<String>, VerifyingKey)> {
    // 1. Only what decides, and each of it with a value: `"use": null` is not the absence of a use.
    let Value::Object(mut members) = member else {
        return None;
    };
    members.retain(|name, _| DECISIVE.contains(&name.as_str()));
    if members.values().any(Value::is_null) {
        return None;
    }
    let Jwk { key: Key::Ec(ec), prm } = serde_json::from_value(Value::Object(members)).ok()? else {
        return None;
    };
    // 2. RFC 7517 §4.2-4.4: a key is used for what it was made for, and for nothing else.
    let use_fits = prm.cls.is_none_or(|class| class == Class::Signing);
    let ops_fit = prm.ops.is_none_or(|operations| operations.contains(&Operations::Verify));
    let alg_fits = prm.alg.is_none_or(|alg| alg == Algorithm::Signing(Signing::Es256));
    let kid_fits = prm.kid.as_deref().is_none_or(|kid| kid.chars().count() <= limits::KID_CHARS);
    if !(use_fits && ops_fit && alg_fits && kid_fits) {
        return None;
    }
    // 3. The point.
    Some((prm.kid, public_key(&ec)?.into()))
}

/// The P-256 public key of a JWK: 32 octets each (RFC 7518 §6.2.1), on the curve, and without the private half, which nobody publishes.
fn public_key(ec: &Ec) -> Option<PublicKey> {
    if ec.crv != EcCurves::P256 || ec.d.is_some() {
        return None;
    }
    point(&ec.x, &ec.y)
}

/// A point from its coordinates, if it is one of the curve. The curve equation is checked here, so that nothing further in can be handed
/// a point of a weaker curve.
pub(crate) fn point(x: &[u8], y: &[u8]) -> Option<PublicKey> {
    let x: [u8; 32] = x.try_into().ok()?;
    let y: [u8; 32] = y.try_into().ok()?;
    let encoded = Sec1Point::from_affine_coordinates(&FieldBytes::from(x), &FieldBytes::from(y), false);
    PublicKey::from_sec1_point(&encoded).into_option()
}

/// The public key of a header member like `epk`, by the same rules: `kty`, `crv`, `x`, `y`, no `d`.
#[cfg(feature = "decryption")]
pub(crate) fn embedded_public_key(members: &json::Object) -> Option<PublicKey> {
    if members.contains_key("d") {
        return None;
    }
    let mut members = members.clone();
    members.retain(|name, _| ["kty", "crv", "x", "y"].contains(&name.as_str()));
    let Key::Ec(ec) = serde_json::from_value(Value::Object(members)).ok()? else {
        return None;
    };
    public_key(&ec)
}

/// `x` and `y` of a public key as a JWK has them.
pub(crate) fn coordinates(key: &PublicKey) -> (String, String) {
    let point = key.as_affine();
    (base64url::encode(&point.x()), base64url::encode(&point.y()))
}

/// RFC 7638: a name for a P-256 key that everyone computes alike. Used as `kid`.
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
