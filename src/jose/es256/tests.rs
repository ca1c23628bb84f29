//! Whatever the fast ways say, the answer is p256's; they begin when a key has been used often.

use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;
use p256::elliptic_curve::ff::PrimeField as _;
use p256::{Scalar, SecretKey};

use super::*;

fn small_key(d: u64) -> SigningKey {
    SigningKey::from(SecretKey::from_bytes(&Scalar::from(d).to_repr()).unwrap())
}

#[test]
fn answers_do_not_change_with_use() {
    // The last one's multiples meet the generator's, where the fast ways prove nothing.
    for key in [small_key(0x5eed), small_key(1)] {
        let signature: Signature = key.sign(b"message");
        let verifying = VerifyingKey::from(PublicKey::from(key.verifying_key()));
        for _ in 0..limits::PLAIN_VERIFICATIONS {
            assert!(verifying.verify(b"message", &signature.to_bytes()).is_ok());
            assert!(!verifying.ahead.prover.is_prepared());
        }
        // A portion with each one more, of the key's multiples and of the generator's.
        for _ in 0..102 {
            assert_eq!(verifying.verify(b"massage", &signature.to_bytes()).map_err(|error| error.code()), Err(Code::SignatureInvalid));
        }
        assert!(verifying.ahead.prover.is_prepared());
        assert!(verifying.verify(b"message", &signature.to_bytes()).is_ok());
        assert_eq!(verifying.verify(b"massage", &signature.to_bytes()).map_err(|error| error.code()), Err(Code::SignatureInvalid));
    }
}

#[test]
fn clones_share_what_was_computed() {
    let key = small_key(0x5eed);
    let signature: Signature = key.sign(b"message");
    let verifying = VerifyingKey::from(PublicKey::from(key.verifying_key()));
    for _ in 0..limits::PLAIN_VERIFICATIONS + 102 {
        assert!(verifying.clone().verify(b"message", &signature.to_bytes()).is_ok());
    }
    assert!(verifying.ahead.prover.is_prepared());
}

#[test]
fn debug_shows_the_type_alone() {
    assert_eq!(std::format!("{:?}", VerifyingKey::from(PublicKey::from(small_key(0x5eed).verifying_key()))), "VerifyingKey(…)");
}
