import type { Guide, GuideContact } from '../../../shared/contract/guides.ts';
import { GUIDE_PARTS, type GuidePart } from '../../../shared/domain/guideText.ts';
import { createText } from '../../../shared/text/createText.ts';
import type { MutationArgs } from '../../changes/mutations/mutations.ts';
import type { ReadDb } from '../../db/database.ts';
import { storedSetting } from '../../db/tables/settingTable.ts';
import type { SheetLanguage } from '../reportData.ts';

const CONTACT_KEY = 'guideContact';
const NO_CONTACT: GuideContact = { office: '', address: '', phone: '', hours: '', deadline: '' };
const SHIPPED = { zh: createText('zh').guide, en: createText('en').guide };

/** The guides of a language as they hold now. */
export function officeGuides(db: ReadDb, lang: SheetLanguage): Guide[] {
  return GUIDE_PARTS.map((part) => {
    const shipped = SHIPPED[lang].body[part];
    const own = storedSetting(db, keyOf(part, lang));
    return { part, lang, shipped, body: own?.value ?? shipped, edited: own !== null };
  });
}

/** The mutation that gives the office a text of its own beside the shipped one; null takes it away again. */
export function guideRow(
  db: ReadDb,
  part: GuidePart,
  lang: SheetLanguage,
  body: string | null,
): MutationArgs<'row.save'> {
  const id = keyOf(part, lang);
  const after = body === null ? null : { value: body };
  return { entity: 'setting', id, before: storedSetting(db, id), after };
}

export function guideContactOf(db: ReadDb): GuideContact {
  const set = storedSetting(db, CONTACT_KEY);
  return set === null ? NO_CONTACT : { ...NO_CONTACT, ...(JSON.parse(set.value) as Partial<GuideContact>) };
}

/** The mutation that sets it. */
export function guideContactRow(db: ReadDb, contact: GuideContact): MutationArgs<'row.save'> {
  const { office, address, phone, hours, deadline } = contact;
  const value = JSON.stringify({ office, address, phone, hours, deadline });
  return { entity: 'setting', id: CONTACT_KEY, before: storedSetting(db, CONTACT_KEY), after: { value } };
}

function keyOf(part: GuidePart, lang: SheetLanguage): string {
  return `guide/${lang}/${part}`;
}
