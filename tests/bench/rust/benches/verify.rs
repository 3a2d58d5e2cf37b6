//! Whole verifications beside a peer's and beside the bare MAC; what does not
//! depend on the request (compiling) apart.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use waxseal::{Program, verify};
use waxseal_bench::{NOW, Sent, bare, bare_tag, body, program, secret};
use webhook_verify::{Clock, Provider, VerifyOptions};

const SIZES: [usize; 3] = [256, 1024, 64 * 1024];

/// What stands before the body under the MAC, as long as the scheme's.
const SCHEMES: [(&str, fn() -> Provider, &str); 3] = [
    ("github", || Provider::GitHub, ""),
    ("stripe", || Provider::Stripe, "1780000000."),
    (
        "standard-webhooks",
        || Provider::StandardWebhooks,
        "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W.1780000000.",
    ),
];

/// The peer's receiver has a clock too.
struct Fixed;

impl Clock for Fixed {
    fn now(&self) -> u64 {
        NOW.seconds().unsigned_abs()
    }
}

fn whole(criterion: &mut Criterion) {
    for (scheme, provider, prefix) in SCHEMES {
        for size in SIZES {
            let mut group = criterion.benchmark_group(format!("{scheme}/{size}"));
            let program = program(scheme);
            let sent = Sent::new(&program, body(size));
            let headers = sent.borrowed();
            let request = sent.request(&headers);
            assert!(verify(&program, &request, NOW, 0).is_ok());
            group.bench_function(BenchmarkId::from_parameter("waxseal"), |bencher| {
                bencher.iter(|| verify(black_box(&program), black_box(&request), NOW, 0).is_ok());
            });

            let (provider, key) = (provider(), webhook_verify::Secret::new(secret()));
            let clock: Arc<dyn Clock> = Arc::new(Fixed);
            let options = VerifyOptions::default().with_clock(Some(clock));
            let peer = || {
                webhook_verify::verify(
                    black_box(provider.clone()),
                    black_box(&sent.headers),
                    black_box(&sent.body),
                    &key,
                    options.clone(),
                )
                .is_ok()
            };
            assert!(peer());
            group.bench_function(BenchmarkId::from_parameter("webhook-verify"), |bencher| {
                bencher.iter(peer);
            });

            let key = program.keys()[0].as_bytes();
            let tag = bare_tag(key, prefix.as_bytes(), &sent.body);
            assert!(bare(key, prefix.as_bytes(), &sent.body, &tag));
            group.bench_function(BenchmarkId::from_parameter("bare"), |bencher| {
                bencher.iter(|| {
                    bare(
                        black_box(key),
                        prefix.as_bytes(),
                        black_box(&sent.body),
                        &tag,
                    )
                });
            });
            group.finish();
        }
    }
}

/// The table's size is a matter of construction alone: the first and the last
/// row of the same shape verify alike, and are found and read apart.
fn table(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compile");
    let fields = [
        ("signature", "header:x-hub-signature-256"),
        ("form", "sha256={signature}"),
        ("message", "{body}"),
        ("id", "header:x-github-delivery"),
        ("type", "header:x-github-event"),
    ];
    let own = || {
        let secrets = [waxseal::Secret::text(secret())];
        Program::compile_own(fields.into_iter(), &waxseal::Options::default(), &secrets)
            .expect("the scheme is right")
    };
    group.bench_function("a row of the table", |bencher| {
        bencher.iter(|| program("github"))
    });
    group.bench_function("a scheme of one's own", |bencher| bencher.iter(own));
    let bytes = program("github").write();
    group.bench_function("a program's bytes", |bencher| {
        bencher.iter(|| Program::parse(black_box(&bytes)).is_some());
    });
    group.finish();

    let mut group = criterion.benchmark_group("table");
    let (row, own) = (program("github"), own());
    let sent = Sent::new(&row, body(1024));
    let headers = sent.borrowed();
    let request = sent.request(&headers);
    for (name, program) in [("one of all", &row), ("without the table", &own)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| verify(black_box(program), black_box(&request), NOW, 0).is_ok());
        });
    }
    group.finish();
}

fn quick() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .without_plots()
}

criterion_group! { name = all; config = quick(); targets = whole, table }
criterion_main!(all);
