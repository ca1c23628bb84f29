//! Codes of INSEE's *Code officiel géographique* (COG), by their form.
//!
//! Comes in: a text. Goes out: whether it has the form of a commune's or of a country's code, and a commune's department.
//! Never: a list of communes. Codes of communes since merged or renumbered remain birthplaces, and a list would age.

/// France, among the COG's countries.
pub(super) const FRANCE: &str = "99100";

/// The department of a commune code; `None` where the text does not have the form of one.
///
/// Two characters of department and three digits, or three and two overseas. No commune has number 0. What is taken:
/// - `01`…`95`. `20` is Corsica before 1976: people were born there under such codes. `91`…`94` are departments around Paris
///   (codes of 1968); until 1962 they stood for Algeria, and nothing in the code tells which. Registers say country 99352 today of
///   a birth in Algeria, and the birthplace is then abroad, not in Île-de-France.
/// - `2A`, `2B`, in capitals; there is no `2C`.
/// - `971`…`979` and `981`…`989`: of those digits some were in use at one time only (985 was Mayotte until 2011).
///
/// What is not: `00`; `96` (a protectorate once, in social security numbers, never in the COG); `99`, which is a country.
pub(super) fn department(code: &str) -> Option<&str> {
    let (characters, number) = match code.as_bytes() {
        [b'9', b'7' | b'8', b'1'..=b'9', number @ ..] if number.len() == 2 => (3, number),
        [b'0', b'1'..=b'9', number @ ..]
        | [b'1'..=b'8', b'0'..=b'9', number @ ..]
        | [b'9', b'0'..=b'5', number @ ..]
        | [b'2', b'A' | b'B', number @ ..]
            if number.len() == 3 =>
        {
            (2, number)
        }
        _ => return None,
    };
    let numbered = number.iter().all(u8::is_ascii_digit) && number.iter().any(|digit| *digit != b'0');
    if numbered { code.get(..characters) } else { None }
}

/// Whether the text has the form of a country's code: `99`, the continent (1 Europe, 2 Asia, 3 Africa, 4 America, 5 Oceania), and two
/// digits. So `99000` and `99990`, which mean "unknown" in some registers, are no countries.
pub(super) fn is_country(code: &str) -> bool {
    matches!(code.as_bytes(), [b'9', b'9', b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'])
}

#[cfg(test)]
mod tests;
