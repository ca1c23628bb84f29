//! An honest sign-in, made of what anybody can call: keys, tokens, a provider, a login.
//!
//! Comes in: claims, headers, texts. Goes out: what the steps before the one under test would have given. Never: randomness; every value
//! is a constant, so that an input found once fails for ever.

use std::sync::{Arc, LazyLock};

use aes_gcm::aead::AeadInOut as _;
use aes_gcm::{Aes256Gcm, KeyInit as _};
use fc_pivot::base::base64url;
use fc_pivot::base::http::HttpAnswer;
use fc_pivot::base::secret::Secret;
use fc_pivot::jose::SignedToken;
use fc_pivot::jose::decryption_keys::DecryptionKeys;
use fc_pivot::jose::jwe::Jwe;
use fc_pivot::jose::jwk::VerificationKeys;
use fc_pivot::jose::operation::Operation;
use fc_pivot::provider::client::ClientOptions;
use fc_pivot::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use fc_pivot::provider::{Authentication, Client, Preset, Provider};
use fc_pivot::sign_in::callback::{Callback, Grant};
use fc_pivot::sign_in::claims::IdToken;
use fc_pivot::sign_in::login::{self, Entropy, LoginOptions};
use fc_pivot::sign_in::machine::{Ask, Given, Lent, SignIn, SignedIn, Step};
use fc_pivot::sign_in::pending::Pending;
use fc_pivot::sign_in::tokens::Tokens;
use fc_pivot::worker::settings::Settings;
use p256::SecretKey;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use p256::elliptic_curve::sec1::ToSec1Point as _;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

pub const ISSUER: &str = "https://fc.example/api/v2";
pub const CLIENT: &str = "our-client";
pub const ORIGIN: &str = "https://service.example";
pub const SUB: &str = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";
pub const ACCESS_TOKEN: &str = "the-access-token";

/// When the login was started, and when its answers come back.
pub const STARTED: i64 = 1_800_000_000;
pub const NOW: i64 = STARTED + 12;

/// The presets under test: FranceConnect+'s, and a plain provider's.
pub const PRESETS: [&Preset; 2] = [&FRANCECONNECT_PLUS, &OIDC];

pub fn key(number: u8) -> SecretKey {
    SecretKey::from_slice(&[number; 32]).expect("a scalar")
}

pub fn public_jwk(number: u8) -> Value {
    let point = key(number).public_key().to_sec1_point(false);
    let (x, y) = (point.x().expect("x"), point.y().expect("y"));
    json!({ "kty": "EC", "crv": "P-256", "x": base64url::encode(x), "y": base64url::encode(y) })
}

pub fn private_jwk(number: u8) -> Value {
    with(public_jwk(number), json!({ "d": base64url::encode(&key(number).to_bytes()) }))
}

/// An object with some members more.
pub fn with(mut object: Value, more: Value) -> Value {
    for (name, value) in more.as_object().into_iter().flatten() {
        object[name] = value.clone();
    }
    object
}

/// The provider's key set: `a` and `b`.
pub fn jwks() -> Value {
    let named = |kid: &str, number| with(public_jwk(number), json!({ "kid": kid, "alg": "ES256", "use": "sig" }));
    json!({ "keys": [named("a", 1), named("b", 2)] })
}

pub fn verification_keys() -> &'static VerificationKeys {
    static KEYS: LazyLock<VerificationKeys> = LazyLock::new(|| VerificationKeys::parse(jwks().to_string().as_bytes()).expect("keys"));
    &KEYS
}

/// Signed by the provider's key `a`, whatever the header says.
pub fn sign_under(header: &[u8], payload: &[u8]) -> String {
    let input = [base64url::encode(header), base64url::encode(payload)].join(".");
    let signature: Signature = SigningKey::from(key(1)).sign(input.as_bytes());
    [input, base64url::encode(&signature.to_bytes())].join(".")
}

/// An honest token.
pub fn sign(payload: &[u8]) -> String {
    sign_under(br#"{"alg":"ES256","kid":"a"}"#, payload)
}

/// Our private keys: one for ECDH-ES, and two of RSA's form; with those the core never computes.
pub fn private_jwks() -> Value {
    let ec = with(private_jwk(7), json!({ "kid": "e", "alg": "ECDH-ES", "use": "enc" }));
    let number = |octets: usize| base64url::encode(&[0xc1].repeat(octets));
    let rsa = |kid: &str, alg: &str| {
        json!({
            "kty": "RSA", "kid": kid, "alg": alg, "use": "enc", "n": number(256), "e": "AQAB", "d": number(255), "p": number(128),
            "q": number(128), "dp": number(127), "dq": number(127), "qi": number(126),
        })
    };
    json!({ "keys": [ec, rsa("r1", "RSA-OAEP"), rsa("r256", "RSA-OAEP-256")] })
}

pub fn decryption_keys() -> &'static DecryptionKeys {
    static KEYS: LazyLock<DecryptionKeys> = LazyLock::new(|| DecryptionKeys::parse(private_jwks().to_string().as_bytes()).expect("keys"));
    &KEYS
}

/// The header of an honest token to our key `e`.
pub fn ecdh_header() -> Value {
    json!({ "alg": "ECDH-ES", "enc": "A256GCM", "cty": "JWT", "kid": "e", "epk": public_jwk(9) })
}

/// Encrypted under the content key that [`ecdh_header`] leads to, whatever the header says (RFC 7518 §4.6.2, written apart).
pub fn seal_under(header: &[u8], plaintext: &[u8]) -> String {
    static CONTENT_KEY: LazyLock<[u8; 32]> = LazyLock::new(|| {
        let shared = key(9).diffie_hellman(&key(7).public_key());
        let info = [&[0, 0, 0, 1], shared.raw_secret_bytes().as_slice(), &[0, 0, 0, 7], b"A256GCM", &[0; 8], &[0, 0, 1, 0]];
        Sha256::digest(info.concat()).into()
    });
    seal(header, &[], &CONTENT_KEY, plaintext)
}

/// An honest encrypted token.
pub fn encrypt(plaintext: &[u8]) -> String {
    seal_under(ecdh_header().to_string().as_bytes(), plaintext)
}

/// What the host unwraps for [`encrypt_for_host`].
const UNWRAPPED: [u8; 32] = [0x42; 32];

/// What the host gives that keeps our private keys.
pub fn given(operation: &Operation) -> Option<Vec<u8>> {
    match operation {
        Operation::Unwrap { .. } => Some(UNWRAPPED.to_vec()),
        Operation::Agree { point, .. } => {
            let point = p256::PublicKey::from_sec1_bytes(point).ok()?;
            Some(key(7).diffie_hellman(&point).raw_secret_bytes().to_vec())
        }
    }
}

/// An honest encrypted token to our key `r1`.
pub fn encrypt_for_host(plaintext: &[u8]) -> String {
    seal(br#"{"alg":"RSA-OAEP","enc":"A256GCM","cty":"JWT","kid":"r1"}"#, &[0xee; 256], &UNWRAPPED, plaintext)
}

fn seal(header: &[u8], encrypted_key: &[u8], content_key: &[u8; 32], plaintext: &[u8]) -> String {
    let iv = [7; 12];
    let mut ciphertext = plaintext.to_vec();
    let tag = Aes256Gcm::new(content_key.into())
        .encrypt_inout_detached(&iv.into(), base64url::encode(header).as_bytes(), ciphertext.as_mut_slice().into())
        .expect("a plaintext of ordinary size");
    [header, encrypted_key, &iv, &ciphertext, &tag].map(base64url::encode).join(".")
}

pub fn json_answer(status: u16, body: &[u8]) -> HttpAnswer<'_> {
    HttpAnswer { status, content_type: Some("application/json"), body }
}

pub fn discovery_document() -> Value {
    json!({
        "issuer": ISSUER, "authorization_endpoint": format!("{ISSUER}/authorize"), "token_endpoint": format!("{ISSUER}/token"),
        "userinfo_endpoint": format!("{ISSUER}/userinfo"), "jwks_uri": format!("{ISSUER}/jwks"),
        "end_session_endpoint": format!("{ISSUER}/session/end"), "revocation_endpoint": format!("{ISSUER}/token/revocation"),
        "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["ES256"],
        "id_token_encryption_alg_values_supported": ["ECDH-ES", "RSA-OAEP", "RSA-OAEP-256"],
        "id_token_encryption_enc_values_supported": ["A256GCM"], "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "code_challenge_methods_supported": ["S256"], "authorization_response_iss_parameter_supported": true,
    })
}

pub fn provider(preset: &'static Preset) -> &'static Arc<Provider> {
    fn read(preset: &'static Preset) -> Arc<Provider> {
        let document = discovery_document().to_string();
        let provider = Provider::discovered(preset, ISSUER, "client_secret_post", &json_answer(200, document.as_bytes()));
        Arc::new(provider.expect("a provider"))
    }
    static FC: LazyLock<Arc<Provider>> = LazyLock::new(|| read(&FRANCECONNECT_PLUS));
    static PLAIN: LazyLock<Arc<Provider>> = LazyLock::new(|| read(&OIDC));
    if preset == &FRANCECONNECT_PLUS { &FC } else { &PLAIN }
}

pub fn pending(preset: &'static Preset) -> Pending {
    let options = ClientOptions {
        id: CLIENT,
        redirect_uri: "https://service.example/auth/callback",
        post_logout_redirect_uri: None,
        scope: None,
        acr: None,
        amr: true,
    };
    let client = Client::new(preset, options).expect("a client");
    let entropy = Entropy::new([[0xab; 32], [0xcd; 32], [0xef; 32]]);
    let options = LoginOptions { return_to: Some("/dossier"), ..LoginOptions::default() };
    login::begin(provider(preset), &client, options, STARTED, entropy).expect("a login").pending
}

/// State and nonce of [`pending`].
pub fn state() -> String {
    "ab".repeat(32)
}

pub fn nonce() -> String {
    "cd".repeat(32)
}

/// The query with which the provider answers [`pending`].
pub fn answer() -> String {
    format!("code=the-code&state={}&iss=https%3A%2F%2Ffc.example%2Fapi%2Fv2", state())
}

pub fn grant(preset: &'static Preset) -> Grant {
    Callback::parse(&answer()).and_then(|callback| callback.check(pending(preset), provider(preset), NOW)).expect("a grant")
}

pub fn token_answer() -> Value {
    json!({
        "access_token": ACCESS_TOKEN, "expires_in": 60, "id_token": "the.id.token", "token_type": "Bearer",
        "scope": "openid identite_pivot email preferred_username",
    })
}

pub fn tokens(preset: &'static Preset) -> &'static Tokens {
    fn read(preset: &'static Preset) -> Tokens {
        grant(preset).read(&json_answer(200, token_answer().to_string().as_bytes())).expect("tokens")
    }
    static FC: LazyLock<Tokens> = LazyLock::new(|| read(&FRANCECONNECT_PLUS));
    static PLAIN: LazyLock<Tokens> = LazyLock::new(|| read(&OIDC));
    if preset == &FRANCECONNECT_PLUS { &FC } else { &PLAIN }
}

pub fn id_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": CLIENT, "sub": SUB, "iat": NOW - 2, "exp": NOW + 58, "nonce": nonce(), "acr": "eidas2",
        "amr": ["pwd", "fr"], "auth_time": NOW - 4,
    })
}

pub fn userinfo_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": CLIENT, "sub": SUB, "iat": NOW - 1, "exp": NOW + 59, "family_name": "LEBLANC",
        "given_name": "CAMILLE ANNE", "birthdate": "1962-08-24", "gender": "female", "birthplace": "75107", "birthcountry": "99100",
        "email": "camille@example.org", "preferred_username": "MARTIN",
    })
}

/// Signed by the provider, and decrypted.
pub fn signed(payload: &[u8]) -> SignedToken {
    let jwe = Jwe::parse(&encrypt_for_host(sign(payload).as_bytes())).expect("an honest token");
    jwe.open_nested(&jwe.content_key(Some(&UNWRAPPED), [1; 32])).expect("what was sealed")
}

fn answered<'a>(content_type: &'a str, body: &'a str) -> Given<'a> {
    Given::Answer(HttpAnswer { status: 200, content_type: Some(content_type), body: body.as_bytes() })
}

/// A sign-in of FranceConnect+, whose userinfo says this.
pub fn signed_in(userinfo: &[u8]) -> SignedIn {
    let fc = &FRANCECONNECT_PLUS;
    let our_keys = Arc::new(DecryptionKeys::parse(private_jwks().to_string().as_bytes()).expect("our keys"));
    let authentication = Authentication::Secret(Secret::new("a-client-secret-of-32-or-more-bytes"));
    let lent = Lent::new(NOW, [9; 32]);
    let mut machine = SignIn::new(provider(fc).clone(), our_keys.into(), grant(fc), &authentication, lent);
    let mut ask = machine.next(Given::Start, lent).expect("an ask");
    loop {
        let next = match ask {
            Ask::Send(Step::Token, _) => {
                let id_token = encrypt(sign(id_claims().to_string().as_bytes()).as_bytes());
                let body = with(token_answer(), json!({ "id_token": id_token })).to_string();
                machine.next(answered("application/json", &body), lent)
            }
            Ask::Send(..) => machine.next(answered("application/jwt", &encrypt(sign(userinfo).as_bytes())), lent),
            Ask::Host(_, operation) => machine.next(Given::Octets(given(&operation).as_deref()), lent),
            Ask::Keys(_, newer) => machine.next(Given::Keys((!newer).then(verification_keys)), lent),
            Ask::Done => return machine.finish().expect("it is done"),
        };
        ask = next.expect("an honest sign-in");
    }
}

/// The verified ID token of FranceConnect+.
pub fn id_token() -> &'static IdToken {
    static ID_TOKEN: LazyLock<IdToken> = LazyLock::new(|| {
        let token = signed(id_claims().to_string().as_bytes());
        let fc = &FRANCECONNECT_PLUS;
        IdToken::verify(&token, verification_keys(), provider(fc), tokens(fc), NOW).expect("an ID token")
    });
    &ID_TOKEN
}

/// A complete environment of a Worker.
pub fn environment() -> &'static [(&'static str, String)] {
    static ENVIRONMENT: LazyLock<[(&str, String); 5]> = LazyLock::new(|| {
        [
            ("FC_ISSUER", ISSUER.into()),
            ("FC_CLIENT_ID", CLIENT.into()),
            ("FC_CLIENT_SECRET", "a-client-secret-of-32-or-more-bytes".into()),
            // Of RSA's form: to read a key for ECDH-ES takes a multiplication, and `private_jwks` tries that.
            ("FC_DECRYPTION_KEYS", json!({ "keys": [private_jwks()["keys"][1]] }).to_string()),
            ("SESSION_KEYS", json!([base64url::encode(&[0xaa; 32])]).to_string()),
        ]
    });
    &*ENVIRONMENT
}

/// The settings of [`environment`], with these first.
pub fn settings_with(first: &[(&str, &str)]) -> fc_pivot::Result<Settings> {
    let given = environment().iter().map(|(name, value)| (*name, value.as_str()));
    let set: Vec<(&str, &str)> = first.iter().copied().chain(given).collect();
    Settings::read(|name| set.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).into()))
}
