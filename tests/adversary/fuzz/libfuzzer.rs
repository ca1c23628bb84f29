//! One binary for every target: it runs the target that it is named after.
//!
//! Comes in: what libFuzzer makes up. Goes out: nothing, or a crash that names a fault. Never: a target of its own; all of them stand
//! in `targets/`, where `cargo test` runs them too.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for target in targets::ALL.iter().filter(|target| target.name == env!("CARGO_BIN_NAME")) {
        target.run(data);
    }
});
