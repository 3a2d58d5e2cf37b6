/** Decimals of a currency's minor unit that are not two (ISO 4217, table A.1). */
const DECIMALS: Readonly<Record<string, number>> = Object.fromEntries([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"].map((code) => [code, 0] as const),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3] as const),
  ...["CLF", "UYW"].map((code) => [code, 4] as const),
]);

/** How an amount is written: in minor units, or as a decimal with this mark; `auto` refuses what could be either. */
export type AmountForm = "minor" | "major" | "major." | "major,";

/** What a text says, or why it says nothing. */
export type Read<T> = { readonly value: T } | { readonly why: string };

/** The largest amount that is kept: eight bytes with a sign. */
const MOST = 2n ** 63n - 1n;

const PLAIN = { "major.": /^(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/, "major,": /^(\d+|\d{1,3}(?:\.\d{3})+)(?:,(\d+))?$/ } as const;

/** Reads a currency's code. */
export const readCurrency = (text: string): Read<string> => {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? { value: code } : { why: text.trim() === "" ? "the currency is empty" : "the currency is no code of three letters" };
};

/**
 * Reads an amount as whole minor units. Digits stay digits all the way: a float would make
 * 1.005 something else, and lose the end of long numbers.
 */
export const readAmount = (text: string, currency: string, form: AmountForm): Read<bigint> => {
  const trimmed = text.trim();
  const [, sign = "", digits = ""] = /^([+\-\u2212]?)(.*)$/su.exec(trimmed) ?? [];
  if (digits === "") return { why: "the amount is empty" };
  // Longer than any amount: not handed to BigInt, whose work grows faster than the text.
  if (digits.length > 40) return { why: "the amount is too long" };
  if (/^\d+(\.\d+)?[eE][+-]?\d+$/.test(digits)) return { why: "the amount has an exponent" };
  const read = form === "minor" ? readMinor(digits) : readMajor(digits, DECIMALS[currency] ?? 2, form, currency);
  if ("why" in read) return read;
  if (read.value > MOST) return { why: "the amount is larger than 9223372036854775807 minor units" };
  return { value: sign === "" || sign === "+" ? read.value : -read.value };
};

const readMinor = (digits: string): Read<bigint> => {
  if (/^\d+$/.test(digits)) return { value: BigInt(digits) };
  return { why: /^\d+[.,]\d+$/.test(digits) ? "the amount has decimals, and --minor says that it has none" : "the amount is no number" };
};

const readMajor = (digits: string, decimals: number, form: Exclude<AmountForm, "minor">, currency: string): Read<bigint> => {
  if (form === "major" && digits.includes(",")) return { why: "the amount has a comma, which could be its decimal mark or not: --decimal , or --decimal ." };
  const [, whole, fraction = ""] = PLAIN[form === "major," ? "major," : "major."].exec(digits) ?? [];
  if (whole === undefined) return { why: "the amount is no number" };
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > decimals) return { why: `the amount has more decimals than ${currency} has (${decimals})` };
  return { value: BigInt(whole.replace(/[.,]/g, "") + kept.padEnd(decimals, "0")) };
};
