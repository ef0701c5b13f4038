import i18next from 'i18next';
import { core } from '../rpc/core.ts';

/** Takes a batch back. Answers with a sentence when rows edited since were kept, else null. For `useUndo().show`. */
export async function undoBatch(batch: string): Promise<string | null> {
  for await (const event of await core.imports.undo({ batch })) {
    if (event.type === 'done') {
      const kept = event.result.kept.length;
      return kept === 0 ? null : i18next.t('undo.kept', { ns: 'general', count: kept });
    }
  }
  return null;
}
