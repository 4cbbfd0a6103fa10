// Reads and writes raw bytes: a history keeps them in base64, and this folder is shared by browser and server.

/** Both know these three; the types that the two have in common do not. */
declare const atob: (base64: string) => string;
declare const btoa: (latin1: string) => string;
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** The bytes, or none when it is no base64. */
export const bytesOfBase64 = (base64: string): Uint8Array => bytesOfLatin1(decode(base64));

/** As UTF-8; what is no text becomes replacement characters. */
export const textOfBase64 = (base64: string): string => textOfLatin1(decode(base64));

/** The same of bytes. */
export const textOfBytes = (bytes: Iterable<number>): string => textOfLatin1(latin1Of(bytes));

export const base64Of = (bytes: Iterable<number>): string => btoa(latin1Of(bytes));

export const hexOf = (bytes: Uint8Array): string[] =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0"));

/** One byte for each character, of which none is beyond 255. */
export function bytesOfLatin1(latin1: string): Uint8Array {
  const bytes = new Uint8Array(latin1.length);
  for (let index = 0; index < latin1.length; index += 1) bytes[index] = latin1.charCodeAt(index);
  return bytes;
}

function latin1Of(bytes: Iterable<number>): string {
  let latin1 = "";
  for (const byte of bytes) latin1 += String.fromCharCode(byte & 0xff);
  return latin1;
}

// Most texts are plain: then each byte is its own character.
const textOfLatin1 = (latin1: string): string =>
  isPlain.test(latin1) ? latin1 : new TextDecoder().decode(bytesOfLatin1(latin1));

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the whole of ASCII that is meant.
const isPlain = /^[\x00-\x7f]*$/;

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
