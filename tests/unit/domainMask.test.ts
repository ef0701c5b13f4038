import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskEmail, maskField, maskIdNumber, maskPhone, maskUnknown } from '../../shared/domain/mask.ts';

describe('masks', () => {
  it.each([
    [maskIdNumber('11010519491231002X'), '110***********002X'],
    [maskIdNumber('H12345678'), 'H******78'],
    [maskIdNumber('E1'), '**'],
    [maskPhone('13812345678'), '138****5678'],
    [maskPhone('88123456'), '******56'],
    [maskEmail('zhang@example.com'), 'z***@example.com'],
    [maskEmail('a@b.cn'), '***@b.cn'],
    [maskUnknown('身份证11010519491231002X，电话13812345678'), '身份证110***********002X，电话138****5678'],
    [maskUnknown('考生号 23110110000001'), '考生号 23110110000001'],
    [maskUnknown('1101051949123100200'), '1101051949123100200'],
    [maskField('name', '张三'), '张三'],
    [maskField('phone', null), null],
  ])('%s', (masked, expected) => {
    expect(masked).toBe(expected);
  });

  it('never shows what it hides, and keeps the length of numbers', () => {
    const number = fc.stringMatching(/^[0-9A-Z]{1,20}$/);
    fc.assert(
      fc.property(number, (text) => {
        for (const masked of [maskIdNumber(text), maskPhone(text)]) {
          expect(masked).toHaveLength(text.length);
          expect(masked).not.toBe(text);
        }
        expect(maskEmail(`${text}@example.com`)).not.toContain(`${text}@`);
      }),
    );
  });
});
