//! The fuzz targets on stable: over their honest inputs, over the corpus that libFuzzer left, over mutations of both, over noise.
//!
//! Comes in: `tests/adversary/fuzz/corpus/TARGET/*`. Goes out: a line `figure: fuzz corpus TARGET: N inputs` each. Never: an input that panics a step
//! or makes it break a promise, which the targets hold it to.

#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test that panics is a test that fails, and the targets are a library elsewhere"
)]

mod targets;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use targets::{ALL, Target};

/// What libFuzzer found worth keeping, in the order of its names.
fn corpus(target: &Target) -> Vec<Input> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/adversary/fuzz/corpus").join(target.name);
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| fs::read(file).unwrap()).collect()
}

/// The honest inputs of every target, in their order; some take a signature to make.
static SEEDS: LazyLock<Vec<Vec<Input>>> = LazyLock::new(|| ALL.iter().map(Target::seeds).collect());

type Input = Vec<u8>;

/// Written past the capture of the test runner, and in one piece, so that whoever collects figures reads it whatever else is printed.
fn figure(target: &str, inputs: usize) {
    let line = format!("\nfigure: fuzz corpus {target}: {inputs} inputs\n");
    std::io::stdout().write_all(line.as_bytes()).unwrap();
}

#[test]
fn every_target_takes_its_honest_inputs() {
    for (target, seeds) in ALL.iter().zip(&*SEEDS) {
        for seed in seeds {
            assert!(target.run(seed), "{}: {}", target.name, String::from_utf8_lossy(seed));
        }
    }
}

#[test]
fn every_target_keeps_its_promises_over_the_corpus() {
    for target in ALL {
        let inputs = corpus(target);
        let taken = inputs.iter().filter(|input| target.run(input)).count();
        assert!(taken < inputs.len(), "{}: nothing in the corpus is refused", target.name);
        figure(target.name, inputs.len());
    }
}

/// What can be done to an input: an octet changed, put in or taken out; cut off; a part said twice.
#[derive(Clone, Debug)]
enum Mutation {
    Change(Index, u8),
    Insert(Index, u8),
    Remove(Index),
    Cut(Index),
    Repeat(Index, Index),
}

impl Mutation {
    fn of(&self, mut data: Input) -> Input {
        let end = data.len() + 1;
        match self {
            Self::Change(at, octet) if !data.is_empty() => {
                let at = at.index(data.len());
                data[at] = *octet;
            }
            Self::Insert(at, octet) => data.insert(at.index(end), *octet),
            Self::Remove(at) if !data.is_empty() => drop(data.remove(at.index(data.len()))),
            Self::Cut(at) => data.truncate(at.index(end)),
            Self::Repeat(from, to) => {
                let (from, to) = (from.index(end), to.index(end));
                let part = data[from.min(to)..from.max(to)].to_vec();
                data.extend(part);
            }
            Self::Change(..) | Self::Remove(..) => {}
        }
        data
    }
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let octet = || prop_oneof![3 => (b' '..=b'~').boxed(), 1 => any::<u8>().boxed()];
    prop_oneof![
        (any::<Index>(), octet()).prop_map(|(at, octet)| Mutation::Change(at, octet)),
        (any::<Index>(), octet()).prop_map(|(at, octet)| Mutation::Insert(at, octet)),
        any::<Index>().prop_map(Mutation::Remove),
        any::<Index>().prop_map(Mutation::Cut),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Mutation::Repeat(from, to)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_of_an_honest_input_panics_a_step(seed in any::<Index>(), mutations in prop::collection::vec(mutation(), 1..4)) {
        for (target, seeds) in ALL.iter().zip(&*SEEDS) {
            let honest = seeds[seed.index(seeds.len())].clone();
            target.run(&mutations.iter().fold(honest, |data, mutation| mutation.of(data)));
        }
    }

    #[test]
    fn no_octets_and_no_text_panic_a_step(octets in prop::collection::vec(any::<u8>(), 0..200), text in any::<String>()) {
        for target in ALL {
            target.run(&octets);
            target.run(text.as_bytes());
        }
    }
}
