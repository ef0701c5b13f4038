import { admin } from './admin.ts';
import { audit } from './audit.ts';
import { backups } from './backups.ts';
import { batches } from './batches.ts';
import { bundles } from './bundles.ts';
import { campaigns } from './campaigns.ts';
import { caseDay } from './caseDay.ts';
import { caseEvidence } from './caseEvidence.ts';
import { caseOutputs } from './caseOutputs.ts';
import { caseRules } from './caseRules.ts';
import { cases } from './cases.ts';
import { caseWork } from './caseWork.ts';
import { characters } from './characters.ts';
import { chase } from './chase.ts';
import { contacts } from './contacts.ts';
import { counter } from './counter.ts';
import { guides } from './guides.ts';
import { hub } from './hub.ts';
import { imports } from './imports.ts';
import { keys } from './keys.ts';
import { mail } from './mail.ts';
import { peopleArea } from './people.ts';
import { photos } from './photos.ts';
import { privacy } from './privacy.ts';
import { reconcile } from './reconcile.ts';
import { reports } from './reports.ts';
import { sheets } from './sheets.ts';
import { students } from './students.ts';
import { sync } from './sync.ts';
import { timetable } from './timetable.ts';
import { updates } from './updates.ts';
import { words } from './words.ts';

/** Everything a window may ask of the core. One contract for every host. */
export const contract = {
  admin,
  backups,
  bundles,
  audit,
  batches,
  campaigns,
  caseEvidence,
  caseDay,
  caseOutputs,
  caseRules,
  cases,
  caseWork,
  characters,
  chase,
  contacts,
  counter,
  guides,
  hub,
  imports,
  keys,
  mail,
  people: peopleArea,
  photos,
  privacy,
  reconcile,
  reports,
  sheets,
  students,
  sync,
  timetable,
  updates,
  words,
};
export type Contract = typeof contract;
