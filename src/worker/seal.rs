//! Sealing: what a browser keeps for us and can neither read nor alter.
//!
//! Comes in: a plaintext, what it is for, 24 random bytes. Goes out: text for a cookie, and back. Never: one key and nonce for two
//! plaintexts, or a value opened for another purpose, or by another client, than it was sealed for (N71).
//!
//! Form: base64url of version (1 byte), salt (24), AES-256-GCM ciphertext and tag. Key and nonce come from the deployer's key, the salt,
//! the client and the purpose by HKDF-SHA-256 (RFC 5869). A random 96-bit nonce alone would set a bound on the cookies that a key may seal
//! (NIST SP 800-38D §8.3: 2³²); a key for each removes it.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, Nonce, Tag};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::base::error::{Code, Error, Result};
use crate::base::secret_json::SecretJson;
use crate::base::{base64url, limits};
use crate::worker::namespace::Namespace;

/// 1 was bound to no client.
const VERSION: u8 = 2;
const SALT_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// Bytes by which what is sealed is longer than the plaintext, before base64url.
pub(crate) const OVERHEAD_BYTES: usize = 1 + SALT_BYTES + TAG_BYTES;

/// The deployer's keys, `SESSION_KEYS`, in the hands of one client: the first seals, all open, so that a key can be retired without
/// signing anyone out.
pub struct SealingKeys {
    keys: Vec<Zeroizing<[u8; 32]>>,
    namespace: Namespace,
}

impl fmt::Debug for SealingKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKeys({})", self.keys.len())
    }
}

impl SealingKeys {
    /// Reads a JSON array of base64url texts of 32 bytes each, for the client of this namespace.
    ///
    /// # Errors
    /// `invalid_settings`, which names `SESSION_KEYS`.
    pub fn parse(text: &str, namespace: Namespace) -> Result<Self> {
        const EXPECTED: Error = Error::at(
            Code::InvalidSettings,
            "SESSION_KEYS: expected a JSON array of 1 to 8 different keys, each 32 bytes in base64url without padding",
        );
        let ring = SecretJson::parse(text.as_bytes()).map_err(|_| EXPECTED)?;
        let items = ring.as_array().ok_or(EXPECTED)?;
        let mut keys: Vec<Zeroizing<[u8; 32]>> = Vec::new();
        for item in items {
            let bytes = Zeroizing::new(item.as_str().and_then(|text| base64url::decode(text).ok()).ok_or(EXPECTED)?);
            let key = Zeroizing::new(<[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| EXPECTED)?);
            if keys.contains(&key) {
                return Err(EXPECTED);
            }
            keys.push(key);
        }
        if keys.is_empty() || keys.len() > limits::SESSION_KEYS { Err(EXPECTED) } else { Ok(Self { keys, namespace }) }
    }

    /// The client to whom everything belongs that these keys seal.
    #[must_use]
    pub const fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// Seals `plaintext` for `purpose`. `salt` is fresh randomness.
    ///
    /// # Errors
    /// `internal`, where the plaintext is beyond what AES-GCM takes.
    pub fn seal(&self, purpose: &str, plaintext: &[u8], salt: [u8; SALT_BYTES]) -> Result<String> {
        let key = self.keys.first().ok_or(Code::Internal)?;
        let (cipher, nonce) = self.derive(key, &salt, purpose)?;
        let mut sealed = Vec::with_capacity(plaintext.len().saturating_add(OVERHEAD_BYTES));
        let mut text = Zeroizing::new(plaintext.to_vec());
        let tag = cipher.encrypt_inout_detached(&nonce, &[VERSION], text.as_mut_slice().into()).map_err(|_| Code::Internal)?;
        sealed.push(VERSION);
        sealed.extend_from_slice(&salt);
        sealed.extend_from_slice(&text);
        sealed.extend_from_slice(&tag);
        Ok(base64url::encode_ciphertext(&sealed))
    }

    /// Opens what any of the keys sealed for `purpose`.
    ///
    /// # Errors
    /// `seal_broken`, whatever is wrong with it.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>> {
        let bytes = base64url::decode_ciphertext(sealed).map_err(|_| Code::SealBroken)?;
        let (&version, rest) = bytes.split_first().ok_or(Code::SealBroken)?;
        let (salt, rest) = rest.split_first_chunk::<SALT_BYTES>().ok_or(Code::SealBroken)?;
        let (ciphertext, tag) = rest.split_last_chunk::<TAG_BYTES>().ok_or(Code::SealBroken)?;
        if version != VERSION {
            return Err(Code::SealBroken.into());
        }
        for key in &self.keys {
            let (cipher, nonce) = self.derive(key, salt, purpose)?;
            let mut text = Zeroizing::new(ciphertext.to_vec());
            if cipher.decrypt_inout_detached(&nonce, &[VERSION], text.as_mut_slice().into(), &Tag::from(*tag)).is_ok() {
                return Ok(text);
            }
        }
        Err(Code::SealBroken.into())
    }

    /// 32 bytes of key and 12 of nonce, for this salt, client and purpose alone. Only the purpose may have any length: it comes last.
    fn derive(&self, key: &[u8; 32], salt: &[u8; SALT_BYTES], purpose: &str) -> Result<(Aes256Gcm, Nonce<aes_gcm::aead::consts::U12>)> {
        let mut material = Zeroizing::new([0_u8; 44]);
        let info: [&[u8]; 3] = [b"fc-pivot seal v2 ", self.namespace.id(), purpose.as_bytes()];
        Hkdf::<Sha256>::new(Some(salt), key).expand_multi_info(&info, material.as_mut_slice()).map_err(|_| Code::Internal)?;
        let (key, nonce) = material.split_at(32);
        let cipher = Aes256Gcm::new_from_slice(key).map_err(|_| Code::Internal)?;
        let nonce = <[u8; 12]>::try_from(nonce).map_err(|_| Code::Internal)?;
        Ok((cipher, nonce.into()))
    }
}

#[cfg(test)]
pub(crate) mod tests;
