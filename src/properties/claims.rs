//! No claim is lost on the whole way: what the provider signed in userinfo is in the identity's `raw`, and each claim of the pivot
//! is in the identity or named among its anomalies.

use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;

use super::{cases, object, value};
use crate::base::json::Object;
use crate::dev::jose::provider_keys;
use crate::dev::login::provider;
use crate::dev::*;
use crate::identity::Identity;
use crate::provider::preset::FRANCECONNECT_PLUS;
use crate::sign_in::claims::{IdToken, Userinfo};

/// The claims of the *identité pivot*, those of the register beside it, and where each is found.
fn pivot(identity: &Identity) -> [(&'static str, bool); 14] {
    let rnipp = identity.rnipp.clone().unwrap_or_default();
    [
        ("family_name", identity.birth_name.is_some() || identity.usual_name.is_some()),
        ("given_name", identity.given_names.is_some()),
        ("given_name_array", identity.given_names.is_some()),
        ("gender", identity.gender.is_some()),
        ("birthdate", identity.birthdate.is_some()),
        ("birthplace", identity.birthplace.is_some()),
        ("birthcountry", identity.birth_country.is_some()),
        ("rnipp_family_name", rnipp.birth_name.is_some()),
        ("rnipp_given_name", rnipp.given_names.is_some()),
        ("rnipp_given_name_array", rnipp.given_names.is_some()),
        ("rnipp_gender", rnipp.gender.is_some()),
        ("rnipp_birthdate", rnipp.birthdate.is_some()),
        ("rnipp_birthplace", rnipp.birthplace.is_some()),
        ("rnipp_birthcountry", rnipp.birth_country.is_some()),
    ]
}

fn pivot_claims() -> impl Strategy<Value = Object> {
    let names = pivot(&identity_of(&Object::new())).map(|(name, _)| name);
    prop::collection::btree_map(prop::sample::select(names.to_vec()), value(), 0..names.len())
        .prop_map(|claims| claims.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// The identity of somebody of whom the provider says this, and what it must say of itself.
fn identity_of(claims: &Object) -> Identity {
    static ID_TOKEN: LazyLock<IdToken> = LazyLock::new(|| id_token(&FRANCECONNECT_PLUS));
    let userinfo =
        Userinfo::verify(&signed(&Value::Object(said(claims))), &provider_keys(), &provider(&FRANCECONNECT_PLUS), &ID_TOKEN, LATER)
            .unwrap();
    signed_in_as(&FRANCECONNECT_PLUS, ID_TOKEN.clone(), userinfo).identity()
}

/// The claims, with what makes them this provider's, for us, of this person.
fn said(claims: &Object) -> Object {
    let mut all = claims.clone();
    for name in ["exp", "iat", "nbf"] {
        all.remove(name);
    }
    for name in ["iss", "aud", "sub"] {
        all.insert(name.into(), userinfo_claims()[name].clone());
    }
    all
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn no_claim_is_lost(others in object(), pivot_claims in pivot_claims()) {
        let mut claims = others;
        claims.extend(pivot_claims);
        let identity = identity_of(&claims);
        prop_assert_eq!(&identity.raw, &said(&claims));
        for (claim, was_read) in pivot(&identity) {
            let named = identity.anomalies.iter().any(|anomaly| anomaly.claim == claim);
            prop_assert!(!claims.contains_key(claim) || was_read || named, "{}", claim);
        }
    }
}
