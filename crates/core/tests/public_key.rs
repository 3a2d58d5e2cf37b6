//! Public keys in every form in which vendors show them, and published signatures.

#![cfg(all(feature = "ed25519", feature = "p256", feature = "rsa"))]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use own::{hex, judge, post};
use waxseal::{Options, Program, Secret};

/// RFC 8032 section 7.1, test 1 (empty message) and test 2 (the byte 72).
const ED25519: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const ED25519_EMPTY: &str = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
const ED25519_R: &str = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
const ED25519_R_SIGNATURE: &str = "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
/// SubjectPublicKeyInfo up to the key, RFC 8410 section 4.
const ED25519_SPKI: &str = "302a300506032b6570032100";

/// RFC 6979 appendix A.2.5: the key, and the signature of "sample" with SHA-256.
const P256_SPKI: &str = "3059301306072a8648ce3d020106082a8648ce3d030107034200";
const P256_POINT: &str = "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb67903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299";
const P256_SIGNATURE: &str = "3046022100efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716022100f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn compile(algorithm: &'static str, keys: &[Secret]) -> Result<Program<'static>, String> {
    let fields = [
        ("algorithm", algorithm),
        ("signature", "header:x-sig"),
        ("form", "{signature},..."),
        ("message", "{body}"),
    ];
    Program::compile_own(fields.into_iter(), &Options::default(), keys)
        .map_err(|error| error.to_string())
}

fn verdict(
    algorithm: &'static str,
    key: impl Into<Vec<u8>>,
    signature: &str,
    body: &str,
) -> String {
    match compile(algorithm, &[Secret::public(key)]) {
        Ok(program) => judge(&program, post(&[("x-sig", signature)], body)),
        Err(error) => error,
    }
}

fn pem(der: &[u8], end: &str) -> String {
    let text = STANDARD.encode(der);
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN PUBLIC KEY-----{end}{}{end}-----END PUBLIC KEY-----{end}",
        lines.join(end)
    )
}

#[test]
fn an_ed25519_key_is_read_in_every_form() {
    let raw = bytes(ED25519);
    let der = bytes(&[ED25519_SPKI, ED25519].concat());
    let forms: Vec<Vec<u8>> = vec![
        raw.clone(),
        der.clone(),
        ED25519.into(),
        ED25519.to_uppercase().into(),
        format!("  {ED25519}\n").into(),
        hex(&der).into(),
        STANDARD.encode(&raw).into(),
        STANDARD.encode(&raw).trim_end_matches('=').into(),
        STANDARD.encode(&der).into(),
        format!("whpk_{}", STANDARD.encode(&raw)).into(),
        format!("whpk_{}", STANDARD.encode(&der)).into(),
        pem(&der, "\n").into(),
        pem(&der, "\r\n").into(),
        pem(&der, "\\n").trim_end_matches("\\n").into(),
        pem(&der, "").into(),
    ];
    for form in forms {
        let shown = String::from_utf8_lossy(&form).into_owned();
        assert_eq!(
            verdict("ed25519", form, ED25519_EMPTY, ""),
            "valid",
            "{shown}"
        );
    }
}

#[test]
fn what_is_no_key_is_refused_at_construction() {
    let refusal = |algorithm: &str| {
        format!(
            "secret_malformed: the key is no public key for {algorithm}: pass PEM, base64 or hexadecimal, as the vendor shows it"
        )
    };
    let der = bytes(&[ED25519_SPKI, ED25519].concat());
    let zero = "0".repeat(64);
    let one = format!("01{}", "0".repeat(62));
    let wrong: Vec<Vec<u8>> = vec![
        b"key".to_vec(),
        ED25519[2..].into(),
        format!("{ED25519}00").into(),
        format!("whpk_{ED25519}x").into(),
        b"whpk_!".to_vec(),
        pem(&der, "\n").replace("PUBLIC", "PRIVATE").into(),
        pem(&der, "\n")
            .replace("-----END PUBLIC KEY-----", "")
            .into(),
        pem(&der, "\\x").into(),
        // Points of small order make signatures that hold for any message.
        zero.into(),
        one.into(),
    ];
    for key in wrong {
        let shown = String::from_utf8_lossy(&key).into_owned();
        assert_eq!(
            verdict("ed25519", key, ED25519_EMPTY, ""),
            refusal("ed25519"),
            "{shown}"
        );
    }
    let p256 = bytes(&[P256_SPKI, P256_POINT].concat());
    for algorithm in ["ed25519", "rsa-sha256"] {
        assert_eq!(verdict(algorithm, p256.clone(), "", ""), refusal(algorithm));
    }
    for algorithm in ["ecdsa-p256", "rsa-sha256"] {
        assert_eq!(verdict(algorithm, der.clone(), "", ""), refusal(algorithm));
    }
    assert_eq!(
        verdict("ed25519", "", "", ""),
        "secret_empty: the secret is empty; is its environment variable set?"
    );
}

#[test]
fn a_signature_holds_for_its_key_and_message_alone() {
    assert_eq!(
        verdict("ed25519", ED25519_R, ED25519_R_SIGNATURE, "\x72"),
        "valid"
    );
    let mismatch = "signature_mismatch: 1 key tried, none makes the 1 signature received: another secret, or the bytes are not those that were signed (pass the raw body)";
    assert_eq!(
        verdict("ed25519", ED25519_R, ED25519_R_SIGNATURE, "\x73"),
        mismatch
    );
    assert_eq!(
        verdict("ed25519", ED25519, ED25519_R_SIGNATURE, "\x72"),
        mismatch
    );
    for position in 0..64 {
        let mut changed = bytes(ED25519_R_SIGNATURE);
        changed[position] ^= 1;
        assert_eq!(
            verdict("ed25519", ED25519_R, &hex(&changed), "\x72"),
            mismatch,
            "{position}"
        );
    }
    assert_eq!(
        verdict("ed25519", ED25519_R, &ED25519_R_SIGNATURE[2..], "\x72"),
        "signature_malformed: the header x-sig is not a signature of 128 hexadecimal digits in the scheme's form"
    );
}

#[test]
fn a_p256_signature_is_der_over_sha256() {
    let der = bytes(&[P256_SPKI, P256_POINT].concat());
    assert_eq!(
        verdict("ecdsa-p256", der.clone(), P256_SIGNATURE, "sample"),
        "valid"
    );
    assert_eq!(
        verdict("ecdsa-p256", pem(&der, "\n"), P256_SIGNATURE, "sample"),
        "valid"
    );
    assert!(
        verdict("ecdsa-p256", der.clone(), P256_SIGNATURE, "Sample")
            .starts_with("signature_mismatch")
    );
    let fixed = format!("{}{}", &P256_SIGNATURE[10..74], &P256_SIGNATURE[80..]);
    assert_eq!(fixed.len(), 128);
    assert!(verdict("ecdsa-p256", der.clone(), &fixed, "sample").starts_with("signature_mismatch"));
    for wrong in ["3000", &format!("{P256_SIGNATURE}00"), "zz"] {
        assert_eq!(
            verdict("ecdsa-p256", der.clone(), wrong, "sample"),
            "signature_malformed: the header x-sig is not a ecdsa-p256 signature in hex",
            "{wrong}"
        );
    }
}

#[test]
fn an_rsa_signature_has_at_most_4096_bits() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors/wise.json");
    let vectors: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let pieces = vectors[0]["keys"][0].as_array().unwrap();
    let key: String = pieces.iter().map(|piece| piece.as_str().unwrap()).collect();
    let zeros = |bytes: usize| verdict("rsa-sha256", key.clone(), &"00".repeat(bytes), "");
    let malformed = "signature_malformed: the header x-sig is not a rsa-sha256 signature in hex";
    for bytes in [8, 256, 511, 512] {
        assert!(zeros(bytes).starts_with("signature_mismatch"), "{bytes}");
    }
    for bytes in [0, 7, 513, 600] {
        let told = zeros(bytes);
        assert!(told == malformed || bytes == 0, "{bytes}: {told}");
    }
}

#[test]
fn of_several_keys_and_signatures_any_pair_may_hold_within_the_budget() {
    let keys = |count: usize| -> Vec<Secret> {
        (0..count)
            .map(|at| Secret::public(if at == 1 { ED25519_R } else { ED25519 }))
            .collect()
    };
    let program = compile("ed25519", &keys(2)).unwrap();
    let wrong = "0".repeat(128);
    let sent = format!("{wrong},{ED25519_R_SIGNATURE}");
    assert_eq!(judge(&program, post(&[("x-sig", &sent)], "\x72")), "valid");
    // Four checks: both keys with two signatures; the right pair would be the fifth.
    let late = format!("{wrong},{wrong},{ED25519_R_SIGNATURE}");
    assert!(
        judge(&program, post(&[("x-sig", &late)], "\x72"))
            .starts_with("signature_mismatch: 2 keys tried, none makes the 3 signatures")
    );
    assert!(compile("ed25519", &keys(4)).is_ok());
    assert_eq!(
        compile("ed25519", &keys(5)).unwrap_err(),
        "key_invalid: 5 secrets make more than 4 keys with the key forms of custom; remove old ones"
    );
}

#[test]
fn kinds_are_not_mixed() {
    let text = [Secret::text(ED25519)];
    assert_eq!(
        compile("ed25519", &text).unwrap_err(),
        "secret_malformed: this scheme verifies with the sender's public key: pass it as a key, not as a secret"
    );
    assert_eq!(
        compile("ed25519", &[]).unwrap_err(),
        "secret_empty: custom needs the sender's public key"
    );
    assert_eq!(
        compile("hmac-sha256", &[Secret::public(ED25519)]).unwrap_err(),
        "secret_malformed: a public key was passed; this scheme needs the shared secret"
    );
    assert_eq!(
        compile(
            "hmac-sha256",
            &[Secret::bytes(bytes(&[ED25519_SPKI, ED25519].concat()))]
        )
        .unwrap_err(),
        "secret_malformed: the secret is an Ed25519 public key; this scheme needs the shared secret"
    );
    assert_eq!(format!("{:?}", Secret::public(ED25519)), "Secret(redacted)");
}

#[test]
fn a_key_in_bytes_may_end_like_a_blank() {
    let mut taken = 0;
    for blank in *b" \t\n\r\x0c" {
        for first in 0..16 {
            let mut key = vec![7; 32];
            key[0] = first;
            key[31] = blank;
            let as_hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
            let is_key = compile("ed25519", &[Secret::public(as_hex)]).is_ok();
            let der = [bytes(ED25519_SPKI), key.clone()].concat();
            for given in [key, der] {
                let result = compile("ed25519", &[Secret::public(given)]);
                assert_eq!(result.is_ok(), is_key, "{first} {blank}");
            }
            taken += usize::from(is_key);
        }
    }
    assert!(taken > 20, "only {taken} of them are keys");
}
