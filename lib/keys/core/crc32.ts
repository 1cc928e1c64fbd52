/** CRC-32 as in ISO 3309 and zip (polynomial 0xEDB88320, reflected), of ASCII text: four bytes, the highest first. */
export function crc32(text: string): Uint8Array {
  let crc = 0xffffffff;
  for (let at = 0; at < text.length; at++) crc = (crc >>> 8) ^ (TABLE[(crc ^ text.charCodeAt(at)) & 0xff] ?? 0);
  const value = ~crc >>> 0;
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});
