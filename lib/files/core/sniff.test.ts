import { describe, expect, it } from "vitest";
import { kindOf } from "./file-kind";
import { sniff } from "./sniff";

const bytes = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const u16 = (value: number) => String.fromCharCode(value >> 8, value & 0xff);
const u32 = (value: number) => u16(value >>> 16) + u16(value & 0xffff);
const le16 = (value: number) => String.fromCharCode(value & 0xff, value >> 8);
const le24 = (value: number) => le16(value & 0xffff) + String.fromCharCode(value >> 16);
const png = (width: number, height: number) => bytes(`\x89PNG\r\n\x1a\n${u32(13)}IHDR${u32(width)}${u32(height)}`);

/** A JPEG's segments up to its frame header, with an Exif block that says how the camera was held. */
function jpeg(width: number, height: number, orientation?: number): Uint8Array {
  const tiff = `MM\0*${u32(8)}${u16(1)}${u16(0x0112)}${u16(3)}${u32(1)}${u16(orientation ?? 1)}\0\0${u32(0)}`;
  const exif = orientation === undefined ? "" : `\xff\xe1${u16(8 + tiff.length)}Exif\0\0${tiff}`;
  const quantisation = `\xff\xdb${u16(4)}\0\0`;
  return bytes(`\xff\xd8${exif}${quantisation}\xff\xc0${u16(11)}\x08${u16(height)}${u16(width)}`);
}

describe("sniff", () => {
  it("reads the size of pictures from their headers", () => {
    expect(sniff(png(640, 480), "x")).toEqual({ type: "image/png", width: 640, height: 480 });
    expect(sniff(bytes(`GIF89a${le16(3)}${le16(4)}`), "x")).toEqual({ type: "image/gif", width: 3, height: 4 });
    expect(sniff(jpeg(800, 600), "x")).toEqual({ type: "image/jpeg", width: 800, height: 600 });
    const vp8x = bytes(`RIFF....WEBPVP8X${"\0".repeat(8)}${le24(99)}${le24(49)}`);
    expect(sniff(vp8x, "x")).toEqual({ type: "image/webp", width: 100, height: 50 });
    const avif = bytes(`\0\0\0\x1cftypavif\0\0\0\0....ispe${u32(0)}${u32(70)}${u32(30)}${"\0".repeat(16)}`);
    expect(sniff(avif, "x")).toEqual({ type: "image/avif", width: 70, height: 30 });
  });

  it("turns a photograph that its camera says lies on its side", () => {
    expect(sniff(jpeg(800, 600, 1), "x")).toMatchObject({ width: 800, height: 600 });
    expect(sniff(jpeg(800, 600, 6), "x")).toMatchObject({ width: 600, height: 800 });
  });

  it("believes bytes, never a name: what could run is not what it calls itself", () => {
    expect(sniff(bytes("<!DOCTYPE html><script>alert(1)</script>"), "holiday.png").type).toBe("text/html");
    expect(sniff(bytes("\n  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "a.jpg").type).toBe(
      "image/svg+xml",
    );
    expect(sniff(bytes("<?xml version='1.0'?><x/>"), "a.png").type).toBe("application/xml");
    expect(sniff(bytes("plain words"), "page.html").type).toBe("text/html");
    expect(sniff(bytes("%PDF-1.7"), "a.png").type).toBe("application/pdf");
    expect(sniff(bytes("MZ\x90\0"), "setup.jpg").type).toBe("application/vnd.microsoft.portable-executable");
    for (const type of ["text/html", "image/svg+xml", "application/xml", "application/pdf"])
      expect(kindOf({ type, width: 10, height: 10 })).toBe("other");
  });

  it("tells text, office files and unknown bytes apart", () => {
    expect(sniff(bytes("a,b\n1,2"), "table.CSV").type).toBe("text/csv");
    expect(sniff(bytes("words"), "notes").type).toBe("text/plain");
    // A character that the window cuts in half is still text.
    expect(sniff(new TextEncoder().encode("é").subarray(0, 1), "notes").type).toBe("text/plain");
    expect(sniff(bytes("PK\x03\x04...."), "plan.docx").type).toContain("wordprocessingml");
    expect(sniff(bytes("PK\x03\x04...."), "plan.constructor").type).toBe("application/zip");
    expect(sniff(bytes("\0\x01\x02\xff"), "notes.txt").type).toBe("application/octet-stream");
    expect(sniff(bytes("words"), "a.constructor").type).toBe("text/plain");
  });

  it("knows what plays", () => {
    expect(sniff(bytes("\0\0\0\x20ftypisom"), "a").type).toBe("video/mp4");
    expect(sniff(bytes("\x1a\x45\xdf\xa3....B\x82\x84webm"), "a").type).toBe("video/webm");
    expect(sniff(bytes("ID3\x04"), "a").type).toBe("audio/mpeg");
    expect(kindOf({ type: "video/mp4" })).toBe("video");
    expect(kindOf({ type: "audio/mpeg" })).toBe("sound");
  });

  it("never fails on a header that is cut off anywhere, and shows no picture without a size", () => {
    for (const whole of [png(640, 480), jpeg(800, 600, 6)]) {
      for (let length = 0; length < whole.length; length++) {
        const { type, width } = sniff(whole.subarray(0, length), "x");
        if (width === undefined) expect(kindOf({ type })).toBe("other");
      }
    }
  });

  it("does not show what would be enormous once decoded", () => {
    expect(kindOf(sniff(png(8_000, 6_000), "x"))).toBe("picture");
    expect(kindOf(sniff(png(60_000, 60_000), "x"))).toBe("other");
    expect(kindOf(sniff(png(16_385, 1), "x"))).toBe("other");
    expect(kindOf(sniff(png(0, 10), "x"))).toBe("other");
  });
});
