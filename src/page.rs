//! The browser-verified way: the page verifies, and the Worker exchanges its code.
//!
//! In the page run `page_half` ([`page_half::PageSignIn`]) and [`exchange::Exchanged`]. On the Worker run `worker_half`
//! ([`worker_half::PageExchange`]), [`exchange::PageRequest`] and [`exchange::PageTokens`].
//!
//! Comes in: a page's login, and what the Worker decrypted for it. Goes out: who is signed in. Never: an access token in the page.

pub mod exchange;
pub mod page_half;
pub mod worker_half;
