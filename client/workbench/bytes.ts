// Raw bodies between base64, text and a hex view.

export function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function base64OfText(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** The bytes as UTF-8 text, or null when they are no UTF-8: a replacement character would hide what was sent. */
export function textOf(base64: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytesOf(base64));
  } catch {
    return null;
  }
}

/** Sixteen bytes a line: offset, hex, and printable characters. */
export function hexDump(base64: string): string {
  const bytes = bytesOf(base64);
  const lines = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) => {
    const row = [...bytes.subarray(line * 16, line * 16 + 16)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : ".")).join("");
    return `${(line * 16).toString(16).padStart(4, "0")}  ${hex.padEnd(47)}  ${text}`;
  });
  return lines.join("\n");
}
