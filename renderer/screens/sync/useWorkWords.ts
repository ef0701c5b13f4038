import { useTranslation } from 'react-i18next';

const WORK = {
  'sync.join': 'join',
  'import.chunk': 'import',
  'student.setFields': 'edit',
  'student.correctNames': 'edit',
  'identity.setFlags': 'edit',
  'student.join': 'decide',
  'reconcile.decide': 'decide',
  'reconcile.acceptWords': 'decide',
  'contacts.set': 'contacts',
  'campaign.save': 'campaign',
  'campaign.setDeadlines': 'campaign',
  'campaign.setMilestones': 'campaign',
  'campaign.close': 'campaign',
  'campaign.reopen': 'campaign',
  'photo.set': 'photo',
  'photo.review': 'photo',
  'photo.takeBack': 'photo',
  'verification.record': 'verdict',
  'sheets.issue': 'sheet',
  'sheets.return': 'sheet',
  'sheets.sign': 'sheet',
  'sheets.handle': 'sheet',
  'sheets.decide': 'sheet',
  'batch.undo': 'undo',
  'words.save': 'words',
  'chase.log': 'chase',
  'mail.return': 'chase',
  'counter.record': 'counter',
  'case.open': 'case',
  'case.act': 'case',
  'people.save': 'people',
  'conflict.resolve': 'conflict',
} as const;

/** What a mutation did, in words. */
export function useWorkWords(): (name: string) => string {
  const { t } = useTranslation('sync');
  return (name) => t(`did.${name in WORK ? WORK[name as keyof typeof WORK] : 'other'}`);
}
