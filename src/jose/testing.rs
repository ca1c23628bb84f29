//! Keys, and makers of honest and of faulty tokens, for the tests. Nothing of it is in a build.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::base::base64url;
use crate::base::json::Object;
use crate::{Code, Result};

use super::jwk::{self, VerificationKeys};

/// RFC 7515, appendix A.3: a private key.
pub(crate) const RFC7515_A3_JWK: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","d":"jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"}"#;

/// RFC 7515, appendix A.3: what it signed.
pub(crate) const RFC7515_A3_JWS: &str = "eyJhbGciOiJFUzI1NiJ9.\
    eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.\
    DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

/// A P-256 key, one for each number.
pub(crate) fn key(number: u8) -> SecretKey {
    SecretKey::from_slice(&[number; 32]).unwrap()
}

/// Its public JWK.
pub(crate) fn public_jwk(key: &SecretKey) -> Object {
    let (x, y) = jwk::coordinates(&key.public_key());
    object(json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y }))
}

/// Its private JWK.
pub(crate) fn private_jwk(key: &SecretKey) -> Object {
    with(public_jwk(key), json!({ "d": base64url::encode(&key.to_bytes()) }))
}

/// Members, with some added, replaced, or (null) taken away.
pub(crate) fn with(mut members: Object, changes: Value) -> Object {
    for (name, value) in object(changes) {
        match value {
            Value::Null => members.remove(&name),
            value => members.insert(name, value),
        };
    }
    members
}

pub(crate) fn object(value: Value) -> Object {
    let Value::Object(members) = value else { panic!("not an object") };
    members
}

/// A JWK set's text.
pub(crate) fn set(keys: impl IntoIterator<Item = Object>) -> String {
    json!({ "keys": keys.into_iter().collect::<Vec<_>>() }).to_string()
}

/// The provider's keys in these tests: `a` is `key(1)`, `b` is `key(2)`.
pub(crate) fn provider_keys() -> VerificationKeys {
    let named = |kid: &str, number| with(public_jwk(&key(number)), json!({ "kid": kid, "alg": "ES256", "use": "sig" }));
    VerificationKeys::parse(set([named("a", 1), named("b", 2)]).as_bytes()).unwrap()
}

/// A header that names `key(1)`, with changes.
pub(crate) fn signed_header(changes: Value) -> String {
    Value::Object(with(object(json!({ "alg": "ES256", "kid": "a" })), changes)).to_string()
}

/// Header and payload, with the signature that belongs to them.
pub(crate) fn jws(header: &str, payload: impl AsRef<[u8]>, key: &SecretKey) -> String {
    jws_with(header, payload, |input| {
        let signature: Signature = SigningKey::from(key).sign(input);
        signature.to_bytes().to_vec()
    })
}

/// Header and payload, with any signature.
pub(crate) fn jws_with(header: &str, payload: impl AsRef<[u8]>, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> String {
    let input = [base64url::encode(header.as_bytes()), base64url::encode(payload.as_ref())].join(".");
    let signature = base64url::encode(&sign(input.as_bytes()));
    [input, signature].join(".")
}

/// HMAC-SHA-256 (RFC 2104), for forgeries that are genuine MACs.
pub(crate) fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut block = [0_u8; 64];
    match key.len() {
        0..=64 => block[..key.len()].copy_from_slice(key),
        _ => block[..32].copy_from_slice(&Sha256::digest(key)),
    }
    let inner = Sha256::new().chain_update(block.map(|octet| octet ^ 0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(block.map(|octet| octet ^ 0x5c)).chain_update(inner).finalize().to_vec()
}

/// The code of a failure.
pub(crate) fn code<T>(result: Result<T>) -> Code {
    match result {
        Ok(_) => panic!("this should have been refused"),
        Err(error) => error.code(),
    }
}

#[test]
fn the_hmac_of_these_tests_is_rfc4231s() {
    // RFC 4231 §4.3 (a short key), §4.7 (a key longer than a block).
    let mac = hmac_sha256(b"Jefe", b"what do ya want for nothing?");
    assert_eq!(mac[..8], [0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e]);
    let mac = hmac_sha256(&[0xaa; 131], b"Test Using Larger Than Block-Size Key - Hash Key First");
    assert_eq!(mac[..8], [0x60, 0xe4, 0x31, 0x59, 0x1e, 0xe0, 0xb6, 0x7f]);
}

/// Encrypted tokens.
#[cfg(feature = "worker")]
pub(crate) mod encrypted {
    use super::*;
    use aes_gcm::aead::AeadInOut as _;
    use aes_gcm::{Aes256Gcm, KeyInit as _};

    use crate::jose::SignedToken;
    use crate::jose::concat_kdf;
    use crate::jose::decryption_keys::DecryptionKeys;
    use crate::jose::jwe::{ContentKey, Jwe};
    use crate::jose::operation::Operation;

    /// The content key of the RSA tokens here, as the host would unwrap it.
    pub(crate) const CONTENT_KEY: [u8; 32] = [0x42; 32];

    /// The parts of a JWE as octets, so that a test can spoil one.
    pub(crate) struct Made {
        pub(crate) header: String,
        pub(crate) encrypted_key: Vec<u8>,
        pub(crate) iv: Vec<u8>,
        pub(crate) ciphertext: Vec<u8>,
        pub(crate) tag: Vec<u8>,
    }

    impl Made {
        pub(crate) fn compact(&self) -> String {
            let octets = [self.header.as_bytes(), &self.encrypted_key, &self.iv, &self.ciphertext, &self.tag];
            octets.map(base64url::encode).join(".")
        }

        fn seal(header: String, encrypted_key: &[u8], content_key: &[u8; 32], plaintext: &[u8]) -> Self {
            let iv = [7_u8; 12];
            let mut ciphertext = plaintext.to_vec();
            let tag = Aes256Gcm::new(content_key.into())
                .encrypt_inout_detached(&iv.into(), base64url::encode(header.as_bytes()).as_bytes(), ciphertext.as_mut_slice().into())
                .unwrap();
            Self { header, encrypted_key: encrypted_key.to_vec(), iv: iv.to_vec(), ciphertext, tag: tag.to_vec() }
        }
    }

    /// Our keys in these tests: `e` is `key(7)` for ECDH-ES, `r1` RSA-OAEP, `r256` RSA-OAEP-256.
    pub(crate) fn our_keys() -> DecryptionKeys {
        DecryptionKeys::parse(set([ec_jwk(json!({})), rsa_jwk("r1", "RSA-OAEP"), rsa_jwk("r256", "RSA-OAEP-256")]).as_bytes()).unwrap()
    }

    /// `key(7)` as a member of `FC_DECRYPTION_KEYS`.
    pub(crate) fn ec_jwk(changes: Value) -> Object {
        with(with(private_jwk(&key(7)), json!({ "kid": "e", "alg": "ECDH-ES", "use": "enc" })), changes)
    }

    /// An RSA JWK of the right form; the core never computes with it.
    pub(crate) fn rsa_jwk(kid: &str, alg: &str) -> Object {
        let number = |octets: usize| base64url::encode(&[0xc1].repeat(octets));
        object(json!({
            "kty": "RSA", "kid": kid, "alg": alg, "use": "enc", "n": number(256), "e": "AQAB", "d": number(255),
            "p": number(128), "q": number(128), "dp": number(127), "dq": number(127), "qi": number(126),
        }))
    }

    /// The header of an honest ECDH-ES token to `e`, from `key(9)`.
    pub(crate) fn ecdh_header(changes: Value) -> Object {
        let honest = json!({ "alg": "ECDH-ES", "enc": "A256GCM", "cty": "JWT", "kid": "e", "epk": public_jwk(&key(9)) });
        with(object(honest), changes)
    }

    /// An ECDH-ES token that is consistent with its header, whatever that says.
    pub(crate) fn ecdh(changes: Value, plaintext: impl AsRef<[u8]>) -> Made {
        let header = ecdh_header(changes);
        let party = |name: &str| base64url::decode(header.get(name).and_then(Value::as_str).unwrap_or_default()).unwrap_or_default();
        let shared = key(9).diffie_hellman(&key(7).public_key());
        let content_key = concat_kdf::derive(shared.raw_secret_bytes(), "A256GCM", &party("apu"), &party("apv"));
        Made::seal(Value::Object(header).to_string(), &[], &content_key, plaintext.as_ref())
    }

    /// A token for an RSA key, under [`CONTENT_KEY`].
    pub(crate) fn rsa(kid: &str, alg: &str, changes: Value, plaintext: impl AsRef<[u8]>) -> Made {
        let header = with(object(json!({ "alg": alg, "enc": "A256GCM", "cty": "JWT", "kid": kid })), changes);
        Made::seal(Value::Object(header).to_string(), &[0xee; 256], &CONTENT_KEY, plaintext.as_ref())
    }

    /// What a host does that keeps [`our_keys`]: ECDH with `key(7)`; for RSA it gives [`CONTENT_KEY`].
    pub(crate) fn host(operation: &Operation) -> Option<Vec<u8>> {
        match operation {
            Operation::Unwrap { .. } => Some(CONTENT_KEY.to_vec()),
            Operation::Agree { point, .. } => {
                let point = p256::PublicKey::from_sec1_bytes(point).unwrap();
                Some(key(7).diffie_hellman(&point).raw_secret_bytes().to_vec())
            }
        }
    }

    /// The content key that the host of these tests leads to.
    pub(crate) fn content_key(jwe: &Jwe, keys: &DecryptionKeys) -> Result<ContentKey> {
        Ok(jwe.content_key(host(&jwe.operation(keys)?).as_deref(), [0x99; 32]))
    }

    /// The whole way, with `host` in the place of WebCrypto.
    pub(crate) fn open_by(compact: &str, host: impl FnOnce(&Operation) -> Option<Vec<u8>>) -> Result<Vec<u8>> {
        let jwe = Jwe::parse(compact)?;
        let given = host(&jwe.operation(&our_keys())?);
        Ok(jwe.open(&jwe.content_key(given.as_deref(), [0x99; 32]))?.to_vec())
    }

    /// The same for a token that holds a signed one.
    pub(crate) fn open_nested(compact: &str) -> Result<SignedToken> {
        let jwe = Jwe::parse(compact)?;
        jwe.open_nested(&content_key(&jwe, &our_keys())?)
    }

    /// The whole way, with [`host`].
    pub(crate) fn open(compact: &str) -> Result<Vec<u8>> {
        open_by(compact, host)
    }
}
