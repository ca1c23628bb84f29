//! Sealing: what a browser keeps for us and can neither read nor alter.
//!
//! Comes in: a plaintext, what it is for, 24 random bytes. Goes out: text for a cookie, and back. Never: one key and nonce for two
//! plaintexts, or a value opened for another purpose, or by another client, than it was sealed for (N71).
//!
//! Form: base64url of version (1 byte), nonce (24), XChaCha20-Poly1305 ciphertext and tag (16). The key comes from the deployer's key and
//! the client, by HKDF-SHA-256 (RFC 5869), once; version and purpose are authenticated with each text. 192 random bits of nonce do not meet
//! again in 2⁸⁰ cookies, which is more than a key will ever seal; 96 would, and make a key for each cookie necessary.
//!
//! What the version before sealed, the host opens ([`SealingKeys::former`]) until it ends by itself.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use fc_pivot_ciphers::xchacha20poly1305;
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::base::error::{Code, Error, Result};
use crate::base::secret_json::SecretJson;
use crate::base::wiped::Wiped;
use crate::base::{base64url, limits};
use crate::jose::operation::Operation;
use crate::worker::namespace::Namespace;

mod former;

/// 1 was bound to no client, 2 had a key of AES-GCM for each text ([`former`]).
const VERSION: u8 = 3;
const NONCE_BYTES: usize = 24;
const TAG_BYTES: usize = 16;

/// Bytes by which what is sealed is longer than the plaintext, before base64url.
pub(crate) const OVERHEAD_BYTES: usize = 1 + NONCE_BYTES + TAG_BYTES;

/// The deployer's keys, `SESSION_KEYS`, in the hands of one client: the first seals, all open, so that a key can be retired without
/// signing anyone out.
pub struct SealingKeys {
    keys: Vec<SealingKey>,
    namespace: Namespace,
}

/// One of the deployer's keys.
struct SealingKey {
    given: Zeroizing<[u8; 32]>,
    /// What seals for this client.
    own: Zeroizing<[u8; 32]>,
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
        let mut keys: Vec<SealingKey> = Vec::new();
        for item in items {
            let bytes = Zeroizing::new(item.as_str().and_then(|text| base64url::decode(text).ok()).ok_or(EXPECTED)?);
            let given = Zeroizing::new(<[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| EXPECTED)?);
            if keys.iter().any(|key| key.given == given) {
                return Err(EXPECTED);
            }
            let own = derive(None, &given, &[b"fc-pivot seal v3 ", namespace.id()])?;
            keys.push(SealingKey { given, own });
        }
        if keys.is_empty() || keys.len() > limits::SESSION_KEYS { Err(EXPECTED) } else { Ok(Self { keys, namespace }) }
    }

    /// The client to whom everything belongs that these keys seal.
    #[must_use]
    pub const fn namespace(&self) -> &Namespace {
        &self.namespace
    }

    /// Seals `plaintext` for `purpose`. `nonce` is fresh randomness.
    ///
    /// # Errors
    /// `internal`, where the plaintext is beyond what the cipher takes.
    pub fn seal(&self, purpose: &str, plaintext: &[u8], nonce: [u8; NONCE_BYTES]) -> Result<String> {
        let key = self.keys.first().ok_or(Code::Internal)?;
        let mut text = Wiped::new(plaintext.to_vec());
        let tag = xchacha20poly1305::seal(&key.own, &nonce, &authenticated(purpose), &mut text).ok_or(Code::Internal)?;
        Ok(base64url::encode(&[&[VERSION][..], &nonce, &text, &tag].concat()))
    }

    /// Opens what any of the keys sealed for `purpose`.
    ///
    /// # Errors
    /// `seal_broken`, whatever is wrong with it.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<Wiped<Vec<u8>>> {
        let mut bytes = Wiped::new(base64url::decode_ciphertext(sealed).map_err(|_| Code::SealBroken)?);
        let (&mut version, rest) = bytes.split_first_mut().ok_or(Code::SealBroken)?;
        let (nonce, rest) = rest.split_first_chunk_mut::<NONCE_BYTES>().ok_or(Code::SealBroken)?;
        let (text, tag) = rest.split_last_chunk_mut::<TAG_BYTES>().ok_or(Code::SealBroken)?;
        if version != VERSION {
            return Err(Code::SealBroken.into());
        }
        let authenticated = authenticated(purpose);
        // What does not open stays as it is, for the next key.
        if !self.keys.iter().any(|key| xchacha20poly1305::open(&key.own, nonce, &authenticated, text, tag)) {
            return Err(Code::SealBroken.into());
        }
        // The text stays where it was decoded: a request pays for each copy that is made, and again for wiping it.
        let end = bytes.len().saturating_sub(TAG_BYTES);
        bytes.truncate(end);
        bytes.drain(..=NONCE_BYTES);
        Ok(bytes)
    }

    /// What the host is to try, one after the other, where the version before sealed this for `purpose`: each gives the plaintext, or nothing.
    #[must_use]
    pub fn former(&self, purpose: &str, sealed: &str) -> Vec<Operation> {
        let keys = self.keys.iter().map(|key| &*key.given);
        former::operations(keys, &self.namespace, purpose, sealed).unwrap_or_default()
    }
}

/// What is authenticated with a text.
fn authenticated(purpose: &str) -> Vec<u8> {
    [&[VERSION], purpose.as_bytes()].concat()
}

/// HKDF-SHA-256 (RFC 5869).
fn derive<const N: usize>(salt: Option<&[u8]>, key: &[u8; 32], info: &[&[u8]]) -> Result<Zeroizing<[u8; N]>> {
    let mut derived = Zeroizing::new([0; N]);
    Hkdf::<Sha256>::new(salt, key).expand_multi_info(info, derived.as_mut_slice()).map_err(|_| Code::Internal)?;
    Ok(derived)
}

#[cfg(test)]
pub(crate) mod tests;
