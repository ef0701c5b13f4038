/** The words of `xueji report`. */
export const reportZh = {
  about: '打印报表',
  kind: '报表：record-check-sheet 学籍信息核对表、photo-check-sheet 学生数码照片核对表、statistics 核对统计表、unverified 未核对学生名单、chase-notice 催办通知、corrections 勘误汇总表、photo-findings 图像信息异常登记表、identity-review 人像比对备案汇总表、identity-confirmation 人像比对确认单、student-statement 校内核对情况证明、case-form 个案办理表、case-corrections 勘误汇总表（个案）、case-filing 身份复核备案汇总表（个案）、case-letter 个案文书、sheets-out 核对表未收回清单、counter-slip 学生现场核对确认单、guide 学生指南',
  by: '核对统计表按什么统计：college、major、class、counsellor',
  split: '每班（或每学院、每人）一个文件，装进一个 .zip：文件是 pdf 还是 xlsx',
  guide:
    '哪些指南：graduation-photo 图像校对、record 学籍核对、troubles 遇到问题怎么办；可写多次；不写就按批次的类型',
  log: '催办通知已经贴出：给通知上的学生各记一次书面联系',
  logNotices: '--log 只用于 chase-notice。',
  guideLang: '指南用中文 zh 还是英文 en',
  out: '写进文件：.pdf 或 .xlsx；用了 --split 时是 .zip；指南是 .pdf、.md 或 .txt',
  case: '个案报表：哪些个案（编号），可写多次；不写就是该列入的全部（办理表：全部未办结的）',
  letter: '个案文书 case-letter：哪一份（cases letters）',
  visit: '现场核对确认单 counter-slip：哪几次核对（counter list 里的 event），可写多次；不写就是全部',
};
export type ReportWords = typeof reportZh;
