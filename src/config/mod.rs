//! Who we sign people in with ([`provider`], of a kind that [`preset`] describes), and as which client ([`client`]).
//! [`settings`] reads both, and the Worker's keys, from an environment.

pub mod client;
pub mod preset;
pub mod provider;
#[cfg(all(feature = "decryption", feature = "sealing"))]
pub mod settings;

pub use client::{Authentication, Client};
pub use preset::Preset;
pub use provider::Provider;
