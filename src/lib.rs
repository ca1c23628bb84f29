//! Sign-in through FranceConnect+: the core, sans-IO.
//!
//! Comes in: plain data: settings, documents, answers, tokens, the time, random bytes. Goes out: requests to send, a verified identity.
//! Never: a clock, randomness or a network of its own. The host lends them, call by call.
//!
//! Data flows one way, through the rooms in this order:
//! [`base`] → [`jose`] → [`provider`] → [`identity`] → [`sign_in`] → [`page`] → `worker`. Each step of a sign-in is the only accepted
//! input of the next, so the wrong order does not compile.

#![no_std]
#![cfg_attr(not(feature = "bindings"), forbid(unsafe_code))]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::string_slice, reason = "a test that panics is a test that fails"))]

extern crate alloc;
#[cfg(test)]
extern crate std;

// Sorted by name. The order of the imports is the one above; tests/docs/order holds it.
pub mod base;
pub mod identity;
pub mod jose;
pub mod page;
pub mod provider;
pub mod sign_in;
#[cfg(feature = "worker")]
pub mod worker;

#[cfg(feature = "bindings")]
mod wasm;

#[cfg(any(test, feature = "dev"))]
#[doc(hidden)]
pub mod dev;
#[cfg(test)]
#[cfg(feature = "worker")]
mod properties;

pub use base::error::{Advice, Code, Error, Language, Result};
