import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { VerifiedSheet } from '../../../shared/contract/verifySheets.ts';
import { readScanned } from '../../../shared/domain/sheetCode.ts';
import type { CommandAnswer, CommandContext } from '../commandContext.ts';
import { withStore } from '../openStore.ts';
import { printable } from '../print/printable.ts';
import { resultOf } from '../resultOf.ts';

/** Of what is listed of a sheet, so many are printed for people; all are in the JSON. */
const LISTED = 20;

/** Tells whether a printed sheet is genuine, unchanged and still what the data say. 1 where anything of that is not so. */
export async function verifyReport(context: CommandContext, given: string): Promise<CommandAnswer> {
  const { signal, text } = context;
  const path = resolve(given);
  // What reads as no code, and is no file either, is taken for a file that is not there.
  const isFile = existsSync(path) || (readScanned(given) === null && /\.\w{2,4}$/.test(given));
  const result = await withStore(context, async (core) => {
    const input = isFile ? { file: (await core.offerPath(path)).file } : { code: given };
    return resultOf(context, core.client.reports.verify(input, { signal }));
  });
  const lines =
    result.sheets.length === 0
      ? [text.verify.none.title, text.verify.none.next]
      : result.sheets.flatMap((sheet) => linesOf(context, sheet));
  const sound = result.sheets.length > 0 && result.sheets.every(isSound);
  return { exitCode: sound ? 0 : 1, json: result, lines };
}

/** Genuine, unchanged, and what the data say today. That it was printed again since then makes it no worse. */
function isSound({ verdict, since, differences }: VerifiedSheet): boolean {
  return verdict === 'genuine' && differences.length === 0 && (since ?? []).length === 0;
}

function linesOf({ text: { verify } }: CommandContext, sheet: VerifiedSheet): string[] {
  const { number, worksheet, printed, differences, since, replacedBy } = sheet;
  const { title, next } = verify.verdict(sheet.verdict);
  const about = [number, worksheet, printed?.of].filter((part) => part).join(' ');
  const more = (all: readonly unknown[]): string[] =>
    all.length > LISTED ? [`    ${verify.more(all.length - LISTED)}`] : [];
  return [
    `${about}  ${title}`,
    ...(sheet.verdict === 'genuine' && !isSound(sheet) ? [] : [`  ${next}`]),
    ...differences.slice(0, LISTED).map((one) => `    ${verify.difference(one)}`),
    ...more(differences),
    ...(replacedBy === null ? [] : [`  ${verify.replaced(replacedBy)}`]),
    ...(since !== null && since.length > 0 ? [`  ${verify.sinceTitle(since.length)}`] : []),
    ...(since ?? []).slice(0, LISTED).map((one) => `    ${verify.since(one)}`),
    ...more(since ?? []),
  ].map(printable);
}
