/** The way to the bytes of a package for whoever has the key. */
export interface DecryptPackage {
  /** Each segment is decrypted by itself. */
  segmentBytes: number;
  segment(index: number, bytes: Buffer): Buffer;
}
