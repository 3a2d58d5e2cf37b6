//! The search: what may have happened, tried in the order of how often it does.
//!
//! A hypothesis is a reading of the request, a body and a key. Each of the three
//! may need a cause to be right; hypotheses with one cause are tried before
//! those with two, and three are never tried. What comes out is compared with
//! the request's own signature, and nothing else ever proves anything.

mod address;
mod border;
mod budget;
mod clue;
mod key;
mod meaning;
mod need;
mod observe;
mod reading;
mod spelling;
mod tag;
mod template;
mod text;
mod time;
mod token;
mod trial;
mod view;

use alloc::rc::Rc;
use alloc::string::ToString as _;
use alloc::vec::Vec;

use waxseal::scheme::{Algorithm, BodyUse, KeyForm, Place, Scheme};
use waxseal::{Request, define, explain, schemes};

use crate::body::{self, Hints};
use crate::case::{Case, Who};
use crate::cause::{Cause, Certainty};
use crate::finding::{Fact, Finding};
use crate::found::{Matching, Work};
use crate::limits;

use budget::Budget;
use key::Key;
use reading::{Clues, Reading};
use tag::{Spelling, Tags};
use trial::{Outcome, Trial};
use view::View;

/// What a search came to.
pub(crate) struct Found {
    pub(crate) causes: Vec<Finding>,
    pub(crate) matching: Option<Matching>,
    pub(crate) work: Work,
}

/// Searches for the cause.
pub(crate) fn search(case: &Case<'_>) -> Found {
    let mut budget = Budget::default();
    let hints = hints(&case.request);
    let base = base(case);
    let proved = base
        .as_ref()
        .and_then(|base| prove(case, base, &hints, &mut budget));
    let (causes, matching) =
        proved.unwrap_or_else(|| (observe::observe(case, base.as_ref(), &hints), None));
    Found {
        causes,
        matching,
        work: budget.work(),
    }
}

/// What was proved, and the request as it was signed.
type Proved = (Vec<Finding>, Option<Matching>);

fn prove(
    case: &Case<'_>,
    base: &Scheme<'_>,
    hints: &Hints<'_>,
    budget: &mut Budget,
) -> Option<Proved> {
    let names = need::headers(base);
    let unfolded = view::unfold(&case.request.meta);
    let views = view::views(&case.request, &names, &unfolded);
    if matches!(base.algorithm, Algorithm::Token | Algorithm::Basic)
        && let Some(causes) = token::prove(case, base, &views)
    {
        return Some((causes, None));
    }
    let received = views.first()?;
    let (ids, times) = (
        clue::ids(received, &case.request),
        clue::times(base, received, &case.request),
    );
    let urls = address::urls(&case.request.meta, base.url);
    let clues = Clues {
        views: &views,
        ids: &ids,
        times: &times,
        urls: &urls,
    };
    let mut search = Search {
        case,
        hints,
        views: &views,
        readings: reading::readings(base, &case.request, &clues, case.secrets).into(),
        bodies: Vec::new(),
        tags: Vec::new(),
        keys: Vec::new(),
        budget,
    };
    let hit = search.run()?;
    Some(search.tell(&hit))
}

/// Returns the scheme as it is configured; nothing if it cannot be.
fn base<'a>(case: &Case<'a>) -> Option<Scheme<'a>> {
    let scheme = match case.who {
        Who::Id(id) => schemes::find(id)?,
        Who::Own(fields) => define::define(define::CUSTOM, fields.iter().copied()).ok()?,
    };
    case.options.apply(scheme).ok()
}

fn hints<'a>(request: &Request<'a>) -> Hints<'a> {
    let text = |name: &str| {
        let values = explain::header_values(&request.meta, name);
        let value = values.first().copied().unwrap_or_default();
        core::str::from_utf8(value).unwrap_or_default()
    };
    Hints {
        content_type: text("content-type"),
        content_encoding: text("content-encoding"),
        content_length: text("content-length").trim().parse().ok(),
    }
}

/// What is tried at once: a reading, a body, and the keys with so many causes.
#[derive(Clone, Copy)]
struct Try {
    reading: usize,
    /// Nothing: the one that was received.
    body: Option<usize>,
    causes: (usize, usize),
}

/// Where the request's signature came out.
struct Hit {
    reading: usize,
    body: Option<usize>,
    keys: usize,
    key: usize,
    spelling: Spelling,
}

/// What a try came to.
enum Step {
    Hit(Hit),
    Missed,
    /// The budget was too short at the key of this position.
    Spent(usize),
}

/// Keys by what makes them.
struct Keyring {
    algorithm: Algorithm,
    forms: Vec<KeyForm>,
    keys: Vec<Key>,
}

struct Search<'s, 'c> {
    case: &'s Case<'c>,
    hints: &'s Hints<'s>,
    views: &'s [View<'c>],
    readings: Rc<[Reading<'s>]>,
    bodies: Vec<Vec<u8>>,
    /// Signatures that stand in headers, by reading.
    tags: Vec<(usize, Rc<Tags>)>,
    keys: Vec<Keyring>,
    budget: &'s mut Budget,
}

/// What a part of the search left over.
#[derive(Default)]
struct Rest {
    /// Tries that were cut short by their share, and the key at which.
    short: Vec<(Try, usize)>,
    /// The first hit that needs the signature's spelling as a cause of its own.
    second: Option<Hit>,
}

impl Search<'_, '_> {
    /// Tries everything, one cause at a time, then pairs.
    fn run(&mut self) -> Option<Hit> {
        const SHARE: usize = 30;
        let mut rest = Rest::default();
        let own = self.own_readings();
        let (plain, changed): (Vec<usize>, Vec<usize>) =
            (0..self.readings.len()).partition(|at| own.contains(at));
        let with = |readings: &[usize], body: Option<usize>, causes: (usize, usize)| -> Vec<Try> {
            let each = readings.iter().map(|reading| Try {
                reading: *reading,
                body,
                causes,
            });
            each.collect()
        };

        self.budget.share(SHARE);
        if let Some(hit) = self.all(&with(&plain, None, (0, 1)), &mut rest) {
            return Some(hit);
        }
        self.budget.share(SHARE);
        if let Some(hit) = self.all(&with(&changed, None, (0, 0)), &mut rest) {
            return Some(hit);
        }
        self.budget.share(SHARE);
        self.make_bodies();
        let bodies: Vec<Option<usize>> = (0..self.bodies.len()).map(Some).collect();
        for body in &bodies {
            if let Some(hit) = self.all(&with(&plain, *body, (0, 0)), &mut rest) {
                return Some(hit);
            }
        }
        // What one cause explains comes before what needs two.
        self.budget.share(100);
        let mut left = Rest {
            second: rest.second.take(),
            ..Rest::default()
        };
        for (one, key) in rest.short {
            if let Some(hit) = self.one(one, key, &mut left) {
                return Some(hit);
            }
        }
        if left.short.is_empty() {
            self.budget.forget_shortage();
        }
        let is_alone = |hit: &Hit| hit.body.is_none() && self.is_plain(hit);
        if left.second.as_ref().is_some_and(is_alone) {
            return left.second;
        }
        let mut pairs = with(&plain, None, (2, 2));
        for body in &bodies {
            pairs.extend(with(&plain, *body, (1, 1)));
        }
        pairs.extend(with(&changed, None, (1, 1)));
        for body in &bodies {
            pairs.extend(with(&changed, *body, (0, 0)));
        }
        self.all(&pairs, &mut left).or(left.second)
    }

    /// Says whether a hit is the simplest that there can be: the signature is in
    /// its scheme's own form, and it takes no other scheme to say so where this
    /// one's signature is there and only written otherwise.
    fn is_simplest(&self, hit: &Hit, rest: &Rest) -> bool {
        let reading = self.readings.get(hit.reading);
        let cause = reading.and_then(|reading| reading.cause.as_ref());
        let is_scheme = cause.is_some_and(|cause| cause.cause == Cause::SchemeOther);
        let is_written = rest.second.as_ref().is_some_and(|hit| self.is_plain(hit));
        hit.spelling == Spelling::Own && !(is_scheme && is_written)
    }

    /// Says whether neither reading nor key of a hit needs a cause.
    fn is_plain(&self, hit: &Hit) -> bool {
        let reading = self.readings.get(hit.reading);
        let keys = self.keys.get(hit.keys);
        let key = keys.and_then(|ring| ring.keys.get(hit.key));
        reading.is_some_and(|reading| reading.cause.is_none())
            && key.is_some_and(|key| key.causes.is_empty())
    }

    /// Returns the positions of the readings that need no cause.
    fn own_readings(&self) -> Vec<usize> {
        let all = self.readings.iter().enumerate();
        all.filter(|(_, reading)| reading.cause.is_none())
            .map(|(at, _)| at)
            .collect()
    }

    fn make_bodies(&mut self) {
        let received = self.case.request.body;
        self.bodies = body::variants(received, self.hints, limits::BODIES)
            .map(|variant| variant.body)
            .collect();
        self.budget.note_bodies(self.bodies.len());
    }

    fn all(&mut self, tries: &[Try], rest: &mut Rest) -> Option<Hit> {
        tries.iter().find_map(|one| self.one(*one, 0, rest))
    }

    fn one(&mut self, one: Try, from: usize, rest: &mut Rest) -> Option<Hit> {
        match self.step(one, from) {
            Step::Hit(hit) if self.is_simplest(&hit, rest) => Some(hit),
            Step::Hit(hit) => {
                let behind = hit.key + 1;
                rest.second.get_or_insert(hit);
                self.one(one, behind, rest)
            }
            Step::Missed => None,
            Step::Spent(key) => {
                rest.short.push((one, key));
                None
            }
        }
    }

    fn step(&mut self, one: Try, from: usize) -> Step {
        let readings = self.readings.clone();
        let Some(reading) = readings.get(one.reading) else {
            return Step::Missed;
        };
        let scheme = &reading.scheme;
        let is_unread = one.body.is_some() && scheme.body_use() == BodyUse::Unused;
        let Some(view) = self.views.get(reading.view).filter(|_| !is_unread) else {
            return Step::Missed;
        };
        let keys = self.keyring(scheme);
        let tags = self.header_tags(one.reading, scheme, view);
        let received = self.case.request.body;
        let body = one.body.and_then(|at| self.bodies.get(at));
        let request = view.request(&self.case.request, body.map_or(received, Vec::as_slice));
        let trial = Trial::new(scheme, request, tags);
        let (Some(trial), Some(ring)) = (trial, self.keys.get(keys)) else {
            return Step::Missed;
        };
        match trial.compare(&ring.keys, one.causes, from, self.budget) {
            Outcome::Missed => Step::Missed,
            Outcome::Spent(key) => Step::Spent(key),
            // Asked of what matches alone: a long message has very many borders.
            Outcome::Hit(..) if self.is_cut(reading, &trial) => Step::Missed,
            Outcome::Hit(key, spelling) => Step::Hit(Hit {
                reading: one.reading,
                body: one.body,
                keys,
                key,
                spelling,
            }),
        }
    }

    /// Says whether another template only moves the borders of this scheme's own message.
    fn is_cut(&self, reading: &Reading<'_>, trial: &Trial<'_>) -> bool {
        let is_other =
            |cause: &Finding| matches!(cause.cause, Cause::MessageOther | Cause::SchemeOther);
        if !reading.cause.as_ref().is_some_and(is_other) {
            return false;
        }
        let (Some(base), Some(view)) = (self.readings.first(), self.views.first()) else {
            return false;
        };
        let request = view.request(&self.case.request, trial.body());
        let own = Trial::new(&base.scheme, request, Some(trial.tags()));
        let signed = trial.signed();
        // The same bytes in the same pieces: nothing was moved.
        own.is_none_or(|own| own.signed() != signed)
            && border::could_be_cut(&base.scheme, &signed, trial.body())
    }

    /// Reads signatures that stand in headers, once for each reading; nothing where they stand elsewhere.
    fn header_tags(
        &mut self,
        reading: usize,
        scheme: &Scheme<'_>,
        view: &View<'_>,
    ) -> Option<Rc<Tags>> {
        let is_header = |place: &Place<'_>| matches!(place, Place::Header(_));
        if !scheme.places.iter().all(is_header) {
            return None;
        }
        if let Some((_, tags)) = self.tags.iter().find(|(at, _)| *at == reading) {
            return Some(tags.clone());
        }
        let request = view.request(&self.case.request, &[]);
        let tags = Rc::new(Tags::read(scheme, &request));
        self.tags.push((reading, tags.clone()));
        Some(tags)
    }

    /// Returns the position of the keys for a scheme; they are made once.
    fn keyring(&mut self, scheme: &Scheme<'_>) -> usize {
        let forms = scheme.key.as_slice();
        let is_same = |ring: &Keyring| {
            ring.forms == forms && ring.algorithm.kind() == scheme.algorithm.kind()
        };
        if let Some(at) = self.keys.iter().position(is_same) {
            return at;
        }
        self.keys.push(Keyring {
            algorithm: scheme.algorithm,
            forms: forms.to_vec(),
            keys: key::keys(scheme.algorithm, forms, self.case.secrets, self.case.others),
        });
        self.keys.len() - 1
    }

    /// Says what a hit proves.
    fn tell(&self, hit: &Hit) -> Proved {
        let mut causes = Vec::new();
        let Some(reading) = self.readings.get(hit.reading) else {
            return (causes, None);
        };
        causes.extend(reading.cause.clone());
        let received = self.case.request.body;
        let signed = hit.body.and_then(|at| self.bodies.get(at));
        if let Some(signed) = signed {
            let named = body::name(received, signed, self.hints);
            causes.push(
                Finding::new(named.cause, Certainty::Proved, named.message)
                    .with(Fact::Offset, named.offset)
                    .with(Fact::Kind, named.kind)
                    .with(Fact::BodyBytes, received.len()),
            );
        }
        let key = self
            .keys
            .get(hit.keys)
            .and_then(|ring| ring.keys.get(hit.key));
        causes.extend(key.into_iter().flat_map(|key| key.causes.clone()));
        causes.extend(spelling::tell(&reading.scheme, hit.spelling));
        if let Some(view) = self.views.get(reading.view) {
            let body = signed.map_or(received, Vec::as_slice);
            let request = view.request(&self.case.request, body);
            causes.extend(time::tell(&reading.scheme, &request, self.case.now));
        }
        let url = reading.scheme.url.filter(|_| hit.reading > 0);
        let url = url.unwrap_or(self.case.request.meta.url);
        let is_other = signed.is_some() || url != self.case.request.meta.url;
        let matching = is_other.then(|| Matching {
            body: signed.map_or(received, Vec::as_slice).to_vec(),
            url: url.to_string(),
        });
        (causes, matching)
    }
}
