import type { ScanKind } from '../../contract/sheets.ts';
import type { SheetAnswer } from '../../domain/sheetAnswer.ts';
import type { SheetDecision, SheetQuestionKind } from '../../domain/sheetQuestion.ts';
import type { SheetHandlingKind, SheetHolderRole, SheetState } from '../../domain/sheetStanding.ts';

/** Printed sheets: where they are, what they say, what a scan was. */
export const sheets = {
  state: {
    printed: '未发出',
    out: '已发出',
    partly: '部分收回',
    returned: '已收回',
    lost: '遗失',
    void: '作废',
    replaced: '已被代替',
  } satisfies Record<SheetState, string>,
  answer: {
    correct: '正确，本人签字',
    proxy: '代签（代）',
    wrong: '有误',
    unsigned: '未签',
    absent: '缺席',
    struck: '划去',
  } satisfies Record<SheetAnswer, string>,
  role: {
    monitor: '班长',
    counsellor: '辅导员',
    secretary: '院系秘书',
    other: '其他',
  } satisfies Record<SheetHolderRole, string>,
  handling: {
    handed: '发出',
    lost: '登记遗失',
    void: '作废',
    replaced: '由新表代替',
  } satisfies Record<SheetHandlingKind, string>,
  question: { added: '手工添加的学生', struck: '被划去的学生' } satisfies Record<SheetQuestionKind, string>,
  decision: {
    belongs: '是本班学生',
    elsewhere: '是外班或外校的',
    left: '已离校或应除名',
    unclear: '还要核实',
  } satisfies Record<SheetDecision, string>,
  scan: {
    known: '{{className}} 的表，{{students}} 人。',
    partly: '{{className}} 的表，{{students}} 人，已有 {{answered}} 人的结果，请登记其余的。',
    returned: '{{className}} 的表已于 {{day}} 收回，{{students}} 人都有结果。再登记会按新的内容改。',
    otherCampaign: '这张表是“{{campaign}}”的，不是现在这一批的。请在上面换到那一批再扫。',
    closed: '这张表所属的“{{campaign}}”已结束，不再登记。',
    void: '这张表已作废，请收回的人换成有效的表。确实要用它登记，请按“仍然登记”。',
    void_replacement: '这张表已作废，有效的是 {{replacement}}。确实要用它登记，请按“仍然登记”。',
    noRows: '这张表是旧版本打印的，没有记下名单，不能逐人登记。请把填好的 Excel 从“导入”导入，或重新打印。',
    unknown: '表号 {{number}} 不是在本机打印的。请核对是否本校、本机的表。',
    wrong: '表号的校验位不对：有一个字看错或打错了。请对照表上的表号再输一次。',
    damaged: '没有读到完整的表号。请再扫一次；条码破损时，请手工输入表上的表号。',
  } satisfies Record<ScanKind, string> & { [K in `${ScanKind}_${string}`]: string },
};
