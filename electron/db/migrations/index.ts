import type { Migration } from '../migration.ts';
import { firstTables } from './0001-first-tables.ts';
import { photoMeasures } from './0002-photo-measures.ts';
import { reconcileDecisions } from './0003-reconcile-decisions.ts';
import { joinedStudents } from './0004-joined-students.ts';
import { batchStudents } from './0005-batch-students.ts';
import { valueAliases } from './0006-value-aliases.ts';
import { photoLooks } from './0007-photo-looks.ts';
import { photoReviews } from './0008-photo-reviews.ts';
import { printedSheets } from './0009-printed-sheets.ts';
import { classContacts } from './0010-class-contacts.ts';
import { mappingUse } from './0011-mapping-use.ts';
import { likenessAnew } from './0012-likeness-anew.ts';
import { printsAnew } from './0013-prints-anew.ts';
import { campaignDeadlines } from './0014-campaign-deadlines.ts';
import { chaseContacts } from './0015-chase-contacts.ts';
import { finalLists } from './0016-final-lists.ts';
import { printsBeforeWhite } from './0017-prints-before-white.ts';
import { sheetRows } from './0018-sheet-rows.ts';
import { signedSheets } from './0019-signed-sheets.ts';
import { outgoingMail } from './0020-outgoing-mail.ts';
import { counterVisits } from './0021-counter-visits.ts';
import { sheetsOutAndBack } from './0022-sheets-out-and-back.ts';
import { cases } from './0023-cases.ts';
import { campaignMilestones } from './0024-campaign-milestones.ts';
import { returnedMail } from './0025-returned-mail.ts';
import { peopleAndAudit } from './0026-people-and-audit.ts';
import { auditByPerson } from './0027-audit-by-person.ts';
import { sync } from './0028-sync.ts';
import { caseNumbers } from './0029-case-numbers.ts';
import { secretsOfSeveralDesks } from './0030-secrets-of-several-desks.ts';
import { syncAudit } from './0031-sync-audit.ts';
import { syncPurge } from './0032-sync-purge.ts';
import { sentHash } from './0033-sent-hash.ts';
import { erasures } from './0034-erasures.ts';
import { sheetsOfColleges } from './0035-sheets-of-colleges.ts';
import { sentSchema } from './0036-sent-schema.ts';
import { aliasNumbers } from './0037-alias-numbers.ts';

/** In order; a new step goes to the end. */
export const migrations: readonly Migration[] = [
  firstTables,
  photoMeasures,
  reconcileDecisions,
  joinedStudents,
  batchStudents,
  valueAliases,
  photoLooks,
  photoReviews,
  printedSheets,
  classContacts,
  mappingUse,
  likenessAnew,
  printsAnew,
  campaignDeadlines,
  chaseContacts,
  finalLists,
  printsBeforeWhite,
  sheetRows,
  signedSheets,
  outgoingMail,
  counterVisits,
  sheetsOutAndBack,
  cases,
  campaignMilestones,
  returnedMail,
  peopleAndAudit,
  auditByPerson,
  sync,
  caseNumbers,
  secretsOfSeveralDesks,
  syncAudit,
  syncPurge,
  sentHash,
  erasures,
  sheetsOfColleges,
  sentSchema,
  aliasNumbers,
];
