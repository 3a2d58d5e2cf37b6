//! Writes the seed corpus: `seeds <vectors> <corpus>`. Every vector is a case of
//! `verify`, `identify` and `handshake`; what stands in it is a seed of the others.
//! Those of handshakes are cases of that target alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use waxseal::{Options, Program, Secret, schemes};
use waxseal_fuzz::{BETWEEN, BODY, OWN};

/// Larger ones make a fuzzer slow and find nothing more.
const LONGEST: usize = 16 * 1024;

fn main() -> std::io::Result<()> {
    let mut words = std::env::args().skip(1);
    let (Some(vectors), Some(corpus)) = (words.next(), words.next()) else {
        eprintln!("usage: seeds <vectors> <corpus>");
        std::process::exit(2);
    };
    let mut seeds = Seeds::default();
    seeds.add_table();
    seeds.add_texts();
    let vectors = Path::new(&vectors);
    for file in json_files(vectors)? {
        let all: Vec<Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
        // The first ones of a scheme show its shape, the rest mostly repeat what others show.
        for vector in all.iter().take(12) {
            seeds.add_vector(vector);
        }
        for vector in all.iter().take(2) {
            seeds.add_mismatch(vector);
        }
    }
    for file in json_files(&vectors.join("handshakes"))? {
        let all: Vec<Value> = serde_json::from_str(&fs::read_to_string(file)?)?;
        all.iter().for_each(|vector| seeds.add_asking(vector));
    }
    seeds.write(Path::new(&corpus))
}

fn json_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    files.sort();
    Ok(files)
}

#[derive(Default)]
struct Seeds(BTreeMap<&'static str, Vec<Vec<u8>>>);

impl Seeds {
    fn add(&mut self, target: &'static str, seed: impl Into<Vec<u8>>) {
        let seed = seed.into();
        let all = self.0.entry(target).or_default();
        if seed.len() <= LONGEST && !all.contains(&seed) {
            all.push(seed);
        }
    }

    /// The rows themselves, as a user would write them.
    fn add_table(&mut self) {
        for row in schemes::all() {
            let fields = row
                .fields()
                .map(|(name, value)| format!("{name}\x1f{value}\x1e"));
            let definition: String = fields.collect();
            self.add("define", definition.clone().into_bytes());
            if let Some((_, rules)) = row.fields().find(|(name, _)| *name == "handshake") {
                self.add("handshake", [rules.as_bytes(), &[OWN]].concat());
            }
            for secret in [
                "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODk=",
                "00112233445566778899aabbccddeeff",
                "user:password-of-16",
            ] {
                let program =
                    Program::compile(row.id, &Options::default(), &[Secret::text(secret)]);
                if let Ok(program) = program {
                    self.add("program", program.write().to_vec());
                }
            }
        }
    }

    fn add_texts(&mut self) {
        for time in [
            "2026-05-29T14:21:12Z",
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "2026-05-29 14:21:12",
            "0000-01-01T00:00:00.000+23:59",
        ] {
            self.add("rfc3339", time);
        }
        for template in [
            "https://t.example.com/pb?cid={/data/click_id}&payout={/data/amount_cents|major:/data/currency}",
            "https://example.com:8443/a/{/id}?x={/b|major:USD}#f",
            "http://user@[::1]/{/a~1b}",
        ] {
            self.add(
                "template",
                [
                    template.as_bytes(),
                    &[OWN],
                    br#"{"id":"1","data":{"click_id":"c","amount_cents":1250,"currency":"JPY"}}"#,
                ]
                .concat(),
            );
        }
        for pointer in ["/data/id", "/a~1b/~0", "/*/id", "/0"] {
            self.add(
                "pointer",
                [
                    pointer.as_bytes(),
                    &[OWN],
                    br#"{"data":{"id":1},"a/b":{"~":[0]}}"#,
                ]
                .concat(),
            );
        }
        for (kind, key) in [
            (
                "0",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            ),
            ("0", "whpk_11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="),
            (
                "1",
                "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYP7UuiVanTHJYet0xjVtaMBJuJI7\nYfps5mliLmDyn7Z5A/4QCLi8maQa6elWKLxk8vGyDC1+n1F3o8KU1EYimQ==\n-----END PUBLIC KEY-----\n",
            ),
        ] {
            self.add("keys", [kind, key].concat());
        }
        for key in [
            "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODk=",
            "v1,whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODk=",
            "MDEy",
            "00ff",
            "whsk_AAAA",
            "ssh-ed25519 AAAA",
        ] {
            self.add("keys", ["3", key].concat());
        }
    }

    fn add_vector(&mut self, vector: &Value) {
        let request = &vector["request"];
        let body = bytes(&request["body"]);
        let case = case(vector, &body);
        self.add("verify", case.clone());
        self.add("identify", case.clone());
        self.add("handshake", [&[OWN][..], &case].concat());
        let url = request["url"].as_str().unwrap_or_default();
        if let Some((_, query)) = url.split_once('?') {
            self.add("event_form", query.as_bytes());
            self.add("form", query.as_bytes());
        }
        for key in vector["keys"].as_array().into_iter().flatten() {
            for kind in ["0", "1", "2"] {
                self.add("keys", [kind.as_bytes(), &bytes(key)].concat());
            }
        }
        if body.first().is_some_and(|byte| b"{[".contains(byte)) {
            self.add("event_json", body.clone());
            self.add("json", [&b"/id\n"[..], &body].concat());
        } else {
            self.add("form", body.clone());
            self.add("event_form", body);
        }
    }

    /// A request with one mistake, for the search that finds it: in the body, in the secret, with
    /// the right secret among the others, and with a key that nobody signed with.
    fn add_mismatch(&mut self, vector: &Value) {
        let body = bytes(&vector["request"]["body"]);
        let mut changed = |secret: &[u8], kind: &str, body: &[u8], before: &[u8]| {
            let case = case_of(vector, kind, secret.into(), body);
            self.add("diagnose", [before, &case].concat());
        };
        let (kind, secret) = proof(vector);
        changed(&secret, kind, &[&body[..], b"\n"].concat(), b"");
        changed(&[&secret[..], b" "].concat(), kind, &body, b"");
        changed(
            b"another-3f9c1d7be2a84560-secret",
            kind,
            &body,
            &[&secret[..], &[OWN]].concat(),
        );
        changed(&secret, "r", &body, b"");
    }

    /// The target knows one verify token, which stands for the vector's.
    fn add_asking(&mut self, vector: &Value) {
        let mut vector = vector.clone();
        let token = String::from_utf8(bytes(&vector["token"])).unwrap_or_default();
        if let Some(url) = vector["request"]["url"].as_str()
            && !token.is_empty()
        {
            vector["request"]["url"] = url.replace(&token, "token").into();
        }
        let body = bytes(&vector["request"]["body"]);
        let case = case(&vector, &body);
        self.add("handshake", [&[OWN][..], &case].concat());
    }

    fn write(&self, corpus: &Path) -> std::io::Result<()> {
        for (target, seeds) in &self.0 {
            let folder = corpus.join(target);
            fs::create_dir_all(&folder)?;
            for (position, seed) in seeds.iter().enumerate() {
                fs::write(folder.join(format!("seed-{position:05}")), seed)?;
            }
            println!("{target} {}", seeds.len());
        }
        Ok(())
    }
}

/// Writes a vector as a case.
fn case(vector: &Value, body: &[u8]) -> Vec<u8> {
    let (kind, secret) = proof(vector);
    case_of(vector, kind, secret, body)
}

/// The first secret or key of a vector, and its kind.
fn proof(vector: &Value) -> (&'static str, Vec<u8>) {
    match (&vector["secrets"][0], &vector["keys"][0]) {
        (Value::Null, Value::Null) => ("n", Vec::new()),
        (Value::Null, key) => ("p", bytes(key)),
        (secret @ Value::Object(_), _) => ("b", bytes(secret)),
        (secret, _) => ("t", bytes(secret)),
    }
}

/// Writes a vector with this secret and body as a case.
fn case_of(vector: &Value, kind: &str, secret: Vec<u8>, body: &[u8]) -> Vec<u8> {
    let request = &vector["request"];
    let options = &vector["options"];
    let option = |name: &str| bytes(&options[name]);
    let mut texts = vec![bytes(&vector["scheme"]), kind.into(), secret];
    for name in [
        "header", "query", "prefix", "encoding", "id", "type", "version", "url",
    ] {
        texts.push(option(name));
    }
    texts.push(vector["now"].to_string().into());
    texts.push(bytes(&request["method"]));
    texts.push(bytes(&request["url"]));
    for pair in request["headers"].as_array().into_iter().flatten() {
        texts.push(bytes(&pair[0]));
        texts.push(bytes(&pair[1]));
    }
    [&texts.join(&BETWEEN), &[BODY][..], body].concat()
}

/// Text, text in pieces, base64 or a repetition, as `tests/vectors/README.md` says.
fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::String(text) => text.clone().into_bytes(),
        Value::Array(pieces) => pieces.iter().flat_map(bytes).collect(),
        Value::Object(object) => match (object.get("base64"), object.get("repeat")) {
            (Some(text), _) => decode(&bytes(text)),
            (_, Some(repeat)) => {
                let times = repeat[1].as_u64().unwrap_or(0);
                bytes(&repeat[0]).repeat(times.try_into().unwrap_or(0))
            }
            _ => Vec::new(),
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

fn decode(base64: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for digit in base64 {
        let Some(value) = DIGITS.iter().position(|known| known == digit) else {
            continue;
        };
        bits = bits << 6 | u32::try_from(value).unwrap_or(0);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}
