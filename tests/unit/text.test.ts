import { describe, expect, it } from 'vitest';
import { CASE_SEVERITY, SEVERITY } from '../../electron/import/validate/severity.ts';
import { AppError, ERROR_CODES } from '../../shared/domain/errors.ts';
import { FINDING_CODES, type Finding } from '../../shared/domain/findings.ts';
import { IMPORT_KIND } from '../../shared/domain/importKinds.ts';
import { STATUS_REASONS } from '../../shared/domain/verificationStatus.ts';
import { createText, LANGUAGES } from '../../shared/text/createText.ts';
import { errors as errorsEn } from '../../shared/text/en/errors.ts';
import { findings as findingsEn } from '../../shared/text/en/findings.ts';
import { rowFields as rowFieldsEn } from '../../shared/text/en/rowFields.ts';
import { syncedWork as syncedWorkEn } from '../../shared/text/en/syncedWork.ts';
import { terms as termsEn } from '../../shared/text/en/terms.ts';
import { trust as trustEn } from '../../shared/text/en/trust.ts';
import { errors } from '../../shared/text/zh/errors.ts';
import { findings } from '../../shared/text/zh/findings.ts';
import { rowFields } from '../../shared/text/zh/rowFields.ts';
import { syncedWork } from '../../shared/text/zh/syncedWork.ts';
import { terms } from '../../shared/text/zh/terms.ts';
import { trust } from '../../shared/text/zh/trust.ts';

const finding = (given: Partial<Finding> & Pick<Finding, 'code'>): Finding => ({
  severity: 'warn',
  row: 7,
  column: '身份证号',
  field: 'idNumber',
  value: '1.10105E+17',
  suggestion: null,
  ...given,
});

/** Every text of a catalogue by its path. */
function flat(catalogue: object, path = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  );
}
const gapsOf = (text: string) => Array.from(text.matchAll(/\{\{(\w+)\}\}/g), (match) => match[1]).sort();

describe('the catalogues', () => {
  it.each([
    ['findings', findings, findingsEn],
    ['errors', errors, errorsEn],
    ['terms', terms, termsEn],
    ['trust', trust, trustEn],
    ['rowFields', rowFields, rowFieldsEn],
    ['syncedWork', syncedWork, syncedWorkEn],
  ])('%s have the same keys and the same gaps in both languages', (_, zh, en) => {
    const english = new Map(flat(en));
    expect([...english.keys()].sort()).toEqual(
      flat(zh)
        .map(([key]) => key)
        .sort(),
    );
    // {{other}} and {{value}} may be named twice in one language and once in the other.
    for (const [key, text] of flat(zh))
      expect([key, [...new Set(gapsOf(english.get(key) ?? ''))]]).toEqual([key, [...new Set(gapsOf(text))]]);
  });

  it('have a sentence for every situation that weighs differently', () => {
    for (const situation of Object.keys(CASE_SEVERITY)) {
      const key = situation.replace('/', '_');
      expect(findings).toHaveProperty([key]);
    }
    expect(Object.keys(SEVERITY).sort()).toEqual([...FINDING_CODES].sort());
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  const text = createText(language);

  it('says every finding and every error without a gap left open', () => {
    for (const code of FINDING_CODES) {
      for (const params of [undefined, { case: 'name' }, { case: 'nothing like this' }]) {
        const sentence = text.sayFinding(finding({ code, ...(params && { params }) }));
        expect(sentence).not.toMatch(/\{\{|findings\.|undefined|null/);
        expect(sentence.length).toBeGreaterThan(8);
      }
    }
    for (const code of Object.keys(ERROR_CODES)) {
      const { message, hint } = text.sayError({ code });
      expect(message + hint).not.toMatch(/\{\{|errors\.|undefined/);
      expect(hint.length).toBeGreaterThan(4);
    }
  });

  it('has a label for what people type into rows, and none for what the program keeps for itself', () => {
    expect(text.rowLabel('campaign', 'deadline')).toBe(language === 'zh' ? '截止时间' : 'Deadline');
    expect(text.rowLabel('record', 'name')).toBe(text.label('name'));
    expect([text.rowLabel('campaign', 'id'), text.rowLabel('batch', 'name')]).toEqual([null, null]);
  });

  it('has a label for every field, and a sentence for every reason of a status', () => {
    for (const field of [...IMPORT_KIND.roster.fields, ...IMPORT_KIND.status.fields])
      expect(text.label(field)).not.toBe(field);
    for (const code of STATUS_REASONS)
      expect(text.statusReason({ code, params: { value: 'x' } })).not.toContain('statusReason');
    expect(text.label('something')).toBe('something');
  });

  it('does not repeat identity numbers', () => {
    const number = '11010519491231002X';
    for (const code of FINDING_CODES.filter((each) => /^ID_(?!BIRTH|GENDER)/.test(each))) {
      expect(
        text.sayFinding(
          finding({ code, value: number, suggestion: code === 'ID_15_DIGITS' ? number : null }),
        ),
      ).not.toContain(number);
    }
  });

  it('takes an error as it came over a wire, and one that it does not know', () => {
    expect(text.sayError(new AppError('FILE_EMPTY', { file: '名单.xlsx' })).message).toContain('名单.xlsx');
    expect(text.sayError({ code: 'NOTHING' })).toEqual(text.sayError({ code: 'INTERNAL' }));
    expect(text.sayError({ code: 'INTERNAL', params: { incident: 'K7' } }).message).toContain('K7');
  });
});

describe('in Chinese', () => {
  const text = createText('zh');

  it('says what happened and what to do', () => {
    expect(text.sayFinding(finding({ code: 'ID_DIGITS_LOST' }))).toBe(
      '“身份证号”在表格里变成了数字，第 15 位以后的数已经丢失，这个号码没有采用。请把该列设成“文本”格式后重新填写，或从原系统重新导出再导入。',
    );
    expect(
      text.sayFinding(
        finding({ code: 'ID_DIGITS_LOST', row: null, params: { case: 'column', count: 8, total: 9 } }),
      ),
    ).toContain('9 个号码里有 8 个以 000 结尾');
    expect(
      text.sayFinding(
        finding({
          code: 'NAME_DOT_VARIANT',
          field: 'name',
          column: '姓名',
          value: '阿•甲',
          suggestion: '阿·甲',
        }),
      ),
    ).toBe(
      '姓名“阿•甲”里的间隔点不是规范的“·”。已照原样保留；请核对学信网上的写法，需要时申请更正。可能应为“阿·甲”。',
    );
    expect(
      text.sayFinding(
        finding({
          code: 'ID_TYPE_OTHER',
          suggestion: 'hkmo-permit',
          params: { case: 'declared', type: 'resident', inferred: 'hkmo-permit' },
        }),
      ),
    ).toBe('证件类型写的是“居民身份证”，但号码看起来是“港澳居民来往内地通行证”。请核实证件类型。');
    expect(text.sayError({ code: 'FILE_ENCRYPTED' })).toEqual({
      message: '这个文件设了密码，需要密码才能打开。',
      hint: '请输入打开它的密码（命令行用 --password-file）；没有密码请问发文件的人。也可以用 Excel 或 WPS 取消密码后另存再导入。',
    });
    expect(text.sayError({ code: 'FILE_UNKNOWN', params: { what: 'pdf', file: 'a.pdf' } })).toEqual({
      message: '“a.pdf”是 PDF，里面的表格不能直接导入。',
      hint: '请向提供的人要 Excel 表格。',
    });
  });

  it('leaves marks of the catalogue in a file alone', () => {
    expect(text.sayFinding(finding({ code: 'COLUMN_UNMAPPED', column: '{{value}} $t(x)' }))).toContain(
      '“{{value}} $t(x)”',
    );
  });
});
