import type { Message } from '../../shared/contract/chase.ts';
import type { ChaseReason } from '../../shared/domain/chaseReason.ts';
import { daysLeft } from '../../shared/domain/daysLeft.ts';
import { maskName } from '../../shared/domain/mask.ts';
import {
  fillTemplate,
  type MessageValues,
  type ParsedTemplate,
} from '../../shared/domain/messageTemplate.ts';
import type { StudentValues } from '../../shared/domain/studentFields.ts';
import type { Status } from '../../shared/domain/verificationStatus.ts';
import { createText } from '../../shared/text/createText.ts';

/** A student of the list with what a message may say of them. */
export interface MessagedStudent {
  id: string;
  values: StudentValues;
  status: Status;
  reason: ChaseReason;
  promise: string | null;
}

export interface MessageBasis {
  school: string;
  campaign: string;
  /** The day that holds for a class, YYYY-MM-DD. */
  deadlineOf(collegeName: string, className: string): string;
  today: string;
  /** Epoch ms. */
  now: number;
}

/** Messages to students and counsellors are in Chinese, whatever the window speaks. */
export const sayTo = createText('zh');

/** Fills a template for one student after the other; what many of them share is put into words once. */
export function personalMessages(
  template: ParsedTemplate,
  basis: MessageBasis,
): (student: MessagedStudent) => Message {
  const say = sayReasons();
  const shared = sharedValues(basis);
  return ({ id, values, status, reason, promise }) => {
    const { text, empty } = fillTemplate(template, {
      ...shared(values),
      姓名: values.name ?? '',
      学号: values.studentNo ?? '',
      状态: sayTo.status(status),
      原因: say.reason(reason),
      下一步: say.tell(reason),
      承诺日期: promise ?? '',
    });
    return {
      student: id,
      title: values.name ?? values.studentNo ?? id,
      students: 1,
      about: [id],
      text,
      empty,
    };
  };
}

/** Fills a template for a class; `students` are its own, at least one. Names are masked unless asked otherwise. */
export function classMessage(
  template: ParsedTemplate,
  basis: MessageBasis,
  students: readonly MessagedStudent[],
  unmasked: boolean,
): Message {
  const { values } = students[0]!;
  const lines = students.map(({ values: one }) =>
    sayTo.chase.line({
      name: unmasked ? (one.name ?? '') : maskName(one.name ?? ''),
      tail: (one.studentNo ?? '').slice(-4),
    }),
  );
  const { text, empty } = fillTemplate(template, {
    ...sharedValues(basis)(values),
    人数: String(students.length),
    名单: lines.join('\n'),
  });
  const title = [values.collegeName, values.className].filter((part) => part !== null).join(' ');
  return {
    student: null,
    title,
    students: students.length,
    about: students.map(({ id }) => id),
    text,
    empty,
  };
}

/** What all of a class's students share; put into words once for each day that holds. */
export function sharedValues({
  school,
  campaign,
  deadlineOf,
  today,
  now,
}: MessageBasis): (values: StudentValues) => MessageValues {
  const days = new Map<string, string>();
  return (values) => {
    const deadline = deadlineOf(values.collegeName ?? '', values.className ?? '');
    let left = days.get(deadline);
    if (left === undefined) {
      left = String(Math.max(0, daysLeft(deadline, now).days));
      days.set(deadline, left);
    }
    return {
      学校: school,
      学院: values.collegeName ?? '',
      专业: values.majorName ?? '',
      班级: values.className ?? '',
      辅导员: values.counsellor ?? '',
      批次: campaign,
      截止日期: deadline,
      剩余天数: left,
      今天: today,
    };
  };
}

/** Very many students share few reasons: each is put into words once. */
export function sayReasons(): Record<'reason' | 'step' | 'tell', (reason: ChaseReason) => string> {
  const said = (part: 'reason' | 'step' | 'tell') => {
    const known = new Map<ChaseReason, string>();
    return (reason: ChaseReason): string => {
      let text = known.get(reason);
      if (text === undefined) {
        text = sayTo.chase[part](reason);
        known.set(reason, text);
      }
      return text;
    };
  };
  return { reason: said('reason'), step: said('step'), tell: said('tell') };
}
