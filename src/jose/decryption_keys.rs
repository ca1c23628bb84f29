//! Our private keys for decryption: the setting `FC_DECRYPTION_KEYS`.
//!
//! Comes in: a private JWK set. Goes out: keys found by `kid` and `alg` together; the public halves to publish; and JWKs for the host, which
//! alone uses the RSA keys (WebCrypto, imported once and not extractable).
//! Never: a key without an algorithm of its own (a key for two algorithms lets an attacker choose), and never a value in an error.

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::Value;
use zeroize::Zeroizing;

use crate::base::json::Object;
use crate::base::redacted::redacted_debug;
use crate::base::{json, limits};
use crate::{Code, Error, Result};

use super::private_jwk::{PrivateJwk, plain_object};

const SET: &str = "FC_DECRYPTION_KEYS: a JWK set, {\"keys\": [...]}, of 1 to 16 private keys";
const NAME: &str = "FC_DECRYPTION_KEYS: each key has a kid of its own, of 1 to 512 characters";
const ALGORITHM: &str = "FC_DECRYPTION_KEYS: each key has one alg of ECDH-ES, RSA-OAEP, RSA-OAEP-256";
const PURPOSE: &str =
    "FC_DECRYPTION_KEYS: where present, use is enc, and key_ops has deriveKey or deriveBits (EC), decrypt or unwrapKey (RSA)";
const EC_KEY: &str = "FC_DECRYPTION_KEYS: a key for ECDH-ES has kty EC, crv P-256, and x, y, d that are one key pair";
const RSA_KEY: &str = "FC_DECRYPTION_KEYS: a key for RSA-OAEP has kty RSA, a modulus of 2048 to 4096 bits, and n, e, d, p, q, dp, dq, qi";

/// The members of an RSA key that the host imports (RFC 7518 §6.3), private ones included.
const RSA_MEMBERS: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

/// How the content key comes to us (RFC 7518 §4): the three that FranceConnect+ offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyAlgorithm {
    /// ECDH-ES, direct key agreement (§4.6).
    EcdhEs,
    /// RSAES OAEP with the default parameters, SHA-1 and MGF1 with SHA-1 (§4.3).
    RsaOaep,
    /// RSAES OAEP with SHA-256 and MGF1 with SHA-256 (§4.3).
    RsaOaep256,
}

impl KeyAlgorithm {
    /// By its registered name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "ECDH-ES" => Some(Self::EcdhEs),
            "RSA-OAEP" => Some(Self::RsaOaep),
            "RSA-OAEP-256" => Some(Self::RsaOaep256),
            _ => None,
        }
    }

    /// Its registered name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::EcdhEs => "ECDH-ES",
            Self::RsaOaep => "RSA-OAEP",
            Self::RsaOaep256 => "RSA-OAEP-256",
        }
    }
}

/// Our keys for decryption, by name and algorithm. Their private halves leave for the host once: [`DecryptionKeys::take_private`].
pub struct DecryptionKeys {
    keys: Vec<DecryptionKey>,
}

redacted_debug!(DecryptionKeys { keys });

/// One of them.
struct DecryptionKey {
    kid: String,
    alg: KeyAlgorithm,
    public: Object,
    /// The private JWK, until the host has it. Wiped when dropped.
    private: Option<Zeroizing<String>>,
}

redacted_debug!(DecryptionKey { kid, alg });

/// A key for the host to import.
pub struct PrivateKey {
    /// By what [`Jwe::operation`](super::jwe::Jwe::operation) names it.
    pub index: usize,
    /// Its one algorithm.
    pub alg: KeyAlgorithm,
    /// The private JWK: `kty`, `crv` or `alg`, and the key's numbers, and nothing else.
    pub jwk: Zeroizing<String>,
    /// The public half as it is published, for the host to try the key with.
    pub public_jwk: String,
}

redacted_debug!(PrivateKey { index, alg });

impl DecryptionKeys {
    /// Reads `FC_DECRYPTION_KEYS`. Several keys are a rotation: all of them decrypt.
    ///
    /// # Errors
    /// `InvalidSettings`, with what is expected and nothing of what came: not a set of 1 to [`limits::DECRYPTION_KEYS`] keys; a key without
    /// `kid` or with another's; without `alg` or with another than the three; `use` or `key_ops` for something else; members missing,
    /// malformed. Whether the halves of a key belong together, the host tries (`pkg/src/load/own-keys.ts`).
    pub fn parse(private_jwk_set: &[u8]) -> Result<Self> {
        let invalid = |expected| Error::at(Code::InvalidSettings, expected);
        // 1. The set.
        if private_jwk_set.len() > limits::JWKS_BYTES {
            return Err(invalid(SET));
        }
        let mut set = PrivateJwk::parse(private_jwk_set).map_err(|_| invalid(SET))?;
        let members = set.take_objects("keys").ok_or(invalid(SET))?;
        if !(1..=limits::DECRYPTION_KEYS).contains(&members.len()) {
            return Err(invalid(SET));
        }
        // 2. Each key; unlike in a provider's set, one that cannot be used is a mistake to hear of, not one to pass over.
        let mut keys: Vec<DecryptionKey> = Vec::with_capacity(members.len());
        for members in members {
            let key = DecryptionKey::read(&members).map_err(invalid)?;
            if keys.iter().any(|other| other.kid == key.kid) {
                return Err(invalid(NAME));
            }
            keys.push(key);
        }
        Ok(Self { keys })
    }

    /// The public halves as a JWK set, to be published: the public members with `kid`, `alg` and `use`.
    #[must_use]
    pub fn public_jwks(&self) -> String {
        let keys = self.keys.iter().map(|key| Value::Object(key.public.clone())).collect();
        let mut set = Object::new();
        set.insert("keys".into(), Value::Array(keys));
        json::text(&set)
    }

    /// The private halves, for the host to import; none are left here afterwards.
    pub fn take_private(&mut self) -> Vec<PrivateKey> {
        let keys = self.keys.iter_mut().enumerate();
        keys.filter_map(|(index, key)| {
            let jwk = key.private.take()?;
            Some(PrivateKey { index, alg: key.alg, jwk, public_jwk: json::text(&key.public) })
        })
        .collect()
    }

    /// The place in the set of the key for a token.
    ///
    /// # Errors
    /// `KeyUnknown`: no key of this name; without a name, none of this algorithm. `AlgNotAllowed`: the key of this name is another
    /// algorithm's (N36). `KeyAmbiguous`: without a name, several of this algorithm.
    pub(super) fn index_of(&self, kid: Option<&str>, alg: KeyAlgorithm) -> Result<usize> {
        let mut of_the_name = self.keys.iter().enumerate().filter(|(_, key)| kid.is_none_or(|kid| key.kid == kid)).peekable();
        if of_the_name.peek().is_none() {
            return Err(Code::KeyUnknown.into());
        }
        let mut fitting = of_the_name.filter(|(_, key)| key.alg == alg);
        match (fitting.next(), fitting.next()) {
            (Some((index, _)), None) => Ok(index),
            (Some(_), Some(_)) => Err(Code::KeyAmbiguous.into()),
            (None, _) if kid.is_some() => Err(Code::AlgNotAllowed.into()),
            (None, _) => Err(Code::KeyUnknown.into()),
        }
    }
}

impl DecryptionKey {
    /// Reads one key; what fails is answered by what is expected.
    fn read(members: &PrivateJwk) -> Result<Self, &'static str> {
        // 1. Name, algorithm, purpose.
        let kid = members.kid().ok_or(NAME)?.to_owned();
        let alg = members.text("alg").and_then(KeyAlgorithm::named).ok_or(ALGORITHM)?;
        let operations = match alg {
            KeyAlgorithm::EcdhEs => ["deriveKey", "deriveBits"],
            KeyAlgorithm::RsaOaep | KeyAlgorithm::RsaOaep256 => ["decrypt", "unwrapKey"],
        };
        if !members.is_for("enc", &operations) {
            return Err(PURPOSE);
        }
        // 2. The key, and of it what may be published.
        let (private, published) = match alg {
            KeyAlgorithm::EcdhEs => (p256_private_jwk(members).ok_or(EC_KEY)?, ["kty", "crv", "x", "y"].as_slice()),
            KeyAlgorithm::RsaOaep | KeyAlgorithm::RsaOaep256 => {
                (rsa_private_jwk(members, alg).ok_or(RSA_KEY)?, ["kty", "n", "e"].as_slice())
            }
        };
        let mut public = Object::new();
        for name in published {
            public.insert((*name).into(), members.text(name).into());
        }
        public.insert("kid".into(), kid.as_str().into());
        public.insert("alg".into(), alg.name().into());
        public.insert("use".into(), "enc".into());
        Ok(Self { kid, alg, public, private: Some(private) })
    }
}

/// RFC 7518 §6.2: a key pair on P-256 as the host imports it. That both halves belong together is tried by the host when it imports them: here it
/// would take a multiplication, which is two milliseconds of each start.
fn p256_private_jwk(members: &PrivateJwk) -> Option<Zeroizing<String>> {
    members.p256_halves()?;
    let number = |name| members.text(name).map(|text| (name, text));
    Some(plain_object(&[("kty", "EC"), ("crv", "P-256"), number("x")?, number("y")?, number("d")?]))
}

/// RFC 7518 §6.3: an RSA key as the host imports it. `ext`, `use` and `key_ops` stay behind: they would be held against the purpose for
/// which the host imports.
fn rsa_private_jwk(members: &PrivateJwk, alg: KeyAlgorithm) -> Option<Zeroizing<String>> {
    // 1. Two primes; more (`oth`) no host imports.
    if members.text("kty") != Some("RSA") || members.has("oth") {
        return None;
    }
    // 2. §6.3.1.1: the modulus without leading zeros.
    let modulus = members.octets("n")?;
    let unused = usize::try_from(modulus.first()?.leading_zeros()).ok()?;
    let bits = modulus.len().saturating_mul(8).saturating_sub(unused);
    if unused > 7 || !limits::RSA_MODULUS_BITS.contains(&bits) {
        return None;
    }
    // 3. Every number is there, and none is longer than the modulus. That they fit together is tried by the host when it imports them.
    let mut jwk = [("kty", "RSA"), ("alg", alg.name())].to_vec();
    for name in RSA_MEMBERS {
        if members.octets(name)?.len() > modulus.len() {
            return None;
        }
        jwk.push((name, members.text(name)?));
    }
    Some(plain_object(&jwk))
}

#[cfg(test)]
mod tests;
