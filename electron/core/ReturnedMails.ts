import type { ReadMessage } from '../../shared/contract/mailReturns.ts';
import { AppError } from '../../shared/domain/errors.ts';
import { REPORT_OUTCOMES, type ReportOutcome } from '../../shared/domain/mailReturn.ts';
import { maskEmail } from '../../shared/domain/mask.ts';
import type { FilePlace } from '../archive/filePlace.ts';
import { openArchive } from '../archive/openArchive.ts';
import { headOf, piecesOf, sizeOf } from '../archive/piecesOf.ts';
import { handBatchRow } from '../changes/batchRow.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import { giveWay } from '../db/giveWay.ts';
import { presentId } from '../db/tables/studentAliases.ts';
import { type JudgedReport, judgeReport, mailNamed } from '../mail/judgeReport.ts';
import { mailServer } from '../mail/mailServer.ts';
import { readReport } from '../mail/readReport.ts';
import { MAX_MESSAGE_BYTES, splitMailbox } from '../mail/splitMailbox.ts';
import type { MailServices } from './mailServices.ts';
import type { Services } from './services.ts';

/** Of one mailbox no more than these are listed. */
const LISTED = 1_000;
/** Returns written in one mutation. */
const CHUNK = 500;
/** What one archive may unpack to: an office's mailbox of years, and more. */
const MAX_UNPACKED_BYTES = 8 * 1024 ** 3;
/** Plans that windows look at. */
const KEPT = 4;

type Tell = (event: { stage: 'read'; done: number; total: number }) => void;
type Found = JudgedReport & Pick<ReadMessage, 'file' | 'place' | 'at'>;
interface MailFile {
  name: string;
  size: number;
  pieces: AsyncIterable<Uint8Array>;
}

/** Messages that tell of mails that came back: read, looked at, and recorded as they were seen. */
export class ReturnedMails {
  readonly #services: Services;
  readonly #queue: MailServices['queue'];
  readonly #kept: { id: string; found: Found[] }[] = [];

  constructor(services: Services, { queue }: MailServices) {
    this.#services = services;
    this.#queue = queue;
  }

  /** Reads files that were handed in. Errors: FILE_NOT_FOUND, what opening a damaged zip throws, CANCELLED. */
  async read(files: readonly string[], tell: Tell, signal: AbortSignal) {
    const { db, ids, incoming } = this.#services;
    const own = mailServer(db)?.from ?? '';
    const found: Found[] = [];
    try {
      for (const file of files) {
        const { path, name } = incoming.find(file);
        await eachMail(path, name, signal, async (mail, before, total) => {
          let place = 0;
          for await (const { bytes, done } of splitMailbox(mail.pieces)) {
            place++;
            tell({ stage: 'read', done: before + done, total });
            await giveWay(signal);
            found.push(...(await this.#judge(bytes, own)).map((one) => ({ ...one, file: mail.name, place })));
          }
          if (place === 1) found.at(-1)!.place = 0;
        });
      }
    } finally {
      incoming.release(files);
    }
    dropRepeated(found);
    const id = ids.next();
    this.#kept.push({ id, found });
    if (this.#kept.length > KEPT) this.#kept.shift();
    const counts: Partial<Record<ReportOutcome, number>> = {};
    for (const { outcome } of found) counts[outcome] = (counts[outcome] ?? 0) + 1;
    const inOrder = REPORT_OUTCOMES.flatMap((outcome) => found.filter((one) => one.outcome === outcome));
    return { plan: id, total: found.length, counts, items: inOrder.slice(0, LISTED).map(listed) };
  }

  async #judge(bytes: Buffer | null, own: string): Promise<Omit<Found, 'file' | 'place'>[]> {
    const unreadable = { mail: null, by: null, address: '', cause: null, status: '', reply: '', at: null };
    if (bytes === null || !isMessage(bytes)) return [{ ...unreadable, outcome: 'unreadable' }];
    const report = await readReport(bytes);
    if (report === null) return [{ ...unreadable, outcome: 'unreadable' }];
    return judgeReport(this.#services.db, report, own).map((one) => ({ ...one, at: report.at }));
  }

  /** Errors: STALE_PLAN where a mail has moved since it was looked at, NOT_FOUND where nothing is to be recorded. */
  async record(id: string) {
    const { db, clock, ids, actor, commit, writes } = this.#services;
    const kept = this.#kept.find((one) => one.id === id);
    if (!kept) throw new AppError('STALE_PLAN');
    const found = kept.found.filter(({ outcome }) => outcome === 'returned');
    if (found.length === 0) throw new AppError('NOT_FOUND', { what: 'mail' });
    // What was sent is a contact first, which then does not stand.
    await this.#queue.logSent();
    return writes.take(() => {
      const isMoved = found.some(
        ({ mail }) => mail !== null && mailNamed(db, mail.id)?.changedAt !== mail.changedAt,
      );
      if (isMoved) throw new AppError('STALE_PLAN');
      this.#kept.splice(this.#kept.indexOf(kept), 1);
      const batch = ids.next();
      const at = clock.now();
      const students = new Set<string>();
      const returns = found.map(({ mail, address, cause, status, reply }) => {
        const present = (mail?.students ?? []).map((student) => presentId(db, student));
        for (const student of present) students.add(student);
        return {
          id: ids.next(),
          mail: mail?.id ?? null,
          address,
          cause: cause!,
          status,
          reply,
          told: mail && { campaign: mail.campaign, at: mail.changedAt, students: present },
        } satisfies MutationArgs<'mail.return'>['returns'][number];
      });
      const campaigns = new Set(found.flatMap(({ mail }) => mail?.campaign ?? []));
      const campaign = campaigns.size === 1 ? [...campaigns][0]! : null;
      db.transaction(() => {
        for (let start = 0; start < returns.length; start += CHUNK)
          commit('mail.return', { batch, actor, at, returns: returns.slice(start, start + CHUNK) }, batch);
        const about = { id: batch, kind: 'mailReturns' as const, campaign, students: students.size };
        commit('row.save', handBatchRow({ ...about, at, actor }), batch);
      });
      const dead = returns.filter(({ cause }) => cause === 'address').map(({ address }) => address);
      return {
        batch,
        mails: returns.filter(({ mail }) => mail !== null).length,
        addresses: new Set(dead).size,
        students: students.size,
      };
    });
  }
}

/** Every file of mails: of a zip each that lies in it. `before`: bytes of those before it; `total`: of all. */
async function eachMail(
  path: FilePlace,
  name: string,
  signal: AbortSignal,
  take: (mail: MailFile, before: number, total: number) => Promise<void>,
): Promise<void> {
  const size = await sizeOf(path).catch((error: unknown) => {
    throw new AppError('FILE_NOT_FOUND', { file: name }, { cause: error });
  });
  if (!(await isZip(path))) return take({ name, size, pieces: piecesOf(path) }, 0, size);
  const archive = await openArchive(path);
  try {
    const total = archive.files.reduce((sum, { size }) => sum + size, 0);
    if (total > MAX_UNPACKED_BYTES)
      throw new AppError('FILE_TOO_LARGE', { what: 'inflated', limit: MAX_UNPACKED_BYTES });
    if (archive.files.some(({ state }) => state.kind === 'encrypted'))
      throw new AppError('FILE_ENCRYPTED', { what: 'zip', file: name });
    let before = 0;
    for (const file of archive.files) {
      const pieces = archive.chunks(file, MAX_UNPACKED_BYTES, signal);
      await take({ name: `${name}/${file.path}`, size: file.size, pieces }, before, total);
      before += file.size;
    }
  } finally {
    await archive.close();
  }
}

async function isZip(path: FilePlace): Promise<boolean> {
  const head = await headOf(path, 4);
  return head.length === 4 && head.readUInt32LE(0) === 0x04034b50;
}

/** A message begins with lines "Name: value", however a program has saved it. */
function isMessage(bytes: Buffer): boolean {
  const head = bytes.subarray(0, Math.min(bytes.length, MAX_MESSAGE_BYTES, 64 * 1024)).toString('latin1');
  return (
    /^(﻿|\xef\xbb\xbf)?[\w-]+:[ \t]?\S/.test(head) &&
    /^(from|received|message-id|date|subject|return-path):/im.test(head)
  );
}

/** A mail that came back is told of by several servers, and one message may lie in two files. */
function dropRepeated(found: Found[]): void {
  const seen = new Set<string>();
  for (const one of found) {
    if (one.outcome !== 'returned') continue;
    const key = one.mail === null ? `${one.address} ${one.cause}` : one.mail.id;
    if (seen.has(key)) one.outcome = 'already';
    seen.add(key);
  }
}

function listed({ file, place, at, outcome, cause, by, mail, address, reply }: Found): ReadMessage {
  return {
    file,
    place,
    at,
    outcome,
    cause,
    by,
    mail: mail && { n: mail.n, recipient: mail.recipient, subject: mail.subject },
    address: address === '' ? '' : maskEmail(address),
    students: mail?.students.length ?? 0,
    // A report may name others than ours.
    reply: reply.replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, (found) => maskEmail(found)),
  };
}
