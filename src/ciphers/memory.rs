//! Memory: what no longer needs it is overwritten.
//!
//! Comes in: octets. Goes out: nothing. Never: an octet that the compiler may leave because nobody reads it any more.

use alloc::vec::Vec;

/// Overwrites all octets of `octets`, beyond its length too, and empties it.
#[inline(never)]
pub fn wipe(octets: &mut Vec<u8>) {
    overwrite(octets);
    zeroize::optimization_barrier(octets.as_slice());
    octets.clear();
}

/// Zeros in all the memory that `octets` have, which is not more than before.
fn overwrite(octets: &mut Vec<u8>) {
    octets.clear();
    octets.resize(octets.capacity(), 0);
}

/// A module's memory: see the core's Cargo.toml. It is for one thread, so a target with threads keeps the standard library's.
#[cfg(all(feature = "allocator", target_family = "wasm", not(target_feature = "atomics")))]
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(test)]
mod tests;
