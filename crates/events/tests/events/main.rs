//! What the events crate promises, part by part.

// `cfg(test)` always holds here; it tells clippy that helpers are tests too.

#[cfg(test)]
mod contracts;
#[cfg(test)]
mod decimals;
#[cfg(test)]
mod documents;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod moments;
#[cfg(test)]
mod money;
#[cfg(test)]
mod postbacks;
#[cfg(test)]
mod templates;
#[cfg(test)]
mod views;
