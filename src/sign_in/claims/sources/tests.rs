use super::*;
use serde_json::json;

fn withheld(mut claims: Value) -> Value {
    withhold(claims.as_object_mut().unwrap());
    claims
}

#[test]
fn n86_tokens_of_other_sources_are_taken_out_at_every_depth() {
    let claims = json!({
        "sub": "7",
        "_claim_names": {"address": "src1", "phone_number": "src2"},
        "_claim_sources": {"src1": {"JWT": "a.b.c"}, "src2": {"endpoint": "https://claims.example", "access_token": "canary"}},
        "access_token": "canary",
        "verified": [{"claims": {"_claim_sources": {"s": {"access_token": "canary"}}, "name": "Angela"}}, {"access_token": ["canary"]}],
        "idp": {"id_token": "canary", "refresh_token": "canary", "alias": "fc"},
    });
    let kept = json!({"sub": "7", "verified": [{"claims": {"name": "Angela"}}, {}], "idp": {"alias": "fc"}});
    assert!(brings_tokens(claims.as_object().unwrap()) && !brings_tokens(kept.as_object().unwrap()));
    assert_eq!(withheld(claims), kept);
}

#[test]
fn n86_every_other_claim_stays_as_it_is() {
    let claims = json!({"sub": "7", "access": "token", "address": {"locality": null}, "list": [[], {}, "access_token", 1.5]});
    assert_eq!(withheld(claims.clone()), claims);
}
