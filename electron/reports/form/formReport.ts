import type { PhotoRole } from '../../../shared/domain/photoStandard.ts';
import type { SheetMark } from '../reportData.ts';

/** A row of a form, as high as its longest text needs. `heading` stands above it and never ends a page. */
export type FormRow = { heading?: string } & (
  | { kind: 'facts'; facts: readonly FormFact[] }
  /** A row of a list; its first text is what it is about, unless `says` has items of their own. */
  | { kind: 'line'; cells: readonly FormCell[]; says?: readonly { item: string; content: string }[] }
  | { kind: 'photos'; photos: readonly { role: PhotoRole; hash: string | null }[] }
  /** Room for a hand: what to write or tick there, and who signs. `before`: what is decided already. */
  | { kind: 'answer'; label: string; hint: string; before: string; signs: readonly string[] }
);

export interface FormFact {
  label: string;
  value: string;
  /** Of its row, against the others. */
  share?: number;
}

export interface FormCell {
  text: string;
  share: number;
  isTitle?: boolean;
}

/** The form of one student or case. */
export interface FormSheet {
  mark: SheetMark;
  /** Our internal id: to say whose character could not be printed. */
  student: string;
  /** Names the worksheet, and the file where every form is one. */
  name: string | null;
  info: readonly { label: string; value: string; share: number }[];
  /** Made when the form is drawn, so that a whole school is never there twice. */
  rows: () => readonly FormRow[];
}

/** Forms of one kind, printed upright by renderForms and written as lists by formList. */
export interface FormReport {
  title: string;
  notes: readonly string[];
  /** Below the last row; empty: the rows have their own. */
  signatures: readonly string[];
  /** What stands beside a photo in the list of what is signed. */
  photoTitle: string;
  sheets: readonly FormSheet[];
}
