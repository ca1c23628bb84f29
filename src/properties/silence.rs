//! N70: no `Debug` of a public type shows a secret or a claim's value.
//!
//! Every public type of the crate stands here: shown, with canaries in it, or said to hold neither. A type that is added and named in
//! neither list fails the test. That no error shows what came is a matter of its type (a code and a text of ours, both constants) and of
//! `src/worker/tests/canary.rs`.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt::Debug;

use serde_json::{Value, json};

use crate::base::base64url;
use crate::base::http::HttpAnswer;
use crate::base::secret::Secret;
use crate::base::wiped::Wiped;
use crate::dev::encrypted::{our_keys, rsa};
use crate::dev::jose::{jws_with, provider_keys};
use crate::dev::login::{NOW, answer, five_members, grant, login_at, provider};
use crate::dev::worker::{SITE, client_key, read_with};
use crate::dev::*;
use crate::identity::Identity;
use crate::jose::SigningAlgorithm;
use crate::jose::jwe::{ContentKey, Jwe};
use crate::jose::jwk::VerificationKeys;
use crate::jose::jws;
use crate::jose::signing_key::SigningKey;
use crate::page::exchange::PageRequest;
use crate::page::page_half::PageSignIn;
use crate::page::worker_half::PageExchange;
use crate::provider::Authentication;
use crate::provider::preset::OIDC;
use crate::sign_in::claims::{IdToken, Userinfo, received};
use crate::sign_in::login::{Entropy, LoginOptions};
use crate::sign_in::machine::{Given, Lent, OurKeys, SignIn};
use crate::sign_in::userinfo::UserinfoAnswer;
use crate::sign_in::{logout, userinfo};
use crate::worker::record::Ticket;
use crate::worker::session::Session;
use crate::worker::session::tests::lasting;
use crate::worker::{self, Return};

/// Types that hold neither a secret nor a claim: words of ours, constants, public keys, what a deployer registered, what a link asked for.
const HARMLESS: [&str; 31] = [
    "Advice",
    "Anomaly",
    "AnomalyCode",
    "Client",
    "ClientOptions",
    "Code",
    "Cookies", // no `Debug` at all
    "Error",
    "HostKey",
    "KeyAlgorithm",
    "Language",
    "Levels",
    "Lifetime",
    "LoginOptions",
    "Malformed",
    "Needs",
    "NotCanonical",
    "Origin",
    "Origins",
    "Preset",
    "Presumed",
    "Provider",
    "Scope",
    "SessionStore",
    "SigningAlgorithm",
    "Site",
    "Step",
    "VerificationKey",
    "VerificationKeys",
    "VerifyingKey",
    "Vocabulary",
];

/// What the types say of themselves.
#[derive(Default)]
struct Shown(Vec<(&'static str, String)>);

impl Shown {
    fn add(&mut self, name: &'static str, value: &impl Debug) {
        self.0.push((name, format!("{value:?}")));
    }
}

/// Userinfo in which every value is a canary, as far as its form allows: what the normalised fields keep must not be seen either.
fn canaries() -> Value {
    let mut claims = userinfo_claims();
    for name in ["family_name", "given_name", "preferred_username", "rnipp_family_name", "rnipp_given_name"] {
        claims[name] = json!("CANARY");
    }
    for (name, value) in
        [("email", "canary@canary.example"), ("birthdate", "1962-08-24"), ("rnipp_birthdate", "1962-08"), ("other", "canary")]
    {
        claims[name] = json!(value);
    }
    for (name, value) in
        [("birthplace", "75107"), ("rnipp_birthplace", "75107"), ("rnipp_birthcountry", "99100"), ("rnipp_gender", "female")]
    {
        claims[name] = json!(value);
    }
    claims
}

/// Everything on the way of a sign-in that would be a find for whoever reads logs.
fn secrets() -> Vec<String> {
    let octets = |byte: u8| base64url::encode(&[byte; 32]);
    let mut secrets: Vec<String> =
        ["canary", "CANARY", "1962", "75107", "99100", "emale", "eidas", "pwd", "eyJ", SUB].map(String::from).into();
    secrets.extend(["ab", "cd", "09"].map(|state| state.repeat(32)));
    // PKCE's verifier, the ticket, our private keys, the session key; the octets of the content key, as `Debug` writes them.
    secrets.extend([0xef, 0x33, 5, 7, 0xaa].map(octets));
    secrets.extend([(LATER - 4).to_string(), "66, 66".to_string(), "uby9Z8Gb_H_x4fPjwNzguw".to_string(), "wcHBwcHB".to_string()]);
    secrets
}

/// The steps to the tokens.
fn on_the_way(shown: &mut Shown) -> crate::sign_in::tokens::Tokens {
    let provider = provider(&OIDC);
    let settings = read_with(&[("FC_PRESET", Some("oidc")), ("FC_CLIENT_SECRET", Some("canary-secret"))]).unwrap();
    shown.add("Settings", &settings);
    shown.add("SealingKeys", &settings.sealing_keys);
    shown.add("Namespace", settings.namespace());
    shown.add("Authentication", settings.authentication());
    shown.add("Entropy", &Entropy::new([[0xab; 32], [0xcd; 32], [0xef; 32]]));
    let entropy = Entropy::new([[0xab; 32], [0xcd; 32], [0xef; 32]]);
    let redirect = worker::login(&settings, &provider, SITE, LoginOptions::default(), "", NOW, entropy, [1; 24]).unwrap();
    shown.add("Redirect", &redirect);
    let login = login_at(&OIDC);
    shown.add("Login", &login);
    shown.add("Pending", &login.pending);

    let query = answer().replace("the-code", "canary-code");
    let header = redirect.cookies[0].split(';').next().unwrap();
    let returned: Return = worker::callback(&settings, &query, header).unwrap();
    shown.add("Return", &returned);
    shown.add("Callback", &crate::sign_in::callback::Callback::parse(&query).unwrap());
    let grant = returned.check(&provider, LATER).unwrap();
    shown.add("Grant", &grant);
    let asked = grant.exchange_request("/auth/exchange");
    shown.add("HttpRequest", &asked);
    let page = PageRequest::parse(asked.body.unwrap().as_bytes(), SITE.origin, "/api").unwrap();
    shown.add("PageRequest", &page);

    let members = with(with(five_members(), "access_token", json!("canary-access-token")), "id_token", json!("eyJcanary"));
    let body = members.to_string();
    let answer = HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() };
    shown.add("HttpAnswer", &answer);
    shown.add("PageTokens", &page.read(&answer).unwrap());
    let tokens = grant.read(&answer).unwrap();
    shown.add("Tokens", &tokens);
    tokens
}

/// Tokens and keys.
fn jose(shown: &mut Shown) {
    let mut keys = our_keys();
    shown.add("DecryptionKeys", &keys);
    shown.add("PrivateKey", &keys.take_private().first().unwrap());
    shown.add("SigningKey", &SigningKey::parse(client_key().as_bytes()).unwrap());
    shown.add("Authentication", &Authentication::PrivateKey(SigningKey::parse(client_key().as_bytes()).unwrap()));
    let wrapped = rsa("r1", "RSA-OAEP", json!({}), sign(&canaries())).compact();
    let encrypted = encrypt(sign(&canaries()));
    for compact in [&wrapped, &encrypted] {
        let jwe = Jwe::parse(compact).unwrap();
        shown.add("Jwe", &jwe);
        shown.add("Operation", &jwe.operation(&keys).unwrap());
        let (decrypting, operation) = jwe.decryption(ContentKey::unwrapped(Some(&[0x42; 32]), [0x42; 32]));
        shown.add("Decrypting", &decrypting);
        shown.add("Operation", &operation);
    }
    shown.add("ContentKey", &ContentKey::unwrapped(Some(&[0x42; 32]), [0x42; 32]));
    shown.add("Verified", &jws::verify(&sign(&canaries()), &provider_keys()).unwrap());
    let rs256 = jws_with(r#"{"alg":"RS256"}"#, canaries().to_string(), |_| b"canary".to_vec());
    let rsa = json!({ "kty": "RSA", "n": base64url::encode(&[0xc5; 256]), "e": "AQAB" });
    let keys = VerificationKeys::parse_for(SigningAlgorithm::Rs256, json!({ "keys": [rsa] }).to_string().as_bytes()).unwrap();
    shown.add("Proof", &jws::prove(&rs256, &keys).unwrap());
    if let jws::Proof::Asked(unproven, operation) = jws::prove(&rs256, &keys).unwrap() {
        shown.add("Operation", &operation);
        shown.add("Unproven", &unproven);
    }
    shown.add("Payload", &jws::verify_payload(&sign(&canaries()), &provider_keys()).unwrap());
}

/// Claims, identity and session.
fn signed_in(shown: &mut Shown) {
    let provider = provider(&OIDC);
    let id_token: IdToken = verify(&OIDC, &with(id_claims(), "other", json!("canary"))).unwrap();
    shown.add("IdToken", &id_token);
    shown.add("Secret", id_token.jws());
    shown.add("Wiped", &Wiped::new(String::from("canary")));
    shown.add("Assurance", &id_token.assurance());
    shown.add("SignedToken", &received(&provider, &sign(&canaries())).unwrap());
    shown.add("UserinfoAnswer", &UserinfoAnswer::Token("eyJcanary".to_string()));
    let body = canaries().to_string();
    let plain = userinfo::read(&provider, &HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() });
    shown.add("UserinfoAnswer", &plain.unwrap());
    let userinfo = Userinfo::verify(&signed(&canaries()), &provider_keys(), &provider, &id_token, LATER).unwrap();
    shown.add("Userinfo", &userinfo);

    let person = |preset| {
        let userinfo = Userinfo::verify(&signed(&canaries()), &provider_keys(), &provider, &id_token, LATER).unwrap();
        signed_in_as(preset, id_token.clone(), userinfo)
    };
    shown.add("SignedIn", &person(&OIDC));
    let agent = person(&crate::provider::preset::PROCONNECT).person();
    shown.add("Person", &agent);
    if let crate::identity::Person::Agent(agent) = agent {
        shown.add("Agent", &agent);
    }
    let identity: Identity = person(&crate::provider::preset::FRANCECONNECT_PLUS).identity();
    assert!(identity.anomalies.is_empty(), "every canary has a field");
    shown.add("Identity", &identity);
    shown.add("Rnipp", identity.rnipp.as_ref().unwrap());
    shown.add("Gender", &identity.gender.unwrap());
    shown.add("Birthdate", identity.birthdate.as_ref().unwrap());
    shown.add("Birthplace", identity.birthplace.as_ref().unwrap());
    shown.add("BirthCountry", identity.birth_country.as_ref().unwrap());

    let session = Session::open(&person(&OIDC), LATER, lasting(1800));
    shown.add("Session", &session);
    for store in ["cookie", "kv"] {
        let settings = read_with(&[("FC_PRESET", Some("oidc")), ("SESSION_STORE", Some(store))]).unwrap();
        let change = worker::open_session(&settings, person(&OIDC), "", LATER, [0x33; 32], [2; 24]).unwrap();
        shown.add("Change", &change);
        if let Some(record) = &change.write {
            shown.add("Record", record);
        }
        shown.add("Ended", &worker::logout(&settings, Some(&provider), SITE, "", Some(&session), [9; 32]).unwrap());
    }
    shown.add("Ticket", &Ticket::new([0x33; 32]));
    let client = crate::provider::Client::new(&OIDC, crate::dev::login::OPTIONS).unwrap();
    shown.add("Logout", &logout::begin(&provider, &client, &Secret::new("eyJcanary"), &[9; 32]).unwrap());

    let answer = json!({ "id_token": sign(&canaries()), "userinfo": sign(&canaries()), "at_hash": "uby9Z8Gb_H_x4fPjwNzguw" }).to_string();
    let answer = HttpAnswer { status: 200, content_type: Some("application/json"), body: answer.as_bytes() };
    shown.add("Exchanged", &grant(&OIDC).read_exchanged(&answer, NOW).unwrap());
}

/// The machines, and the words between them and their host.
fn machines(shown: &mut Shown) {
    let (oidc, client) = (Arc::new(provider(&OIDC)), crate::provider::Client::new(&OIDC, crate::dev::login::OPTIONS).unwrap());
    let keys = OurKeys::from(Arc::new(our_keys()));
    let lent = Lent::new(LATER, [66; 32]);
    shown.add("OurKeys", &keys);
    shown.add("Lent", &lent);
    shown.add("Given", &Given::Octets(Some(b"canary")));
    let body = canaries().to_string();
    shown.add("Given", &given_answer("application/json", &body));
    let mut sign_in = SignIn::new(oidc.clone(), keys.clone(), grant(&OIDC), &Authentication::Secret(Secret::new("canary")), lent);
    shown.add("Ask", &sign_in.next(Given::Start, lent).unwrap());
    shown.add("SignIn", &sign_in);
    let mut page = PageSignIn::new(oidc.clone(), grant(&OIDC), "/auth/exchange");
    shown.add("Ask", &page.next(Given::Start, lent).unwrap());
    shown.add("PageSignIn", &page);
    let request = json!({ "code": "canary", "redirect_uri": "https://service.example/signed-in", "nonce": "canary" }).to_string();
    let request = PageRequest::parse(request.as_bytes(), "https://service.example", "/auth").unwrap();
    let exchange = PageExchange::new(oidc, keys, request, &client, &Authentication::Secret(Secret::new("canary")), lent);
    shown.add("PageExchange", &exchange);
}

fn shown() -> Shown {
    let mut shown = Shown::default();
    on_the_way(&mut shown);
    jose(&mut shown);
    signed_in(&mut shown);
    machines(&mut shown);
    shown
}

#[test]
fn n70_no_public_type_shows_a_secret_or_a_claim() {
    let secrets = secrets();
    for (name, text) in shown().0 {
        assert!(!text.is_empty(), "{name} shows nothing at all");
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "{name} shows {secret}: {text}");
        }
    }
}

/// The names of the public types in the sources, those of the bindings apart: they hold what these do, and have no `Debug`.
fn public_types(folder: &std::path::Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !["wasm", "tests", "properties", "dev"].iter().any(|name| path.ends_with(name)) {
            public_types(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            for line in source.lines().map(str::trim_start) {
                let declared = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "));
                found.extend(declared.map(|rest| rest.chars().take_while(|character| character.is_alphanumeric()).collect::<String>()));
            }
        }
    }
}

#[test]
fn n70_every_public_type_was_looked_at() {
    let mut found = BTreeSet::new();
    public_types(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let looked_at: BTreeSet<String> = shown().0.iter().map(|(name, _)| *name).chain(HARMLESS).map(String::from).collect();
    assert_eq!(found, looked_at);
}
