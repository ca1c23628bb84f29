use super::*;
use crate::worker::namespace::tests::{ours, theirs};

#[test]
fn a_ticket_comes_back_from_its_cookie() {
    let ticket = Ticket::new([7; 32]);
    let back = Ticket::parse(ticket.text().expose()).unwrap();
    assert_eq!(back.key(&ours()), ticket.key(&ours()));
    assert_ne!(Ticket::new([8; 32]).key(&ours()), ticket.key(&ours()));
    assert!(ticket.key(&ours()).starts_with("session:") && !ticket.key(&ours()).contains(ticket.text().expose()));
}

#[test]
fn what_is_no_ticket_has_no_record() {
    let text = base64url::encode(&[7; 32]);
    assert!(Ticket::parse(&text).is_some());
    for bad in ["", "x", &text[..42], &alloc::format!("{text}A"), &alloc::format!("{text}="), &base64url::encode(&[7; 33])] {
        assert!(Ticket::parse(bad).is_none());
    }
}

#[test]
fn n71_each_client_has_keys_of_its_own_in_one_store() {
    let ticket = Ticket::new([7; 32]);
    assert_ne!(ticket.key(&ours()), ticket.key(&theirs()));
    assert_ne!(subject_key(&ours(), "issuer", "person"), subject_key(&theirs(), "issuer", "person"));
    assert_ne!(login_key(&ours(), "state"), login_key(&theirs(), "state"));
    assert_eq!(login_key(&ours(), "state"), login_key(&ours(), "state"));
}
