//! Handshakes give nobody a signature that counts, and take no event away.

#[cfg(test)]
mod tests {
    use waxseal::{
        Code, Header, Meta, Options, Program, Request, Secret, SignInput, UnixMillis, handshake,
        sign, verify,
    };

    const NOW: UnixMillis = UnixMillis(1_767_225_600_000);

    fn program(scheme: &str) -> Program<'static> {
        let secret = Secret::text(["0123456789abcdef", "0123456789abcdef"].concat());
        Program::compile(scheme, &Options::default(), &[secret]).unwrap()
    }

    fn ask(
        program: &Program<'_>,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Option<String>, Code> {
        let headers: Vec<Header<'_>> = headers
            .iter()
            .map(|(name, value)| Header {
                name,
                value: value.as_bytes(),
            })
            .collect();
        let meta = Meta {
            method,
            url,
            headers: &headers,
        };
        handshake(program, &Request { meta, body }, None, NOW)
            .map(|answer| answer.map(|answer| answer.body))
            .map_err(|reject| reject.code())
    }

    fn verdict(
        program: &Program<'_>,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<(), Code> {
        let headers: Vec<Header<'_>> = headers
            .iter()
            .map(|(name, value)| Header {
                name,
                value: value.as_bytes(),
            })
            .collect();
        let meta = Meta {
            method: "POST",
            url: "https://example.com/in",
            headers: &headers,
        };
        verify(program, &Request { meta, body }, NOW, 0)
            .map(|_| ())
            .map_err(|reject| reject.code())
    }

    fn genuine(program: &Program<'_>, body: &[u8]) -> Vec<(String, String)> {
        let input = SignInput {
            method: "POST",
            url: "https://example.com/in",
            headers: &[],
            body,
            id: None,
            event_type: None,
            timestamp: NOW,
        };
        sign(program, &input).unwrap().headers
    }

    #[test]
    fn what_the_crc_signs_for_anybody_is_no_event() {
        let x = program("x");
        for text in ["true", "12345", "null", "a_b-C", &"a".repeat(128)] {
            let url = format!("/in/x?crc_token={text}");
            let answer = ask(&x, "GET", &url, &[], b"").unwrap().unwrap();
            let tag = answer
                .strip_prefix(r#"{"response_token":""#)
                .and_then(|rest| rest.strip_suffix(r#""}"#))
                .unwrap();
            let stolen = [("x-twitter-webhooks-signature".to_string(), tag.to_string())];
            assert_eq!(
                verdict(&x, &stolen, text.as_bytes()),
                Err(Code::SignatureMalformed),
                "{text}"
            );
        }
        // Bodies that no challenge can be are events, however short.
        for body in ["{}", "[1]", "\"a\"", "a b", "1.5", &"a".repeat(129), ""] {
            let body = body.as_bytes();
            assert_eq!(verdict(&x, &genuine(&x, body), body), Ok(()), "{body:?}");
        }
        // A scheme whose handshake signs nothing takes them too.
        let github = program("github");
        assert_eq!(
            verdict(&github, &genuine(&github, b"true"), b"true"),
            Ok(())
        );
    }

    #[test]
    fn a_text_that_an_event_could_be_is_not_signed() {
        let x = program("x");
        for text in [
            "%7B%7D",
            "%7B%22a%22%3A1%7D",
            "a%20b",
            "a.b",
            &"a".repeat(129),
        ] {
            let url = format!("/in/x?crc_token={text}");
            assert_eq!(
                ask(&x, "GET", &url, &[], b""),
                Err(Code::SignatureMalformed),
                "{text}"
            );
        }
    }

    #[test]
    fn an_order_with_the_ping_in_its_text_is_an_order() {
        let shop = program("woocommerce");
        let form = [("content-type", "application/x-www-form-urlencoded")];
        assert_eq!(
            ask(&shop, "POST", "/in/shop", &form, b"webhook_id=7"),
            Ok(Some(String::new()))
        );
        let order = br#"{"id":1,"note":"x&webhook_id=7&y"}"#;
        let headers = genuine(&shop, order);
        let signed: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        assert_eq!(ask(&shop, "POST", "/in/shop", &signed, order), Ok(None));
        // Signed with a key that is not here: it is refused as an event, not answered.
        let altered = br#"{"id":2,"note":"x&webhook_id=7&y"}"#;
        assert_eq!(ask(&shop, "POST", "/in/shop", &signed, altered), Ok(None));
    }

    #[test]
    fn a_scheme_says_with_which_methods_and_tokens_its_vendor_asks() {
        assert_eq!(program("meta").scheme().handshake_methods(), ["GET"]);
        assert!(program("meta").scheme().has_verify_token());
        assert_eq!(program("zoom").scheme().handshake_methods(), ["POST"]);
        assert!(!program("zoom").scheme().has_verify_token());
        assert_eq!(program("mandrill").scheme().handshake_methods(), ["HEAD"]);
        assert!(program("github").scheme().handshake_methods().is_empty());
    }
}
