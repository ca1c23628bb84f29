use super::super::testing::{anomalies, object};
use super::*;
use crate::base::scope::Scope;
use crate::provider::Preset;
use crate::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use alloc::string::String;
use alloc::vec::Vec;
use serde_json::{Value, json};

type Told = (Origin, Vec<(&'static str, &'static str)>);

fn told(preset: &'static Preset, scope: &str, amr: Option<&[&str]>, claims: Value) -> Told {
    let claims = object(claims);
    let granted = Scope::parse(scope).unwrap();
    let amr: Option<Vec<String>> = amr.map(|values| values.iter().map(|value| (*value).into()).collect());
    let facts = Facts { preset, issuer: "", sub: "", granted: &granted, amr: amr.as_deref(), claims: &claims };
    let mut reader = Reader::new(&claims);
    let origin = origin(&mut reader, &facts);
    (origin, anomalies(reader))
}

#[test]
fn amr_tells_the_origin() {
    for (amr, expected) in [
        (&["pwd", "fc"][..], Origin::Fr),
        (&["fc"], Origin::Fr),
        (&["pop", "fr"], Origin::Fr),
        (&["fr", "fc"], Origin::Fr),
        (&["eidas"], Origin::Eidas),
        (&["pwd", "mfa"], Origin::Unknown),
        (&["FR"], Origin::Unknown),
        (&[], Origin::Unknown),
    ] {
        assert_eq!(told(&FRANCECONNECT_PLUS, "openid", Some(amr), json!({})), (expected, [].into()), "{amr:?}");
    }
}

#[test]
fn amr_outweighs_the_birth_country() {
    let born = json!({"birthcountry": "99100"});
    assert_eq!(told(&FRANCECONNECT_PLUS, "openid birth", Some(&["eidas"]), born).0, Origin::Eidas);
    assert_eq!(told(&FRANCECONNECT_PLUS, "openid birth", Some(&["fc"]), json!({})).0, Origin::Fr);
}

#[test]
fn without_amr_the_birth_country_tells_the_origin_where_its_scope_was_granted() {
    for scope in ["openid birthcountry", "openid birth", "openid identite_pivot", "openid rnipp_birthcountry", "openid rnipp_birth"] {
        for amr in [None, Some(&[][..]), Some(&["pwd", "mfa"])] {
            for country in ["99100", "99352", "FR"] {
                let claims = json!({"birthcountry": country});
                assert_eq!(told(&FRANCECONNECT_PLUS, scope, amr, claims), (Origin::Fr, [].into()), "{scope} {amr:?} {country}");
            }
            for claims in [json!({}), json!({"birthcountry": null}), json!({"birthcountry": ""}), json!({"rnipp_birthcountry": "99100"})] {
                assert_eq!(told(&FRANCECONNECT_PLUS, scope, amr, claims), (Origin::Eidas, [].into()), "{scope} {amr:?}");
            }
        }
    }
    for scope in ["openid", "openid profile email birthplace"] {
        for claims in [json!({}), json!({"birthcountry": "99100"})] {
            assert_eq!(told(&FRANCECONNECT_PLUS, scope, None, claims), (Origin::Unknown, [].into()), "{scope}");
        }
    }
}

#[test]
fn an_identity_of_both_origins_is_a_contradiction() {
    for amr in [&["fr", "eidas"][..], &["eidas", "fc"]] {
        let contradiction = (Origin::Unknown, [("amr", "contradiction")].into());
        assert_eq!(told(&FRANCECONNECT_PLUS, "openid birth", Some(amr), json!({"birthcountry": "99100"})), contradiction);
    }
}

#[test]
fn a_plain_providers_claims_tell_no_origin() {
    for amr in [None, Some(&["fr"][..]), Some(&["eidas"]), Some(&["fr", "eidas"])] {
        for claims in [json!({}), json!({"birthcountry": "99100"})] {
            assert_eq!(told(&OIDC, "openid birthcountry identite_pivot", amr, claims), (Origin::Unknown, [].into()));
        }
    }
}

#[test]
fn formats_follow_vocabulary_and_origin() {
    for origin in [Origin::Fr, Origin::Eidas, Origin::Unknown] {
        assert_eq!(Source::of(Vocabulary::OpenIdConnect, origin), Source::Plain);
    }
    assert_eq!(Source::of(Vocabulary::IdentitePivot, Origin::Fr), Source::French);
    assert_eq!(Source::of(Vocabulary::IdentitePivot, Origin::Unknown), Source::French);
    assert_eq!(Source::of(Vocabulary::IdentitePivot, Origin::Eidas), Source::European);
}
