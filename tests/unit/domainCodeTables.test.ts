import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CodeField,
  canonicalTexts,
  isProvinceCode,
  readCode,
  readIdType,
} from '../../shared/domain/codeTables.ts';
import { ID_TYPES } from '../../shared/domain/studentFields.ts';
import { anyText } from '../harness/anyText.ts';

const FIELDS: CodeField[] = [
  'gender',
  'ethnicity',
  'politicalStatus',
  'level',
  'mode',
  'duration',
  'grade',
  'registrationStatus',
  'originProvince',
];

describe('code tables', () => {
  it.each<[CodeField, string, string | null]>([
    ['gender', '1', '男'],
    ['gender', '女', '女'],
    ['gender', 'M', '男'],
    ['gender', '9', null],
    ['ethnicity', '汉', '汉族'],
    ['ethnicity', '汉族', '汉族'],
    ['ethnicity', '01', '汉族'],
    ['ethnicity', '56', '基诺族'],
    ['ethnicity', '毛难族', '毛南族'],
    ['ethnicity', '崩龙族', '德昂族'],
    ['ethnicity', '僳僳族', '傈僳族'],
    ['ethnicity', '其它', '其他'],
    ['ethnicity', '穿青人', '穿青人'],
    ['politicalStatus', '03', '共青团员'],
    ['politicalStatus', '团员', '共青团员'],
    ['politicalStatus', '民盟', '民盟盟员'],
    ['level', '专科（高职）', '专科(高职)'],
    ['level', '硕士', '硕士研究生'],
    ['mode', ' 普通全日制 ', '普通全日制'],
    ['duration', '4.0', '4'],
    ['duration', '2.5', '2.5'],
    ['duration', '四年', '4'],
    ['duration', '3年制', '3'],
    ['grade', '2022级', '2022'],
    ['grade', '2022.0', '2022'],
    ['registrationStatus', '注册学籍', '注册学籍'],
    ['registrationStatus', '在籍（注册学籍）', '注册学籍'],
    ['originProvince', '44', '广东省'],
    ['originProvince', '广西', '广西壮族自治区'],
  ])('%s %s → %s', (field, text, value) => {
    expect(readCode(field, text)).toEqual({ known: true, value });
  });

  it.each<[CodeField, string]>([
    ['ethnicity', '香港'],
    ['ethnicity', '57'],
    ['politicalStatus', '少先队员'],
    ['level', '博士后'],
    ['duration', '10'],
    ['duration', '9'],
    ['grade', '大三'],
    ['registrationStatus', '借读'],
  ])('%s %s is unknown', (field, text) => {
    expect(readCode(field, text)).toEqual({ known: false });
  });

  it('has all 56 peoples and 34 provinces', () => {
    expect(canonicalTexts('ethnicity').filter((each) => each.endsWith('族'))).toHaveLength(56);
    expect(canonicalTexts('originProvince')).toHaveLength(34);
    expect([isProvinceCode('44'), isProvinceCode('99'), isProvinceCode('4')]).toEqual([true, false, false]);
  });

  it('reads what it writes, and never throws', () => {
    for (const field of FIELDS) {
      for (const text of canonicalTexts(field))
        expect(readCode(field, text)).toEqual({ known: true, value: text });
      fc.assert(
        fc.property(anyText, (text) => {
          const reading = readCode(field, text);
          if (reading.known && reading.value !== null)
            expect(readCode(field, reading.value)).toEqual(reading);
        }),
      );
    }
  });

  it('knows the kinds of documents', () => {
    expect(readIdType('居民身份证')).toBe('resident');
    expect(readIdType('1')).toBe('resident');
    expect(readIdType('港澳居民来往内地通行证')).toBe('hkmo-permit');
    expect(readIdType('A')).toBe('passport');
    expect(readIdType('什么证')).toBeNull();
    for (const type of ID_TYPES) expect(readIdType(type)).toBe(type);
  });
});
