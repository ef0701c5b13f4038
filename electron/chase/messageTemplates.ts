import type { MessageTemplate } from '../../shared/contract/chase.ts';
import type { MessageAudience } from '../../shared/domain/messageTemplate.ts';
import { type BuiltInTemplate, createText } from '../../shared/text/createText.ts';
import type { MutationArgs } from '../changes/mutations/mutations.ts';
import type { ReadDb } from '../db/database.ts';
import { storedSetting } from '../db/tables/settingTable.ts';

/** Settings whose key begins so are templates. */
const KEY = 'chaseTemplate/';
const AUDIENCE: Record<BuiltInTemplate, MessageAudience> = {
  personal: 'student',
  sms: 'student',
  class: 'class',
  mail: 'student',
  counsellor: 'counsellor',
};
const zh = createText('zh');
/** Templates that are only pasted have none, nor had any before mails were sent. */
const NO_SUBJECT = { subject: '' };

type Stored = Pick<MessageTemplate, 'name' | 'audience' | 'subject' | 'body'>;

/** Those that came with the program first, then the office's own by name. Messages to students are in Chinese. */
export function messageTemplates(db: ReadDb): MessageTemplate[] {
  const stored = new Map(
    db
      .read<{ key: string; value: string }>('SELECT key, value FROM setting WHERE key GLOB ? ORDER BY key')
      .all(`${KEY}*`)
      .map(({ key, value }) => [key.slice(KEY.length), { ...NO_SUBJECT, ...(JSON.parse(value) as Stored) }]),
  );
  const builtIn = Object.entries(AUDIENCE).map(([id, audience]) => {
    const own = stored.get(id);
    stored.delete(id);
    const came = { audience, ...NO_SUBJECT, ...zh.chase.template(id as BuiltInTemplate) };
    return { id, builtIn: true, edited: own !== undefined, ...(own ?? came) };
  });
  const own = [...stored].map(([id, template]) => ({ id, builtIn: false, edited: true, ...template }));
  return [...builtIn, ...own.sort((one, other) => (one.name < other.name ? -1 : 1))];
}

/** The mutation that writes a template; null takes it away, so that what came with the program holds again. */
export function templateRow(db: ReadDb, id: string, template: Stored | null): MutationArgs<'row.save'> {
  const key = KEY + id;
  const before = storedSetting(db, key);
  if (template === null) return { entity: 'setting', id: key, before, after: null };
  const { name, audience, subject, body } = template;
  return {
    entity: 'setting',
    id: key,
    before,
    after: { value: JSON.stringify({ name, audience, subject, body }) },
  };
}
