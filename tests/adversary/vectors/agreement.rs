//! Key agreement: `ecdh_secp256r1_webcrypto`. The public key is a token's `epk`, the private one is ours, and the token is sealed under the
//! shared secret that Wycheproof says comes out.

use fc_pivot::Code;
use fc_pivot::jose::decryption_keys::DecryptionKeys;
use fc_pivot::jose::jwe::Jwe;
use fc_pivot::jose::operation::Operation;
use p256::{PublicKey, SecretKey};
use serde_json::{Value, json};

use crate::corpus::{id, is_valid, load, octets, tests, text};
use crate::figure::{Count, figure};
use crate::sealed::{concat_kdf, decrypted, seal};

/// Opens a token with one private key.
pub fn open(compact: &str, private: &Value) -> Result<Vec<u8>, Code> {
    let keys = DecryptionKeys::parse(json!({ "keys": [private] }).to_string().as_bytes()).unwrap();
    let attempt = || {
        let jwe = Jwe::parse(compact)?;
        let Operation::Agree { point, .. } = jwe.operation(&keys)? else { panic!("nothing is unwrapped with ECDH-ES") };
        let secret = SecretKey::from_slice(&fc_pivot::base::base64url::decode(text(private, "d")).unwrap()).unwrap();
        let shared = secret.diffie_hellman(&PublicKey::from_sec1_bytes(&point).unwrap());
        let key = jwe.content_key(Some(shared.raw_secret_bytes()), [9; 32]);
        decrypted(&jwe.decryption(key).1).ok_or(Code::DecryptionFailed.into())
    };
    attempt().map_err(|error: fc_pivot::Error| error.code())
}

/// A private JWK with the members that our setting demands.
pub fn ours(private: &Value) -> Value {
    let mut jwk = private.clone();
    jwk["alg"] = "ECDH-ES".into();
    jwk["kid"] = "ours".into();
    jwk
}

#[test]
fn ecdh_webcrypto() {
    const NAME: &str = "wycheproof ecdh_secp256r1_webcrypto";
    let file = load("wycheproof/ecdh_secp256r1_webcrypto_test.json");
    let (mut accepted, mut refused) = (0, 0);
    for (_, test) in tests(&file) {
        let header = json!({ "alg": "ECDH-ES", "enc": "A256GCM", "kid": "ours", "epk": test["public"] });
        let compact = seal(&header, &[], &concat_kdf(&octets(test, "shared")), b"agreed");
        let expected = if is_valid(test) { Ok(b"agreed".to_vec()) } else { Err(Code::HeaderInvalid) };
        // A wrong curve's key pair is none that our setting takes; the token must fall before any key is looked for.
        let outcome = match Jwe::parse(&compact) {
            Ok(_) => open(&compact, &ours(&test["private"])),
            Err(error) => Err(error.code()),
        };
        assert_eq!(outcome, expected, "tcId {}", id(test));
        *(if outcome.is_ok() { &mut accepted } else { &mut refused }) += 1;
    }
    figure(NAME, &[Count(accepted, 330, "accepted"), Count(refused, 23, "refused")]);
    assert_eq!((accepted, refused), (330, 23));
}

/// tcId 78, the one token of `json_web_encryption` that needs no key of the host's; the others are in `encryption.test.mjs`.
#[test]
fn json_web_encryption() {
    const NAME: &str = "wycheproof json_web_encryption, without a host";
    let file = load("wycheproof/json_web_encryption_test.json");
    let (group, test) = tests(&file).find(|(_, test)| id(test) == 78).unwrap();
    assert_eq!(open(text(test, "jwe"), &ours(&group["private"])).unwrap(), octets(test, "pt"));
    figure(NAME, &[Count(1, 1, "accepted")]);
}
