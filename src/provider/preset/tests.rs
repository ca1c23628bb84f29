use super::*;

#[test]
fn presets_are_found_by_name() {
    for preset in ALL {
        assert_eq!(named(preset.name), Some(preset));
    }
    assert_eq!(named("franceconnect-low"), None);
    assert_eq!(names!().replace(" or ", ", "), ALL.map(|preset| preset.name).join(", "));
}

#[test]
fn an_environment_is_found_by_its_issuer() {
    for preset in [&FRANCECONNECT_PLUS_INTEGRATION, &FRANCECONNECT_PLUS_PRODUCTION, &FRANCECONNECT_PRODUCTION, &PROCONNECT_PRODUCTION] {
        assert_eq!(environment(preset.issuer.unwrap()), Some(preset));
        assert!(preset.dotted_hosts);
    }
    assert_eq!(environment("http://localhost:9400/api/v2"), None);
}

#[test]
fn n87_an_environment_takes_no_issuer_of_another() {
    let environments: alloc::vec::Vec<_> = ALL.into_iter().filter(|preset| preset.issuer.is_some()).collect();
    assert_eq!(environments.len(), 6);
    for preset in &environments {
        for other in &environments {
            for issuer in other.issuer.iter().chain(other.other_issuers) {
                assert_eq!(preset.is_foreign(issuer), preset != other, "{} {issuer}", preset.name);
            }
        }
        assert!(!preset.is_foreign("https://proxy.example/api/v2"), "an issuer that nobody knows is the deployer's to answer for");
    }
    assert!(!FRANCECONNECT.is_foreign(FRANCECONNECT_SANDBOX.issuer.unwrap()));
}

#[test]
fn n82_levels_of_a_set_have_no_order() {
    let pc = &PROCONNECT;
    let listed = "eidas1 eidas1-mfa eidas2";
    assert!(pc.knows_acr(listed) && pc.knows_acr("eidas3"));
    for reached in ["eidas1", "eidas1-mfa", "eidas2"] {
        assert!(pc.acr_satisfies(reached, listed), "{reached}");
    }
    let leader = "https://proconnect.gouv.fr/assurance/certification-dirigeant";
    for reached in ["eidas3", "eidas0", "eidas0-mfa", leader, "", "EIDAS2", "eidas", "eidas1  eidas2"] {
        assert!(!pc.acr_satisfies(reached, listed), "{reached}");
    }
    assert!(pc.acr_satisfies(leader, leader) && !pc.acr_satisfies("eidas3", leader));
    // Of two demands, the narrower one holds both.
    assert!(pc.acr_satisfies("eidas2 eidas1", listed) && !pc.acr_satisfies("eidas2 eidas3", listed));
    for unknown in ["", "eidas4", "eidas1 eidas4", "eidas1  eidas2", "eidas1,eidas2"] {
        assert!(!pc.knows_acr(unknown), "{unknown}");
    }
}

#[test]
fn a_public_client_is_bound_by_pkce() {
    assert!(OIDC.takes_public_clients() && !FRANCECONNECT_PLUS.takes_public_clients());
    assert!(ALL.into_iter().all(|preset| preset.sends_pkce || !preset.takes_public_clients()));
}

#[test]
fn levels_are_ordered() {
    let fc = &FRANCECONNECT_PLUS;
    assert!(fc.acr_satisfies("eidas2", "eidas2") && fc.acr_satisfies("eidas3", "eidas2") && fc.acr_satisfies("eidas3", "eidas3"));
    for (reached, demanded) in [("eidas2", "eidas3"), ("eidas1", "eidas2"), ("", "eidas2"), ("eidas4", "eidas2"), ("EIDAS3", "eidas2")] {
        assert!(!fc.acr_satisfies(reached, demanded), "{reached} for {demanded}");
    }
    assert!(OIDC.acr_satisfies("gold", "gold") && !OIDC.acr_satisfies("gold", "silver"));
}

#[test]
fn a_level_is_one_value() {
    assert!(FRANCECONNECT_PLUS.knows_acr("eidas3") && OIDC.knows_acr("urn:mace:incommon:iap:silver"));
    for acr in ["", "gold silver", "gold\r\n", "é", &"a".repeat(limits::HINT_CHARS + 1)] {
        assert!(!OIDC.knows_acr(acr) && !FRANCECONNECT_PLUS.knows_acr(acr), "{acr:?}");
    }
}

#[test]
fn granted_scopes_promise_their_claims_once() {
    let promised: alloc::vec::Vec<_> =
        promised(&FRANCECONNECT_PLUS, |scope| ["openid", "profile", "birth", "gender"].contains(&scope)).collect();
    assert_eq!(promised, ["sub", "gender", "given_name", "family_name", "birthdate", "preferred_username", "birthplace", "birthcountry"]);
}
