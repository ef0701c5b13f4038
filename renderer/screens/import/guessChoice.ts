import { IMPORT_KIND } from '../../../shared/domain/importKinds.ts';
import type { ImportChoice } from './importSteps.ts';

const PICTURE = /\.(jpe?g|png|bmp|gif|webp|tiff?)$/i;
const ARCHIVE = /\.zip$/i;
const PHOTO_WORDS = /照片|相片|图像|头像|photo|picture|\bzp\b/i;
/** Words in a file's name that tell its kind; the first that fits. Nothing of these: a roster. */
const KIND_WORDS: readonly (readonly [ImportChoice['kind'], RegExp])[] = [
  ['contacts', /辅导员|班主任|联系方式|联系人|联系电话|通讯录/],
  ['sheets', /回执|学籍信息核对表|核对表/],
  ['flags', /人像比对|人像核验|身份核验|身份复核/],
  ['status', /核对状态|核对情况|核对结果|核对反馈|校对|已核对|未核对|确认情况|反馈表|status|verif/i],
];
const CHSI_WORDS = /学信|chsi|xxw|在校生名单/i;
const SIS_WORDS = /教务|jiaowu|jwc|jwxt|\bsis\b/i;
const ADMISSION_WORDS = /录取|新生|招生|luqu|admission|^td_/i;
const SHEET = /\.(xls[xmb]?|xlt[xm]?|csv|tsv|txt|dbf|f?ods|ett?|html?|mht(ml)?)$/i;

export function isPicture(name: string): boolean {
  return PICTURE.test(name);
}

/** What operating systems leave in folders: nobody misses it. */
export function isLitter(name: string): boolean {
  return /^(thumbs\.db|desktop\.ini|\.ds_store|\._.*|~\$.*)$/i.test(name);
}

export function isArchive(name: string): boolean {
  return ARCHIVE.test(name);
}

/** Whether the program can try a file of this name: anything else in a dropped folder (a .docx, a .pdf) is left out. */
export function isImportable(name: string): boolean {
  return PICTURE.test(name) || ARCHIVE.test(name) || SHEET.test(name);
}

/**
 * What a file probably is, by its name alone: a default in a form, never more. `campaign` is the campaign that a
 * status list would belong to (the newest open one).
 */
export function guessChoice(
  name: string,
  campaign: string | null,
): { choice: ImportChoice; guessed: boolean } {
  const base = name.split(/[\\/›]/).at(-1) ?? name;
  const photos =
    isPicture(base) || (ARCHIVE.test(base) && (PHOTO_WORDS.test(base) || !/名单|名册/.test(base)));
  const told = KIND_WORDS.find(([, words]) => words.test(base))?.[0];
  const kind = photos ? 'photos' : (told ?? 'roster');
  const source = CHSI_WORDS.test(base)
    ? 'chsi'
    : SIS_WORDS.test(base)
      ? 'sis'
      : ADMISSION_WORDS.test(base) || /\.dbf$/i.test(base)
        ? 'admission'
        : 'chsi';
  const role = photos && ADMISSION_WORDS.test(base) ? 'admission' : 'graduation';
  const guessed =
    photos ||
    told !== undefined ||
    CHSI_WORDS.test(base) ||
    SIS_WORDS.test(base) ||
    ADMISSION_WORDS.test(base) ||
    /\.dbf$/i.test(base);
  return {
    choice: { kind, source, role, campaign: IMPORT_KIND[kind].asks === 'campaign' ? campaign : null },
    guessed,
  };
}
