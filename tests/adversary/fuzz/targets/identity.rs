//! From claims to an identity: dates, places, names, addresses. The way there is a session, whose claims were verified when it was opened.

use fc_pivot::identity::{Birthplace, Identity, Presumed};
use fc_pivot::provider::Preset;
use fc_pivot::provider::preset::FRANCECONNECT_PLUS;
use fc_pivot::worker::session::Session;
use serde_json::{Value, json};

use super::world::{ISSUER, NOW, PRESETS, SUB, userinfo_claims};
use super::{text, texts};

/// The identity of a session with these claims.
fn identity_of(preset: &'static Preset, amr: &str, claims: &Value) -> Identity {
    restored(amr, claims).identity(preset).expect("an identity")
}

/// The same by every preset, from one session: to restore it is most of the work.
fn identities_of(amr: &str, claims: &Value) -> [Identity; 2] {
    let session = restored(amr, claims);
    PRESETS.map(|preset| session.identity(preset).expect("an identity"))
}

fn restored(amr: &str, claims: &Value) -> Session {
    Session::restore_former(session(amr, claims).to_string().as_bytes(), NOW).expect("a session")
}

fn session(amr: &str, claims: &Value) -> Value {
    json!({
        "issuer": ISSUER, "sub": SUB, "granted": "openid identite_pivot email", "acr": "eidas2", "amr": [amr], "auth_time": NOW,
        "claims": claims, "id_token": "a.b.c", "opened_at": NOW, "expires_at": NOW + 60, "ends_at": NOW + 60,
    })
}

fn anomalous(identity: &Identity, claim: &str) -> bool {
    identity.anomalies.iter().any(|anomaly| anomaly.claim == claim)
}

/// What was sealed comes back the same, whatever its claims; none of them is lost, and each of the pivot's is read or reported.
pub fn identity(data: &[u8]) -> bool {
    let Ok(session) = Session::restore_former(data, NOW) else { return false };
    let again = Session::restore(session.store().into(), NOW).expect("what we stored");
    let received: Value = serde_json::from_slice(data).expect("taken, so JSON");
    for preset in PRESETS {
        let identity = session.identity(preset).expect("an identity");
        assert!(Ok(&identity) == again.identity(preset).as_ref());
        let told = |registered| serde_json::from_str::<Value>(&again.told(preset, registered).expect("told")).expect("JSON");
        let mut whole = serde_json::to_value(&identity).expect("JSON");
        assert_eq!(told(None)["identity"], whole);
        whole.as_object_mut().expect("an object").remove("raw");
        assert_eq!(told(Some(r#"{"aud":"x"}"#))["fc"]["identity"], whole);
        assert_eq!(Some(&identity.raw), received["claims"].as_object());
        if preset == &FRANCECONNECT_PLUS {
            for (claim, was_read) in [
                ("family_name", identity.birth_name.is_some() || identity.usual_name.is_some()),
                ("given_name", identity.given_names.is_some()),
                ("gender", identity.gender.is_some()),
                ("birthdate", identity.birthdate.is_some()),
                ("birthplace", identity.birthplace.is_some()),
                ("birthcountry", identity.birth_country.is_some()),
            ] {
                assert!(!identity.raw.contains_key(claim) || was_read || anomalous(&identity, claim), "{claim}");
            }
        }
    }
    true
}

pub fn identity_seeds() -> Vec<Vec<u8>> {
    let register = json!({
        "rnipp_given_name": "A B", "rnipp_given_name_array": ["A B"], "rnipp_birthdate": "1962-08", "rnipp_gender": "male",
        "rnipp_birthplace": "2A004", "rnipp_birthcountry": "99100", "rnipp_family_name": "C", "given_name_array": ["A", "B"],
        "odd": [0.30000000000000004, -6.564504360750077e-97, 1e23, 18446744073709551615_u64, null],
    });
    texts([session("fr", &userinfo_claims()).to_string(), session("eidas", &register).to_string(), session("", &json!({})).to_string()])
}

/// A date is taken if, and only if, it is written in one of the five forms and was a day; what is shown of it is its beginning.
pub fn birthdate(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let expected = date(text);
    for amr in ["fr", "eidas", ""] {
        for identity in identities_of(amr, &json!({ "birthdate": text, "rnipp_birthdate": text })) {
            let rnipp = identity.rnipp.as_ref().and_then(|rnipp| rnipp.birthdate.as_ref());
            for (claim, read) in [("birthdate", identity.birthdate.as_ref()), ("rnipp_birthdate", rnipp)] {
                let parts = read.map(|date| (date.year, date.month, date.day));
                assert_eq!(parts, expected, "{claim}");
                assert!(read.is_some() || anomalous(&identity, claim));
                if let Some(date) = read {
                    assert!(text.starts_with(&date.iso) && [4, 7, 10].contains(&date.iso.len()));
                    assert!(date.day.is_some() == matches!(date.presumed, Presumed::No | Presumed::Possibly));
                }
            }
        }
    }
    expected.is_some()
}

/// `YYYY-MM-DD`, `YYYY-MM-00`, `YYYY-00-00`, `YYYY-MM`, `YYYY`; a table of month lengths in the place of arithmetic.
fn date(text: &str) -> Option<(u16, Option<u8>, Option<u8>)> {
    let parts: Vec<&str> = text.split('-').collect();
    let widths = [4, 2, 2];
    let written = parts.len() <= 3
        && parts.iter().zip(widths).all(|(part, width)| part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !written {
        return None;
    }
    let year: u16 = parts[0].parse().ok().filter(|year| *year != 0)?;
    let month: Option<u8> = parts.get(1).and_then(|month| month.parse().ok());
    let day: Option<u8> = parts.get(2).and_then(|day| day.parse().ok());
    let february = match (year % 4, year % 100, year % 400) {
        (0, 0, 0) | (0, 1.., _) => 29,
        _ => 28,
    };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    match (month, day) {
        (None, _) | (Some(0), Some(0)) => Some((year, None, None)),
        (Some(month), day) => {
            let length = *lengths.get(usize::from(month).checked_sub(1)?)?;
            day.is_none_or(|day| day <= length).then_some((year, Some(month), day.filter(|day| *day != 0)))
        }
    }
}

pub fn birthdate_seeds() -> Vec<Vec<u8>> {
    texts(["1962-08-24", "2000-02-29", "1964-03-00", "1964-00-00", "1964-03", "1964", "0001-01-01"])
}

/// A commune's code, held against the list of all departments; a country's, against its form.
pub fn birthplace(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let (place, country) = text.split_once('\n').unwrap_or((text, "99100"));
    let identity = identity_of(&FRANCECONNECT_PLUS, "fr", &json!({ "birthplace": place, "birthcountry": country }));
    let is_country =
        country.len() == 5 && country.starts_with("99") && country.parse::<u32>().is_ok_and(|code| (99_100..99_600).contains(&code));
    assert_eq!(identity.birth_country.as_ref().map(|country| country.code.as_str()), is_country.then_some(country));
    let in_france = is_country && country == "99100";
    let expected = department(place).filter(|_| in_france || !is_country);
    match &identity.birthplace {
        Some(Birthplace::Commune { code, department }) => assert!(code == place && Some(department) == expected.as_ref()),
        Some(Birthplace::Abroad) => assert!(!in_france && (is_country || place.is_empty())),
        None => assert!(expected.is_none() && anomalous(&identity, "birthplace")),
        Some(other) => panic!("{other:?} of a French identity"),
    }
    for european in identities_of("eidas", &json!({ "birthplace": place, "birthcountry": country })) {
        assert_eq!(european.raw["birthplace"], json!(place));
    }
    identity.birthplace.is_some() && identity.birth_country.is_some()
}

fn department(code: &str) -> Option<String> {
    let mainland = (1..=95).map(|number| format!("{number:02}")).chain(["2A".into(), "2B".into()]);
    let overseas = (971..=979).chain(981..=989).map(|number| number.to_string());
    let department = mainland.chain(overseas).find(|department| code.starts_with(department.as_str()))?;
    let number = code.strip_prefix(department.as_str())?;
    let numbered =
        number.len() + department.len() == 5 && number.bytes().all(|byte| byte.is_ascii_digit()) && number.bytes().any(|byte| byte != b'0');
    numbered.then_some(department)
}

pub fn birthplace_seeds() -> Vec<Vec<u8>> {
    texts(["75107", "2A004", "97411\n99100", "20004", "\n99352", "93001\n99352", "Alger\n99352", "01001\n99100"])
}

/// Names are kept to the letter or reported; what would act on the place where it is shown is never kept.
pub fn names(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let claims = json!({
        "family_name": text, "preferred_username": text, "given_name": text, "given_name_array": text.split(',').collect::<Vec<_>>(),
        "rnipp_given_name": text, "rnipp_given_name_array": text.split(' ').collect::<Vec<_>>(),
    });
    let mut kept = false;
    for amr in ["fr", "eidas", ""] {
        for identity in identities_of(amr, &claims) {
            let family: Vec<_> = [&identity.birth_name, &identity.usual_name].into_iter().flatten().collect();
            assert!(family.iter().all(|name| name.as_str() == text) && (!family.is_empty() || anomalous(&identity, "family_name")));
            let register = identity.rnipp.as_ref().and_then(|rnipp| rnipp.given_names.as_ref());
            for names in [identity.given_names.as_ref(), register].into_iter().flatten() {
                assert!(names.iter().all(|name| !name.trim_matches(' ').is_empty() && !name.chars().any(char::is_control)));
                let letters = |text: &str| text.chars().filter(|character| !" ,".contains(*character)).collect::<String>();
                assert_eq!(letters(&names.concat()), letters(text));
            }
            kept |= !family.is_empty();
        }
    }
    assert!(!kept || !text.chars().any(|character| character.is_control() || ('\u{202a}'..='\u{202e}').contains(&character)));
    kept
}

pub fn names_seeds() -> Vec<Vec<u8>> {
    texts(["LEBLANC", "DE L'ÉTOILE-ŒUVRE", "Jean Pierre", "Jean Pierre,Anne-Marie", "Ægir Þór", "O’Brien", "_", "李"])
}

/// An address that is kept is one address: outside of quotes there is one `@`, nothing that ends it and nothing that begins another.
pub fn email(data: &[u8]) -> bool {
    let Some(text) = text(data) else { return false };
    let identity = identity_of(&FRANCECONNECT_PLUS, "fr", &json!({ "email": text }));
    match &identity.email {
        Some(email) => {
            assert!(email == text && !text.chars().any(char::is_control));
            let (local, domain) = text.rsplit_once('@').expect("an @");
            assert!(local.len() <= 64 && domain.len() <= 254 && domain.contains('.'));
            let quoted = local.len() > 1 && local.starts_with('"') && local.ends_with('"');
            for part in [Some(domain), Some(local).filter(|_| !quoted)].into_iter().flatten() {
                assert!(!part.chars().any(|character| character.is_whitespace() || "@\"(),:;<>[\\]".contains(character)));
                assert!(part.split('.').all(|part| !part.is_empty()), "an empty atom or label");
            }
        }
        None => assert!(anomalous(&identity, "email")),
    }
    identity.email.is_some()
}

pub fn email_seeds() -> Vec<Vec<u8>> {
    texts(["camille@example.org", "a.b+c@x-y.example", "é@élan.example", "!#$%&'*+-/=?^_`{|}~@a.example", "\"a b@c\\\"\"@example.org"])
}
