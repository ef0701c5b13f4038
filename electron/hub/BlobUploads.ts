/** Files that have come in part. In memory only: a plain piece on a disk would outlast what it is a piece of. */
export class BlobUploads {
  readonly #most: number;
  readonly #pieces = new Map<string, { total: number; bytes: Buffer[]; length: number }>();
  #held = 0;

  /** `most`: bytes of all of them; what has waited longest goes, and its device begins anew. */
  constructor(most: number) {
    this.#most = most;
  }

  /** How much of a file has come from a device. */
  offset(device: string, sha256: string): number {
    return this.#pieces.get(keyOf(device, sha256))?.length ?? 0;
  }

  get held(): number {
    return this.#held;
  }

  /** All bytes, once all have come; null: some are missing. A piece that does not go on where the last one ended is not taken. */
  add(
    device: string,
    sha256: string,
    { from, total, bytes }: { from: number; total: number; bytes: Buffer },
  ): Buffer | null {
    const key = keyOf(device, sha256);
    const before = this.#pieces.get(key);
    // Begun anew, by a device that forgot, or as a file of another length.
    if (before && (from === 0 || before.total !== total)) this.#forget(key);
    const held = this.#pieces.get(key) ?? { total, bytes: [], length: 0 };
    if (from !== held.length || from + bytes.length > total) return null;
    if (from + bytes.length === total) {
      this.#forget(key);
      return Buffer.concat([...held.bytes, bytes], total);
    }
    held.bytes.push(bytes);
    held.length += bytes.length;
    this.#held += bytes.length;
    this.#pieces.delete(key);
    this.#pieces.set(key, held);
    while (this.#held > this.#most) this.#forget(this.#pieces.keys().next().value!);
    return null;
  }

  #forget(key: string): void {
    this.#held -= this.#pieces.get(key)?.length ?? 0;
    this.#pieces.delete(key);
  }
}

function keyOf(device: string, sha256: string): string {
  return `${device} ${sha256}`;
}
