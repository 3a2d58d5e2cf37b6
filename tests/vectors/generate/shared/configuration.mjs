// Secrets and keys that no verifier may be made with. Found at construction.
import { refusedSecrets } from "../secrets.mjs";

export function configuration(maker) {
  const { entry, anatomy } = maker;
  if (anatomy.kind === "public") return keys(maker);
  const good = entry.secretText;
  const wanted = maker.isFirstOf(`secrets of ${anatomy.kind} as ${entry.expect.form}`) ? undefined : ["empty-secret", "public-key-secret"];
  for (const [slug, code, attack, secrets] of refusedSecrets(good)) {
    if (wanted?.includes(slug) === false) continue;
    maker.rejected(slug, code, attack, { configured: { secrets } });
  }
}

function keys(maker) {
  const { entry } = maker;
  maker.rejected("no-key", "secret_empty", "a verifier without any key must not exist", { configured: { keys: [] } });
  maker.rejected("empty-key", "secret_empty", "an unset variable as key", { configured: { keys: [[""]] } });
  maker.rejected("foreign-key", "key_invalid", "a public key of another algorithm", { configured: { keys: [entry.foreignPublicKey()] } });
  maker.rejected("word-as-key", "key_invalid", "a text that is no key", { configured: { keys: ["not a key at all"] } });
}
