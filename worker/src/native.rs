//! Hashes and MACs by the runtime's own crypto (`node:crypto`), which `entry.mjs` puts on the global
//! object where it is there: four times as fast as wasm for long bodies.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use waxseal::Mac;
use waxseal::scheme::Algorithm;
use waxseal_gateway::native::Crypto;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    type NodeCrypto;

    #[wasm_bindgen(method, catch)]
    fn hash(this: &NodeCrypto, before: &[u8], body: &[u8]) -> Result<Uint8Array, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn mac(
        this: &NodeCrypto,
        algorithm: &str,
        key: &[u8],
        before: &[u8],
        body: &[u8],
        behind: &[u8],
    ) -> Result<Uint8Array, JsValue>;
}

/// Returns the runtime's crypto, if it has any.
pub(crate) fn crypto() -> Option<Box<dyn Crypto>> {
    let found = Reflect::get(&js_sys::global(), &"waxsealCrypto".into()).ok()?;
    let crypto: NodeCrypto = found.is_object().then(|| found.unchecked_into())?;
    Some(Box::new(crypto))
}

impl Crypto for NodeCrypto {
    fn sha256(&self, before: &[u8], body: &[u8]) -> Option<[u8; 32]> {
        self.hash(before, body).ok()?.to_vec().try_into().ok()
    }

    fn mac(&self, mac: &Mac<'_>, body: &[u8], out: &mut [u8]) -> Option<usize> {
        let name = name(mac.algorithm)?;
        let tag = NodeCrypto::mac(self, name, mac.key, mac.prefix, body, mac.suffix).ok()?;
        let tag = tag.to_vec();
        // Nothing less than a whole MAC is ever written: a part of one proves nothing.
        let out = out.get_mut(..tag.len())?;
        out.copy_from_slice(&tag);
        Some(tag.len())
    }
}

/// The name that `createHmac` knows; nothing for what is no HMAC.
fn name(algorithm: Algorithm) -> Option<&'static str> {
    match algorithm {
        Algorithm::HmacSha256 => Some("sha256"),
        Algorithm::HmacSha1 => Some("sha1"),
        Algorithm::HmacSha512 => Some("sha512"),
        Algorithm::Sha256
        | Algorithm::Ed25519
        | Algorithm::EcdsaP256
        | Algorithm::RsaSha256
        | Algorithm::Token
        | Algorithm::Basic
        | Algorithm::None => None,
    }
}
