import type { SeededRandom } from '../../electron/demo/seededRandom.ts';
import { editCampaign, undoCampaignEdit } from './campaignEdits.ts';
import { closeCampaign, createCampaign, recordVerdict } from './campaignSteps.ts';
import { workOnCases } from './caseSteps.ts';
import { checkAtCounter, contactStudents } from './chaseSteps.ts';
import {
  importAndUndo,
  importBroken,
  importPhotos,
  importRoster,
  importStatus,
  importTwoAtOnce,
} from './importSteps.ts';
import { joinTwo } from './joinSteps.ts';
import type { Office } from './Office.ts';
import { drawReport, exportStudents } from './paperSteps.ts';
import { decideDifferences } from './reconcileSteps.ts';
import { workInCollege } from './scopedSteps.ts';
import { sheetOutAndBack } from './sheetSteps.ts';
import { keepImage, reopen, reopenFromKeptImage, timePasses } from './storeSteps.ts';
import { editStudents, saveView, undoBatch } from './studentSteps.ts';
import { editTimetable } from './timetableSteps.ts';
import { changeMapping, teachWords } from './wordSteps.ts';

export type Step = (office: Office, random: SeededRandom) => Promise<void>;

/** How an office begins. */
export const OPENING: readonly Step[] = [importRoster, createCampaign];

/** What happens in an office, each as often as its weight says. */
export const STEPS: readonly (readonly [Step, number])[] = [
  [importRoster, 8],
  [importStatus, 6],
  [importPhotos, 4],
  [importBroken, 1],
  [importTwoAtOnce, 2],
  [importAndUndo, 2],
  [undoBatch, 6],
  [editStudents, 5],
  [recordVerdict, 6],
  [contactStudents, 4],
  [workInCollege, 4],
  [checkAtCounter, 3],
  [createCampaign, 3],
  [closeCampaign, 2],
  [editCampaign, 3],
  [editTimetable, 3],
  [undoCampaignEdit, 2],
  [saveView, 3],
  [teachWords, 2],
  [changeMapping, 2],
  [decideDifferences, 4],
  [joinTwo, 3],
  [timePasses, 5],
  [drawReport, 2],
  [sheetOutAndBack, 2],
  [workOnCases, 4],
  [exportStudents, 2],
  [reopen, 3],
  [keepImage, 2],
  [reopenFromKeptImage, 3],
];
