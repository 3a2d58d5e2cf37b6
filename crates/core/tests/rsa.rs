//! RSA signatures: what a key that belongs to nobody makes of well and badly
//! padded messages, and what is no key.

#![cfg(feature = "rsa")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod own;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, CheckedAdd as _, Odd};
use own::{hex, judge, post};
use sha2::{Digest as _, Sha256};
use waxseal::{Options, Program, Secret};

const MODULUS: &[&str] = &[
    "91fbde12afaa84c1341037a88708db94e8f32f0d3ce2c2ad7c086504369687f5",
    "7839ba9f8c79692872c0cecb8e7643980a88cc2816e977bac7a273957bd5e4a1",
    "2fc35af7b3e5e7aed7350d454e9793c80ee42a3fd63f8b305a4363e9efa537cf",
    "01ee6b7c129b8b96c6854408e67b6f776cced5ae9d48b8300442ef9bfed744e5",
    "d1d1811460f36eba4331d970cba4f82fa7965053cf9f4cc305ac819284600826",
    "95f8fa623a82da22e4926f3b6b23046fa648656b6cb921cebb87986926e01e56",
    "7f5ffeaaa05c6b7eeb8131567354de28dd2ff9e2f3fdfedbf896385e2909a4b7",
    "1e428d9d950af4b5cc95ff318a27a7d6eb33cbca69b9d22c172e3f8ad179b1bb",
];

const EXPONENT: &[u8] = &[1, 0, 1];

/// Of the private key, which was made for this test.
const PRIVATE_EXPONENT: &[&str] = &[
    "1017b448da0d9199dcbbe6eed087f4f0cae737ea1d2aa02c50ae7a38472e3be9",
    "9ee9ba3d69565ef5c304a727405aa023ec115d7413e683b8d6d5fd28dee05ad6",
    "3bf62c9a7ebddad6e6c965df9c84d0192f2f0ecb3fba7c8505864546de109800",
    "dd65237b276ff728d5548e85eea66fc8b9f9690bd931d18015902d6ac46285a9",
    "27620a82b8b7292dc130c8b71669b6a2fe21f9ef3a8e8e757dc1916a0a34e470",
    "f21bff203cba654dfda232eebaa362d630d7fbca2b437dd55c720ce1af49eb1a",
    "84810314a40e95076b12ba9c6e3670a314cd7154bd6854e2afd888a246070821",
    "63675e104c5ba7c297d5d3d99bdcbb8b6b70d6e8657c6139783ee2a578e5eb7d",
];

/// RFC 8017 section 9.2 note 1.
const SHA256_INFO: &str = "3031300d060960864801650304020105000420";
/// `rsaEncryption` and NULL.
const RSA: &str = "300d06092a864886f70d0101010500";

const BODY: &str = "{\"id\":1}";
const MISMATCH: &str = "signature_mismatch: 1 key tried, none makes the 1 signature received: another secret, or the bytes are not those that were signed (pass the raw body)";
const NO_KEY: &str = "secret_malformed: the key is no public key for rsa-sha256: pass PEM, base64 or hexadecimal, as the vendor shows it";

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
        .collect()
}

fn number(pieces: &[&str]) -> BoxedUint {
    BoxedUint::from_be_slice(&bytes(&pieces.concat()), 2048).unwrap()
}

/// Does what the private key does with any bytes.
fn open(padded: &[u8]) -> Vec<u8> {
    assert_eq!(padded.len(), 256);
    let params = BoxedMontyParams::new_vartime(Odd::new(number(MODULUS)).unwrap());
    let padded = BoxedUint::from_be_slice(padded, 2048).unwrap();
    let power = BoxedMontyForm::new(padded, &params).pow(&number(PRIVATE_EXPONENT));
    power.retrieve().to_be_bytes().into_vec()
}

fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let len = content.len();
    let len = match len {
        0..=0x7f => vec![u8::try_from(len).unwrap()],
        0x80..=0xff => vec![0x81, u8::try_from(len).unwrap()],
        _ => [&[0x82], &u16::try_from(len).unwrap().to_be_bytes()[..]].concat(),
    };
    [&[tag], &len[..], content].concat()
}

fn integer(value: &[u8]) -> Vec<u8> {
    let sign = value.first().is_some_and(|byte| *byte > 0x7f);
    der(2, &[if sign { &[0][..] } else { &[] }, value].concat())
}

fn spki(algorithm: &str, key: &[u8]) -> Vec<u8> {
    let bits = der(3, &[&[0], key].concat());
    der(0x30, &[bytes(algorithm), bits].concat())
}

fn public_key(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
    spki(
        RSA,
        &der(0x30, &[integer(modulus), integer(exponent)].concat()),
    )
}

fn verdict(key: Vec<u8>, signature: &[u8]) -> String {
    verdict_on(key, signature, BODY)
}

fn verdict_on(key: Vec<u8>, signature: &[u8], body: &str) -> String {
    let fields = [
        ("algorithm", "rsa-sha256"),
        ("signature", "header:x-sig"),
        ("message", "{body}"),
    ];
    let keys = [Secret::public(key)];
    match Program::compile_own(fields.into_iter(), &Options::default(), &keys) {
        Ok(program) => judge(&program, post(&[("x-sig", &hex(signature))], body)),
        Err(error) => error.to_string(),
    }
}

fn own_key() -> Vec<u8> {
    public_key(&bytes(&MODULUS.concat()), EXPONENT)
}

/// EMSA-PKCS1-v1_5 with these parts, its padding as long as it must be.
fn padded(start: &[u8], info: &str, hash: &[u8], behind: &[u8]) -> Vec<u8> {
    let info = bytes(info);
    let rest = start.len() + 1 + info.len() + hash.len() + behind.len();
    let fill = vec![0xff; 256 - rest];
    [start, &fill, &[0], &info, hash, behind].concat()
}

#[test]
fn a_padded_message_is_taken_in_one_form_alone() {
    let hash = Sha256::digest(BODY).to_vec();
    let right = padded(&[0, 1], SHA256_INFO, &hash, &[]);
    assert_eq!(verdict(own_key(), &open(&right)), "valid");

    let short = [&[0, 1][..], &[0xff; 8], &[0], &bytes(SHA256_INFO), &hash].concat();
    let garbage = vec![0x5a; 256 - short.len()];
    let mut hole = right.clone();
    hole[100] = 0;
    let mut wrong_fill = right.clone();
    wrong_fill[9] = 0xfe;
    let mut no_zero = right.clone();
    no_zero[256 - 52] = 0xff;
    let wrong = [
        (
            "another block type",
            padded(&[0, 2], SHA256_INFO, &hash, &[]),
        ),
        ("no block type", padded(&[0, 0], SHA256_INFO, &hash, &[])),
        ("no zero in front", padded(&[1, 1], SHA256_INFO, &hash, &[])),
        (
            "garbage behind a short padding",
            [short.clone(), garbage.clone()].concat(),
        ),
        (
            "a short padding behind zeros",
            [vec![0; 256 - short.len()], short.clone()].concat(),
        ),
        (
            "a byte behind the hash",
            padded(&[0, 1], SHA256_INFO, &hash, &[0]),
        ),
        ("a hole in the padding", hole),
        ("another byte in the padding", wrong_fill),
        ("no zero behind the padding", no_zero),
        (
            "a DigestInfo without NULL",
            padded(&[0, 1], "302f300b06096086480165030402010420", &hash, &[]),
        ),
        (
            "a DigestInfo with a long length",
            padded(
                &[0, 1],
                "308131300d060960864801650304020105000420",
                &hash,
                &[],
            ),
        ),
        (
            "a DigestInfo of SHA-384",
            padded(
                &[0, 1],
                "3031300d060960864801650304020205000420",
                &hash,
                &[],
            ),
        ),
        ("the hash alone", padded(&[0, 1], "", &hash, &[])),
        (
            "the hash of another body",
            padded(&[0, 1], SHA256_INFO, &Sha256::digest("{}"), &[]),
        ),
        (
            "a hash cut short",
            padded(&[0, 1], SHA256_INFO, &hash[..31], &[]),
        ),
        ("nothing", vec![0; 256]),
    ];
    for (what, padded) in wrong {
        assert_eq!(verdict(own_key(), &open(&padded)), MISMATCH, "{what}");
    }
}

#[test]
fn any_changed_byte_of_a_signature_is_seen() {
    let right = open(&padded(&[0, 1], SHA256_INFO, &Sha256::digest(BODY), &[]));
    for at in (0..256).step_by(17) {
        let mut changed = right.clone();
        changed[at] ^= 1;
        assert_eq!(verdict(own_key(), &changed), MISMATCH, "{at}");
    }
}

#[test]
fn a_signature_has_one_spelling() {
    let modulus = number(MODULUS);
    let mut raised = 0;
    for turn in 0..24 {
        let body = format!("{turn}");
        let right = open(&padded(&[0, 1], SHA256_INFO, &Sha256::digest(&body), &[]));
        assert_eq!(verdict_on(own_key(), &right, &body), "valid");
        // The same number modulo the modulus, where it has as many bytes.
        let again = BoxedUint::from_be_slice(&right, 2048).unwrap();
        if let Some(again) = Option::<BoxedUint>::from(again.checked_add(&modulus)) {
            assert_eq!(verdict_on(own_key(), &again.to_be_bytes(), &body), MISMATCH);
            raised += 1;
        }
        assert_eq!(
            verdict_on(own_key(), &[&[0], &right[..]].concat(), &body),
            MISMATCH
        );
        assert_eq!(
            verdict_on(own_key(), &[&right[..], &[0]].concat(), &body),
            MISMATCH
        );
        assert_eq!(verdict_on(own_key(), &right[1..], &body), MISMATCH);
    }
    assert!(raised > 0, "no signature was small enough");
    assert_eq!(verdict(own_key(), &modulus.to_be_bytes()), MISMATCH);
}

#[test]
fn a_key_has_an_odd_modulus_of_2048_to_4096_bits_and_an_odd_exponent() {
    let modulus = bytes(&MODULUS.concat());
    let of = |len: usize| [&[0xc1][..], &vec![0x35; len - 2], &[0x77]].concat();
    let nothing = [0; 256];
    for taken in [&[3][..], &[17], &[1, 0, 1], &[1, 0xff, 0xff, 0xff, 0xff]] {
        let key = public_key(&modulus, taken);
        assert_eq!(verdict(key, &nothing), MISMATCH, "{taken:?}");
    }
    for refused in [
        &[0][..],
        &[1],
        &[2],
        &[4],
        &[1, 0, 0],
        &[2, 0, 0, 0, 1],
        &[1; 9],
    ] {
        assert_eq!(
            verdict(public_key(&modulus, refused), &nothing),
            NO_KEY,
            "{refused:?}"
        );
    }
    for (len, wanted) in [
        (255, NO_KEY),
        (256, MISMATCH),
        (512, MISMATCH),
        (513, NO_KEY),
    ] {
        assert_eq!(
            verdict(public_key(&of(len), EXPONENT), &nothing),
            wanted,
            "{len}"
        );
    }
    let mut even = modulus;
    even[255] &= 0xfe;
    assert_eq!(verdict(public_key(&even, EXPONENT), &nothing), NO_KEY);
}

#[test]
fn a_key_is_der_to_its_last_byte() {
    let modulus = bytes(&MODULUS.concat());
    let pair = [integer(&modulus), integer(EXPONENT)].concat();
    let inner = der(0x30, &pair);
    let long = [&[0x30, 0x83, 0, 1, 0x0a], &pair[..]].concat();
    let unused = der(
        0x30,
        &[bytes(RSA), der(3, &[&[1], &inner[..]].concat())].concat(),
    );
    let wrong = [
        ("a byte behind it", [own_key(), vec![0]].concat()),
        (
            "a byte behind the pair",
            spki(RSA, &[&inner[..], &[0]].concat()),
        ),
        (
            "a third number",
            spki(RSA, &der(0x30, &[&pair[..], &integer(&[3])].concat())),
        ),
        ("one number", spki(RSA, &der(0x30, &integer(&modulus)))),
        (
            "a negative modulus",
            spki(
                RSA,
                &der(0x30, &[der(2, &modulus), integer(EXPONENT)].concat()),
            ),
        ),
        ("a long length", spki(RSA, &long)),
        ("an unused bit", unused),
        ("no parameters", spki("300b06092a864886f70d010101", &inner)),
        ("RSASSA-PSS", spki("300d06092a864886f70d01010a0500", &inner)),
        ("PKCS #1 alone", inner),
        ("no bytes at all", vec![0x30, 0]),
    ];
    for (what, key) in wrong {
        assert_eq!(verdict(key, &[0; 256]), NO_KEY, "{what}");
    }
}
