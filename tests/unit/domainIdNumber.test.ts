import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkCharacter,
  inspectIdNumber,
  isCheckRight,
  isExponentText,
  toEighteenDigits,
} from '../../shared/domain/idNumber.ts';
import { keyForm } from '../../shared/domain/keyForm.ts';
import { anyText } from '../harness/anyText.ts';

const codes = (number: string, declared: Parameters<typeof inspectIdNumber>[1] = null) =>
  inspectIdNumber(number, declared).findings.map((each) => each.code);

describe('the check of GB 11643-1999', () => {
  it.each(['11010519491231002X', '440524188001010014'])('passes the sample of the standard %s', (number) => {
    expect(codes(number)).toEqual([]);
    expect(inspectIdNumber(number, null).type).toBe('resident');
  });

  it('reads birth date and gender', () => {
    expect(inspectIdNumber('11010519491231002X', null)).toMatchObject({
      birthDate: '1949-12-31',
      gender: '女',
    });
    expect(inspectIdNumber('440524188001010014', null)).toMatchObject({
      birthDate: '1880-01-01',
      gender: '男',
    });
  });

  it.each([
    ['810000199901010014', 'hkmo-residence'],
    ['820000199901010024', 'hkmo-residence'],
    ['830000199901010034', 'tw-residence'],
  ])('knows the residence card %s', (number, type) => {
    const inspection = inspectIdNumber(number, null);
    expect(inspection).toMatchObject({ type, birthDate: '1999-01-01' });
    expect(codes(number)).toEqual(['ID_TYPE_OTHER']);
    expect(codes(`${number.slice(0, 17)}5`)).toContain('ID_CHECKSUM_WRONG');
  });

  it('knows the permanent resident card of 2023 and the older one', () => {
    const seventeen = '91184019990101001';
    expect(inspectIdNumber(seventeen + checkCharacter(seventeen), null)).toMatchObject({
      type: 'foreign-pr',
      birthDate: '1999-01-01',
    });
    expect(inspectIdNumber('USA110099010112', null).type).toBe('foreign-pr');
    expect(codes('USA110099010112')).toEqual(['ID_TYPE_OTHER']);
  });

  it('understands full-width digits, spaces and a small x', () => {
    expect(codes('１１０１０５１９４９１２３１００２ｘ')).toEqual([]);
    expect(codes('110105 19491231 002x')).toEqual([]);
    expect(keyForm('110105 19491231 002x')).toBe('11010519491231002X');
  });

  it('holds for any 17 digits with their check, and catches any one changed digit', () => {
    const seventeen = fc.stringMatching(/^\d{17}$/);
    fc.assert(
      fc.property(seventeen, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const number = digits + checkCharacter(digits);
        expect(isCheckRight(number)).toBe(true);
        expect(codes(number)).not.toContain('ID_CHECKSUM_WRONG');
        const changed = (Number(digits.charAt(place)) + shift) % 10;
        const wrong = number.slice(0, place) + changed + number.slice(place + 1);
        expect(isCheckRight(wrong)).toBe(false);
        expect(codes(wrong)).toContain('ID_CHECKSUM_WRONG');
      }),
    );
  });

  it('catches two neighbours changing places', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{17}$/), fc.nat(15), (digits, place) => {
        fc.pre(digits[place] !== digits[place + 1]);
        const number = digits + checkCharacter(digits);
        const swapped = number.slice(0, place) + digits[place + 1] + digits[place] + number.slice(place + 2);
        expect(isCheckRight(swapped)).toBe(false);
      }),
    );
  });
});

describe('numbers that are not 18 sound digits', () => {
  it('gives a number of 15 digits its 18-digit form', () => {
    expect(toEighteenDigits('110105491231002')).toBe('11010519491231002X');
    expect(inspectIdNumber('110105491231002', null)).toMatchObject({
      type: 'resident',
      birthDate: '1949-12-31',
      gender: '女',
      findings: [{ code: 'ID_15_DIGITS', suggestion: '11010519491231002X' }],
    });
    expect(codes('110105991331002')).toEqual(['ID_LENGTH_WRONG']);
  });

  it.each([
    ['1101051949123100', 'ID_LENGTH_WRONG'],
    ['11010519491231002XX', 'ID_LENGTH_WRONG'],
    ['110105********002X', 'ID_LENGTH_WRONG'],
    ['1.10105E+17', 'ID_DIGITS_LOST'],
    ['1.10105e+17', 'ID_DIGITS_LOST'],
    ['110105199003072317', 'ID_CHECKSUM_WRONG'],
  ])('%s: %s', (number, code) => {
    expect(codes(number)).toContain(code);
  });

  it('says that a rounded number has probably lost its digits', () => {
    expect(codes('110105199003072000')).toEqual(['ID_CHECKSUM_WRONG', 'ID_DIGITS_LOST']);
  });

  it('says when the birth date inside is no date', () => {
    const seventeen = '11010519991331001';
    expect(inspectIdNumber(seventeen + checkCharacter(seventeen), null).findings).toEqual([
      { code: 'ID_BIRTHDATE_DIFFERS', case: 'impossible', suggestion: null },
    ]);
  });

  it('offers the X where a cross was typed', () => {
    expect(inspectIdNumber('11010519491231002×', null).findings).toEqual([
      { code: 'ID_CHECKSUM_WRONG', case: null, suggestion: '11010519491231002X' },
    ]);
  });

  it('does not take a passport or a student number for an exponent', () => {
    expect(isExponentText('E12345678')).toBe(false);
    expect(isExponentText('2023E01')).toBe(false);
    expect(isExponentText('2.02301E+15')).toBe(true);
  });
});

describe('the kind of document', () => {
  it.each([
    ['H12345678', 'hkmo-permit'],
    ['M1234567801', 'hkmo-permit'],
    ['12345678', 'tw-permit'],
    ['E12345678', 'passport'],
    ['EA1234567', 'passport'],
    ['A123456789', 'other'],
    ['R123456(7)', 'other'],
    ['南字第1234567号', 'military'],
    ['军字第001号', 'military'],
  ])('%s looks like %s', (number, type) => {
    expect(inspectIdNumber(number, null)).toMatchObject({ type, inferred: type });
    expect(codes(number)).toEqual(['ID_TYPE_OTHER']);
  });

  it('tells when the declared type and the number do not go together', () => {
    expect(inspectIdNumber('H12345678', 'resident').findings).toEqual([
      { code: 'ID_TYPE_OTHER', case: 'declared', suggestion: 'hkmo-permit' },
    ]);
    expect(inspectIdNumber('11010519491231002X', 'passport')).toMatchObject({
      type: 'passport',
      inferred: 'resident',
      findings: [{ code: 'ID_TYPE_OTHER', case: 'declared', suggestion: 'resident' }],
    });
    expect(inspectIdNumber('810000199901010014', 'resident').findings).toMatchObject([
      { code: 'ID_TYPE_OTHER', case: 'declared', suggestion: 'hkmo-residence' },
    ]);
  });

  it('does not check documents that have no check', () => {
    expect(codes('123456789012345678', 'military')).toEqual(['ID_TYPE_OTHER']);
    expect(codes('AB123', 'passport')).toEqual(['ID_TYPE_OTHER']);
  });

  it('never throws, and comparing form is stable', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        inspectIdNumber(text, null);
        const key = keyForm(text);
        if (key !== null) expect(keyForm(key)).toBe(key);
      }),
      // Capitals of it are two characters, which one other stands for.
      { examples: [['\u1FD2']] },
    );
  });
});
