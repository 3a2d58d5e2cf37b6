//! The configuration, checked once per wasm instance.

use std::cell::OnceCell;

use waxseal_gateway::config::{Config, Invalid};
use worker::{Env, console_error};

use crate::{host, native};

thread_local! {
    static CHECKED: OnceCell<&'static Result<Config, Invalid>> = const { OnceCell::new() };
}

/// Returns the bundled configuration, or its mistakes, which the log gets once.
///
/// It lives as long as the instance does: an instance never changes its configuration.
pub(crate) fn settings(env: &Env) -> &'static Result<Config, Invalid> {
    CHECKED.with(|checked| {
        *checked.get_or_init(|| {
            let text = host::configuration().unwrap_or_default();
            let parsed = Config::parse(&text, &|name| host::secret(env, name));
            if let Err(invalid) = &parsed {
                console_error!("config_invalid: {invalid}");
            }
            let ready = match native::crypto() {
                Some(crypto) => parsed.map(|config| config.with_crypto(crypto)),
                None => parsed,
            };
            Box::leak(Box::new(ready))
        })
    })
}
