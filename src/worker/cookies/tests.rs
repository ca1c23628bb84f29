use super::*;
use alloc::format;

const NAME: &str = "__Host-x";

fn header(lines: &[String]) -> String {
    let pairs: Vec<_> = lines.iter().map(|line| line.split(';').next().unwrap().to_string()).collect();
    pairs.join("; ")
}

fn round_trip(length: usize) -> Option<(usize, bool)> {
    let value: String = "abcdefghij".chars().cycle().take(length).collect();
    let lines = set_split(NAME, &value, 1800, &Cookies::parse("")).ok()?;
    assert!(lines.iter().all(|line| line.len() <= limits::COOKIE_BYTES));
    Some((lines.len(), Cookies::parse(&header(&lines)).get_split(NAME)? == value))
}

#[test]
fn every_cookie_is_bound_to_its_host() {
    assert_eq!(set(NAME, "v", 600), "__Host-x=v; Path=/; Max-Age=600; Secure; HttpOnly; SameSite=Lax");
    assert_eq!(clear(NAME), "__Host-x=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
}

#[test]
fn n64_a_repeated_name_has_no_value() {
    assert_eq!(Cookies::parse("a=1; __Host-x=v; b=2").get(NAME), Some("v"));
    assert_eq!(Cookies::parse("__Host-x=v; a=1; __Host-x=w").get(NAME), None);
    assert_eq!(Cookies::parse("__Host-x=v; __Host-x=v").get(NAME), None);
    assert_eq!(Cookies::parse("__host-x=v").get(NAME), None);
}

#[test]
fn a_value_is_spread_over_as_many_cookies_as_it_needs() {
    assert_eq!(round_trip(0), Some((1, true)));
    assert_eq!(round_trip(1000), Some((1, true)));
    assert_eq!(round_trip(4100), Some((2, true)));
    assert_eq!(round_trip(11_000), Some((3, true)));
    assert_eq!(set_split(NAME, &"a".repeat(13_000), 1800, &Cookies::parse("")).unwrap_err().code(), Code::SessionTooLarge);
}

#[test]
fn the_largest_cookie_has_4096_bytes_or_a_few_less() {
    let room = (1..limits::COOKIE_BYTES).rev().find(|length| round_trip(*length).unwrap().0 == 1).unwrap();
    let line = &set_split(NAME, &"a".repeat(room), 1800, &Cookies::parse("")).unwrap()[0];
    assert!((4093..=4096).contains(&line.len()), "{}", line.len());
    assert_eq!(round_trip(room + 1), Some((2, true)));
}

#[test]
fn n68_a_forged_count_finds_nothing() {
    let lines = set_split(NAME, &"a".repeat(5000), 1800, &Cookies::parse("")).unwrap();
    let good = header(&lines);
    assert!(Cookies::parse(&good).get_split(NAME).is_some());
    for count in ["0.", "3.", "4.", "9999999.", "-1.", "02.", "+2.", "."] {
        assert_eq!(Cookies::parse(&good.replace("=2.", &format!("={count}"))).get_split(NAME), None, "{count}");
    }
    assert_eq!(Cookies::parse(&good.replace("__Host-x-1", "__Host-x-2")).get_split(NAME), None);
}

#[test]
fn parts_of_a_longer_value_are_removed() {
    let present = Cookies::parse("__Host-x=3.a; __Host-x-1=b; __Host-x-2=c");
    let lines = set_split(NAME, "short", 1800, &present).unwrap();
    assert_eq!(lines.len(), 3);
    assert_eq!(&lines[1..], [clear("__Host-x-1"), clear("__Host-x-2")]);
    assert_eq!(clear_split(NAME, &present).len(), 3);
    assert_eq!(clear_split(NAME, &Cookies::parse("")).len(), 1);
}

#[test]
fn an_oversized_header_is_not_read() {
    let header = format!("__Host-x=v; a={}", "b".repeat(limits::COOKIE_HEADER_BYTES));
    assert_eq!(Cookies::parse(&header).get(NAME), None);
}

#[test]
fn cookies_beyond_the_limit_are_not_read() {
    let behind = |others: usize| (0..others).map(|number| format!("c{number}=; ")).collect::<String>() + "__Host-x=v";
    assert_eq!(Cookies::parse(&behind(limits::COOKIES - 1)).get(NAME), Some("v"));
    assert_eq!(Cookies::parse(&behind(limits::COOKIES)).get(NAME), None);
}
