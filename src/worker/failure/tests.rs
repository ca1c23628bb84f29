use super::*;
use crate::worker::namespace::tests::{ours, theirs};
use alloc::format;

#[test]
fn a_failure_is_remembered_and_forgotten() {
    let line = remember(&ours(), Code::AccessDenied);
    let pair = format!("{}=access_denied", name(&ours()));
    assert_eq!(line, format!("{pair}; Path=/; Max-Age=10; Secure; HttpOnly; SameSite=Lax"));
    let header = format!("a=b; {pair}");
    let present = Cookies::parse(&header);
    assert_eq!(recent(&ours(), &present), Some(Code::AccessDenied));
    assert_eq!(forget(&ours(), &present), Some(cookies::clear(&name(&ours()))));
    assert_eq!((recent(&ours(), &Cookies::parse("")), forget(&ours(), &Cookies::parse(""))), (None, None));
}

#[test]
fn n73_another_clients_failure_is_not_ours() {
    let line = remember(&theirs(), Code::AccessDenied);
    let present = Cookies::parse(line.split(';').next().unwrap());
    assert_eq!((recent(&ours(), &present), recent(&theirs(), &present)), (None, Some(Code::AccessDenied)));
}

#[test]
fn an_unknown_code_is_no_failure() {
    let name = name(&ours());
    for header in [format!("{name}=<b>"), format!("{name}="), format!("{name}=access_denied; {name}=internal")] {
        assert_eq!(recent(&ours(), &Cookies::parse(&header)), None);
    }
}
