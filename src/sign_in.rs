//! A sign-in, step by step: a login, the return from the provider, the tokens, their claims; and the sign-out.
//!
//! Comes in: a provider and a client, what came back, the time, random bytes. Goes out: requests to send, verified claims.
//! Never: a step before the one that it stands on. Each step's output is the only accepted input of the next.

pub mod callback;
pub mod claims;
pub mod login;
pub mod logout;
pub mod machine;
pub mod pending;
pub(crate) mod pkce;
pub mod return_to;
pub mod tokens;
pub mod userinfo;
