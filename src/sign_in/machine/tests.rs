//! The sequence: what is asked, in which order, and what ends it.

use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;

use serde_json::json;

use super::*;
use crate::base::error::{Code, Error};
use crate::base::secret::Secret;
use crate::dev::jose::{jws, key, provider_keys, public_jwk, set, signed_header, with as with_members};
use crate::dev::login::{five_members, grant, provider};
use crate::dev::*;
use crate::jose::jwk::VerificationKeys;
use crate::provider::Preset;
#[cfg(feature = "worker")]
use crate::provider::preset::FRANCECONNECT_PLUS;
use crate::provider::preset::OIDC;

fn begun(preset: &'static Preset, our_keys: OurKeys) -> SignIn {
    let authentication = Authentication::Secret(Secret::new("s".repeat(32)));
    SignIn::new(Arc::new(provider(preset)), our_keys, grant(preset), &authentication, LENT)
}

fn served(world: &mut World, mut machine: SignIn) -> Result<SignedIn> {
    world.serve(|given, lent| machine.next(given, lent))?;
    machine.finish()
}

/// Signs in with a provider that does not encrypt.
fn sign_in(world: &mut World) -> Result<SignedIn> {
    served(world, begun(&OIDC, OurKeys::default()))
}

/// A key set in which `kid` is another key than that of [`sign`].
fn other_keys(kid: &str) -> VerificationKeys {
    VerificationKeys::parse(set([with_members(public_jwk(&key(2)), json!({ "kid": kid }))]).as_bytes()).unwrap()
}

#[test]
fn a_plain_provider_is_asked_for_tokens_keys_and_claims() {
    let mut world = World::plain();
    let signed_in = sign_in(&mut world).unwrap();
    assert_eq!((signed_in.identity().sub.as_str(), signed_in.return_to()), (SUB, "/dossier"));
    assert_eq!(signed_in.id_token().expose(), sign(&id_claims()));
    assert_eq!(world.asked, ["token", "keys", "userinfo", "keys"]);

    let mut world = World { userinfo: ("application/json", userinfo_claims().to_string()), ..World::plain() };
    assert_eq!(sign_in(&mut world).unwrap().userinfo.claims["family_name"], "LEBLANC");
    assert_eq!(world.asked, ["token", "keys", "userinfo"]);
}

#[test]
fn without_a_userinfo_endpoint_the_id_token_says_all() {
    let mut world = World::plain();
    let mut without = provider(&OIDC);
    without.userinfo_endpoint = None;
    let machine = SignIn::new(Arc::new(without), OurKeys::default(), grant(&OIDC), &Authentication::Public, LENT);
    assert_eq!(served(&mut world, machine).unwrap().userinfo.claims["sub"], SUB);
    assert_eq!(world.asked, ["token", "keys"]);
}

#[cfg(feature = "worker")]
mod encrypted {
    use super::*;
    use crate::dev::encrypted::our_keys;

    fn encrypted() -> World {
        let userinfo = ("application/jwt", encrypt(sign(&userinfo_claims())));
        World { id_token: encrypt(sign(&id_claims())), userinfo, ..World::plain() }
    }

    fn sign_in(world: &mut World, preset: &'static Preset) -> Result<SignedIn> {
        served(world, begun(preset, Arc::new(our_keys()).into()))
    }

    #[test]
    fn where_the_provider_encrypts_the_host_is_asked_before_the_keys() {
        let mut world = encrypted();
        assert_eq!(sign_in(&mut world, &FRANCECONNECT_PLUS).unwrap().userinfo.claims["family_name"], "LEBLANC");
        assert_eq!(world.asked, ["token", "host", "host", "keys", "userinfo", "host", "host", "keys"]);
    }

    #[test]
    fn n28_where_it_encrypts_what_comes_plain_goes_nowhere() {
        assert!(sign_in(&mut encrypted(), &FRANCECONNECT_PLUS).is_ok());
        let id_token = sign(&id_claims());
        assert_eq!(sign_in(&mut World { id_token, ..encrypted() }, &FRANCECONNECT_PLUS).unwrap_err().code(), Code::TokenNotEncrypted);
        let userinfo = World::plain().userinfo;
        assert_eq!(sign_in(&mut World { userinfo, ..encrypted() }, &FRANCECONNECT_PLUS).unwrap_err().code(), Code::TokenNotEncrypted);
    }

    #[test]
    fn a_plain_provider_may_encrypt_where_we_have_keys() {
        for (mut world, asked) in [
            (encrypted(), ["token", "host", "host", "keys", "userinfo", "host", "host", "keys"].as_slice()),
            (World { id_token: sign(&id_claims()), ..encrypted() }, &["token", "keys", "userinfo", "host", "host", "keys"]),
            (World::plain(), &["token", "keys", "userinfo", "keys"]),
        ] {
            assert!(sign_in(&mut world, &OIDC).is_ok());
            assert_eq!(world.asked, asked);
        }
        let without_keys = served(&mut encrypted(), begun(&OIDC, OurKeys::default()));
        assert_eq!(without_keys.unwrap_err().code(), Code::TokenNotSigned);
    }
}

#[test]
fn n15_n85_newer_keys_are_asked_for_as_long_as_there_are_any() {
    let several = || {
        let names = ["b", "c"].map(|kid| with_members(public_jwk(&key(2)), json!({ "kid": kid })));
        VerificationKeys::parse(set(names).as_bytes()).unwrap()
    };
    for (old, code) in [(other_keys("b"), Code::KeyUnknown), (other_keys("a"), Code::SignatureInvalid), (several(), Code::KeyUnknown)] {
        let mut world = World { keys: old.clone(), newer_keys: [provider_keys()].into(), ..World::plain() };
        assert!(sign_in(&mut world).is_ok());
        assert_eq!(world.asked, ["token", "keys", "newer keys", "userinfo", "keys"]);
        // What another looked for meanwhile may still be too old.
        let mut world = World { keys: old.clone(), newer_keys: [provider_keys(), old.clone()].into(), ..World::plain() };
        assert!(sign_in(&mut world).is_ok());
        // There are none, or none that fit: the reason for the look is the answer.
        for newer_keys in [[].as_slice(), core::slice::from_ref(&old)] {
            let mut world = World { keys: old.clone(), newer_keys: newer_keys.to_vec(), ..World::plain() };
            assert_eq!(sign_in(&mut world).unwrap_err().code(), code);
            assert_eq!(world.asked.len(), 3 + newer_keys.len());
        }
        // A host that always has another does not keep a sign-in going.
        let mut world = World { keys: old.clone(), newer_keys: alloc::vec![old; 20], ..World::plain() };
        assert_eq!(sign_in(&mut world).unwrap_err().code(), code);
        assert_eq!(world.asked.len(), 2 + crate::base::limits::NEWER_KEY_SETS);
    }
}

#[test]
fn n85_a_token_without_a_name_is_tried_with_newer_keys_where_there_are_several() {
    let nameless = jws(&signed_header(json!({ "kid": null })), id_claims().to_string(), &key(1));
    let both = VerificationKeys::parse(set([1, 2].map(|n| with_members(public_jwk(&key(n)), json!({ "kid": n.to_string() })))).as_bytes())
        .unwrap();
    let one = VerificationKeys::parse(set([with_members(public_jwk(&key(1)), json!({ "kid": "1" }))]).as_bytes()).unwrap();
    let userinfo = ("application/json", userinfo_claims().to_string());
    let mut world = World { id_token: nameless.clone(), keys: both.clone(), newer_keys: [one].into(), userinfo, ..World::plain() };
    assert!(sign_in(&mut world).is_ok());
    let mut world = World { id_token: nameless, keys: both, ..World::plain() };
    assert_eq!(sign_in(&mut world).unwrap_err().code(), Code::KeyAmbiguous);
}

#[test]
fn an_error_ends_it() {
    let mut world = World { id_token: sign(&with(id_claims(), "nonce", json!("other"))), ..World::plain() };
    assert_eq!(sign_in(&mut world).unwrap_err().code(), Code::NonceMismatch);
    assert_eq!(world.asked, ["token", "keys"], "no claims are asked for");
    let mut world = World { userinfo: ("application/jwt", sign(&with(userinfo_claims(), "sub", json!("x")))), ..World::plain() };
    assert_eq!(sign_in(&mut world).unwrap_err().code(), Code::SubMismatch);
}

#[test]
fn an_answer_to_another_question_is_refused_and_nothing_is_asked_after_it() {
    let internal = || Err::<(), _>(Error::from(Code::Internal));
    for given in [Given::Start, Given::Octets(None), Given::Verdict(Some(true)), Given::Keys(None)] {
        let mut machine = begun(&OIDC, OurKeys::default());
        machine.next(Given::Start, LENT).unwrap();
        assert_eq!(machine.next(given, LENT).map(|_| ()), internal());
        assert_eq!(machine.next(given_answer("application/json", &five_members().to_string()), LENT).map(|_| ()), internal());
    }
    assert_eq!(begun(&OIDC, OurKeys::default()).finish().map(|_| ()), internal(), "no result before its time");
}

/// A device whose clock is off by `skew` seconds, and a provider that dates its answer or does not.
fn signed_in_off_by(skew: i64, dated: Option<i64>, elapsed: i64) -> Result<SignedIn> {
    let mut world = World { userinfo: ("application/json", userinfo_claims().to_string()), ..World::plain() };
    let mut grant = grant(&OIDC);
    grant.pending.started_at += skew;
    let mut machine = SignIn::on_device(Arc::new(provider(&OIDC)), grant, &Authentication::Public, LENT);
    let mut steady = 1_000;
    world.serve(|given, lent| {
        let lent = Lent { now: lent.now + skew, steady, dated, ..lent };
        steady = 1_000 + elapsed;
        machine.next(given, lent)
    })?;
    machine.finish()
}

#[test]
fn a_page_verifies_by_the_providers_clock_where_its_answer_tells_the_time() {
    for skew in [0, 45, -60, 3600, -3600, 86_400 * 365] {
        assert!(signed_in_off_by(skew, Some(LATER), 0).is_ok(), "{skew}");
        // Time goes on from when the provider was asked: the token lives until NOW + 70, with leeway until NOW + 100.
        assert!(signed_in_off_by(skew, Some(LATER), 87).is_ok(), "{skew}");
        assert_eq!(signed_in_off_by(skew, Some(LATER), 88).unwrap_err().code(), Code::TokenExpired, "{skew}");
    }
    assert!(signed_in_off_by(20, None, 0).is_ok());
    assert_eq!(signed_in_off_by(3600, None, 0).unwrap_err(), Error::at(Code::ClockWrong, "token_expired"));
}

#[test]
fn n70_nothing_of_it_is_shown() {
    assert_eq!(format!("{:?}", begun(&OIDC, OurKeys::default())), "SignIn(…)");
    assert_eq!(format!("{:?}", sign_in(&mut World::plain()).unwrap()), "SignedIn(…)");
}

mod by_the_host {
    //! Tokens whose signatures the host verifies.

    use super::*;
    use crate::jose::SigningAlgorithm;

    /// A provider that signs with RS256; its keys, under the names that the honest tokens have.
    fn rs256() -> (crate::provider::Provider, VerificationKeys) {
        let mut provider = provider(&OIDC);
        provider.algorithm = SigningAlgorithm::Rs256;
        let rsa = json!({ "kty": "RSA", "kid": "a", "n": crate::base::base64url::encode(&[0xc5; 256]), "e": "AQAB" });
        let keys = VerificationKeys::parse_for(SigningAlgorithm::Rs256, json!({ "keys": [rsa] }).to_string().as_bytes()).unwrap();
        (provider, keys)
    }

    fn token(claims: &serde_json::Value) -> alloc::string::String {
        crate::dev::jose::jws_with(&signed_header(json!({ "alg": "RS256" })), claims.to_string(), |_| b"signature".to_vec())
    }

    fn world(verdicts: &[bool]) -> World {
        let userinfo = ("application/jwt", token(&userinfo_claims()));
        World { id_token: token(&id_claims()), userinfo, keys: rs256().1, verdicts: verdicts.to_vec(), ..World::plain() }
    }

    fn sign_in(world: &mut World) -> Result<SignedIn> {
        let authentication = Authentication::Secret(Secret::new("s".repeat(32)));
        served(world, SignIn::new(Arc::new(rs256().0), OurKeys::default(), grant(&OIDC), &authentication, LENT))
    }

    #[test]
    fn both_tokens_wait_for_its_verdict() {
        let mut honest = world(&[true, true]);
        assert_eq!(sign_in(&mut honest).unwrap().userinfo.claims["family_name"], "LEBLANC");
        assert_eq!(honest.asked, ["token", "keys", "verdict", "userinfo", "keys", "verdict"]);
    }

    #[test]
    fn n85_after_its_no_newer_keys_are_asked_for() {
        // The last verdict comes first.
        let mut rotated = World { newer_keys: [rs256().1].into(), ..world(&[true, true, false]) };
        assert!(sign_in(&mut rotated).is_ok());
        assert_eq!(rotated.asked, ["token", "keys", "verdict", "newer keys", "verdict", "userinfo", "keys", "verdict"]);
        let mut forged = World { newer_keys: [rs256().1].into(), ..world(&[false, false]) };
        assert_eq!(sign_in(&mut forged).unwrap_err().code(), Code::SignatureInvalid);
        let mut without = world(&[false]);
        assert_eq!(sign_in(&mut without).unwrap_err().code(), Code::SignatureInvalid);
        assert_eq!(without.asked, ["token", "keys", "verdict", "newer keys"]);
    }

    #[test]
    fn a_host_that_cannot_say_it_ends_the_sign_in() {
        let mut silent = world(&[]);
        assert_eq!(sign_in(&mut silent).unwrap_err().code(), Code::CryptoUnavailable);
        assert_eq!(silent.asked, ["token", "keys", "verdict"]);
    }

    #[test]
    fn n53_userinfo_is_held_against_the_id_token_all_the_same() {
        let other = ("application/jwt", token(&with(userinfo_claims(), "sub", json!("x"))));
        assert_eq!(sign_in(&mut World { userinfo: other, ..world(&[true, true]) }).unwrap_err().code(), Code::SubMismatch);
        assert!(sign_in(&mut world(&[true, true])).is_ok());
    }
}
