// Reads the raw bytes of a history: it keeps them in base64, and this folder is shared by browser and server.

/** Both know these two; the types that the two have in common do not. */
declare const atob: (base64: string) => string;
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** The bytes, or none when it is no base64. */
export const bytesOfBase64 = (base64: string): Uint8Array => bytesOfLatin1(decode(base64));

/** As UTF-8; what is no text becomes replacement characters. */
export function textOfBase64(base64: string): string {
  const latin1 = decode(base64);
  // Most texts are plain: then each byte is its own character.
  return isPlain.test(latin1) ? latin1 : new TextDecoder().decode(bytesOfLatin1(latin1));
}

/** One byte for each character, of which none is beyond 255. */
export function bytesOfLatin1(latin1: string): Uint8Array {
  const bytes = new Uint8Array(latin1.length);
  for (let index = 0; index < latin1.length; index += 1) bytes[index] = latin1.charCodeAt(index);
  return bytes;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: it is the whole of ASCII that is meant.
const isPlain = /^[\x00-\x7f]*$/;

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
