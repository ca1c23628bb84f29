use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Wipe as _, Wiped};

#[test]
fn what_is_wiped_is_empty() {
    let mut octets = Vec::from([7; 100]);
    octets.wipe();
    assert!(octets.is_empty());
    let mut text = String::from("an access token");
    text.wipe();
    assert!(text.is_empty());
}

#[test]
fn debug_shows_nothing_of_it() {
    assert_eq!(format!("{:?}", Wiped::new(String::from("a name"))), "Wiped(…)");
}
