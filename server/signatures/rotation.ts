// Signs while a key is rotated: which of the live secrets sign, and in which order.
import type { HeaderPairs, SigningKey } from "../contract/history.ts";
import type { SignatureScheme, SigningInput } from "./types.ts";

/**
 * Signs with the keys of this list, in its order. Where only one signature fits, the first known key signs.
 * @param secrets the live secrets, newest first.
 * @throws TypeError for a list without a known key, or with a key that the endpoint does not have.
 */
export function signBy(
  scheme: SignatureScheme,
  input: SigningInput,
  { secrets, signedBy }: { readonly secrets: readonly string[]; readonly signedBy: readonly SigningKey[] },
): HeaderPairs {
  const known = signedBy.filter((key) => key !== "unknown-version");
  const secretsInOrder = known.map((key) => secretOf(key, secrets));
  const headers = scheme.sign(input, secretsInOrder);
  if (!scheme.signsWithAll) return headers;
  const unknown = unknownSignature(scheme, input, secretsInOrder);
  const signatures = scheme.readSignatures(headers);
  const list = signedBy.map((key) =>
    key === "unknown-version" ? unknown : (signatures[known.indexOf(key)] ?? ""),
  );
  return scheme.replaceSignatures(headers, list);
}

function secretOf(key: "current" | "previous", [current, previous]: readonly string[]): string {
  const secret = key === "current" ? current : previous;
  if (secret === undefined)
    throw new TypeError(
      `The endpoint has no ${key} secret to sign with. A world whose key is rotated has two live secrets.`,
    );
  return secret;
}

/** Over other bytes than every known one: whoever overlooks its version must not find it right by accident. */
function unknownSignature(scheme: SignatureScheme, input: SigningInput, secrets: readonly string[]): string {
  const headers = scheme.sign({ ...input, body: Buffer.from("What another version signs.") }, secrets);
  const value = scheme.readSignatures(headers)[0]?.slice(scheme.mark.length) ?? "";
  return scheme.unknownMark + value;
}
