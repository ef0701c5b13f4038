import type { Words } from '../words.ts';
import type { chase as zh } from '../zh/chase.ts';

export const chase: Words<typeof zh> = {
  /** The reasons in a few characters. */
  name: {
    'not-started': 'nothing known',
    'not-registered': 'no account',
    'stopped-half-way': 'stopped half way',
    'says-done': 'says it is done',
    'photo-go': 'to be photographed',
    'code-registration': 'no code: registration',
    'code-year': 'no code: year',
    'code-unknown': 'no code: not known',
    'photo-none': 'no photo',
    'photo-waiting': 'photo being made',
    'photo-late': 'photo late',
    'record-not-found': 'record not found',
    disputed: 'wrong',
    identity: 'identity review',
    stale: 'to verify again',
  },
  reason: {
    'not-started': 'Nothing is known: no CHSI account yet, or not signed in to verify.',
    'not-registered': 'No CHSI account yet (said on {{day}}).',
    'stopped-half-way': 'Registered, but stopped half way (said on {{day}}).',
    'says-done': 'Says it is done (on {{day}}); no list or sheet confirms it yet.',
    'photo-go': 'No graduation photo yet; a capture code can be fetched at CHSI.',
    'code-registration':
      'No graduation photo and no capture code: the registration status is “{{registrationStatus}}”, not 注册学籍.',
    'code-year':
      'No graduation photo and no capture code: the expected year of graduation, {{year}}, is over.',
    'code-year_from':
      'No graduation photo and no capture code yet: expected to graduate in {{year}}; codes are given from {{from}}.',
    'code-unknown':
      'No graduation photo; whether a capture code can be fetched is not known: no usable “{{missingLabel}}”.',
    'photo-none': 'Neither an admission nor a graduation photo.',
    'photo-waiting':
      'Photographed on {{since}}; up to {{due}} ({{workingDays}} working days) the photo is not late.',
    'photo-late': 'Photographed on {{since}}; not shown after {{workingDays}} working days ({{due}}).',
    'photo-waiting_by':
      'Photographed by “{{photographer}}” on {{since}}; up to {{due}} ({{workingDays}} working days) the photo is not late.',
    'photo-late_by':
      'Photographed by “{{photographer}}” on {{since}}; not shown after {{workingDays}} working days ({{due}}).',
    'record-not-found': 'The student cannot find their record on CHSI.',
    disputed: 'The student says that the record or the photo is wrong.',
    identity: 'The comparison of photos was not passed: identity review.',
    stale: 'The record or the photo changed after it was verified; the verification no longer holds.',
  },
  step: {
    'not-started': 'Tell the student to sign in and verify; ask whether there is an account.',
    'not-registered':
      'Have the student register a CHSI account with their own name and document number, then verify.',
    'stopped-half-way':
      'Have the student sign in again and finish survey and photo rating until it says verified.',
    'says-done':
      'Have the student look once more whether it says verified; wait for the next list or sheet to confirm it.',
    'photo-go':
      'Tell the student to fetch a capture code and be photographed; where there is a photo, check name and number.',
    'code-registration': 'Check the registration; a code is given once CHSI says 注册学籍.',
    'code-year': 'Check and correct the expected graduation date on CHSI.',
    'code-year_from': 'Wait for the day; where the expected graduation date is wrong, correct it on CHSI.',
    'code-unknown': 'Import the newest CHSI roster, or find out the “{{missingLabel}}”.',
    'photo-none': 'Supply the photo: import admission photos, or have one taken.',
    'photo-waiting': 'Wait until {{due}}; the student must not be photographed again.',
    'photo-late': 'Ask the photographer; the student must not be photographed again.',
    'photo-late_by': 'Ask “{{photographer}}”; the student must not be photographed again.',
    'record-not-found': 'Compare name and number of account and record; likely causes are below.',
    disputed: 'Ask what is wrong: photos go to the photographer, data need documents and a correction.',
    identity: 'Have the student bring the documents for the review; the school files the result.',
    stale: 'Have the student verify the record and photo as they are now.',
  },
  tell: {
    'not-started':
      'Please sign in at my.chsi.com.cn (register with your own name and document number first if you have no account), open 毕业证书图像校对, check record and photo, choose 正确 or 有误 and confirm.',
    'not-registered':
      'Please register at my.chsi.com.cn with your own name and document number, then check record and photo and confirm.',
    'stopped-half-way':
      'Please sign in again at my.chsi.com.cn, finish the survey and the photo rating and confirm; it is done when it says verified.',
    'says-done': 'Please look once more at my.chsi.com.cn whether it says verified; if not, confirm again.',
    'photo-go':
      'Please fetch your capture code at my.chsi.com.cn (long press to save, no screenshot) and be photographed as arranged; if you were photographed already, do not repeat it but answer.',
    'code-registration':
      'Your record is not registered yet, so there is no capture code. Please see your college.',
    'code-year':
      'Your expected graduation date has to be checked, so there is no capture code. Please see your college.',
    'code-year_from':
      'You can fetch a capture code from {{from}}; if your year of graduation is wrong, please see your college.',
    'code-unknown':
      'Please look at my.chsi.com.cn whether you can fetch a capture code; if not, please see your college.',
    'photo-none': 'Please see your college about your photo.',
    'photo-waiting': 'Your photo is being made. Do not repeat it; sign in after {{due}} and verify.',
    'photo-late': 'Your photo is not shown yet; the school is asking. Do not repeat it.',
    'record-not-found':
      'Please check that name and number of your CHSI account are as on your document (dots, spaces, rare characters, final X); if so, see your college.',
    disputed: 'Please bring your college what is wrong, with documents.',
    identity:
      'The comparison of your photos was not passed. Please fetch the list of documents at your college soon.',
    stale:
      'Your record or photo changed after you verified. Please sign in at my.chsi.com.cn and verify again.',
  },
  cause: {
    'not-in-chsi':
      'CHSI’s roster does not name this student: perhaps there is no record yet. Check on CHSI first.',
    differs:
      'CHSI and {{sourceName}} differ in {{fieldLabel}} ({{kindName}}): an account with what the document says does not match.',
    military:
      'The record names a military document; accounts registered with one often fail to match. Check which number belongs there.',
    account:
      'The sources agree: most likely the account has another name or number. Have it corrected, or linked on CHSI.',
  },
  template: {
    personal: {
      name: 'One student (QQ, WeChat)',
      body: '{姓名}: your record of “{批次}” is not verified yet.\n{下一步}\nPlease finish by {截止日期} ({剩余天数} days left) and answer.\n{学校} {学院}',
    },
    sms: {
      name: 'One student (text message)',
      body: '[{学校}] {姓名}: please finish {批次} by {截止日期}. {下一步}',
    },
    class: {
      name: 'Notice to a class',
      body: '[{批次}] {人数} students of {班级} have not verified yet; deadline {截止日期} ({剩余天数} days left):\n{名单}\nPlease sign in at my.chsi.com.cn soon. Questions: {辅导员}.',
    },
    mail: {
      name: 'One student (e-mail)',
      subject: 'Please finish {批次} by {截止日期}',
      body: '{姓名}:\n\nYour record of “{批次}” is not verified yet.\n{下一步}\n\nPlease finish by {截止日期} ({剩余天数} days left). Questions: {辅导员}.\n\n{学校} {今天}',
    },
    counsellor: {
      name: 'A counsellor’s list (e-mail)',
      subject: '{批次}: {人数} students of {学院} have not finished',
      body: '{辅导员}:\n\n{人数} students of your {班级数} classes have not finished “{批次}”; deadline {截止日期} ({剩余天数} days left):\n\n{名单}\n\nNames and numbers are masked; the reason and next step of each are in the sheet. Please remind them one by one.\n\n{学校} {今天}',
    },
  },
  line: '{{name}} (number ends in {{tail}})',
  mailLine: '  {{name}} (number ends in {{tail}}): {{reason}}',
  mailClass: '[{{name}}]',
  state: {
    broken: 'promise broken',
    escalate: 'tell the college',
    never: 'not contacted',
    contacted: 'contacted',
    escalated: 'college told',
    promised: 'promised',
  },
  whom: {
    student: 'student',
    monitor: 'monitor or classmate',
    counsellor: 'counsellor',
    family: 'family',
    college: 'college (escalated)',
  },
  way: {
    phone: 'phone',
    qq: 'QQ',
    wechat: 'WeChat',
    sms: 'text message',
    email: 'e-mail',
    'in-person': 'in person',
    paper: 'on paper',
  },
  outcome: {
    told: 'told',
    promised: 'promised',
    'not-registered': 'no account yet',
    'stopped-half-way': 'stopped half way',
    'says-done': 'says it is done',
    photographed: 'photographed',
    'no-code': 'no capture code',
    'not-found': 'record not found',
    'no-answer': 'no answer',
    'wrong-contact': 'wrong contact',
    refuses: 'refuses',
    other: 'other',
  },
};
