//! JSON Web Encryption (RFC 7516), compact: from the token to the signed token inside.
//!
//! Comes in: a token, our keys, and what the host's cryptography gave. Goes out: what the host is to do, and the plaintext it gave. Never: an
//! operation of the host's (private keys, A256GCM); a word on *why* a token cannot be decrypted.
//!
//! The way through: [`Jwe::parse`] → [`Jwe::operation`] → [`Jwe::content_key`] → [`Jwe::decryption`] → [`Decrypting::nested`].

use alloc::borrow::ToOwned;
use alloc::string::String;
use alloc::vec::Vec;

use p256::PublicKey;
use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde_json::Value;
use subtle::{ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroizing;

use crate::base::redacted::redacted_debug;
use crate::base::{base64url, limits};
use crate::{Code, Error, Result};

use super::compact::{self, Parts};
use super::concat_kdf;
use super::decryption_keys::{DecryptionKeys, KeyAlgorithm};
use super::header::Header;
use super::jwk;
use super::operation::Operation;
use super::signed_token::SignedToken;

/// The one content encryption (RFC 7518 §5.3).
const A256GCM: &str = "A256GCM";
const TAG_BYTES: usize = 16;

/// An encrypted token whose form and header hold; nothing of it is decrypted yet.
pub struct Jwe {
    kid: Option<String>,
    agreement: Agreement,
    /// The protected header as it came: the additional authenticated data.
    protected: String,
    iv: [u8; 12],
    /// Ciphertext and tag.
    sealed: Vec<u8>,
}

redacted_debug!(Jwe { kid });

/// What leads to the content key.
enum Agreement {
    /// RFC 7518 §4.6, direct key agreement.
    EcdhEs { epk: PublicKey, apu: Vec<u8>, apv: Vec<u8> },
    /// RFC 7518 §4.3: a wrapped key.
    Rsa { alg: KeyAlgorithm, encrypted_key: Vec<u8> },
}

/// A content key. Wiped when dropped.
pub struct ContentKey(Zeroizing<[u8; 32]>);

redacted_debug!(ContentKey);

/// A token whose content the host is decrypting.
#[derive(Debug)]
pub struct Decrypting(());

impl Jwe {
    /// Reads a compact JWE (RFC 7516 §5.2, steps 1 to 5).
    ///
    /// # Errors
    /// In this order: `TokenTooLarge`; `TokenMalformed` (number of parts, base64url); `TokenNotEncrypted` (three parts: a JWS); those of
    /// the header, `CritUnsupported`, `AlgNotAllowed` for everything but ECDH-ES, RSA-OAEP and RSA-OAEP-256, `HeaderInvalid`;
    /// `EncNotAllowed` for everything but A256GCM; `ZipRefused`; `TokenMalformed`, if the IV is not 96 bits or the tag not 128;
    /// for ECDH-ES `HeaderInvalid`, if `epk` is not a public P-256 key on the curve or `apu` or `apv` are not base64url of at most
    /// [`limits::PARTY_INFO_BYTES`], and `TokenMalformed`, if there is an encrypted key although none is wanted.
    pub fn parse(compact: &str) -> Result<Self> {
        // 1. §5.2 (1, 2): the parts, and base64url of all of them before any of it means anything.
        let Parts::Encrypted(parts) = compact::split(compact)? else {
            return Err(Code::TokenNotEncrypted.into());
        };
        let encrypted_key = compact::octets(parts.encrypted_key)?;
        let iv = compact::octets(parts.iv)?;
        let mut sealed = base64url::decode_ciphertext(parts.ciphertext).map_err(|_| Code::TokenMalformed)?;
        let tag = compact::octets(parts.tag)?;
        // 2. §5.2 (3-5): the header. `zip` is refused instead of limited: nobody compresses a token of 4 KB honestly.
        let header = Header::read(parts.header, KeyAlgorithm::named)?;
        if header.text("enc")?.ok_or(Error::at(Code::HeaderInvalid, "enc"))? != A256GCM {
            return Err(Code::EncNotAllowed.into());
        }
        if header.member("zip").is_some() {
            return Err(Code::ZipRefused.into());
        }
        // 3. RFC 7518 §5.3: 96 and 128 bits, exactly. A shorter tag is a weaker one (CVE-2023-37464, CVE-2025-54887).
        let iv = iv.try_into().map_err(|_| Error::at(Code::TokenMalformed, "initialization vector"))?;
        let tag: [u8; TAG_BYTES] = tag.try_into().map_err(|_| Error::at(Code::TokenMalformed, "authentication tag"))?;
        sealed.extend_from_slice(&tag);
        // 4. What the algorithm needs.
        let agreement = match header.alg {
            KeyAlgorithm::EcdhEs => Agreement::ecdh_es(&header, &encrypted_key)?,
            alg @ (KeyAlgorithm::RsaOaep | KeyAlgorithm::RsaOaep256) => Agreement::Rsa { alg, encrypted_key },
        };
        Ok(Self { kid: header.kid, agreement, protected: parts.header.to_owned(), iv, sealed })
    }

    /// Finds our key by `kid` and `alg` together, and says what its holder is to do (RFC 7516 §5.2, steps 6 to 10).
    ///
    /// # Errors
    /// `KeyUnknown`: no key of this `kid`; without one, no key of this `alg`. `AlgNotAllowed`: the key of this `kid` is bound to another
    /// `alg`. `KeyAmbiguous`: no `kid`, and several keys of this `alg`.
    pub fn operation(&self, keys: &DecryptionKeys) -> Result<Operation> {
        let kid = self.kid.as_deref();
        match &self.agreement {
            Agreement::EcdhEs { epk, .. } => {
                let index = keys.index_of(kid, KeyAlgorithm::EcdhEs)?;
                // A point of the curve other than infinity: 65 octets.
                let point = epk.to_sec1_point(false).as_bytes().try_into().map_err(|_| Code::Internal)?;
                Ok(Operation::Agree { index, point })
            }
            Agreement::Rsa { alg, encrypted_key } => {
                Ok(Operation::Unwrap { index: keys.index_of(kid, *alg)?, encrypted_key: encrypted_key.clone() })
            }
        }
    }

    /// The content key from what came of [`Jwe::operation`]. Where it failed, or gave another length than 32 octets, `random` takes its
    /// place, and the token fails at its tag like any other (RFC 7516 §11.5). `random` must be fresh, and be drawn before the operation.
    #[must_use]
    pub fn content_key(&self, given: Option<&[u8]>, random: [u8; 32]) -> ContentKey {
        match (&self.agreement, given) {
            (Agreement::Rsa { .. }, unwrapped) => ContentKey::unwrapped(unwrapped, random),
            // RFC 7518 §4.6.2: the content key is derived, with `enc` as its purpose.
            (Agreement::EcdhEs { apu, apv, .. }, Some(shared)) if shared.len() == 32 => {
                ContentKey(concat_kdf::derive(shared, A256GCM, apu, apv))
            }
            (Agreement::EcdhEs { .. }, _) => ContentKey(Zeroizing::new(random)),
        }
    }

    /// What the host is to decrypt (RFC 7516 §5.2, steps 14 to 16): lengths of key, IV and tag are what RFC 7518 §5.3 says.
    #[must_use]
    pub fn decryption(self, key: ContentKey) -> (Decrypting, Operation) {
        (Decrypting(()), Operation::Decrypt { key: key.0, iv: self.iv, additional: self.protected, sealed: self.sealed })
    }
}

impl Decrypting {
    /// The token that is nested in the plaintext: what is inside must look like a compact JWS. Whether it verifies, `jws::verify` says.
    ///
    /// # Errors
    /// `DecryptionFailed`, where the host gave nothing, whatever the reason: key, IV, ciphertext, tag or header. `TokenNotSigned`: the
    /// plaintext is something else, as a JWE in a JWE, or bare claims: whoever knows our public key could have written them.
    pub fn nested(self, plaintext: Option<&[u8]>) -> Result<SignedToken> {
        let inner = core::str::from_utf8(plaintext.ok_or(Code::DecryptionFailed)?).map_err(|_| Code::TokenNotSigned)?;
        let of_the_alphabet = inner.bytes().all(|octet| matches!(octet, b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.'));
        match compact::split(inner) {
            Ok(Parts::Signed(_)) if of_the_alphabet => Ok(SignedToken::new(inner)),
            _ => Err(Code::TokenNotSigned.into()),
        }
    }
}

impl Agreement {
    /// RFC 7518 §4.6.1: the header parameters of ECDH-ES.
    fn ecdh_es(header: &Header<KeyAlgorithm>, encrypted_key: &[u8]) -> Result<Self> {
        // 1. §4.6.1.1: the sender's key of this one token. A point that is not on the curve leaks our key piece by piece
        //    (the invalid-curve attack on JWE libraries of 2017); all of `epk` is public, so saying what is wrong tells nothing.
        let epk = header.member("epk").and_then(Value::as_object).and_then(jwk::public_key);
        let epk = epk.ok_or(Error::at(Code::HeaderInvalid, "epk"))?;
        // 2. §4.6.1.2, §4.6.1.3: the parties.
        let apu = party(header, "apu")?;
        let apv = party(header, "apv")?;
        // 3. RFC 7516 §5.2 (10): with direct key agreement there is nothing to unwrap.
        if !encrypted_key.is_empty() {
            return Err(Error::at(Code::TokenMalformed, "encrypted key"));
        }
        Ok(Self::EcdhEs { epk, apu, apv })
    }
}

/// `apu` or `apv`: absent is empty.
fn party(header: &Header<KeyAlgorithm>, name: &'static str) -> Result<Vec<u8>> {
    let octets = base64url::decode(header.text(name)?.unwrap_or_default()).map_err(|_| Error::at(Code::HeaderInvalid, name))?;
    if octets.len() > limits::PARTY_INFO_BYTES {
        return Err(Error::at(Code::HeaderInvalid, name));
    }
    Ok(octets)
}

impl ContentKey {
    /// The content key from what the host unwrapped. Where that failed, or gave another length than 32 octets, `random` takes its place and
    /// the token fails at its tag like any other (RFC 7516 §11.5): whoever tries ciphertexts on us learns nothing from the answer, and
    /// nothing from the time that passes here, since 32 octets are chosen either way and no branch depends on what they are.
    ///
    /// `random` must be fresh, and be drawn before the unwrap, whatever becomes of it.
    #[must_use]
    pub fn unwrapped(host_result: Option<&[u8]>, random: [u8; 32]) -> Self {
        let random = Zeroizing::new(random);
        let unwrapped = host_result.unwrap_or_default();
        let usable = unwrapped.len().ct_eq(&random.len());
        let mut key = Zeroizing::new([0; 32]);
        for (position, (to, spare)) in key.iter_mut().zip(random.iter()).enumerate() {
            let octet = unwrapped.get(position).copied().unwrap_or_default();
            *to = u8::conditional_select(spare, &octet, usable);
        }
        Self(key)
    }
}

#[cfg(test)]
mod tests;
