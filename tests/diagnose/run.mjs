// Puts every case of the corpus to `diagnose`, and to the verifier that must refuse it.

/** What a verifier says: `true`, or the code with which the request or the configuration is refused. */
export const verdictOf = ({ Verifier, ConfigError }, { config, request, now }) => {
  try {
    const checked = new Verifier(config).check(request, { now });
    return checked.ok || checked.error.code;
  } catch (error) {
    if (error instanceof ConfigError) return error.code;
    throw error;
  }
};

/** Every case with its diagnosis. */
export const diagnoseAll = ({ diagnose }, cases) => cases.map((one) => ({
  ...one,
  expected: one.causes,
  diagnosis: diagnose(one.request, { ...one.config, now: one.now, others: one.others }),
}));
