import { acceptWords } from './acceptWords.ts';
import { actOnCases } from './actOnCases.ts';
import { closeCampaign } from './closeCampaign.ts';
import { correctNames } from './correctNames.ts';
import { decide } from './decide.ts';
import { decideSheetQuestion } from './decideSheetQuestion.ts';
import { handleSheets } from './handleSheets.ts';
import { importChunk } from './importChunk.ts';
import { issueSheets } from './issueSheets.ts';
import { joinStudents } from './joinStudents.ts';
import { logContacts } from './logContacts.ts';
import { openCases } from './openCases.ts';
import { recordCounterVisit } from './recordCounterVisit.ts';
import { recordReturns } from './recordReturns.ts';
import { recordVerdicts } from './recordVerdicts.ts';
import { reopenCampaign } from './reopenCampaign.ts';
import { resolveConflict } from './resolveConflict.ts';
import { returnSheets } from './returnSheets.ts';
import { reviewPhotos } from './reviewPhotos.ts';
import { saveCampaign } from './saveCampaign.ts';
import { savePerson } from './savePerson.ts';
import { saveRow } from './saveRow.ts';
import { saveWords } from './saveWords.ts';
import { setContacts } from './setContacts.ts';
import { setDeadlines } from './setDeadlines.ts';
import { setFields } from './setFields.ts';
import { setFlags } from './setFlags.ts';
import { setMilestones } from './setMilestones.ts';
import { setPhotos } from './setPhotos.ts';
import { signSheets } from './signSheets.ts';
import { takeBackReviews } from './takeBackReviews.ts';
import { undoChanges } from './undoChanges.ts';

/** Every write of the product, by the name that the log keeps. A name is never given another meaning. */
export const mutations = {
  'import.chunk': importChunk,
  'student.setFields': setFields,
  'student.correctNames': correctNames,
  'identity.setFlags': setFlags,
  'contacts.set': setContacts,
  'campaign.save': saveCampaign,
  'campaign.setDeadlines': setDeadlines,
  'campaign.setMilestones': setMilestones,
  'campaign.close': closeCampaign,
  'campaign.reopen': reopenCampaign,
  'photo.set': setPhotos,
  'photo.review': reviewPhotos,
  'photo.takeBack': takeBackReviews,
  'verification.record': recordVerdicts,
  'sheets.issue': issueSheets,
  'sheets.return': returnSheets,
  'sheets.sign': signSheets,
  'sheets.handle': handleSheets,
  'sheets.decide': decideSheetQuestion,
  'batch.undo': undoChanges,
  'row.save': saveRow,
  'reconcile.decide': decide,
  'reconcile.acceptWords': acceptWords,
  'student.join': joinStudents,
  'words.save': saveWords,
  'chase.log': logContacts,
  'mail.return': recordReturns,
  'counter.record': recordCounterVisit,
  'case.open': openCases,
  'case.act': actOnCases,
  'people.save': savePerson,
  'conflict.resolve': resolveConflict,
} as const;

export type MutationName = keyof typeof mutations;
export type MutationArgs<Name extends MutationName> = Parameters<(typeof mutations)[Name]['run']>[1];
