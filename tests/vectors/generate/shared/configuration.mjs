// Secrets and keys that no verifier may be made with. Found at construction.
import { refusedSecrets } from "../secrets.mjs";

export function configuration(maker) {
  const { entry, anatomy } = maker;
  if (anatomy.kind === "public") return keys(maker);
  if (anatomy.kind === "none") {
    maker.rejected("needless-secret", "scheme_invalid", "a secret where nothing is checked: it would promise what nobody does", {
      configured: { secrets: ["a secret for nothing"] },
    });
    return;
  }
  const good = entry.secretText;
  const wanted = maker.isFirstOf(`secrets of ${anatomy.kind} as ${entry.expect.form}`) ? undefined : ["empty-secret"];
  for (const [slug, code, attack, secrets] of refusedSecrets(good)) {
    if (wanted?.includes(slug) === false) continue;
    maker.rejected(slug, code, attack, { configured: { secrets } });
  }
}

function keys(maker) {
  const { entry } = maker;
  const refused = (slug, code, attack, configured) => maker.rejected(slug, code, attack, { configured });
  refused("no-key", "secret_empty", "a verifier without any key must not exist", { keys: [] });
  refused("empty-key", "secret_empty", "an unset variable as key", { keys: [[""]] });
  refused("foreign-key", "secret_malformed", "a public key of another algorithm", { keys: [entry.foreignPublicKey()] });
  refused("word-as-key", "secret_malformed", "a text that is no key", { keys: ["not a key at all"] });
  refused("key-as-secret", "secret_malformed", "the public key configured as a secret", { secrets: [entry.key] });
  refused("five-keys", "key_invalid", "five live keys: more checks for one request than the budget allows", { keys: Array(5).fill(entry.key) });
}
