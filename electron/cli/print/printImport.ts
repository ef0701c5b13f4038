import type { ImportWords } from '../../../shared/contract/imports.ts';
import type { CommandContext } from '../commandContext.ts';
import type { ImportEntry } from '../importEntry.ts';
import { printable } from './printable.ts';
import { printFaces } from './printFaces.ts';

type Speaking = Pick<CommandContext, 'words' | 'text'>;

const SHOWN_FILES = 20;

export function printImport(speaking: Speaking, entries: readonly ImportEntry[]): string[] {
  return entries.flatMap((entry) => printEntry(speaking, entry));
}

/** What lay beside the spreadsheets and was not looked into. */
export function printLeftOut(
  { words }: Pick<CommandContext, 'words'>,
  files: readonly { file: string; from: string }[],
): string[] {
  if (files.length === 0) return [];
  const shown = files
    .slice(0, SHOWN_FILES)
    .map(({ file, from }) => `  ${printable(from)} › ${printable(file)}`);
  const more = files.length > SHOWN_FILES ? [`  ${words.moreFiles(files.length - SHOWN_FILES)}`] : [];
  return [words.leftOut(files.length), ...shown, ...more];
}

function printEntry(speaking: Speaking, entry: ImportEntry): string[] {
  const { words } = speaking;
  const understood = [
    entry.format,
    entry.encoding,
    entry.sheets.length > 1
      ? words.sheetsOf(entry.sheets.length)
      : entry.sheet === null
        ? null
        : words.sheetOf(entry.sheet),
    entry.headerRow === null ? null : words.headerAt(entry.headerRow, entry.format),
  ].filter((part) => part !== null);
  const from = entry.from === null ? '' : `${printable(entry.from)} › `;
  const about = understood.length > 0 ? `  (${understood.map(printable).join(', ')})` : '';
  const lines = [`${from}${printable(entry.file)}${about}`];
  if (entry.error) return [...lines, `  ✗ ${printable(entry.error.message)} ${printable(entry.error.hint)}`];
  if (entry.counts) lines.push(`  ${words.counts(entry.counts)}`);
  if (entry.unmatched !== undefined)
    lines.push(`  ${words.photoCounts(entry.unmatched, entry.missing ?? 0)}`);
  if (entry.faces) {
    lines.push(...printFaces(words, entry.faces).map((line) => `  ${line}`));
  }
  if (entry.unmapped.length > 0) lines.push(`  ${words.unmapped(entry.unmapped.map(printable).join(' '))}`);
  lines.push(...printFindings(speaking, entry.findings));
  if (entry.words) lines.push(...printWords(words, entry.words));
  lines.push(`  ${entry.batch === null ? words.dryRun : words.saved(entry.batch)}`);
  return lines;
}

/** What the dictionary made of the words of the file, and what could be said of others. */
function printWords(words: Speaking['words'], { questions, understood, learned }: ImportWords): string[] {
  const lines: string[] = [];
  if (understood.length > 0) lines.push(`  ${words.words.understood(understood.length)}`);
  if (learned > 0) lines.push(`  ${words.words.learned(learned)}`);
  const offered = questions.filter(({ suggestion, taken }) => suggestion !== null && taken === null).length;
  if (offered > 0) lines.push(`  ${words.words.offered(offered)}`);
  return lines;
}

function printFindings({ words, text }: Speaking, findings: ImportEntry['findings']): string[] {
  const shown = findings.gravest();
  const lines = shown.map(({ row, sheet, severity, message }) => {
    const inSheet = sheet && row !== null ? `${printable(sheet)} ` : '';
    const place = row === null ? words.wholeFile : `${inSheet}${words.rowNumber(row)}`;
    return `  ${text.severity(severity)}  ${place}  ${printable(message)}`;
  });
  const more = findings.length - shown.length;
  if (more > 0) lines.push(`  ${words.moreFindings(more)}`);
  return lines;
}
