import { maskIdNumber } from './mask.ts';

/** One thing that somebody wrote into 有误信息登记: `民族应为回族`. */
export interface WrittenCorrection {
  /** What it is about, in the writer's words; null where it can't be told apart from the rest. */
  about: string | null;
  /** What should stand there; of a text that can't be taken apart the whole. */
  text: string;
}

const NOTHING = /^(?:无|没有|无误|正确|全部正确|核对无误|信息无误|同意|[-—–/\\√✓]+)$/;
const CLAUSE =
  /^(.{1,10}?)(?:有误|错误|不对)?[,，]?(?:应当?为|应该?是|应改[为成]?|改[为成]|更正为|更改为|变更为|正确[的为是]+|[:：])\s*(.+)$/;

/** Whether what stands in the column of corrections says that there is nothing to correct. */
export function isNoCorrection(text: string): boolean {
  return NOTHING.test(text.normalize('NFKC').replace(/[\s。.;；]/g, ''));
}

/** What a text of corrections asks for, clause by clause. */
export function readCorrections(text: string): WrittenCorrection[] {
  return text
    .normalize('NFKC')
    .split(/[;；。\n]+|[,，、](?=[^,，、]{1,10}(?:应|改|更|变|:|：))/)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
    .map((clause) => {
      const parts = CLAUSE.exec(clause);
      return parts ? { about: parts[1]!.trim(), text: parts[2]!.trim() } : { about: null, text: clause };
    });
}

/** A text that people wrote, with the long numbers in it masked. */
export function maskNumbersIn(text: string): string {
  return text.replace(/\d{7,}[Xx]?/g, (number) => maskIdNumber(number));
}
