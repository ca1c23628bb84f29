//! Sign-in through FranceConnect+: the core, sans-IO.
//!
//! Comes in: plain data: settings, documents, answers, tokens, the time, random bytes. Goes out: requests to send, a verified identity.
//! Never: a clock, randomness, a network, a global. The host lends them, call by call.
//!
//! Data flows one way, and the modules are named after its steps:
//! `config → login → pending → callback → tokens → userinfo → claims → identity`, then `logout` and `session`. Each step's output has a
//! private constructor and is the only accepted input of the next, so the wrong order does not compile.

#![no_std]
#![cfg_attr(not(feature = "bindings"), forbid(unsafe_code))]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice, reason = "a test that panics is a test that fails"))]

extern crate alloc;
#[cfg(test)]
extern crate std;

// The ground floor.
pub mod base64url;
pub mod error;
mod fields;
pub mod http;
pub mod jose;
pub mod json;
pub mod limits;
mod pkce;
pub mod return_to;
pub mod scope;
pub mod secret;
#[cfg(any(feature = "decryption", feature = "sealing"))]
mod secret_json;
pub mod url;

// The steps, in their order.
pub mod callback;
pub mod claims;
pub mod config;
#[cfg(feature = "decryption")]
pub mod decryption;
pub mod exchange;
pub mod identity;
pub mod login;
pub mod logout;
pub mod pending;
pub mod tokens;
pub mod userinfo;

// What the Worker keeps in a browser.
#[cfg(feature = "sealing")]
pub mod cookies;
#[cfg(all(feature = "decryption", feature = "sealing"))]
pub mod edge;
#[cfg(feature = "sealing")]
pub mod failure;
#[cfg(feature = "sealing")]
pub mod login_cookie;
#[cfg(feature = "sealing")]
pub mod namespace;
#[cfg(feature = "sealing")]
pub mod record;
#[cfg(feature = "sealing")]
pub mod seal;
#[cfg(feature = "sealing")]
pub mod session;

#[cfg(feature = "bindings")]
mod wasm;

#[cfg(test)]
#[cfg(all(feature = "decryption", feature = "sealing"))]
mod properties;
#[cfg(test)]
mod testing;

pub use error::{Advice, Code, Error, Language, Result};
