use super::*;
use alloc::format;

#[test]
fn a_secret_is_compared_and_exposed_but_never_printed() {
    let secret = Secret::new("correct horse");
    assert!(secret.equals("correct horse"));
    assert!(!secret.equals("correct horsf") && !secret.equals("correct") && !secret.equals(""));
    assert_eq!(secret.expose(), "correct horse");
    assert_eq!(format!("{secret:?}"), "Secret(…)");
}
