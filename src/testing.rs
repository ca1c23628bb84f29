//! An honest sign-in, for the tests: what a FranceConnect+ answers to the login of `login::tests`, and the ways to spoil it.
//!
//! Comes in: changes to claims. Goes out: signed and encrypted tokens, the steps' values, settings. Nothing of it is in a build.

use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

use serde_json::{Value, json};

use crate::Result;
use crate::base::http::HttpAnswer;
use crate::jose::SignedToken;
use crate::jose::jwk::VerificationKeys;
use crate::jose::testing::{jws, key, provider_keys, signed_header};
use crate::provider::Preset;
use crate::provider::discovery::tests::{ISSUER, provider};
use crate::sign_in::claims::{IdToken, Userinfo};
use crate::sign_in::login::tests::NOW;
use crate::sign_in::machine::{Ask, Given, Lent, SignedIn, Step};
use crate::sign_in::tokens::{Tokens, tests as token_endpoint};

/// When the answers of [`id_claims`] come back: 12 seconds after the login was started.
pub(crate) const LATER: i64 = NOW + 12;

/// A `sub` as FranceConnect+ makes them.
pub(crate) const SUB: &str = "b6048e95bb134ec5b1d1e1fa69f287172e91722b9354d637a1bcf2ebb0fd2ef5v1";

/// What an honest ID token says.
pub(crate) fn id_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "our-client", "sub": SUB, "iat": NOW + 10, "exp": NOW + 70, "nonce": "cd".repeat(32),
        "acr": "eidas2", "amr": ["pwd", "fr"], "auth_time": NOW + 8,
    })
}

/// What an honest userinfo answer says.
pub(crate) fn userinfo_claims() -> Value {
    json!({
        "iss": ISSUER, "aud": "our-client", "sub": SUB, "iat": NOW + 11, "exp": NOW + 71,
        "family_name": "LEBLANC", "given_name": "CAMILLE ANNE", "birthdate": "1962-08-24", "gender": "female",
        "birthplace": "75107", "birthcountry": "99100", "email": "camille@example.org", "preferred_username": "MARTIN",
    })
}

/// The same, with one claim set, `null` included.
pub(crate) fn with(mut claims: Value, name: &str, value: Value) -> Value {
    claims[name] = value;
    claims
}

/// The same, with one claim taken away.
pub(crate) fn without(mut claims: Value, name: &str) -> Value {
    claims.as_object_mut().unwrap().remove(name).unwrap();
    claims
}

/// Signed by the provider (its key `a`).
pub(crate) fn sign(claims: &Value) -> String {
    jws(&signed_header(json!({})), claims.to_string(), &key(1))
}

/// Signed, and decrypted if it ever was encrypted.
pub(crate) fn signed(claims: &Value) -> SignedToken {
    SignedToken::new(sign(claims))
}

/// What the token endpoint gave for the honest login.
pub(crate) fn tokens(preset: &'static Preset) -> Tokens {
    let body = token_endpoint::five_members().to_string();
    token_endpoint::grant(preset).read(&HttpAnswer { status: 200, content_type: Some("application/json"), body: body.as_bytes() }).unwrap()
}

/// The verdict on an ID token that says `claims`.
pub(crate) fn verify(preset: &'static Preset, claims: &Value) -> Result<IdToken> {
    IdToken::verify(&signed(claims), &provider_keys(), &provider(preset), &tokens(preset), LATER)
}

/// A sign-in of the honest login that came to these.
pub(crate) fn signed_in_as(preset: &'static Preset, id_token: IdToken, userinfo: Userinfo) -> SignedIn {
    SignedIn { provider: Arc::new(provider(preset)), granted: tokens(preset).granted, id_token, userinfo, return_to: "/dossier".into() }
}

/// What a host lends for each step of the honest login.
pub(crate) const LENT: Lent = Lent::new(LATER, [9; 32]);

/// A provider and a host, as far as a machine asks them.
pub(crate) struct World {
    /// What the token endpoint gives for an ID token, and the userinfo endpoint with its media type.
    pub(crate) id_token: String,
    pub(crate) userinfo: (&'static str, String),
    pub(crate) keys: VerificationKeys,
    /// What looks for newer keys bring, the last one first.
    pub(crate) newer_keys: Vec<VerificationKeys>,
    /// What was asked, in this order.
    pub(crate) asked: Vec<&'static str>,
}

impl World {
    /// The honest provider, which signs and does not encrypt.
    pub(crate) fn plain() -> Self {
        let userinfo = ("application/jwt", sign(&userinfo_claims()));
        Self { id_token: sign(&id_claims()), userinfo, keys: provider_keys(), newer_keys: Vec::new(), asked: Vec::new() }
    }

    /// Serves every ask of the machine whose `next` this is.
    pub(crate) fn serve(&mut self, mut next: impl FnMut(Given<'_>, Lent) -> Result<Ask>) -> Result<()> {
        let mut ask = next(Given::Start, LENT)?;
        loop {
            ask = match ask {
                Ask::Send(Step::Token, request) => {
                    self.asked.push("token");
                    assert_eq!(request.url, "https://fc.example/api/v2/token");
                    let body = with(token_endpoint::five_members(), "id_token", json!(self.id_token)).to_string();
                    next(given_answer("application/json", &body), LENT)?
                }
                Ask::Send(_, request) => {
                    self.asked.push("userinfo");
                    assert_eq!(request.url, "https://fc.example/api/v2/userinfo");
                    next(given_answer(self.userinfo.0, &self.userinfo.1), LENT)?
                }
                Ask::Keys(_, false) => {
                    self.asked.push("keys");
                    next(Given::Keys(Some(&self.keys)), LENT)?
                }
                Ask::Keys(_, true) => {
                    self.asked.push("newer keys");
                    let newer = self.newer_keys.pop().map(|newer| self.keys = newer);
                    next(Given::Keys(newer.is_some().then_some(&self.keys)), LENT)?
                }
                #[cfg(feature = "worker")]
                Ask::Host(_, operation) => {
                    self.asked.push("host");
                    next(Given::Octets(crate::jose::testing::encrypted::host(&operation).as_deref()), LENT)?
                }
                #[cfg(not(feature = "worker"))]
                Ask::Host(..) => panic!("a page asks for nothing of the kind"),
                Ask::Done => return Ok(()),
            }
        }
    }
}

/// An answer with status 200.
pub(crate) const fn given_answer<'a>(content_type: &'a str, body: &'a str) -> Given<'a> {
    Given::Answer(HttpAnswer { status: 200, content_type: Some(content_type), body: body.as_bytes() })
}

/// The verified ID token of the honest login.
pub(crate) fn id_token(preset: &'static Preset) -> IdToken {
    verify(preset, &id_claims()).unwrap()
}

/// Encrypted to our ECDH-ES key.
#[cfg(feature = "worker")]
pub(crate) fn encrypt(plaintext: impl AsRef<[u8]>) -> String {
    crate::jose::testing::encrypted::ecdh(json!({}), plaintext).compact()
}

/// What only the Worker does.
#[cfg(feature = "worker")]
pub(crate) mod worker {
    use super::*;
    use alloc::collections::BTreeMap;
    use alloc::format;
    use alloc::vec::Vec;

    use crate::base::base64url;
    use crate::jose::testing::encrypted::{ec_jwk, our_keys, rsa_jwk};
    use crate::jose::testing::{private_jwk, set};
    use crate::sign_in::callback::Grant;
    use crate::sign_in::callback::tests::answer;
    use crate::sign_in::login::{Entropy, LoginOptions};
    use crate::sign_in::machine::SignIn;
    use crate::worker::session::Session;
    use crate::worker::settings::Settings;
    use crate::worker::{self, Change, Site};

    /// The client secret of [`environment`].
    pub(crate) const CLIENT_SECRET: &str = "canary-client-secret-of-32-or-more-bytes";

    /// A complete environment.
    pub(crate) fn environment() -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("FC_ISSUER", ISSUER.to_string()),
            ("FC_CLIENT_ID", "our-client".to_string()),
            ("FC_CLIENT_SECRET", CLIENT_SECRET.to_string()),
            ("FC_DECRYPTION_KEYS", set([ec_jwk(json!({})), rsa_jwk("r1", "RSA-OAEP")])),
            ("SESSION_KEYS", json!([base64url::encode(&[0xaa; 32])]).to_string()),
        ])
    }

    /// A private JWK for `FC_CLIENT_KEY`.
    pub(crate) fn client_key() -> String {
        Value::Object(private_jwk(&key(5))).to_string()
    }

    /// [`environment`], with settings set, or (`None`) taken away.
    pub(crate) fn read_with(changes: &[(&'static str, Option<&str>)]) -> Result<Settings> {
        let mut environment = environment();
        for (name, value) in changes {
            match value {
                Some(value) => environment.insert(name, (*value).to_string()),
                None => environment.remove(name),
            };
        }
        Settings::read(|name| environment.get(name).cloned())
    }

    /// The settings of [`environment`].
    pub(crate) fn settings() -> Settings {
        read_with(&[]).unwrap()
    }

    /// The name of the session's cookie under [`settings`].
    pub(crate) const SESSION_COOKIE: &str = "__Host-fc-session-4wfpTvnO";

    /// What the names of login cookies begin with there.
    pub(crate) const LOGIN_COOKIE: &str = "__Host-fc-login-4wfpTvnO-";

    /// Where the Worker's routes lie.
    pub(crate) const SITE: Site<'static> = Site { origin: "https://service.example", prefix: "/auth" };

    /// A person's browser, as far as it keeps cookies.
    #[derive(Clone, Default)]
    pub(crate) struct Browser(pub(crate) BTreeMap<String, String>, pub(crate) BTreeMap<String, String>);

    impl Browser {
        /// Does what `Set-Cookie` lines say.
        pub(crate) fn keep<'a>(&mut self, lines: impl IntoIterator<Item = &'a str>) {
            for line in lines {
                assert!(
                    line.starts_with("__Host-fc-")
                        && line.contains("; Path=/; Max-Age=")
                        && line.ends_with("; Secure; HttpOnly; SameSite=Lax")
                );
                let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
                match line.contains("; Max-Age=0;") {
                    true => self.0.remove(name),
                    false => self.0.insert(name.to_string(), value.to_string()),
                };
            }
        }

        /// Its `Cookie` header.
        pub(crate) fn header(&self) -> String {
            self.0.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
        }

        /// How many cookies begin so.
        pub(crate) fn count(&self, prefix: &str) -> usize {
            self.0.keys().filter(|name| name.starts_with(prefix)).count()
        }

        /// The session in it.
        pub(crate) fn session(&self, settings: &Settings, now: i64) -> Result<Session> {
            worker::session(settings, &self.header(), self.record(settings), now)
        }

        /// What the store holds of its session.
        pub(crate) fn record(&self, settings: &Settings) -> Option<&str> {
            self.1.get(&worker::record_key(settings, &self.header())?).map(String::as_str)
        }

        /// Does what a step says, in the browser and in the store.
        pub(crate) fn apply(&mut self, change: Change) {
            self.keep(change.cookies.iter().map(String::as_str));
            if let Some(key) = change.remove {
                self.1.remove(&key);
            }
            if let Some(record) = change.write {
                self.1.insert(record.key, record.value);
            }
        }

        /// Starts login number `number` at `now`, and gives the URL of the provider.
        pub(crate) fn login(&mut self, settings: &Settings, number: u8, now: i64) -> String {
            let entropy = Entropy::new([[number; 32], [!number; 32], [number ^ 0x55; 32]]);
            let provider = provider(settings.preset);
            let options = LoginOptions { return_to: Some("/dossier"), ..LoginOptions::default() };
            let redirect = worker::login(settings, &provider, SITE, options, &self.header(), now, entropy, [number; 24]).unwrap();
            self.keep(redirect.cookies.iter().map(String::as_str));
            redirect.location
        }

        /// Returns from the provider with this query: what is to be exchanged, if anything. The login is used up.
        pub(crate) fn callback(&mut self, settings: &Settings, query: &str) -> Result<Grant> {
            let returned = worker::callback(settings, query, &self.header())?;
            self.keep([returned.removal()]);
            returned.check(&provider(settings.preset), LATER)
        }

        /// Signs in as the person of these claims, in answer to login `number`, and opens a session.
        pub(crate) fn sign_in(&mut self, settings: &Settings, number: u8, userinfo: &Value) -> Result<()> {
            let grant = self.callback(settings, &answer_to(number))?;
            let audience = json!(settings.client(SITE.origin, SITE.prefix)?.id);
            let id_claims = with(with(id_claims(), "nonce", json!(format!("{:02x}", !number).repeat(32))), "aud", audience.clone());
            let userinfo = sign(&with(userinfo.clone(), "aud", audience));
            let mut world =
                World { id_token: encrypt(sign(&id_claims)), userinfo: ("application/jwt", encrypt(userinfo)), ..World::plain() };
            let provider = Arc::new(provider(settings.preset));
            let mut machine = SignIn::new(provider, Arc::new(our_keys()).into(), grant, settings.authentication(), LENT);
            world.serve(|given, lent| machine.next(given, lent))?;
            let (cookies, salt) = (self.header(), [number ^ 0xff; 24]);
            let change = worker::open_session(settings, machine.finish()?, &cookies, LATER, [number; 32], salt)?;
            self.apply(change);
            Ok(())
        }
    }

    /// The query of the honest callback of login `number`.
    pub(crate) fn answer_to(number: u8) -> String {
        answer().replace(&"ab".repeat(32), &format!("{number:02x}").repeat(32))
    }

    /// A browser that signed in by login 1, with [`userinfo_claims`].
    pub(crate) fn signed_in(settings: &Settings) -> Browser {
        let mut browser = Browser::default();
        browser.login(settings, 1, NOW);
        browser.sign_in(settings, 1, &userinfo_claims()).unwrap();
        browser
    }
}
