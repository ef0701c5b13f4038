import type { WORD_FAULTS } from '../../../shared/contract/words.ts';
import { AppError } from '../../../shared/domain/errors.ts';
import { readVerdict } from '../../../shared/domain/verdictWords.ts';
import { wordKey } from '../../../shared/domain/wordKey.ts';
import { isTaughtField, TAUGHT_FIELDS, type TaughtField } from '../../../shared/domain/wordMeanings.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { FilePlace } from '../../archive/filePlace.ts';
import type { SaveWordsArgs } from '../../changes/mutations/saveWords.ts';
import { recogniseHeading } from '../fieldSynonyms.ts';
import { trimText } from '../normalise/trimText.ts';
import { openSpreadsheet } from '../readers/openSpreadsheet.ts';
import { cellText, type SheetRow } from '../readers/reader.ts';
import { WORD_FILE_HEADINGS } from './wordFileOf.ts';

export interface WordFile {
  words: SaveWordsArgs['words'];
  rows: number;
  rejected: { row: number; fault: (typeof WORD_FAULTS)[number]; value: string }[];
}

/** Rows in which the header may stand, and the most that a word list may have. */
const TOP_ROWS = 20;
const MOST_ROWS = 20_000;

/** Reads a word list: 字段, 原文, 含义 in any order, in any format that is read. Errors: FILE_NO_HEADER, those of files. */
export async function readWordFile(path: FilePlace, signal?: AbortSignal): Promise<WordFile> {
  const file = await openSpreadsheet(path, { signal });
  const found: WordFile = { words: [], rows: 0, rejected: [] };
  try {
    let columns: Columns | null = null;
    for await (const batch of file.rows({
      sheet: file.sheets[0]?.name ?? null,
      limit: MOST_ROWS,
      ...(signal ? { signal } : {}),
    })) {
      for (const row of batch) {
        if (columns) readRow(row, columns, found);
        else columns = columnsOf(row);
        if (!columns && row.number > TOP_ROWS)
          throw new AppError('FILE_NO_HEADER', { row: 0, case: 'words' });
      }
    }
    if (!columns) throw new AppError('FILE_NO_HEADER', { row: 0, case: 'words' });
    return found;
  } finally {
    await file.close();
  }
}

type Columns = Record<'field' | 'written' | 'meant', number>;

function columnsOf(row: SheetRow): Columns | null {
  const keys = row.cells.map((cell) => wordKey(cellText(cell)));
  const at = (column: keyof Columns) => {
    const headings = new Set(WORD_FILE_HEADINGS[column].map(wordKey));
    return keys.findIndex((key) => headings.has(key));
  };
  const columns = { field: at('field'), written: at('written'), meant: at('meant') };
  return Object.values(columns).includes(-1) ? null : columns;
}

function readRow(row: SheetRow, columns: Columns, found: WordFile): void {
  const text = (column: keyof Columns) => trimText(cellText(row.cells[columns[column]]));
  const [field, written, meant] = [text('field'), text('written'), text('meant')];
  if (field === '' && written === '' && meant === '') return;
  found.rows++;
  const reject = (fault: WordFile['rejected'][number]['fault'], value: string) =>
    found.rejected.push({ row: row.number, fault, value });
  const known = wordFieldOf(field);
  if (known === null) reject('field', field);
  else if (written === '' || wordKey(written) === '' || written.length > 200) reject('written', written);
  else if (meant === '' || meant.length > 200) reject('meant', meant);
  else if (known === 'verdict' && readVerdict(meant) === null) reject('verdict', meant);
  else if (meant === written) reject('same', written);
  else found.words.push({ field: known, spelling: written, meant });
}

const LABELS = (['zh', 'en'] as const).map((language) => createText(language));

/** By its own name, by its label in either language, or by any heading that is known for it. */
function wordFieldOf(text: string): TaughtField | null {
  if (isTaughtField(text)) return text;
  const key = wordKey(text);
  const labelled = TAUGHT_FIELDS.find((field) => LABELS.some((label) => wordKey(label.label(field)) === key));
  if (labelled) return labelled;
  const field = recogniseHeading(text, 'roster')?.field ?? '';
  return isTaughtField(field) ? field : null;
}
