import accountTrouble from '../../resources/cases/account-trouble.json' with { type: 'json' };
import appeal from '../../resources/cases/appeal.json' with { type: 'json' };
import certification from '../../resources/cases/certification.json' with { type: 'json' };
import dataChange from '../../resources/cases/data-change.json' with { type: 'json' };
import dataCorrection from '../../resources/cases/data-correction.json' with { type: 'json' };
import diplomaCorrection from '../../resources/cases/diploma-correction.json' with { type: 'json' };
import identityReview from '../../resources/cases/identity-review.json' with { type: 'json' };
import integrityFile from '../../resources/cases/integrity-file.json' with { type: 'json' };
import mistakenAnswer from '../../resources/cases/mistaken-answer.json' with { type: 'json' };
import newStudentCheck from '../../resources/cases/new-student-check.json' with { type: 'json' };
import photoMissing from '../../resources/cases/photo-missing.json' with { type: 'json' };
import recordNotFound from '../../resources/cases/record-not-found.json' with { type: 'json' };
import recordSupplement from '../../resources/cases/record-supplement.json' with { type: 'json' };
import verificationReport from '../../resources/cases/verification-report.json' with { type: 'json' };
import wrongPhoto from '../../resources/cases/wrong-photo.json' with { type: 'json' };
import rulesGeneral from '../../resources/rules/correction-general.json' with { type: 'json' };
import rulesGuangdong from '../../resources/rules/correction-guangdong.json' with { type: 'json' };
import rulesHebei from '../../resources/rules/correction-hebei.json' with { type: 'json' };
import rulesNameOnly from '../../resources/rules/correction-name-only.json' with { type: 'json' };
import rulesSichuan from '../../resources/rules/correction-sichuan.json' with { type: 'json' };
import type { CaseType } from '../../shared/domain/cases/caseType.ts';
import type { CorrectionProfile } from '../../shared/domain/cases/correctionRules.ts';
import { readCaseType, readCorrectionProfile } from './readCaseRules.ts';

/** As the program brings them, in the order in which they are offered. */
export const SHIPPED_CASE_TYPES: readonly CaseType[] = [
  wrongPhoto,
  photoMissing,
  identityReview,
  recordNotFound,
  dataCorrection,
  dataChange,
  diplomaCorrection,
  newStudentCheck,
  mistakenAnswer,
  accountTrouble,
  appeal,
  verificationReport,
  certification,
  recordSupplement,
  integrityFile,
].map(readCaseType);

export const SHIPPED_CORRECTION_PROFILES: readonly CorrectionProfile[] = [
  rulesGeneral,
  rulesGuangdong,
  rulesSichuan,
  rulesHebei,
  rulesNameOnly,
].map(readCorrectionProfile);
