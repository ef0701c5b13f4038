/** All that the wire is told by the world. */
export interface NetPorts {
  /** Epoch ms, as this computer’s clock says. */
  now(): number;
  /** 128 random bits, lower-case hex. */
  random(): string;
  /** Resolves after so many ms; earlier, without an error, when `signal` aborts. */
  delay(ms: number, signal: AbortSignal): Promise<void>;
}
