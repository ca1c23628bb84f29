//! Who we sign people in with: a provider ([`discovery`]) of a kind that a [`preset`] describes, and the [`client`] that we are there.
//!
//! Comes in: what a deployer chose, and the provider's documents. Goes out: a checked [`Provider`], a checked [`Client`].
//! Never: a behaviour that depends on a provider's name.

pub mod client;
pub mod discovery;
pub mod preset;

pub use client::{Authentication, Client};
pub use discovery::Provider;
pub use preset::Preset;
