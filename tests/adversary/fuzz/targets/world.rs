//! The honest sign-in of `fc_pivot::dev`, made once for all inputs.
//!
//! Comes in: claims, headers, texts. Goes out: what the steps before the one under test would have given. Never: randomness; every value
//! is a constant, so that an input found once fails for ever.

use std::sync::{Arc, LazyLock};

use fc_pivot::base::http::HttpAnswer;
use fc_pivot::dev::encrypted::{self, ecdh_under, our_keys};
use fc_pivot::dev::jose::{jws_of_octets, key, provider_keys, set};
use fc_pivot::dev::{World, jose, login, worker};
use fc_pivot::jose::SignedToken;
use fc_pivot::jose::decryption_keys::DecryptionKeys;
use fc_pivot::jose::jwk::VerificationKeys;
use fc_pivot::provider::preset::{FRANCECONNECT_PLUS, OIDC};
use fc_pivot::provider::{Authentication, Preset, Provider};
use fc_pivot::sign_in::claims::IdToken;
use fc_pivot::sign_in::machine::{SignIn, SignedIn};
use fc_pivot::sign_in::pending::Pending;
use fc_pivot::sign_in::tokens::Tokens;
use fc_pivot::worker::settings::Settings;
use serde_json::{Value, json};

pub use fc_pivot::dev::encrypted::host as given;
pub use fc_pivot::dev::login::{ISSUER, NOW as STARTED, answer, document, five_members, grant};
pub use fc_pivot::dev::{LATER as NOW, LENT, SUB, id_claims, userinfo_claims};

pub const CLIENT: &str = login::OPTIONS.id;
pub const ORIGIN: &str = worker::SITE.origin;
pub const ACCESS_TOKEN: &str = "the-access-token";

/// The presets under test: FranceConnect+'s, and a plain provider's.
pub const PRESETS: [&Preset; 2] = [&FRANCECONNECT_PLUS, &OIDC];

/// A value of each of [`PRESETS`], made once.
struct OfPresets<T>(LazyLock<[T; 2]>);

impl<T> OfPresets<T> {
    fn get(&self, preset: &'static Preset) -> &T {
        let [fc, plain] = &*self.0;
        if preset == &FRANCECONNECT_PLUS { fc } else { plain }
    }
}

pub fn public_jwk(number: u8) -> Value {
    Value::Object(jose::public_jwk(&key(number)))
}

pub fn private_jwk(number: u8) -> Value {
    Value::Object(jose::private_jwk(&key(number)))
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
    static KEYS: LazyLock<VerificationKeys> = LazyLock::new(provider_keys);
    &KEYS
}

/// Signed by the provider's key `a`, whatever the header says.
pub fn sign_under(header: &[u8], payload: &[u8]) -> String {
    jws_of_octets(header, payload, &key(1))
}

/// An honest token.
pub fn sign(payload: &[u8]) -> String {
    sign_under(br#"{"alg":"ES256","kid":"a"}"#, payload)
}

/// Our private keys, as `FC_DECRYPTION_KEYS` has them.
pub fn private_jwks() -> String {
    set([encrypted::ec_jwk(json!({})), encrypted::rsa_jwk("r1", "RSA-OAEP"), encrypted::rsa_jwk("r256", "RSA-OAEP-256")])
}

pub fn decryption_keys() -> &'static DecryptionKeys {
    static KEYS: LazyLock<DecryptionKeys> = LazyLock::new(our_keys);
    &KEYS
}

/// The header of an honest token to our key `e`.
pub fn ecdh_header() -> Value {
    Value::Object(encrypted::ecdh_header(json!({})))
}

/// An honest encrypted token to our key `e`.
pub fn encrypt(plaintext: &[u8]) -> String {
    ecdh_under(ecdh_header().to_string().as_bytes(), plaintext)
}

/// An honest encrypted token to our key `r1`.
pub fn encrypt_for_host(plaintext: &[u8]) -> String {
    encrypted::rsa("r1", "RSA-OAEP", json!({}), plaintext).compact()
}

pub fn json_answer(status: u16, body: &[u8]) -> HttpAnswer<'_> {
    HttpAnswer { status, content_type: Some("application/json"), body }
}

pub fn provider(preset: &'static Preset) -> &'static Arc<Provider> {
    static PROVIDERS: OfPresets<Arc<Provider>> = OfPresets(LazyLock::new(|| PRESETS.map(|preset| Arc::new(login::provider(preset)))));
    PROVIDERS.get(preset)
}

pub fn pending(preset: &'static Preset) -> Pending {
    login::login_at(preset).pending
}

/// State and nonce of [`pending`].
pub fn state() -> String {
    "ab".repeat(32)
}

pub fn nonce() -> String {
    "cd".repeat(32)
}

pub fn tokens(preset: &'static Preset) -> &'static Tokens {
    static TOKENS: OfPresets<Tokens> = OfPresets(LazyLock::new(|| PRESETS.map(fc_pivot::dev::tokens)));
    TOKENS.get(preset)
}

/// Signed by the provider, and decrypted.
pub fn signed(payload: &[u8]) -> SignedToken {
    encrypted::open_nested(&encrypt_for_host(sign(payload).as_bytes())).expect("what was sealed")
}

/// A sign-in of FranceConnect+, whose userinfo says this.
pub fn signed_in(userinfo: &[u8]) -> SignedIn {
    let fc = &FRANCECONNECT_PLUS;
    let id_token = encrypt(sign(id_claims().to_string().as_bytes()).as_bytes());
    let mut world = World { id_token, userinfo: ("application/jwt", encrypt(sign(userinfo).as_bytes())), ..World::plain() };
    let mut machine = SignIn::new(provider(fc).clone(), Arc::new(our_keys()).into(), grant(fc), &Authentication::Public, LENT);
    world.serve(|given, lent| machine.next(given, lent)).expect("an honest sign-in");
    machine.finish().expect("it is done")
}

/// The verified ID token of FranceConnect+.
pub fn id_token() -> &'static IdToken {
    static ID_TOKEN: LazyLock<IdToken> = LazyLock::new(|| fc_pivot::dev::id_token(&FRANCECONNECT_PLUS));
    &ID_TOKEN
}

/// A complete environment of a Worker.
pub fn environment() -> &'static [(&'static str, String)] {
    static ENVIRONMENT: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| {
        let mut environment = worker::environment();
        // Of RSA's form: to read a key for ECDH-ES takes a multiplication, and `private_jwks` tries that.
        environment.insert("FC_DECRYPTION_KEYS", set([encrypted::rsa_jwk("r1", "RSA-OAEP")]));
        environment.into_iter().collect()
    });
    &ENVIRONMENT
}

/// The settings of [`environment`], with these first.
pub fn settings_with(first: &[(&str, &str)]) -> fc_pivot::Result<Settings> {
    let given = environment().iter().map(|(name, value)| (*name, value.as_str()));
    let set: Vec<(&str, &str)> = first.iter().copied().chain(given).collect();
    Settings::read(|name| set.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).into()))
}
