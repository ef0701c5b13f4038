/** What people call mutations, by name. */
const KINDS = {
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

export type WorkKind = (typeof KINDS)[keyof typeof KINDS] | 'other';

/** What a mutation of that name did, as both programs’ catalogues say it. */
export function workKind(name: string): WorkKind {
  return Object.hasOwn(KINDS, name) ? KINDS[name as keyof typeof KINDS] : 'other';
}
