//! Prints `pkg/src/shared/catalogue.ts`: the codes of `src/base/error/code.rs` with their messages, and the texts of `advice.rs` beside it, for JavaScript.
//!
//! In: nothing. Out: TypeScript on standard output. The package has the texts there, and not in the Wasm modules: a page that never loads
//! Wasm must be able to explain an error too.

#![expect(clippy::print_stdout, reason = "a program whose output is its purpose")]

use fc_pivot::{Advice, Code, Language};

fn main() {
    println!("// Written from src/base/error/ by pkg/build/catalogue.rs: change it there.\n");
    println!("/** What a person at the screen is told, in French and English. */");
    println!("export const advice = {{");
    for advice in Advice::ALL {
        println!("  {advice:?}: {{ fr: {:?}, en: {:?} }},", advice.text(Language::Fr), advice.text(Language::En));
    }
    println!("}} as const;\n");
    println!("/** Every code: the message for developers, the advice for the person, and whether trying again can help. */");
    println!("export const catalogue = {{");
    for code in Code::ALL {
        println!("  {code}: [{:?}, \"{:?}\", {}],", code.message(), code.advice(), code.retryable());
    }
    println!("}} as const;");
}
