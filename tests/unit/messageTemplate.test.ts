import { describe, expect, test } from 'vitest';
import { classMessage, personalMessages } from '../../electron/chase/chaseMessages.ts';
import { maskName } from '../../shared/domain/mask.ts';
import { fillTemplate, parseTemplate, speaksOfPassword } from '../../shared/domain/messageTemplate.ts';
import { emptyStudentValues } from '../../shared/domain/studentFields.ts';
import { createText, LANGUAGES } from '../../shared/text/createText.ts';

describe('templates of messages', () => {
  test('fields are filled; what is no field stays and is told; what is empty is told', () => {
    const parsed = parseTemplate('{姓名}（{ 学号 }）｛班级｝{证件号}{姓名}{}', 'student');
    expect(parsed.unknown).toEqual(['证件号']);
    expect(fillTemplate(parsed, { 姓名: '张三', 学号: '01' })).toEqual({
      text: '张三（01）{证件号}张三{}',
      empty: ['班级'],
    });
    // A value that looks like a field is not filled again.
    expect(fillTemplate(parseTemplate('{姓名}', 'student'), { 姓名: '{学号}' }).text).toBe('{学号}');
    expect(parseTemplate('{名单}{姓名}', 'class').unknown).toEqual(['姓名']);
    expect(parseTemplate('{名单}{姓名}', 'student').unknown).toEqual(['名单']);
  });

  test('no template speaks of a password, however it is written', () => {
    for (const text of ['请把密码发来', '密 码', 'Password', 'ＰＡＳＳＷＯＲＤ', '短信验证码', '口令']) {
      expect(speaksOfPassword(text), text).toBe(true);
    }
    expect(speaksOfPassword('请登录核对')).toBe(false);
    for (const language of LANGUAGES) {
      const { chase } = createText(language);
      for (const [id, audience] of [
        ['personal', 'student'],
        ['sms', 'student'],
        ['class', 'class'],
      ] as const) {
        const { body } = chase.template(id);
        expect(speaksOfPassword(body)).toBe(false);
        expect(parseTemplate(body, audience).unknown, id).toEqual([]);
      }
    }
  });

  test('messages by hand', () => {
    const student = (name: string, studentNo: string) => ({
      id: studentNo,
      values: { ...emptyStudentValues(), name, studentNo, collegeName: '数学学院', className: '1班' },
      status: 'photo-in-production' as const,
      reason: {
        code: 'photo-waiting' as const,
        params: { since: '2026-04-20', due: '2026-05-07', workingDays: '10' },
      },
      promise: null,
    });
    const basis = {
      school: '示例大学',
      campaign: '图像校对',
      deadlineOf: (college: string) => (college === '数学学院' ? '2026-05-10' : '2026-05-20'),
      today: '2026-05-06',
      now: Date.parse('2026-05-06T09:00:00+08:00'),
    };
    const personal = personalMessages(
      parseTemplate('{姓名}：{状态}，{截止日期}（{剩余天数} 天）{承诺日期}。{下一步}', 'student'),
      basis,
    );
    expect(personal(student('张三', '2026000123'))).toEqual({
      student: '2026000123',
      title: '张三',
      students: 1,
      about: ['2026000123'],
      text: '张三：照片制作中，2026-05-10（4 天）。你的照片正在制作，请不要重复采集，2026-05-07 后登录学信档案核对。',
      empty: ['承诺日期'],
    });
    const list = parseTemplate('{班级} {人数}\n{名单}', 'class');
    const both = [student('张三', '2026000123'), student('欧阳娜娜', '2026000124')];
    expect(classMessage(list, basis, both, false)).toMatchObject({
      student: null,
      title: '数学学院 1班',
      students: 2,
      about: ['2026000123', '2026000124'],
      text: '1班 2\n张*（学号末四位 0123）\n欧***（学号末四位 0124）',
    });
    expect(classMessage(list, basis, both, true).text).toContain('欧阳娜娜');
    expect([maskName('张'), maskName('𬱖三'), maskName('')]).toEqual(['*', '𬱖*', '*']);
  });
});
