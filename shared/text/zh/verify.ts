import type { SheetVerdict, VerifiedSheet } from '../../contract/verifySheets.ts';

type Since = NonNullable<VerifiedSheet['since']>[number];
type Difference = VerifiedSheet['differences'][number];

/** Verifying printed sheets: what was found, and what to do. */
export const verify = {
  verdict: {
    genuine: '真的，内容没有改动',
    altered: '内容被改过',
    retyped: '不是原件：编号是真的，内容是另做的',
    resaved: '被别的程序另存过，无法断定内容没有改动',
    'false-code': '校验码是假的，或没有读全',
    'unknown-key': '不是本机认识的密钥签的，不能断定真假',
    unsigned: '只核到编号：没有签名可验',
    unknown: '本机没有这个编号的记录',
  } satisfies Record<SheetVerdict, string>,
  next: {
    genuine: '可以收下。',
    altered: '不要登记。请向交来的人要原件，或重新打印一份。',
    retyped: '不要登记。请用本程序打印的表，或导出的 Excel 填写后交回。',
    resaved: '请扫描纸面上的二维码，或要原来的文件。',
    'false-code': '请把二维码再扫一次；仍然如此的，不要登记。',
    'unknown-key': '可能是另一台电脑打印的。请在打印的那台电脑上核验，或把它的签名公钥加到这里。',
    unsigned: '编号确实发过；纸上的内容请逐项核对，或扫描二维码。',
    unknown: '请核对编号有没有抄错；可能是别的数据文件夹或别的电脑打印的。',
  } satisfies Record<SheetVerdict, string>,
  difference: {
    heading: '表头改过：“{{said}}”',
    cell: '第 {{row}} 行“{{column}}”改过，现在写的是“{{said}}”',
    'row-added': '第 {{row}} 行是后来加的',
    'row-missing': '少了原表的第 {{row}} 名',
    content: '内容与校验码不符',
  } satisfies Record<Difference['what'], string>,
  since: {
    changed: '{{name}}的“{{column}}”现在是“{{now}}”',
    left: '{{name}}已不在这张表的范围内',
    joined: '{{name}}是打印之后加入的',
    counts: '统计数字已有变化',
  } satisfies Record<Since['what'], string>,
  /** Where what it is now can't be said in words, as a photo can't. */
  changedOnly: '{{name}}的“{{column}}”已经换了',
  emptied: '（空）',
  sinceTitle: '打印之后，数据有 {{count}} 处变化，这张表已经过时：请按现在的数据重新打印。',
  replaced: '后来又打印过一份：{{number}}。',
  none: '没有找到本程序的校验码或表号',
  noneNext: '请扫描表右上角的二维码，或选本程序生成的 PDF、Excel 文件。',
  more: '另有 {{count}} 处',
};
