import { execFileSync } from 'node:child_process';
import { randomBytes, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, sameFingerprint } from '../../electron/sync/net/fingerprint.ts';
import { type HubIdentity, newHubIdentity, spkiPin } from '../../electron/sync/net/hubCertificate.ts';
import { firstPin, judgeHub } from '../../electron/sync/net/judgeHub.ts';
import { temporaryFolder } from '../harness/temporaryFolder.ts';

const random = () => randomBytes(16).toString('hex');
const parsed = ({ chain }: Pick<HubIdentity, 'chain'>) => chain.map((pem) => new X509Certificate(pem));
/** Keys of one hub, oldest first, each signed by the one before. */
function rolled(times: number): HubIdentity[] {
  const all = [newHubIdentity(random)];
  for (let n = 0; n < times; n++) all.push(newHubIdentity(random, all.at(-1)!));
  return all;
}

describe('a hub’s certificate', () => {
  it('is one that OpenSSL verifies, for ever, and says nothing of the school', () => {
    const folder = temporaryFolder();
    const [first, second, third] = rolled(2) as [HubIdentity, HubIdentity, HubIdentity];
    for (const [name, { chain }] of Object.entries({ first, second, third }))
      writeFileSync(join(folder, `${name}.pem`), chain[0]!);
    const said = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, encoding: 'utf8' });
    expect(
      said('verify', '-x509_strict', '-CAfile', 'first.pem', '-untrusted', 'second.pem', 'third.pem'),
    ).toBe('third.pem: OK\n');
    expect(said('verify', '-attime', '7258118400', '-CAfile', 'first.pem', 'first.pem')).toContain('OK');
    const text = said('x509', '-in', 'third.pem', '-noout', '-text');
    expect(text).toMatch(/Public Key Algorithm: id-ecPublicKey[\s\S]*prime256v1/);
    expect(text).toMatch(/Not After : Dec 31 23:59:59 9999 GMT/);
    expect(text).toMatch(/Subject: CN ?= ?xueji-hub-[0-9a-f]{16}\n/);
  });

  it('is the pinned hub’s after any number of rolls, and never by a key from before the pinned one', () => {
    const keys = rolled(5);
    const root = keys[0]!.chain.at(-1)!;
    const pins = keys.map((key) => spkiPin(parsed(key)[0]!.publicKey));
    for (const [known, spki] of pins.entries()) {
      for (const [shown, key] of keys.entries()) {
        const judged = judgeHub({ root, spki }, parsed(key));
        expect([known, shown, judged?.spki ?? null]).toEqual([
          ...[known, shown],
          shown >= known ? pins[shown] : null,
        ]);
      }
    }
  });

  it('is not taken from whoever puts the pinned certificate behind a key of their own', () => {
    const [own] = rolled(0) as [HubIdentity];
    const pin = firstPin(parsed(own))!;
    const evil = newHubIdentity(random);
    expect(judgeHub(pin, parsed({ chain: [evil.chain[0]!, own.chain[0]!] }))).toBeNull();
    expect(firstPin(parsed({ chain: [evil.chain[0]!, own.chain[0]!] }))).toBeNull();
    // Signed by a key of the same name that is not the pinned one.
    const forged = newHubIdentity(random, { ...own, privateKey: evil.privateKey });
    expect(judgeHub(pin, parsed(forged))).toBeNull();
    expect(judgeHub(pin, [])).toBeNull();
  });

  it('is compared by 12 digits, however they are typed', () => {
    const pin = spkiPin(parsed(newHubIdentity(random))[0]!.publicKey);
    const shown = fingerprint(pin);
    expect(shown).toMatch(/^\d{4} \d{4} \d{4}$/);
    expect(fingerprint(pin)).toBe(shown);
    const plain = shown.replaceAll(' ', '');
    const wide = plain.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
    for (const typed of [plain, wide, plain.replace(/(.{4})(.{4})/, '$1-$2–'), `  ${shown} `])
      expect(sameFingerprint(typed, shown)).toBe(true);
    fc.assert(
      fc.property(fc.nat({ max: 11 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const other = [...plain];
        other[at] = String((Number(other[at]) + by) % 10);
        expect(sameFingerprint(other.join(''), shown)).toBe(false);
      }),
    );
  });
});
