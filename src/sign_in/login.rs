//! The start: the URL that sends a person to the provider, and the login that is then pending.
//!
//! Comes in: provider, client, what this login wants, the time, 96 random bytes. Goes out: the URL and a [`Pending`].
//! Never: a parameter that the provider's preset does not list. FranceConnect+ refuses the whole request for one.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use zeroize::Zeroizing;

use crate::base::error::{Code, Error, Result};
use crate::base::redacted::redacted_debug;
use crate::base::secret::Secret;
use crate::base::{limits, url};
use crate::provider::preset::Levels;
use crate::provider::{Client, Preset, Provider};
use crate::sign_in::pending::Pending;
use crate::sign_in::{pkce, return_to};

/// Fresh random bytes for state, nonce and PKCE verifier, 32 each, from the host's cryptographic generator.
pub struct Entropy(Zeroizing<[[u8; 32]; 3]>);

redacted_debug!(Entropy);

impl Entropy {
    /// Takes the bytes over. They must never be used for anything else.
    #[must_use]
    pub fn new(bytes: [[u8; 32]; 3]) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

/// What one login wants beyond the client's own demands.
#[derive(Clone, Copy, Debug, Default)]
pub struct LoginOptions<'a> {
    /// A level of assurance, where this login demands more than the client does. A lower one changes nothing.
    pub acr: Option<&'a str>,
    /// The identity provider that the person has chosen already.
    pub idp_hint: Option<&'a str>,
    /// Her e-mail address, which spares her a question.
    pub login_hint: Option<&'a str>,
    /// Her organisation, by its number of fourteen digits.
    pub siret_hint: Option<&'a str>,
    /// Languages, with spaces between (BCP 47).
    pub ui_locales: Option<&'a str>,
    /// `login`, `consent`, or both with a space between.
    pub prompt: Option<&'a str>,
    /// Where to go afterwards: a path of our own origin; anything else becomes `/`.
    pub return_to: Option<&'a str>,
}

/// A login, started.
pub struct Login {
    /// Where to send the person. State and nonce are in it.
    pub url: String,
    /// What to keep until she comes back.
    pub pending: Pending,
}

redacted_debug!(Login { pending });

/// Starts a login (OIDC Core §3.1.2.1).
///
/// # Errors
/// `login_request_invalid` where an option cannot be used with this provider.
pub fn begin(provider: &Provider, client: &Client, options: LoginOptions<'_>, now: i64, entropy: Entropy) -> Result<Login> {
    let preset = provider.preset;
    let [state, nonce, verifier] = &*entropy.0;

    // 64 lowercase hex digits satisfy every length that FranceConnect+'s sources name: 22 and more, 32, "exactly 64".
    let state = Secret::new(hex(state));
    let nonce = Secret::new(hex(nonce));
    let verifier = preset.sends_pkce.then(|| pkce::verifier(verifier));
    let acr = demanded_acr(preset, client, options.acr)?;

    let mut parameters: Vec<(&str, Cow<'_, str>)> = Vec::from([
        ("response_type", "code".into()),
        ("client_id", client.id.as_str().into()),
        ("redirect_uri", client.redirect_uri.as_str().into()),
        ("scope", client.scope.as_str().into()),
        ("state", state.expose().into()),
        ("nonce", nonce.expose().into()),
    ]);
    let listed = matches!(preset.levels, Levels::Set(_));
    if let Some(acr) = acr.as_deref().filter(|_| !listed) {
        parameters.push(("acr_values", acr.into()));
    }
    if let Some(claims) = demanded_claims(acr.as_deref().filter(|_| listed), client.amr) {
        parameters.push(("claims", claims.into()));
    }
    if let Some(verifier) = &verifier {
        parameters.push(("code_challenge", pkce::challenge(verifier).into()));
        parameters.push(("code_challenge_method", "S256".into()));
    }
    if let Some(prompt) = options.prompt {
        parameters.push(("prompt", checked_prompt(preset, prompt)?.into()));
    }
    for (name, value) in [
        ("idp_hint", options.idp_hint),
        ("login_hint", options.login_hint),
        ("siret_hint", options.siret_hint),
        ("ui_locales", options.ui_locales),
    ] {
        // A hint spares a question, and decides nothing: a provider that takes no such hint asks.
        if let Some(value) = value
            && preset.parameters.is_none_or(|taken| taken.contains(&name))
        {
            parameters.push((name, checked_hint(name, value)?.into()));
        }
    }
    if let Some(taken) = preset.parameters
        && parameters.iter().any(|(name, _)| !taken.contains(name))
    {
        return Err(Error::at(Code::LoginRequestInvalid, "a parameter that the provider does not take"));
    }

    let url = url::with_parameters(&provider.authorization_endpoint, parameters.iter().map(|(name, value)| (*name, value.as_ref())));
    let pending = Pending {
        state,
        nonce,
        verifier,
        issuer: provider.issuer.clone(),
        client_id: client.id.clone(),
        redirect_uri: client.redirect_uri.clone(),
        scope: client.scope.clone(),
        acr,
        return_to: return_to::same_origin_path(options.return_to),
        started_at: now,
        steady: None,
    };
    Ok(Login { url, pending })
}

/// OIDC Core §5.5.1.1: an essential `acr` is one of a list, or the sign-in fails at the provider; `acr_values` beside it would weaken that. Of further
/// claims `amr` alone: a sign-in at FranceConnect+ hangs for ever if it asks for a claim that is not put into the ID token.
fn demanded_claims(levels: Option<&str>, amr: bool) -> Option<String> {
    let acr = levels.map(|levels| [r#""acr":{"essential":true,"values":[""#, &levels.replace(' ', r#"",""#), r#""]}"#].concat());
    let amr = amr.then(|| r#""amr":{"essential":true}"#.to_string());
    let claims: Vec<String> = acr.into_iter().chain(amr).collect();
    (!claims.is_empty()).then(|| [r#"{"id_token":{"#, &claims.join(","), "}}"].concat())
}

/// The higher of the client's level and this login's; of levels without an order, those that both take.
fn demanded_acr(preset: &'static Preset, client: &Client, wanted: Option<&str>) -> Result<Option<String>> {
    let Some(wanted) = wanted else { return Ok(client.acr.clone()) };
    if !preset.knows_acr(wanted) {
        return Err(Error::at(Code::LoginRequestInvalid, "acr"));
    }
    match client.acr.as_deref() {
        Some(own) if preset.acr_satisfies(own, wanted) => Ok(Some(own.to_string())),
        // Without an order, a second level cannot be called higher.
        Some(own) if !preset.acr_satisfies(wanted, own) => Err(Error::at(Code::LoginRequestInvalid, "acr")),
        _ => Ok(Some(wanted.to_string())),
    }
}

fn checked_prompt<'a>(preset: &'static Preset, prompt: &'a str) -> Result<&'a str> {
    let known = |value: &str| {
        preset.prompts.map_or_else(|| ["login", "consent", "select_account", "none"].contains(&value), |taken| taken.contains(&value))
    };
    if prompt.split(' ').all(known) { Ok(prompt) } else { Err(Error::at(Code::LoginRequestInvalid, "prompt")) }
}

/// Hints come from links: short printable ASCII or nothing.
fn checked_hint<'a>(name: &'static str, value: &'a str) -> Result<&'a str> {
    let sound = (1..=limits::HINT_CHARS).contains(&value.len()) && value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if sound { Ok(value) } else { Err(Error::at(Code::LoginRequestInvalid, name)) }
}

/// 64 lowercase hex digits.
pub(crate) fn hex(bytes: &[u8; 32]) -> String {
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

#[cfg(test)]
pub(crate) mod tests;
