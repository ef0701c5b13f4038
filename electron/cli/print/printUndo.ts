import type { UndoResult } from '../../../shared/contract/imports.ts';
import type { Text } from '../../../shared/text/createText.ts';
import type { CliWords } from '../text/zh.ts';
import { printable } from './printable.ts';

export function printUndo(words: CliWords, text: Text, result: UndoResult): string[] {
  const lines = [words.undone(result.reverted)];
  if (result.kept.length > 0) lines.push(words.keptRows(result.kept.length));
  const named = (field: string) => {
    if (field === 'campaign') return words.campaign.about;
    return field === 'deadline' ? words.columns.deadline : text.label(field);
  };
  for (const { name, fields } of result.kept) {
    lines.push(`  ${printable(name ?? '')}${words.colon}${fields.map(named).join(' ')}`);
  }
  return lines;
}
