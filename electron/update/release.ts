import { z } from 'zod';

const releaseFile = z.object({
  /** A bare name: it lies in the same folder. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ReleaseFile = z.output<typeof releaseFile>;

const versionText = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/);

/** What a release says of itself; `files` by platform and processor, as node names them (`win32-x64`). */
export const release = z.object({
  product: z.literal('xueji-desk'),
  version: versionText,
  /** What is new, a line each. */
  notes: z.array(z.string().max(300)).max(30),
  files: z.record(z.string().regex(/^[a-z0-9]+-[a-z0-9]+$/), releaseFile),
  /** Earlier versions whose installers lie in the folder too, to go back to. */
  earlier: z.array(z.object({ version: versionText, files: z.record(z.string(), releaseFile) })).max(20),
});
export type Release = z.output<typeof release>;

/**
 * `latest.json`: what is signed is the text itself, so that nobody has to agree on how JSON is written. The signature is
 * Ed25519 over its UTF-8 bytes, in base64.
 */
export const signedRelease = z.object({ signed: z.string().max(200_000), signature: z.string().max(200) });

export const LATEST = 'latest.json';

/** This machine's entry in `files`. */
export const thisPlatform = (): string => `${process.platform}-${process.arch}`;

/** Negative: `a` is older. Versions are three numbers. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (left![at] ?? 0) - (right![at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
