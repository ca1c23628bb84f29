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

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod base64url;
pub mod config;
pub mod error;
pub mod identity;
pub mod jose;
pub mod json;
pub mod limits;

pub use error::{Advice, Code, Error, Language, Result};
