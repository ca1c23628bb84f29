//! The JavaScript face of the core: conversion in, call, conversion out.
//!
//! Comes in: JavaScript values. Goes out: JavaScript values, and errors with a `code`. Never: a decision. What the core asks of its host
//! is lent here: the clock, randomness, our keys, as it keeps them.

mod convert;
mod host;
mod limits;
mod login;
mod machine;
mod provider;

#[cfg(feature = "edge")]
mod edge;
#[cfg(feature = "edge")]
mod host_keys;
#[cfg(feature = "browser")]
mod page;

/// See Cargo.toml. It is for one thread, so a target with threads keeps the standard library's.
#[cfg(all(target_family = "wasm", not(target_feature = "atomics"), not(feature = "edge")))]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
