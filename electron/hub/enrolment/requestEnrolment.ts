import { createHash } from 'node:crypto';
import { crockfordForm, crockfordText } from '../../security/crockford.ts';
import { isSignedBy, readDevicePublicKey } from '../../sync/net/deviceKey.ts';
import { Refusal } from '../../sync/net/Refusal.ts';
import type { RefusalCode } from '../../sync/protocol/messages.ts';
import { noteAct } from '../hubActs.ts';
import type { HubDb, HubPorts, HubTx } from '../hubPorts.ts';
import { lockPartition } from '../lockPartition.ts';
import { writeInTurn } from '../writeInTurn.ts';

/** 50 random bits: long enough not to be guessed, short enough to be typed from another screen. */
const CODE_LENGTH = 10;
const CODE_MS = 15 * 60_000;
/** Wrong codes in the time of one code: of one address, and of all together. */
const MOST_WRONG = { address: 10, all: 200 };

/** A code that lets one device ask to be enrolled, for a quarter of an hour. It is told once. */
export async function startEnrolment(
  db: HubDb,
  ports: HubPorts,
  by: string,
): Promise<{ code: string; endsAt: number }> {
  const code = crockfordText(BigInt(`0x${ports.random()}`), CODE_LENGTH);
  const madeAt = ports.now();
  const endsAt = madeAt + CODE_MS;
  await writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    await tx
      .deleteFrom('enrol_code')
      .where('ends_at', '<', madeAt - CODE_MS)
      .execute();
    await tx
      .insertInto('enrol_code')
      .values({ hash: hashOf(code), made_at: madeAt, ends_at: endsAt, device: null })
      .execute();
    await noteAct(tx, { by, at: madeAt, what: 'code' });
  });
  return { code: `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`, endsAt };
}

export interface EnrolmentAsked {
  code: string;
  /** What people call the computer. */
  name: string;
  /** SPKI, base64. */
  publicKey: string;
  /** Of the code, by that key, for this hub: see signFor. */
  signature: string;
  /** Of the key that this hub shows. */
  spki: string;
  address: string;
}

/**
 * A device asks to be enrolled; it waits for an administrator from then on. Asked again with the same key it is the same
 * device: its answer was lost. Throws Refusal: tries, malformed, challenge-wrong, code-wrong, code-ended, code-used,
 * device-revoked.
 */
export async function requestEnrolment(
  db: HubDb,
  ports: HubPorts,
  asked: EnrolmentAsked,
): Promise<{ device: string }> {
  const now = ports.now();
  await refuseGuessing(db, asked.address, now);
  const key = readDevicePublicKey(asked.publicKey);
  if (key === null) throw new Refusal('malformed');
  const { signature, spki, code } = asked;
  if (!isSignedBy(key, 'enrolment', { spki, about: code, signature })) throw new Refusal('challenge-wrong');
  const said = await writeInTurn(db, async (tx) => {
    await lockPartition(tx);
    return enrolBy(tx, ports, asked);
  });
  // After the transaction: a wrong code is counted, whatever it is answered with.
  if (typeof said === 'string') throw new Refusal(said);
  return said;
}

async function enrolBy(
  tx: HubTx,
  ports: HubPorts,
  { code, name, publicKey, address }: EnrolmentAsked,
): Promise<{ device: string } | RefusalCode> {
  const now = ports.now();
  const hash = hashOf(code);
  const found = await tx.selectFrom('enrol_code').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (!found) {
    for (const source of [address, '']) await countWrong(tx, source, now);
    return 'code-wrong';
  }
  const before = await tx
    .selectFrom('device')
    .select(['id', 'state'])
    .where('public_key', '=', publicKey)
    .executeTakeFirst();
  if (before?.state === 'revoked') return 'device-revoked';
  if (found.device !== null) return found.device === before?.id ? { device: before.id } : 'code-used';
  if (Number(found.ends_at) <= now) return 'code-ended';
  const device = before?.id ?? ports.random();
  await tx.updateTable('enrol_code').set({ device }).where('hash', '=', hash).execute();
  if (before === undefined) {
    await tx
      .insertInto('device')
      .values({
        ...{ id: device, name: plainName(name), state: 'enrolling', public_key: publicKey, asked_at: now },
        ...{ last_mid: 0, grant_version: 0, scope: '[]', seen_seq: 0, seen_at: now },
      })
      .execute();
  }
  return { device };
}

/** Before anything is locked: whoever guesses must not hold up those who work. */
async function refuseGuessing(db: HubDb, address: string, now: number): Promise<void> {
  const guesses = await db
    .selectFrom('enrol_guess')
    .selectAll()
    .where('source', 'in', [address, ''])
    .execute();
  for (const { source, since, wrong } of guesses) {
    const most = source === '' ? MOST_WRONG.all : MOST_WRONG.address;
    if (Number(since) + CODE_MS > now && Number(wrong) >= most) throw new Refusal('tries');
  }
}

async function countWrong(tx: HubTx, source: string, now: number): Promise<void> {
  await tx
    .deleteFrom('enrol_guess')
    .where('since', '<=', now - CODE_MS)
    .execute();
  await tx
    .insertInto('enrol_guess')
    .values({ source, since: now, wrong: 1 })
    .onConflict((conflict) =>
      conflict
        .column('source')
        .doUpdateSet(({ eb, ref }) => ({ wrong: eb(ref('enrol_guess.wrong'), '+', 1) })),
    )
    .execute();
}

/** The code is random, and good for a quarter of an hour: a plain hash keeps it out of backups. */
function hashOf(code: string): string {
  return createHash('sha256')
    .update(`xueji-enrol/1\n${crockfordForm(code)}`)
    .digest('hex');
}

/** One line that shows what it is. */
function plainName(name: string): string {
  return name.replaceAll(/[\p{C}\p{Z}]+/gu, ' ').trim() || '?';
}
