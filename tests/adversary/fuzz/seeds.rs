//! Writes the honest inputs of every target to `DIRECTORY/TARGET/honest-N`: libFuzzer begins with them.
//!
//! Comes in: a directory. Goes out: files. Never: an input that is not also in the code, where `cargo test` runs it.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let directory = std::env::args().nth(1).ok_or_else(|| std::io::Error::other("usage: seeds DIRECTORY"))?;
    for target in targets::ALL {
        let directory = Path::new(&directory).join(target.name);
        std::fs::create_dir_all(&directory)?;
        for (number, seed) in target.seeds().into_iter().enumerate() {
            std::fs::write(directory.join(format!("honest-{number}")), seed)?;
        }
    }
    Ok(())
}
