//! Which URLs an origin may have: the guard against requests to the operator's own network.

use serde_json::json;
use waxseal_gateway::config::Config;

use crate::support::secret;

/// Returns what is said of an origin with this URL.
fn said(member: &str, url: &str) -> Option<String> {
    let mut origin = json!({ "events": ["*"], "secrets": ["CRM"] });
    origin[member] = json!(url);
    let text = json!({
        "sources": { "s": { "scheme": "github", "secrets": ["GITHUB"] } },
        "origins": { "o": origin },
    });
    let error = Config::parse(&text.to_string(), &secret).err()?;
    Some(error.to_string())
}

const PUBLIC: [&str; 17] = [
    "example.com",
    "EXAMPLE.com.",
    "8.8.8.8",
    "8.8.8.8:8443",
    "[2606:4700::1111]",
    "[2606:4700::1111]:8443",
    "a-b.example.co:8443",
    "a_b.example.co",
    "xn--bcher-kva.example",
    "localhost.example.com",
    "internal.example.com",
    "172.32.0.1",
    "100.128.0.1",
    "[64:ff9b::808:808]",
    "[2002:808:808::]",
    "[2606:4700:0:0:0:5efe:808:808]",
    "hooks.slack.com:0443",
];

/// Machines and networks of one's own, by address or by name.
const PRIVATE: [&str; 83] = [
    // The registries of special-purpose addresses (RFC 6890).
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.1.2.3",
    "127.0.0.1.",
    "169.254.169.254",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.5",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "[::]",
    "[::1]",
    "[0:0:0:0:0:0:0:1]",
    "[100::1]",
    "[2001::1]",
    "[2001:10::1]",
    "[2001:db8::1]",
    "[3fff::1]",
    "[5f00::1]",
    "[fc00::1]",
    "[fd00:ec2::254]",
    "[fd12::1]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    // IPv4 within IPv6: mapped, compatible, translated, NAT64, 6to4, ISATAP.
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::FFFF:10.0.0.1]",
    "[::ffff:169.254.169.254]",
    "[::127.0.0.1]",
    "[::10.0.0.1]",
    "[::ffff:0:10.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::10.0.0.1]",
    "[64:ff9b:1::808:808]",
    "[64:ff9b::1:808:808]",
    "[2002:7f00:1::]",
    "[2002:a00:1::1]",
    "[2002:a9fe:a9fe::]",
    "[2606:4700::5efe:10.0.0.1]",
    "[2606:4700::200:5efe:127.0.0.1]",
    // Names that never leave the machine, the office or the cluster.
    "localhost",
    "LOCALHOST",
    "localhost.",
    "localhost:8787",
    "a.localhost",
    "a.LocalHost.",
    "localhost.localdomain",
    "crm",
    "crm.",
    "crm:8080",
    "crm.local",
    "x.internal",
    "metadata.google.internal",
    "metadata.google.internal.",
    "host.docker.internal",
    "instance-data.ec2.internal",
    "metadata",
    "x.home.arpa",
    "1.0.0.127.in-addr.arpa",
    "router.lan",
    "wiki.corp",
    "nas.home",
    "wiki.intranet",
    "db.private",
    "kubernetes.default.svc",
    "kubernetes.default.svc.cluster.local",
    "vault.service.consul",
    "hidden.onion",
];

/// What is no host at all, or one that another reader would take for another.
const MALFORMED: [&str; 43] = [
    "",
    ".",
    ":443",
    "@example.com",
    "user@example.com",
    "user:pass@example.com",
    "example.com:443@10.0.0.1",
    "example.com%40evil.example",
    "example.com\\@evil.example",
    "example.com\\.evil.example",
    "example.com#@evil.example",
    "example.com..",
    ".example.com",
    "a..b.com",
    "-a.example.com",
    "exa%6dple.com",
    "127.0.0.%31",
    "bücher.example",
    "１２７.0.0.1",
    "127。0。0。1",
    "ⓛocalhost",
    "exa mple.com",
    "exa\tmple.com",
    "example.com\n",
    "2130706433",
    "017700000001",
    "0x7f000001",
    "0x7f.1",
    "0X7F.0.0.1",
    "127.0.0.0x1",
    "127.1",
    "127.0.1",
    "0177.0.0.1",
    "127.0.0.01",
    "1.2.3.4.5",
    "256.1.1.1",
    "example.com:",
    "example.com:0",
    "example.com:+443",
    "example.com:65536",
    "example.com:http",
    "[::1",
    "[fe80::1%25eth0]",
];

const BROKEN_BRACKETS: [&str; 5] = ["[::1]x", "[]", "[1.2.3.4]", "[::g]", "::1"];

#[test]
fn a_public_host_is_taken_in_every_spelling() {
    for host in PUBLIC {
        for path in ["", "/", "/x?y=z@w", "?x"] {
            assert_eq!(
                said("url", &format!("https://{host}{path}")),
                None,
                "{host}"
            );
        }
        let template = format!("https://{host}/pb?cid={{/id}}");
        assert_eq!(said("postback", &template), None, "{host}");
    }
}

#[test]
fn a_private_host_is_refused_in_every_spelling() {
    for host in PRIVATE {
        for (member, url) in [
            ("url", format!("https://{host}/x")),
            ("url", format!("https://{host}?x")),
            ("url", format!("https://{host}/{{secret:CRM_KEY}}")),
            ("postback", format!("https://{host}/pb?cid={{/id}}")),
        ] {
            let said = said(member, &url).unwrap_or_default();
            let start = format!("/origins/o/{member}: must be a public host; ");
            assert!(said.starts_with(&start), "{url}: {said}");
        }
    }
}

#[test]
fn what_is_no_plain_host_is_refused() {
    for host in MALFORMED.iter().chain(&BROKEN_BRACKETS) {
        for (member, url) in [
            ("url", format!("https://{host}/x")),
            ("postback", format!("https://{host}/pb?cid={{/id}}")),
        ] {
            let said = said(member, &url).unwrap_or_default();
            let start = format!("/origins/o/{member}: ");
            assert!(said.starts_with(&start), "{url}: {said:?}");
            assert!(said.ends_with("(origin_invalid)"), "{url}: {said}");
            assert!(!said.contains("public host"), "{url}: {said}");
        }
    }
}

#[test]
fn a_url_has_one_form() {
    for url in [
        "HTTPS://example.com",
        "http://example.com",
        "ftp://example.com",
        "https:example.com",
        "https:/example.com",
        "https:///example.com",
        "https:\\\\example.com",
        "//example.com",
        "example.com",
        " https://example.com",
        "https://example.com/ x",
        "https://example.com/#x",
        "javascript:alert(1)",
        "data:,x",
        "file:///etc/passwd",
    ] {
        for member in ["url", "postback"] {
            let said = said(member, url).unwrap_or_default();
            assert!(
                said.starts_with(&format!("/origins/o/{member}: ")),
                "{url}: {said}"
            );
        }
    }
}

#[test]
fn no_placeholder_and_no_secret_chooses_the_host() {
    for host in [
        "{/host}",
        "{secret:CRM_KEY}",
        "t.{/host}",
        "t.{secret:CRM_KEY}",
        "example.com{/x}",
        "example.com{secret:CRM_KEY}",
        "example.com:{/port}",
        "{/user}@example.com",
        "{secret:CRM_KEY}@example.com",
        "example.com@{/host}",
    ] {
        for path in ["", "/x", "?x"] {
            let url = format!("https://{host}{path}");
            let said = said("postback", &url).unwrap_or_default();
            assert!(
                said.contains("must not stand in scheme, host or port")
                    || said.contains("must have a host here"),
                "{url}: {said}"
            );
            assert!(!said.contains(&secret("CRM_KEY").unwrap()), "{said}");
        }
    }
    for url in [
        "{/scheme}://example.com/",
        "https{secret:CRM_KEY}://example.com/",
    ] {
        let said = said("postback", url).unwrap();
        assert!(said.contains("must not stand in scheme"), "{said}");
    }
}
