/** Of one device, and devices that are remembered: some megabytes at most, whoever asks. */
const [NONCES, DEVICES] = [512, 4096];

/** The nonces that devices used last: a question that comes twice is answered once. */
export class NonceMemory {
  readonly #used = new Map<string, Set<string>>();

  /** False: this device has used it before. */
  take(device: string, nonce: string): boolean {
    const used = this.#used.get(device) ?? new Set<string>();
    if (used.has(nonce)) return false;
    used.add(nonce);
    if (used.size > NONCES) used.delete(used.values().next().value!);
    // Whoever asked last is forgotten last.
    this.#used.delete(device);
    this.#used.set(device, used);
    if (this.#used.size > DEVICES) this.#used.delete(this.#used.keys().next().value!);
    return true;
  }
}
