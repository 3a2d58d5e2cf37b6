/**
 * Makes a secret of 32 random bytes in the form of Standard Webhooks: `whsec_` and base64.
 */
export const newSecret = (): string => {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
};
