// Interleaved rounds: every contender runs a batch in each round, in a turning order, so that a
// slow moment of the machine falls on all of them. Batches are short and rounds are many, so that
// a batch is either disturbed or not, and the median is of those that were not. Runs in pages too.

const BATCH_MILLIS = 1;

/** Long enough for the compiler to have done its work. */
const WARM_UP_MILLIS = 60;

/** A contender that accepts what it must refuse, or the reverse, is no measurement. */
export const checkContenders = (contest, { request, contenders }) => {
  const body = request.body.map((byte) => byte);
  body[body.length >> 1] ^= 1;
  for (const [name, verify] of Object.entries(contenders)) {
    verify(request);
    let accepted = true;
    try {
      verify({ ...request, body });
    } catch {
      accepted = false;
    }
    if (accepted) throw new Error(`${contest}: ${name} accepts an altered body`);
  }
};

/** The median time of one call in microseconds, by contender. */
export const measure = ({ request, contenders }, rounds, batchMillis = BATCH_MILLIS) => {
  const runners = Object.entries(contenders).map(([name, verify]) => ({ name, verify, times: [] }));
  for (const runner of runners) runner.batch = batchOf(runner.verify, request, batchMillis);
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < runners.length; turn += 1) {
      const runner = runners[(round + turn) % runners.length];
      runner.times.push(run(runner.verify, request, runner.batch) / runner.batch);
    }
  }
  return Object.fromEntries(runners.map(({ name, times }) => [name, median(times)]));
};

/** Microseconds for a batch of calls. */
const run = (verify, request, batch) => {
  const start = performance.now();
  for (let call = 0; call < batch; call += 1) verify(request);
  return (performance.now() - start) * 1000;
};

/** Warms up, then finds how many calls fill a batch. */
const batchOf = (verify, request, batchMillis) => {
  let batch = 4;
  let micros = run(verify, request, batch);
  while (micros < WARM_UP_MILLIS * 1000) {
    batch *= 2;
    micros = run(verify, request, batch);
  }
  return Math.max(1, Math.round((batch * batchMillis * 1000) / micros));
};

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
};
