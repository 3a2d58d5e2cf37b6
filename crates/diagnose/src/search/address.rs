//! URLs that the sender may have called, as the request's own headers name them.

use alloc::borrow::ToOwned as _;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use waxseal::{Meta, explain};

/// URLs that are tried.
const URLS: usize = 48;

/// A URL in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Parts<'u> {
    protocol: &'u str,
    host: &'u str,
    port: Option<&'u str>,
    path: &'u str,
    query: Option<&'u str>,
}

/// Lists other URLs than the one that is checked against, those with the fewest changes first.
pub(crate) fn urls(meta: &Meta<'_>, registered: Option<&str>) -> Vec<String> {
    let checked = registered.unwrap_or(meta.url);
    let mut options = Options::default();
    options.add_url(checked);
    options.add_url(meta.url);
    options.add_headers(meta);
    // What the proxies tell, all of it together, is the likeliest.
    let mut all: Vec<(usize, String)> = options
        .told()
        .into_iter()
        .map(|url| (0, url))
        .chain([(1, meta.url.to_owned())])
        .filter(|(_, url)| url != checked)
        .collect();
    options.add_usual();
    for (protocol_at, protocol) in options.protocols.iter().enumerate() {
        for (host_at, host) in options.hosts.iter().enumerate() {
            for (port_at, port) in options.ports.iter().enumerate() {
                for (path_at, path) in options.paths.iter().enumerate() {
                    for (query_at, query) in options.queries.iter().enumerate() {
                        let places = [protocol_at, host_at, port_at, path_at, query_at];
                        let changes = places.iter().filter(|at| **at > 0).count();
                        let depth: usize = places.iter().sum();
                        let url = write(&Parts {
                            protocol,
                            host,
                            port: port.as_deref(),
                            path,
                            query: query.as_deref(),
                        });
                        if changes <= 3 && url != checked {
                            all.push((changes * 16 + depth, url));
                        }
                    }
                }
            }
        }
    }
    all.sort();
    let mut urls: Vec<String> = Vec::new();
    for (_, url) in all {
        if urls.len() < URLS && !urls.contains(&url) {
            urls.push(url);
        }
    }
    urls
}

/// What each piece may be: the first is the one that is checked against.
#[derive(Default)]
struct Options {
    protocols: Vec<String>,
    hosts: Vec<String>,
    ports: Vec<Option<String>>,
    paths: Vec<String>,
    queries: Vec<Option<String>>,
}

/// Ways that are kept of each piece.
const OF_EACH: usize = 6;

impl Options {
    fn add_url(&mut self, url: &str) {
        let parts = split(url);
        if !parts.host.is_empty() {
            add(&mut self.protocols, parts.protocol.to_owned());
            add(&mut self.hosts, parts.host.to_owned());
            add(&mut self.ports, parts.port.map(str::to_owned));
        }
        add(&mut self.paths, parts.path.to_owned());
        add(&mut self.queries, parts.query.map(str::to_owned));
    }

    fn add_headers(&mut self, meta: &Meta<'_>) {
        let texts = |name: &str| -> Vec<String> {
            explain::header_values(meta, name)
                .into_iter()
                .filter_map(|value| core::str::from_utf8(value).ok())
                .flat_map(|value| value.split(','))
                .map(|text| text.trim().trim_matches('"').to_owned())
                .filter(|text| !text.is_empty() && text.len() <= 2048)
                .collect()
        };
        for name in [
            "x-forwarded-proto",
            "x-forwarded-protocol",
            "x-forwarded-scheme",
            "x-url-scheme",
            "cloudfront-forwarded-proto",
        ] {
            for text in texts(name) {
                add(&mut self.protocols, text.to_ascii_lowercase());
            }
        }
        for name in [
            "x-forwarded-host",
            "x-original-host",
            "x-host",
            "x-forwarded-server",
            "host",
            ":authority",
        ] {
            for text in texts(name) {
                self.add_host(&text);
            }
        }
        for text in texts("x-forwarded-port") {
            add(&mut self.ports, Some(text));
        }
        // RFC 7239: `for=…;proto=https;host=example.com`
        for text in texts("forwarded").iter().flat_map(|text| text.split(';')) {
            match text.trim().split_once('=') {
                Some((name, value)) if name.eq_ignore_ascii_case("proto") => {
                    add(
                        &mut self.protocols,
                        value.trim_matches('"').to_ascii_lowercase(),
                    );
                }
                Some((name, value)) if name.eq_ignore_ascii_case("host") => {
                    self.add_host(value.trim_matches('"'));
                }
                _ => {}
            }
        }
        for name in [
            "x-original-url",
            "x-original-uri",
            "x-rewrite-url",
            "x-forwarded-uri",
            "x-forwarded-path",
            "x-envoy-original-path",
            "x-request-uri",
            "x-replaced-path",
        ] {
            for text in texts(name) {
                let parts = split(&text);
                add(&mut self.paths, parts.path.to_owned());
                if parts.query.is_some() {
                    add(&mut self.queries, parts.query.map(str::to_owned));
                }
                if !parts.host.is_empty() {
                    self.add_host(parts.host);
                }
            }
        }
        for name in ["x-forwarded-prefix", "x-script-name", "x-original-prefix"] {
            for text in texts(name) {
                let paths: Vec<String> = self.paths.clone();
                for path in paths.iter().take(2) {
                    add(
                        &mut self.paths,
                        format!("{}{path}", text.trim_end_matches('/')),
                    );
                }
            }
        }
    }

    /// Puts together what is told last of each piece, with the path as it came
    /// too; a port that the protocol has anyway is left out.
    fn told(&self) -> Vec<String> {
        let last = |all: &[String]| all.last().cloned().unwrap_or_default();
        let (protocol, host) = (last(&self.protocols), last(&self.hosts));
        let usual = if protocol == "http" { "80" } else { "443" };
        let port = self.ports.last().cloned().flatten();
        let port = port.filter(|port| port != usual);
        let query = self.queries.last().and_then(Option::as_deref);
        let mut urls = Vec::new();
        for path in [self.paths.last(), self.paths.first()]
            .into_iter()
            .flatten()
        {
            for port in [port.as_deref(), None] {
                let (protocol, host) = (protocol.as_str(), host.as_str());
                urls.push(write(&Parts {
                    protocol,
                    host,
                    port,
                    path,
                    query,
                }));
            }
        }
        urls
    }

    fn add_host(&mut self, text: &str) {
        let parts = split(&format!("https://{text}")).port.map(str::to_owned);
        let host = text.rsplit_once(':').map_or(text, |(host, port)| {
            if port.bytes().all(|byte| byte.is_ascii_digit()) {
                host
            } else {
                text
            }
        });
        add(&mut self.hosts, host.to_owned());
        if parts.is_some() {
            add(&mut self.ports, parts);
        }
    }

    fn add_usual(&mut self) {
        for protocol in ["https", "http"] {
            add(&mut self.protocols, protocol.to_owned());
        }
        for port in [None, Some("443".to_owned()), Some("80".to_owned())] {
            add(&mut self.ports, port);
        }
        let paths = self.paths.clone();
        for path in paths.iter().take(2) {
            add(
                &mut self.paths,
                match path.strip_suffix('/') {
                    Some(bare) => bare.to_owned(),
                    None => format!("{path}/"),
                },
            );
        }
        if let Some(Some(query)) = self.queries.first().cloned() {
            let mut pairs: Vec<&str> = query.split('&').collect();
            pairs.reverse();
            add(&mut self.queries, Some(pairs.join("&")));
            pairs.sort_unstable();
            add(&mut self.queries, Some(pairs.join("&")));
            add(&mut self.queries, Some(query.replace("%20", "+")));
            add(&mut self.queries, Some(query.replace('+', "%20")));
            add(&mut self.queries, None);
        }
        if self.hosts.is_empty() {
            self.hosts.push(String::new());
        }
    }
}

fn add<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if all.len() < OF_EACH && !all.contains(&one) {
        all.push(one);
    }
}

fn split(url: &str) -> Parts<'_> {
    let url = url.split_once('#').map_or(url, |(before, _)| before);
    let (before, query) = match url.split_once('?') {
        Some((before, query)) => (before, Some(query)),
        None => (url, None),
    };
    let (protocol, rest) = before.split_once("://").unwrap_or(("", before));
    if protocol.is_empty() {
        return Parts {
            protocol: "https",
            host: "",
            port: None,
            path: rest,
            query,
        };
    }
    let at = rest.find('/').unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(at).unwrap_or((rest, ""));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port))
            if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            (host, Some(port))
        }
        _ => (authority, None),
    };
    Parts {
        protocol,
        host,
        port,
        path,
        query,
    }
}

fn write(parts: &Parts<'_>) -> String {
    let Parts {
        protocol,
        host,
        port,
        path,
        query,
    } = parts;
    let mut url = String::new();
    if !host.is_empty() {
        url = format!("{protocol}://{host}");
        if let Some(port) = port {
            url.push(':');
            url.push_str(port);
        }
    }
    url.push_str(path);
    if let Some(query) = query {
        url.push('?');
        url.push_str(query);
    }
    url
}

#[cfg(test)]
mod tests {
    use waxseal::Header;

    use super::*;

    fn guess(url: &str, headers: &[(&str, &str)]) -> Vec<String> {
        let headers: Vec<Header<'_>> = headers
            .iter()
            .map(|(name, value)| Header {
                name,
                value: value.as_bytes(),
            })
            .collect();
        let meta = Meta {
            method: "POST",
            url,
            headers: &headers,
        };
        urls(&meta, None)
    }

    #[test]
    fn what_a_proxy_tells_of_the_url_is_put_together() {
        let proxied = [
            ("x-forwarded-proto", "https"),
            ("x-forwarded-host", "shop.example.com"),
            ("x-forwarded-prefix", "/api"),
        ];
        let found = guess("http://10.0.0.3:8080/hook?a=1", &proxied);
        assert!(
            found.contains(&"https://shop.example.com:8080/hook?a=1".into()),
            "{found:#?}"
        );
        assert!(
            found.contains(&"https://shop.example.com/hook?a=1".into()),
            "{found:#?}"
        );
        assert!(found.len() <= URLS);
    }

    #[test]
    fn protocol_port_slash_and_query_are_tried_one_by_one_first() {
        let found = guess("https://example.com/hook?b=2&a=1", &[]);
        for url in [
            "http://example.com/hook?b=2&a=1",
            "https://example.com:443/hook?b=2&a=1",
            "https://example.com/hook/?b=2&a=1",
            "https://example.com/hook?a=1&b=2",
            "https://example.com/hook",
        ] {
            let at = found.iter().position(|one| one == url);
            assert!(at.is_some_and(|at| at < 12), "{url} at {at:?}");
        }
    }

    #[test]
    fn a_path_alone_gets_the_host_of_its_header() {
        let found = guess("/hook", &[("host", "example.com")]);
        assert!(
            found.contains(&"https://example.com/hook".into()),
            "{found:#?}"
        );
    }
}
