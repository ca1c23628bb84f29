//! A person's sign-in from a Rust program: the core says what to do, RustCrypto and an HTTP client of our own do it.
//!
//! Comes in: the settings of a Worker, from the environment; on standard input, the address that the person's browser came back to. Goes out:
//! on standard output, the address to send her to, then who she is, as JSON. Never: a token, on either.
//!
//! `cargo run --example sign-in`

use std::collections::HashMap;
use std::env;
use std::error::Error;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use fc_pivot::base::base64url;
use fc_pivot::base::http::{HttpAnswer, HttpRequest};
use fc_pivot::jose::decryption_keys::PrivateKey;
use fc_pivot::jose::operation::Operation;
use fc_pivot::provider::Provider;
use fc_pivot::provider::discovery::discovery_request;
use fc_pivot::sign_in::login::{Entropy, LoginOptions};
use fc_pivot::sign_in::machine::{Ask, Given, Lent, SignIn};
use fc_pivot::worker::settings::Settings;
use fc_pivot::worker::{self, Site};
use p256::{PublicKey, SecretKey};
use serde_json::{Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Where the person's browser finds this service.
const SITE: Site<'static> = Site { origin: "http://localhost:8080", prefix: "/auth" };

fn main() -> Outcome<()> {
    // 1. The settings, and our private keys, which the core does not keep.
    let mut settings = Settings::read(|name| env::var(name).ok())?;
    let keys = EcdhKeys::of(&settings.take_private_keys())?;
    // 2. The provider.
    let answer = send(&discovery_request(settings.issuer())?)?;
    let provider = Arc::new(worker::discovered(&settings, &answer.as_core())?);
    // 3. The login. What the core wants her browser to keep is kept here.
    let entropy = Entropy::new([random()?, random()?, random()?]);
    let login = worker::login(&settings, &provider, SITE, LoginOptions::default(), "", now()?, entropy, random()?)?;
    let cookies: Vec<&str> = login.cookies.iter().filter_map(|line| line.split(';').next()).collect();
    writeln!(io::stdout(), "{}", login.location)?;
    // 4. Her return.
    let mut address = String::new();
    io::stdin().read_line(&mut address)?;
    let query = address.trim_end().split_once('?').map_or("", |(_, query)| query);
    let returned = worker::callback(&settings, query, &cookies.join("; "))?;
    // 5. The sign-in.
    let mut machine = worker::sign_in(&settings, provider.clone(), returned, lent()?)?;
    serve(&mut machine, &provider, &keys)?;
    let person = machine.finish()?;
    writeln!(io::stdout(), "{}", json!({ "identity": person.identity(), "assurance": person.assurance() }))?;
    Ok(())
}

/// Does what the machine asks for, until it asks for nothing more.
fn serve(machine: &mut SignIn, provider: &Provider, keys: &EcdhKeys) -> Outcome<()> {
    let mut ask = machine.next(Given::Start, lent()?)?;
    loop {
        ask = match ask {
            Ask::Send { request, .. } => machine.next(Given::Answer(send(&request)?.as_core()), lent()?)?,
            // FranceConnect+ signs with ES256, which the core verifies itself.
            Ask::Host { operation: Operation::Verify { .. }, .. } => machine.next(Given::Verdict(None), lent()?)?,
            Ask::Host { operation, .. } => machine.next(Given::Octets(keys.given(&operation).as_deref()), lent()?)?,
            Ask::Keys { newer: false, .. } => {
                let keys = provider.read_jwks(&send(&provider.jwks_request())?.as_core())?;
                machine.next(Given::Keys(Some(&keys)), lent()?)?
            }
            // They were fetched a moment ago.
            Ask::Keys { newer: true, .. } => machine.next(Given::Keys(None), lent()?)?,
            Ask::Done => return Ok(()),
        };
    }
}

/// Our keys for ECDH-ES, by their place in the set.
struct EcdhKeys(HashMap<usize, SecretKey>);

impl EcdhKeys {
    fn of(keys: &[PrivateKey]) -> Outcome<Self> {
        let secret = |key: &PrivateKey| -> Outcome<SecretKey> {
            let jwk: Value = serde_json::from_str(&key.jwk)?;
            let d = base64url::decode(jwk.get("d").and_then(Value::as_str).unwrap_or_default())
                .map_err(|_| "FC_DECRYPTION_KEYS: expected base64url")?;
            Ok(SecretKey::from_slice(&d)?)
        };
        keys.iter().map(|key| Ok((key.index, secret(key)?))).collect::<Outcome<_>>().map(Self)
    }

    /// What the host gives; nothing where it cannot, whatever the reason.
    fn given(&self, operation: &Operation) -> Option<Vec<u8>> {
        match operation {
            Operation::Agree { index, point } => {
                let shared = self.0.get(index)?.diffie_hellman(&PublicKey::from_sec1_bytes(point).ok()?);
                Some(shared.raw_secret_bytes().to_vec())
            }
            Operation::Decrypt { key, iv, additional, sealed } => {
                let content = Payload { msg: sealed, aad: additional.as_bytes() };
                Aes256Gcm::new((&**key).into()).decrypt(&Nonce::from(*iv), content).ok()
            }
            // We have no RSA key, and verify nothing here.
            Operation::Unwrap { .. } | Operation::Verify { .. } => None,
        }
    }
}

/// An answer, as long as the core reads it.
struct Answer {
    status: u16,
    content_type: Option<String>,
    body: Vec<u8>,
}

impl Answer {
    fn as_core(&self) -> HttpAnswer<'_> {
        HttpAnswer { status: self.status, content_type: self.content_type.as_deref(), body: &self.body }
    }
}

/// Sends a request of the core's, once. No redirect is followed: code and secret would go elsewhere.
fn send(request: &HttpRequest) -> Outcome<Answer> {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).max_redirects(0).build().into();
    let mut call = ureq::http::Request::builder().method(request.method).uri(&request.url);
    for (name, value) in &request.headers {
        call = call.header(*name, value);
    }
    let mut answer = agent.run(call.body(request.body.clone().unwrap_or_default())?)?;
    let content_type = answer.headers().get("content-type").and_then(|value| value.to_str().ok()).map(String::from);
    let limit = request.answer_limit.try_into()?;
    let body = answer.body_mut().with_config().limit(limit).read_to_vec()?;
    Ok(Answer { status: answer.status().as_u16(), content_type, body })
}

fn lent() -> Outcome<Lent> {
    Ok(Lent::new(now()?, random()?))
}

fn now() -> Outcome<i64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs().try_into()?)
}

fn random<const N: usize>() -> Outcome<[u8; N]> {
    let mut octets = [0; N];
    getrandom::fill(&mut octets).map_err(|_| "the system lends no randomness")?;
    Ok(octets)
}
