//! An honest sign-in for tests: what a FranceConnect+ answers to one login, and the ways to spoil it.
//!
//! Comes in: changes to documents, headers, claims. Goes out: the values of every step. Never: a part of a build. The unit tests and the
//! fuzz targets share it; whoever else turns the feature `dev` on gets no promise that it stays as it is.

#![allow(
    missing_docs,
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::must_use_candidate,
    reason = "a fixture that panics is a test that fails"
)]

pub mod claims;
#[cfg(feature = "worker")]
pub mod encrypted;
pub mod jose;
pub mod login;
#[cfg(feature = "worker")]
pub mod worker;
pub mod world;

pub use claims::*;
pub use world::*;
