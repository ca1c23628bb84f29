//! Sign-out at the provider (OpenID Connect RP-Initiated Logout 1.0), in the form that its preset says.
//!
//! Comes in: the session's ID token. Goes out: a URL for the person's browser, the check of her return.
//! Never: the encrypted ID token as hint (the provider cannot read it), or a parameter that is not on FranceConnect+'s lists.

use alloc::string::String;
use alloc::vec::Vec;

use crate::base::error::{Code, Result};
use crate::base::redacted::redacted_debug;
use crate::base::secret::Secret;
use crate::base::url;
use crate::provider::{Client, Provider};
use crate::sign_in::callback::Callback;
use crate::sign_in::login;

/// The URL at which the provider ends its own session: `id_token_hint` (the inner JWS; an expired one will do), `client_id` where the preset says
/// so, `post_logout_redirect_uri` and `state`. `None` where the provider has no such endpoint.
fn end_session_url(provider: &Provider, client: &Client, id_token: &Secret, state: &Secret) -> Option<String> {
    let endpoint = provider.end_session_endpoint.as_deref()?;
    let mut parameters = Vec::from([("id_token_hint", id_token.expose())]);
    if provider.preset.logout_names_client {
        parameters.push(("client_id", &client.id));
    }
    if let Some(uri) = client.post_logout_redirect_uri.as_deref() {
        parameters.push(("post_logout_redirect_uri", uri));
        parameters.push(("state", state.expose()));
    }
    Some(url::with_parameters(endpoint, parameters))
}

/// A sign-out, started.
pub struct Logout {
    /// Where to send the person.
    pub url: String,
    /// The state that the person's return must bring back. `None` where no return is registered: she then stays at the provider.
    pub state: Option<Secret>,
}

redacted_debug!(Logout);

/// Starts a sign-out. `entropy` is 32 fresh random bytes. `None` where the provider has no such endpoint.
#[must_use]
pub fn begin(provider: &Provider, client: &Client, id_token: &Secret, entropy: &[u8; 32]) -> Option<Logout> {
    let state = Secret::new(login::hex(entropy));
    let url = end_session_url(provider, client, id_token, &state)?;
    Some(Logout { url, state: client.post_logout_redirect_uri.is_some().then_some(state) })
}

/// Checks that the return from the provider belongs to a sign-out that this browser started.
///
/// # Errors
/// `logout_state_mismatch`.
pub fn returned(query: &str, expected: Option<&Secret>) -> Result<()> {
    let callback = Callback::parse(query).map_err(|_| Code::LogoutStateMismatch)?;
    callback.check_parameters().map_err(|_| Code::LogoutStateMismatch)?;
    match expected {
        Some(expected) if expected.equals(callback.state()) => Ok(()),
        _ => Err(Code::LogoutStateMismatch.into()),
    }
}

#[cfg(test)]
mod tests;
