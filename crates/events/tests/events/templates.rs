use proptest::prelude::*;
use waxseal_events::template::{Message, RenderCause, TemplateCause};
use waxseal_events::{Document, Template, limits};

const EVENT: &str = r#"{"data":{"click_id":"a b&c=d/é","amount_cents":1250,"currency":"KWD","none":null,
    "empty":"","list":[],"flag":true,"dots":"..","half":"."," ":1,"decimal":12.5,"gold":"XAU"}}"#;

fn render(template: &str) -> Result<String, (String, RenderCause)> {
    let template = Template::compile(template).unwrap();
    let document = Document::parse_json(EVENT.as_bytes()).unwrap();
    template
        .render(&document)
        .map_err(|error| (error.pointer, error.cause))
}

#[test]
fn values_are_encoded_and_minor_units_become_major_ones() {
    let template = "https://t.example.com/pb?cid={/data/click_id}&payout={/data/amount_cents|major:/data/currency}";
    assert_eq!(
        render(template).unwrap(),
        "https://t.example.com/pb?cid=a%20b%26c%3Dd%2F%C3%A9&payout=1.250"
    );
    for (template, url) in [
        (
            "https://h/{/data/amount_cents|major:USD}",
            "https://h/12.50",
        ),
        (
            "https://h?x={/data/amount_cents|major:JPY}",
            "https://h?x=1250",
        ),
        (
            "https://h/{/data/flag}/{/data/decimal}",
            "https://h/true/12.5",
        ),
        (
            "https://h/a%2fb?{/data/currency}={/data/currency}",
            "https://h/a%2fb?KWD=KWD",
        ),
        ("https://h:8443", "https://h:8443"),
        ("http://[::1]:9/?a={/data/ }", "http://[::1]:9/?a=1"),
        ("https://h/x{/data/dots}", "https://h/x.."),
        ("https://h/.x/...?a=/../", "https://h/.x/...?a=/../"),
        ("https://h/{/data/dots}{/data/half}", "https://h/..."),
    ] {
        assert_eq!(render(template).as_deref(), Ok(url), "{template}");
    }
}

#[test]
fn a_form_is_an_event_too() {
    let template = Template::compile("https://h/?a={/payout|major:/cur}&b={/sub 1}").unwrap();
    let form = Document::parse_form(b"payout=1250&cur=USD&sub+1=%26").unwrap();
    assert_eq!(template.render(&form).unwrap(), "https://h/?a=12.50&b=%26");
    let form = Document::parse_form(b"payout=1250&payout=9&cur=USD&sub+1=x").unwrap();
    let error = template.render(&form).unwrap_err();
    assert_eq!(error.to_string(), "/payout: stands there more than once");
}

#[test]
fn a_missing_value_is_an_error_with_its_cause_and_never_an_empty_parameter() {
    for (placeholder, pointer, cause, told) in [
        (
            "/data/nope",
            "/data/nope",
            RenderCause::Absent,
            "is missing",
        ),
        ("/data/none", "/data/none", RenderCause::Null, "is null"),
        ("/data/empty", "/data/empty", RenderCause::Empty, "is empty"),
        (
            "/data/list",
            "/data/list",
            RenderCause::NotScalar,
            "is a list or an object",
        ),
        (
            "/data",
            "/data",
            RenderCause::NotScalar,
            "is a list or an object",
        ),
        (
            "/data/decimal|major:USD",
            "/data/decimal",
            RenderCause::NotMinor,
            "is not an integer in minor units",
        ),
        (
            "/data/click_id|major:USD",
            "/data/click_id",
            RenderCause::NotMinor,
            "is not an integer in minor units",
        ),
        (
            "/data/nope|major:USD",
            "/data/nope",
            RenderCause::Absent,
            "is missing",
        ),
        (
            "/data/amount_cents|major:/data/nope",
            "/data/nope",
            RenderCause::Absent,
            "is missing",
        ),
        (
            "/data/amount_cents|major:/data/gold",
            "/data/gold",
            RenderCause::NotCurrency,
            "is not an active ISO 4217 code with a minor unit",
        ),
        (
            "/data/amount_cents|major:/data/click_id",
            "/data/click_id",
            RenderCause::NotCurrency,
            "is not an active ISO 4217 code with a minor unit",
        ),
    ] {
        let template = Template::compile(&format!("https://h/?a={{{placeholder}}}")).unwrap();
        let document = Document::parse_json(EVENT.as_bytes()).unwrap();
        let error = template.render(&document).unwrap_err();
        assert_eq!(
            (error.pointer.as_str(), error.cause),
            (pointer, cause),
            "{placeholder}"
        );
        assert_eq!(error.to_string(), format!("{pointer}: {told}"));
    }
}

#[test]
fn a_value_cannot_lead_to_another_path() {
    for template in [
        "https://h/{/data/dots}/x",
        "https://h/a/{/data/dots}",
        "https://h/a/{/data/half}{/data/half}?q",
        "https://h/a/%2E{/data/half}",
    ] {
        let dots = Err((String::new(), RenderCause::DotSegment));
        assert_eq!(render(template), dots, "{template}");
    }
    let query = "https://h/a?b={/data/dots}/x";
    assert_eq!(render(query).as_deref(), Ok("https://h/a?b=../x"));
}

#[test]
fn a_mistake_is_named_with_its_place() {
    use TemplateCause::*;
    for (template, at, cause) in [
        ("", 0, NoScheme),
        ("t.example.com", 0, NoScheme),
        ("ftp://h/", 0, NoScheme),
        ("HTTPS://h/", 0, NoScheme),
        ("{/scheme}://h/", 0, PlaceholderInHost),
        ("t.example.com/{/a}", 0, NoScheme),
        ("https{/s}://h/", 5, PlaceholderInHost),
        ("https://{/host}/", 8, PlaceholderInHost),
        ("https://t.{/host}/", 10, PlaceholderInHost),
        ("https://h{/x}", 9, PlaceholderInHost),
        ("https://h:{/port}/", 10, PlaceholderInHost),
        ("https://h}/", 9, PlaceholderInHost),
        ("https:///x", 8, BadHost),
        ("https://", 8, BadHost),
        ("https://:80/", 8, BadHost),
        ("https://user@h/", 12, BadHost),
        ("https://h\\{/a}", 10, PlaceholderInHost),
        ("https://h#{/a}", 10, PlaceholderInHost),
        ("https://h\\x/", 9, BadHost),
        ("https://hé/", 9, BadHost),
        ("https://h/#a", 10, BadCharacter),
        ("https://h/a b", 11, BadCharacter),
        ("https://h/é", 10, BadCharacter),
        ("https://h/\n", 10, BadCharacter),
        ("https://h/%", 10, BadEscape),
        ("https://h/%2", 10, BadEscape),
        ("https://h/%2g", 10, BadEscape),
        ("https://h/%g2", 10, BadEscape),
        ("https://h/%{/a}", 10, BadEscape),
        ("https://h/?a={/b", 13, Unclosed),
        ("https://h/?a=}", 13, Unopened),
        (
            "https://h/{}",
            11,
            BadPointer("does not start with /, as a JSON pointer does"),
        ),
        (
            "https://h/{a}",
            11,
            BadPointer("does not start with /, as a JSON pointer does"),
        ),
        (
            "https://h/{/a~}",
            11,
            BadPointer("has a ~ that is neither ~0 (for ~) nor ~1 (for /)"),
        ),
        ("https://h/a/../b?{/a}", 9, DotSegment),
        ("https://h/{/..}/.", 9, DotSegment),
        ("https://h:80/a/%2e%2E?{/a}", 12, DotSegment),
        ("https://h/{/a|lower}", 14, BadModifier),
        ("https://h/{/a|}", 14, BadModifier),
        ("https://h/{/a|major:}", 20, BadCurrency),
        ("https://h/{/a|major:usd}", 20, BadCurrency),
        ("https://h/{/a|major:XAU}", 20, BadCurrency),
        (
            "https://h/{/a|major:/b~3}",
            20,
            BadPointer("has a ~ that is neither ~0 (for ~) nor ~1 (for /)"),
        ),
    ] {
        let error = Template::compile(template).unwrap_err();
        assert_eq!((error.at, error.cause), (at, cause), "{template}");
    }
    let error = Template::compile("https://t.{/host}/").unwrap_err();
    assert_eq!(
        error.to_string(),
        "at byte 10: a placeholder must not stand in scheme, host or port: an event could choose who gets it"
    );
    let error = Template::compile("https://h/{a}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "at byte 11: a placeholder holds a JSON pointer such as {/data/id}, and this one does not start with /, as a JSON pointer does"
    );
}

#[test]
fn templates_and_urls_end_somewhere() {
    let longest = format!("https://h/{}", "a".repeat(limits::TEMPLATE_BYTES - 10));
    assert!(Template::compile(&longest).is_ok());
    let long = format!("{longest}a");
    assert_eq!(
        Template::compile(&long).unwrap_err().cause,
        TemplateCause::TooLong
    );
    let template = Template::compile(&format!("https://h/?a={}", "{/a}".repeat(12))).unwrap();
    let body = |bytes| format!("{{\"a\":\"{}\"}}", "x".repeat(bytes)).into_bytes();
    let cause = |bytes| {
        let body = body(bytes);
        let document = Document::parse_json(&body).unwrap();
        template
            .render(&document)
            .map_err(|error| (error.pointer, error.cause))
            .err()
    };
    assert_eq!(cause(600), None);
    assert_eq!(
        cause(limits::VALUE_BYTES),
        Some((String::new(), RenderCause::TooLong))
    );
    assert_eq!(
        cause(limits::VALUE_BYTES + 1),
        Some(("/a".to_owned(), RenderCause::TooLong))
    );
    let exact = "https://h/?a=xyz{/a}{/a}{/a}{/a}{/a}{/a}{/a}{/a}";
    let body = body(1022);
    let document = Document::parse_json(&body).unwrap();
    let render = |text: &str| Template::compile(text).unwrap().render(&document);
    assert_eq!(render(exact).unwrap().len(), limits::URL_BYTES);
    assert!(render(&format!("{exact}x")).is_err());
}

#[test]
fn scheme_host_and_port_are_told_apart() {
    let origin = |text| Template::compile(text).unwrap().origin().to_owned();
    assert_eq!(
        origin("https://t.example.com:8443/pb?{/a}"),
        "https://t.example.com:8443"
    );
    assert_eq!(
        origin("https://t.example.com?x={/a}"),
        "https://t.example.com"
    );
}

#[test]
fn a_secret_is_named_in_the_template_and_given_when_it_is_rendered() {
    let text = "https://h/{secret:PATH}?key={secret:KEY}&a={/data/currency}";
    let template = Template::compile(text).unwrap();
    assert_eq!(template.secrets().collect::<Vec<_>>(), ["PATH", "KEY"]);
    let document = Document::parse_json(EVENT.as_bytes()).unwrap();
    let secret = |name: &str| match name {
        "PATH" => Some("a/../b@evil.example"),
        "KEY" => Some("k&e=y#?"),
        _ => None,
    };
    let url = template.render_with(&document, &secret).unwrap();
    assert_eq!(
        url,
        "https://h/a%2F..%2Fb%40evil.example?key=k%26e%3Dy%23%3F&a=KWD"
    );
    assert!(!format!("{template:?}").contains("evil"));
    for value in [None, Some("")] {
        let error = template.render_with(&document, &|_| value).unwrap_err();
        assert_eq!(error.to_string(), "secret:PATH: is missing");
    }
    assert!(template.render(&document).is_err());
    let error = template
        .render_with(&document, &|_| Some(".."))
        .unwrap_err();
    assert_eq!(error.cause, RenderCause::DotSegment);
}

#[test]
fn a_secret_stands_in_path_or_query_and_has_a_name() {
    use TemplateCause::*;
    for (template, at, cause) in [
        ("{secret:URL}", 0, NoScheme),
        ("https://{secret:HOST}/", 8, PlaceholderInHost),
        ("https://h{secret:X}", 9, PlaceholderInHost),
        ("https://h/{secret:}", 18, BadSecret),
        ("https://h/{secret:a b}", 18, BadSecret),
        ("https://h/{secret:/data/id}", 18, BadSecret),
        ("https://h/{secret:A|major:USD}", 18, BadSecret),
    ] {
        let error = Template::compile(template).unwrap_err();
        assert_eq!((error.at, error.cause), (at, cause), "{template}");
    }
    let long = "N".repeat(limits::SECRET_NAME_BYTES);
    assert!(Template::compile(&format!("https://h/{{secret:{long}}}")).is_ok());
    assert!(Template::compile(&format!("https://h/{{secret:{long}N}}")).is_err());
}

fn message(text: &str) -> Result<String, String> {
    let message = Message::compile(text).map_err(|error| error.to_string())?;
    let document = Document::parse_json(EVENT.as_bytes()).unwrap();
    message
        .render(&document, &|value, out| {
            out.push_str(&value.replace('&', "+"))
        })
        .map_err(|error| error.to_string())
}

#[test]
fn a_message_keeps_its_own_words_and_escapes_values() {
    assert_eq!(
        message("<!here> & {/data/click_id}:\n{/data/amount_cents|major:USD} é").as_deref(),
        Ok("<!here> & a b+c=d/é:\n12.50 é")
    );
    assert_eq!(message("no placeholder").as_deref(), Ok("no placeholder"));
}

#[test]
fn a_message_that_lacks_a_value_is_not_written() {
    for (text, told) in [
        ("{/data/nope}", "/data/nope: is missing"),
        ("x {/data/none} y", "/data/none: is null"),
        ("{/data/list}", "/data/list: is a list or an object"),
        (" \n", "at byte 0: must not be empty"),
        ("a } b", "at byte 2: a closing brace without an opening one"),
        (
            "é\u{7}",
            "at byte 2: a control character other than a line break or tab",
        ),
        (
            "{secret:X}",
            "at byte 1: a placeholder holds a JSON pointer such as {/data/id}, and this one does not start with /, as a JSON pointer does",
        ),
        (
            "{/data/id",
            "at byte 0: the brace that opens here is never closed",
        ),
    ] {
        assert_eq!(message(text).unwrap_err(), told, "{text:?}");
    }
    let long = Message::compile(&"x".repeat(limits::TEMPLATE_BYTES + 1)).unwrap_err();
    assert_eq!(long.cause, TemplateCause::TooLong);
    let body = format!("{{\"a\":\"{}\"}}", "x".repeat(limits::VALUE_BYTES));
    let document = Document::parse_json(body.as_bytes()).unwrap();
    let render = |count| {
        let message = Message::compile(&"{/a}".repeat(count)).unwrap();
        message
            .render(&document, &|value, out| out.push_str(value))
            .map_err(|error| error.cause)
    };
    assert_eq!(render(8).unwrap().len(), limits::MESSAGE_BYTES);
    assert_eq!(render(9), Err(RenderCause::TooLong));
}

#[test]
fn a_template_has_so_many_placeholders() {
    let template = |count| Template::compile(&format!("https://h/?a={}", "{/a}".repeat(count)));
    assert!(template(limits::PLACEHOLDERS).is_ok());
    let error = template(limits::PLACEHOLDERS + 1).unwrap_err();
    assert_eq!(error.cause, TemplateCause::TooMany);
    assert_eq!(error.at, 13 + 4 * limits::PLACEHOLDERS);
    assert_eq!(
        error.to_string(),
        format!(
            "at byte {}: the template has more than {} placeholders",
            error.at,
            limits::PLACEHOLDERS
        )
    );
}

proptest! {
    #[test]
    fn no_value_and_no_secret_leads_to_another_host(value in "\\PC{1,40}", hidden in "\\PC{1,40}") {
        let event = serde_json::json!({ "a": value }).to_string();
        let document = Document::parse_json(event.as_bytes()).unwrap();
        let secret = |_: &str| Some(hidden.as_str());
        for template in ["https://h.example.com/{/a}{secret:S}", "https://h.example.com/x/{secret:S}/{/a}?{/a}={secret:S}", "https://h.example.com?{secret:S}{/a}"] {
            let template = Template::compile(template).unwrap();
            let Ok(url) = template.render_with(&document, &secret) else { continue };
            let rest = url.strip_prefix("https://h.example.com").unwrap();
            prop_assert!(rest.starts_with(['/', '?']));
            prop_assert!(rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/?=%-._~".contains(&byte)), "{}", url);
        }
    }
}
