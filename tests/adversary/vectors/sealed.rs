//! Encrypted tokens that are sealed here, around what the vectors give, by other code than the library's.
//!
//! Comes in: a header, a content key, a plaintext. Goes out: a compact JWE. Never: the library's own key derivation.

use aes_gcm::aead::AeadInOut as _;
use aes_gcm::{Aes256Gcm, KeyInit as _, Tag};
use fc_pivot::base::base64url;
use fc_pivot::jose::operation::Operation;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The parts of a compact JWE.
pub struct Parts<'a> {
    pub header: &'a Value,
    pub encrypted_key: &'a [u8],
    pub iv: &'a [u8],
    pub ciphertext: &'a [u8],
    pub tag: &'a [u8],
}

impl Parts<'_> {
    pub fn compact(&self) -> String {
        let header = self.header.to_string();
        [header.as_bytes(), self.encrypted_key, self.iv, self.ciphertext, self.tag].map(base64url::encode).join(".")
    }
}

/// RFC 7516 §5.1, with A256GCM.
pub fn seal(header: &Value, encrypted_key: &[u8], content_key: &[u8; 32], plaintext: &[u8]) -> String {
    let iv = [7; 12];
    let mut ciphertext = plaintext.to_vec();
    let additional = base64url::encode(header.to_string().as_bytes());
    let tag = Aes256Gcm::new(content_key.into())
        .encrypt_inout_detached(&iv.into(), additional.as_bytes(), ciphertext.as_mut_slice().into())
        .unwrap();
    Parts { header, encrypted_key, iv: &iv, ciphertext: &ciphertext, tag: &tag }.compact()
}

/// What a host does with a content key.
pub fn decrypted(operation: &Operation) -> Option<Vec<u8>> {
    let Operation::Decrypt { key, iv, additional, sealed } = operation else { panic!("no key of ours is asked for") };
    decrypt(key, iv, additional.as_bytes(), sealed)
}

/// A256GCM (RFC 7518 §5.3): `sealed` ends with the tag.
pub fn decrypt(key: &[u8; 32], iv: &[u8; 12], additional: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (ciphertext, tag) = sealed.split_last_chunk::<16>()?;
    let (mut text, tag) = (ciphertext.to_vec(), Tag::from(*tag));
    Aes256Gcm::new(key.into()).decrypt_inout_detached(&(*iv).into(), additional, text.as_mut_slice().into(), &tag).ok()?;
    Some(text)
}

/// RFC 7518 §4.6.2 for A256GCM and no party information: one round of SHA-256 over 1, Z, and `OtherInfo`.
pub fn concat_kdf(shared: &[u8]) -> [u8; 32] {
    let other_info = [&7_u32.to_be_bytes()[..], b"A256GCM", &[0; 4], &[0; 4], &256_u32.to_be_bytes()].concat();
    Sha256::new().chain_update(1_u32.to_be_bytes()).chain_update(shared).chain_update(other_info).finalize().into()
}
