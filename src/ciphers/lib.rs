//! The cipher of cookies and the text around it, as functions that are compiled for speed.
//!
//! Comes in: keys, octets. Goes out: octets, or whether a tag holds. Never: a rule of sessions, which are the core's; `unsafe`.
//!
//! Why a crate of its own: the Wasm modules are compiled for size, and this for speed (Cargo.toml, `[profile.wasm.package]`), which makes
//! it five times as fast. Generic code is compiled in the crate that says for which types: so nothing here that is public is generic, and
//! the cipher's own generic code is compiled here. Nor is it inlined, which would compile it where it is called.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(test)]
extern crate std;

pub mod base64url;
pub mod memory;
pub mod xchacha20poly1305;
