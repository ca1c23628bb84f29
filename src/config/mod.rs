//! Who we sign people in with, and as which client.

pub mod preset;
