//! What is checked before a body is read: transport, address, limiter.

use serde_json::{Value, json};
use waxseal_gateway::config::Config;
use waxseal_gateway::fault::Fault;
use waxseal_gateway::intake::{Ask, Head, Intake, Purpose, Tell};

use crate::support::{CONFIG, NOW, Sender, config, secret};

const BODY: &[u8] = br#"{"type":"commission.created"}"#;

fn svix(source: &str) -> Head {
    Sender::new("svix", "SVIX").head(source, "msg_1", BODY, NOW)
}

fn code(ask: &Ask) -> Option<String> {
    let Ask::Answer(answer) = ask else {
        return None;
    };
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    body["code"].as_str().map(String::from)
}

fn begin(config: &Config, source: &str, head: Head) -> Ask {
    Intake::begin(config, Purpose::Accept, source, head).1
}

#[test]
fn tls_before_1_2_is_refused_wherever_the_platform_names_it() {
    let config = config(CONFIG);
    let with = |tls: Option<&str>| {
        let tls = tls.map(String::from);
        code(&begin(
            &config,
            "svix",
            Head {
                tls,
                ..svix("svix")
            },
        ))
    };
    for old in ["SSLv3", "TLSv1", "TLSv1.0", "TLSv1.1"] {
        assert_eq!(
            with(Some(old)).as_deref(),
            Some("insecure_transport"),
            "{old}"
        );
    }
    // Absent and unknown are not judged: whoever ends TLS in front has to.
    for fine in [
        Some("TLSv1.2"),
        Some("TLSv1.3"),
        Some("none"),
        Some(""),
        None,
    ] {
        assert_eq!(with(fine), None, "{fine:?}");
    }
}

#[test]
fn plain_http_is_for_this_machine_alone() {
    let config = config(CONFIG);
    let with = |url: &str| {
        code(&begin(
            &config,
            "svix",
            Head {
                url: url.into(),
                ..svix("svix")
            },
        ))
    };
    for far in [
        "http://hooks.example.com/in/svix",
        "http://localhost.example.com/in/svix",
        "http://203.0.113.7/in/svix",
        "http://user@127.0.0.1.example.com/",
        "ftp://hooks.example.com/in/svix",
        "HTTP://hooks.example.com/in/svix",
    ] {
        assert_eq!(with(far).as_deref(), Some("insecure_transport"), "{far}");
    }
    for near in [
        "http://127.0.0.1:8787/in/svix",
        "http://[::1]/in/svix",
        "http://localhost/in/svix",
    ] {
        assert_eq!(with(near), None, "{near}");
    }
}

fn addressed(
    client_ip: Option<&str>,
    lookup: &dyn Fn(&str) -> Option<String>,
) -> Result<Config, String> {
    let mut whole = json!({ "sources": {
        "s": { "scheme": "svix", "secrets": ["SVIX"], "allow_ips": ["203.0.113.0/24", "2001:db8::/32"] },
    } });
    if let Some(client_ip) = client_ip {
        whole["client_ip"] = json!(client_ip);
    }
    Config::parse(&whole.to_string(), lookup).map_err(|invalid| invalid.to_string())
}

fn self_hosted(value: &'static str) -> impl Fn(&str) -> Option<String> {
    move |name| {
        if name == "WAXSEAL_SELF_HOSTED" {
            Some(value.into())
        } else {
            secret(name)
        }
    }
}

#[test]
fn a_self_hosted_list_of_addresses_needs_to_know_who_writes_them() {
    let said = addressed(None, &self_hosted("1")).unwrap_err();
    assert_eq!(
        said,
        "/sources/s/allow_ips: needs \"client_ip\" at the root: outside Cloudflare whoever calls writes \
         cf-connecting-ip as he likes, so name the header that the proxy in front writes (config_invalid)"
    );
    for known in ["x-real-ip", "header:x-forwarded-for", "cf-connecting-ip"] {
        assert!(addressed(Some(known), &self_hosted("1")).is_ok(), "{known}");
    }
    assert!(
        addressed(None, &secret).is_ok(),
        "Cloudflare writes it itself"
    );
    assert!(addressed(None, &self_hosted("0")).is_ok());
    for wrong in ["", "header:", "x real ip", "query:ip"] {
        let said = addressed(Some(wrong), &secret).unwrap_err();
        assert_eq!(
            said,
            "/client_ip: must be the name of a header, such as \"x-real-ip\" (config_invalid)",
            "{wrong}"
        );
    }
}

#[test]
fn of_several_addresses_the_last_is_the_senders_and_garbage_is_nobodys() {
    let config = addressed(Some("header:X-Forwarded-For"), &secret).unwrap();
    let read = |headers: &[(&str, &[u8])]| config.client_address(headers.iter().copied());
    let one = |value: &str| read(&[("x-forwarded-for", value.as_bytes())]);
    assert_eq!(one("203.0.113.7").as_deref(), Some("203.0.113.7"));
    // What stands before the last came with the request: anybody can write it.
    assert_eq!(
        one("203.0.113.7, 198.51.100.1").as_deref(),
        Some("198.51.100.1")
    );
    assert_eq!(one("x,\t2001:DB8::0:7 ").as_deref(), Some("2001:db8::7"));
    assert_eq!(one("::ffff:203.0.113.7").as_deref(), Some("203.0.113.7"));
    for garbage in [
        "",
        ",",
        "203.0.113.7,",
        "203.0.113",
        "203.0.113.7:80",
        "[::1]",
        "for=203.0.113.7",
        "localhost",
        "203.0.113.7 198.51.100.1",
    ] {
        assert_eq!(one(garbage), None, "{garbage}");
    }
    assert_eq!(read(&[("x-forwarded-for", b"\xff")]), None);
    assert_eq!(
        read(&[("cf-connecting-ip", b"203.0.113.7")]),
        None,
        "another header says nothing"
    );
    // Outside Cloudflare nobody writes its header but who calls.
    let whole =
        json!({ "sources": { "s": { "scheme": "svix", "secrets": ["SVIX"] } } }).to_string();
    let far = Config::parse(&whole, &self_hosted("1")).unwrap();
    let near = Config::parse(&whole, &secret).unwrap();
    let forged: [(&str, &[u8]); 1] = [("cf-connecting-ip", b"203.0.113.7")];
    assert_eq!(far.client_address(forged.into_iter()), None);
    assert!(near.client_address(forged.into_iter()).is_some());
    // Where it comes twice, the last one counts, as if they were joined.
    let twice: [(&str, &[u8]); 2] = [
        ("X-Forwarded-For", b"203.0.113.7"),
        ("x-forwarded-for", b"198.51.100.1"),
    ];
    assert_eq!(read(&twice).as_deref(), Some("198.51.100.1"));
}

#[test]
fn a_list_admits_both_families_and_nobody_unknown() {
    let config = addressed(None, &secret).unwrap();
    let with = |address: Option<&str>| {
        let address = address.map(String::from);
        code(&begin(
            &config,
            "s",
            Head {
                address,
                ..svix("s")
            },
        ))
    };
    for fine in ["203.0.113.255", "2001:db8:ffff::1", "::ffff:203.0.113.1"] {
        assert_eq!(with(Some(fine)), None, "{fine}");
    }
    for wrong in [
        Some("203.0.114.0"),
        Some("2001:db9::1"),
        Some("nonsense"),
        Some(""),
        None,
    ] {
        assert_eq!(with(wrong).as_deref(), Some("address_denied"), "{wrong:?}");
    }
}

/// Begins with a limiter and returns its key, with the machine.
fn limited<'c>(config: &'c Config, source: &str, address: Option<&str>) -> (Intake<'c>, String) {
    let head = Head {
        has_limiter: true,
        address: address.map(String::from),
        ..svix(source)
    };
    let (intake, ask) = Intake::begin(config, Purpose::Accept, source, head);
    match ask {
        Ask::Limit {
            key,
            budget_millis: 250,
        } => (intake, key),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_limiter_counts_by_source_and_address_and_a_network_of_ipv6_is_one_sender() {
    let config = config(CONFIG);
    let key = |source: &str, address: Option<&str>| limited(&config, source, address).1;
    assert_eq!(key("svix", Some("203.0.113.7")), "svix 203.0.113.7");
    assert_eq!(key("svix", Some("::ffff:203.0.113.7")), "svix 203.0.113.7");
    assert_eq!(key("plain", Some("203.0.113.7")), "plain 203.0.113.7");
    assert_eq!(
        key("svix", Some("2001:db8:1:2:3:4:5:6")),
        "svix 2001:db8:1:2::/64"
    );
    assert_eq!(
        key("svix", Some("2001:db8:1:2:ffff::1")),
        "svix 2001:db8:1:2::/64"
    );
    assert_eq!(key("svix", Some("garbage")), "svix unknown");
    assert_eq!(key("svix", None), "svix unknown");
}

#[test]
fn a_limiter_without_room_answers_429_and_a_failing_one_lets_through() {
    let config = config(CONFIG);
    let (mut intake, _) = limited(&config, "svix", None);
    let ask = intake.tell(Tell::Limit { has_room: false }, NOW);
    let Ask::Answer(answer) = &ask else {
        panic!("{ask:?}")
    };
    assert_eq!(
        (answer.status, code(&ask).as_deref()),
        (429, Some("rate_limited"))
    );
    let header = answer
        .headers
        .iter()
        .find(|(name, _)| name == "retry-after");
    assert_eq!(header.map(|(_, value)| value.as_str()), Some("60"));

    for tell in [
        Tell::Limit { has_room: true },
        Tell::Fault(Fault::unavailable("down")),
    ] {
        let (mut intake, _) = limited(&config, "svix", None);
        assert!(matches!(intake.tell(tell, NOW), Ask::Body { .. }));
    }
    // Without a limiter nobody is asked; what is refused anyway costs it nothing.
    assert!(matches!(
        begin(&config, "svix", svix("svix")),
        Ask::Body { .. }
    ));
    let denied = Head {
        has_limiter: true,
        address: None,
        ..svix("listed")
    };
    assert_eq!(
        code(&begin(&config, "listed", denied)).as_deref(),
        Some("address_denied")
    );
}
