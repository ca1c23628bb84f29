//! Encrypted tokens for the tests: honest ones, faulty ones, and the host that holds our keys.
//!
//! Comes in: changes to headers, plaintexts. Goes out: compact JWEs, what the host gives for them. Never: a part of a build.

use alloc::string::{String, ToString as _};
use alloc::vec;
use alloc::vec::Vec;

use aes_gcm::aead::AeadInOut as _;
use aes_gcm::{Aes256Gcm, KeyInit as _, Tag};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::jose::{key, object, private_jwk, public_jwk, set, with};
use crate::base::base64url;
use crate::base::json::Object;
use crate::jose::SignedToken;
use crate::jose::decryption_keys::DecryptionKeys;
use crate::jose::jwe::{ContentKey, Decrypting, Jwe};
use crate::jose::operation::Operation;
use crate::{Code, Result};

/// The content key of the RSA tokens here, as the host would unwrap it.
pub const CONTENT_KEY: [u8; 32] = [0x42; 32];

/// The parts of a JWE as octets, so that a test can spoil one.
pub struct Made {
    pub header: String,
    pub encrypted_key: Vec<u8>,
    pub iv: Vec<u8>,
    pub ciphertext: Vec<u8>,
    pub tag: Vec<u8>,
}

impl Made {
    pub fn compact(&self) -> String {
        let octets = [self.header.as_bytes(), &self.encrypted_key, &self.iv, &self.ciphertext, &self.tag];
        octets.map(base64url::encode).join(".")
    }

    fn seal(header: String, encrypted_key: &[u8], content_key: &[u8; 32], plaintext: &[u8]) -> Self {
        let (ciphertext, tag) = encrypted(header.as_bytes(), content_key, plaintext);
        Self { header, encrypted_key: encrypted_key.to_vec(), iv: IV.to_vec(), ciphertext, tag }
    }
}

/// The nonce of every token here.
const IV: [u8; 12] = [7; 12];

/// Ciphertext and tag of A256GCM, with the header as its additional data (RFC 7516 §5.1).
fn encrypted(header: &[u8], content_key: &[u8; 32], plaintext: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let mut ciphertext = plaintext.to_vec();
    let tag = Aes256Gcm::new(content_key.into())
        .encrypt_inout_detached(&IV.into(), base64url::encode(header).as_bytes(), ciphertext.as_mut_slice().into())
        .unwrap();
    (ciphertext, tag.to_vec())
}

/// Our keys in these tests: `e` is `key(7)` for ECDH-ES, `r1` RSA-OAEP, `r256` RSA-OAEP-256.
pub fn our_keys() -> DecryptionKeys {
    DecryptionKeys::parse(set([ec_jwk(json!({})), rsa_jwk("r1", "RSA-OAEP"), rsa_jwk("r256", "RSA-OAEP-256")]).as_bytes()).unwrap()
}

/// `key(7)` as a member of `FC_DECRYPTION_KEYS`.
pub fn ec_jwk(changes: Value) -> Object {
    with(with(private_jwk(&key(7)), json!({ "kid": "e", "alg": "ECDH-ES", "use": "enc" })), changes)
}

/// An RSA JWK of the right form; the core never computes with it.
pub fn rsa_jwk(kid: &str, alg: &str) -> Object {
    let number = |octets: usize| base64url::encode(&[0xc1].repeat(octets));
    object(json!({
        "kty": "RSA", "kid": kid, "alg": alg, "use": "enc", "n": number(256), "e": "AQAB", "d": number(255),
        "p": number(128), "q": number(128), "dp": number(127), "dq": number(127), "qi": number(126),
    }))
}

/// The header of an honest ECDH-ES token to `e`, from `key(9)`.
pub fn ecdh_header(changes: Value) -> Object {
    let honest = json!({ "alg": "ECDH-ES", "enc": "A256GCM", "cty": "JWT", "kid": "e", "epk": public_jwk(&key(9)) });
    with(object(honest), changes)
}

/// The content key that `key(9)` and `key(7)` agree on, by RFC 7518 §4.6.2, written apart from the code under test.
fn agreed(apu: &[u8], apv: &[u8]) -> [u8; 32] {
    let shared = key(9).diffie_hellman(&key(7).public_key());
    let datum = |octets: &[u8]| [&u32::try_from(octets.len()).unwrap().to_be_bytes(), octets].concat();
    let info = [datum(b"A256GCM"), datum(apu), datum(apv), vec![0, 0, 1, 0]].concat();
    Sha256::digest([&[0, 0, 0, 1], shared.raw_secret_bytes().as_slice(), &info].concat()).into()
}

/// Encrypted as an honest token to `e` is, under a header that may say anything.
pub fn ecdh_under(header: &[u8], plaintext: &[u8]) -> String {
    let (ciphertext, tag) = encrypted(header, &agreed(&[], &[]), plaintext);
    [header, &[], &IV, &ciphertext, &tag].map(base64url::encode).join(".")
}

/// An ECDH-ES token that is consistent with its header, whatever that says.
pub fn ecdh(changes: Value, plaintext: impl AsRef<[u8]>) -> Made {
    let header = ecdh_header(changes);
    let party = |name: &str| base64url::decode(header.get(name).and_then(Value::as_str).unwrap_or_default()).unwrap_or_default();
    let content_key = agreed(&party("apu"), &party("apv"));
    Made::seal(Value::Object(header).to_string(), &[], &content_key, plaintext.as_ref())
}

/// A token for an RSA key, under [`CONTENT_KEY`].
pub fn rsa(kid: &str, alg: &str, changes: Value, plaintext: impl AsRef<[u8]>) -> Made {
    let header = with(object(json!({ "alg": alg, "enc": "A256GCM", "cty": "JWT", "kid": kid })), changes);
    Made::seal(Value::Object(header).to_string(), &[0xee; 256], &CONTENT_KEY, plaintext.as_ref())
}

/// What a host does that keeps [`our_keys`]: ECDH with `key(7)`; for RSA it gives [`CONTENT_KEY`]. It decrypts with any content key.
pub fn host(operation: &Operation) -> Option<Vec<u8>> {
    match operation {
        Operation::Unwrap { .. } => Some(CONTENT_KEY.to_vec()),
        Operation::Verify { .. } => None,
        Operation::Agree { point, .. } => {
            let point = p256::PublicKey::from_sec1_bytes(point).unwrap();
            Some(key(7).diffie_hellman(&point).raw_secret_bytes().to_vec())
        }
        Operation::Decrypt { key, iv, additional, sealed } => decrypt(key, iv, additional.as_bytes(), sealed),
    }
}

/// A256GCM (RFC 7518 §5.3), the decrypting half.
pub fn decrypt(key: &[u8; 32], iv: &[u8; 12], additional: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (ciphertext, tag) = sealed.split_last_chunk::<16>()?;
    let mut text = ciphertext.to_vec();
    let tag = Tag::from(*tag);
    Aes256Gcm::new(key.into()).decrypt_inout_detached(&(*iv).into(), additional, text.as_mut_slice().into(), &tag).ok()?;
    Some(text)
}

/// The content key that the host of these tests leads to.
pub fn content_key(jwe: &Jwe, keys: &DecryptionKeys) -> Result<ContentKey> {
    Ok(jwe.content_key(host(&jwe.operation(keys)?).as_deref(), [0x99; 32]))
}

/// The whole way, with `holder` in the place of whoever holds our keys: what the content came to, and who takes it out.
fn decrypted_by(compact: &str, holder: impl FnOnce(&Operation) -> Option<Vec<u8>>) -> Result<(Decrypting, Option<Vec<u8>>)> {
    let jwe = Jwe::parse(compact)?;
    let given = holder(&jwe.operation(&our_keys())?);
    let key = jwe.content_key(given.as_deref(), [0x99; 32]);
    let (decrypting, operation) = jwe.decryption(key);
    Ok((decrypting, host(&operation)))
}

/// The whole way, to any plaintext.
pub fn open_by(compact: &str, holder: impl FnOnce(&Operation) -> Option<Vec<u8>>) -> Result<Vec<u8>> {
    let (_, plaintext) = decrypted_by(compact, holder)?;
    plaintext.ok_or(Code::DecryptionFailed.into())
}

/// The same for a token that holds a signed one.
pub fn open_nested_by(compact: &str, holder: impl FnOnce(&Operation) -> Option<Vec<u8>>) -> Result<SignedToken> {
    let (decrypting, plaintext) = decrypted_by(compact, holder)?;
    decrypting.nested(plaintext.as_deref())
}

/// The same, with [`host`].
pub fn open_nested(compact: &str) -> Result<SignedToken> {
    open_nested_by(compact, host)
}

/// The whole way, with [`host`].
pub fn open(compact: &str) -> Result<Vec<u8>> {
    open_by(compact, host)
}
