use super::*;

fn fields(text: &str) -> Fields {
    Fields::read(text.as_bytes()).unwrap()
}

#[test]
fn members_are_taken_with_their_types() {
    let mut read = fields(r#"{"a":"x","b":null,"c":-7,"d":"openid email","e":true}"#);
    assert_eq!((read.text("a"), read.optional_text("b"), read.optional_text("z")), (Ok("x".into()), Ok(None), Ok(None)));
    assert_eq!((read.integer("c"), read.scope("d").map(|scope| scope.as_str().into())), (Ok(-7), Ok(String::from("openid email"))));
    assert_eq!((read.optional_flag("e"), read.optional_flag("z")), (Ok(Some(true)), Ok(None)));
    assert_eq!(read.end(), Ok(()));
}

#[test]
fn another_type_and_absence_are_refused() {
    let text = r#"{"a":1,"b":"1","c":1.5,"d":"email"}"#;
    assert_eq!(
        (fields(text).text("a"), fields(text).optional_text("a"), fields(text).text("z")),
        (Err(Malformed), Err(Malformed), Err(Malformed))
    );
    assert_eq!((fields(text).integer("b"), fields(text).integer("c")), (Err(Malformed), Err(Malformed)));
    assert_eq!((fields(text).optional_flag("a"), fields(text).optional_flag("b")), (Err(Malformed), Err(Malformed)));
    assert!(fields(text).scope("d").is_err() && fields(text).secret("a").is_err());
}

#[test]
fn an_unknown_member_is_refused_at_the_end() {
    let mut read = fields(r#"{"a":"x","b":"y"}"#);
    assert_eq!(read.text("a"), Ok("x".into()));
    assert_eq!(read.end(), Err(Malformed));
}

#[cfg(feature = "worker")]
#[test]
fn lists_and_objects_are_taken() {
    let mut read = fields(r#"{"a":["x"],"b":{"c":1},"d":[1],"e":"x"}"#);
    assert_eq!((read.optional_texts("a"), read.optional_texts("z")), (Ok(Some(["x".into()].into())), Ok(None)));
    assert_eq!(read.object("b").map(|members| members.len()), Ok(1));
    assert_eq!((read.optional_texts("d"), read.optional_texts("e"), read.object("z")), (Err(Malformed), Err(Malformed), Err(Malformed)));
}
