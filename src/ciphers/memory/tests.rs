use alloc::vec;
use alloc::vec::Vec;

use super::{overwrite, wipe};

#[test]
fn all_that_it_has_of_memory_is_overwritten() {
    let mut octets = Vec::from([7; 100]);
    octets.truncate(60);
    let (place, size) = (octets.as_ptr(), octets.capacity());
    overwrite(&mut octets);
    assert_eq!(octets, vec![0; size]);
    assert_eq!(octets.as_ptr(), place);
}

#[test]
fn what_is_wiped_is_empty_and_has_its_memory_still() {
    let mut octets = Vec::from([7; 100]);
    let (place, size) = (octets.as_ptr(), octets.capacity());
    wipe(&mut octets);
    assert!(octets.is_empty());
    assert_eq!((octets.as_ptr(), octets.capacity()), (place, size));
}
