import type { SheetLanguage } from '../reportData.ts';

interface ErasureText {
  title: string;
  at: string;
  by: string;
  reason: string;
  students: string;
  cases: string;
  mails: string;
  files: string;
  entries: string;
  audit: string;
  digest: string;
  found: string;
  nothingFound: string;
  stillFound: (places: number) => string;
  groups: string;
  noCollege: string;
  noGrade: string;
  people: (count: number) => string;
  backups: string;
  noBackups: string;
  hubWaiting: string;
  hubRefused: string;
  desks: (at: string) => string;
  deskDone: (name: string, at: string) => string;
  deskOpen: (name: string) => string;
  deskRevoked: (name: string) => string;
  notes: readonly string[];
  signature: string;
}

/** The words of the proof that students were erased. */
export const erasureText: Record<SheetLanguage, ErasureText> = {
  zh: {
    title: '学生资料清除证明',
    at: '清除时间',
    by: '经办人',
    reason: '原因',
    students: '清除的学生',
    cases: '其中个案',
    mails: '其中邮件',
    files: '删除的文件（照片、材料、签名）',
    entries: '清空的变更日志条目',
    audit: '操作记录',
    digest: '名单摘要（SHA-256）',
    found: '清除后全库查找他们的号码和编号',
    nothingFound: '没有找到',
    stillFound: (places) => `还有 ${places} 处，本证明不成立`,
    groups: '学院和年级',
    noCollege: '（没有学院）',
    noGrade: '（没有年级）',
    people: (count) => `${count} 人`,
    backups: '清除以前的备份，里面可能还有他们，请另行删除',
    noBackups: '清除时没有备份。',
    hubWaiting: '同步主机还没有收到这次清除，其他电脑上可能还有他们。',
    hubRefused: '同步主机没有接受这次清除，其他电脑上可能还有他们。',
    desks: (at) => `同步的各台电脑（截至 ${at}，按主机所记）`,
    deskDone: (name, at) => `${name}：已清除（${at}）`,
    deskOpen: (name) => `${name}：还没有确认，可能还有他们`,
    deskRevoked: (name) => `${name}：已停用，没有确认过`,
    notes: [
      '各表中他们的内容都已删除，变更日志中他们的条目已清空，数据库腾出的空间已覆盖；本操作不能撤销。',
      '留下的只有数目（已结束批次的统计、导入批次的条数）和操作记录中不含姓名的序号。',
      '已经打印、导出或发出的材料不在本程序内，不在清除之列。',
      '名单摘要由被清除学生的内部编号按顺序算出，有名单的人可以核对，没有名单的人不能还原。',
    ],
    signature: '经办人签名：                审核人签名：                日期：',
  },
  en: {
    title: 'Proof that student records were erased',
    at: 'Erased on',
    by: 'By',
    reason: 'Reason',
    students: 'Students erased',
    cases: 'Their cases',
    mails: 'Their mails',
    files: 'Files removed (photos, proofs, signatures)',
    entries: 'Entries of the change log blanked',
    audit: 'Audit entry',
    digest: 'Digest of the list (SHA-256)',
    found: 'Their numbers and ids, looked for in the whole store afterwards',
    nothingFound: 'none found',
    stillFound: (places) => `still found in ${places} places: this is no proof`,
    groups: 'Colleges and grades',
    noCollege: '(no college)',
    noGrade: '(no grade)',
    people: (count) => `${count}`,
    backups: 'Backups of before, which may still hold them, to be deleted too',
    noBackups: 'There was no backup at the time.',
    hubWaiting: 'The sync hub has not been told yet: other computers may still hold them.',
    hubRefused: 'The sync hub did not take this erasure: other computers may still hold them.',
    desks: (at) => `Computers that are synced (as the hub had it on ${at})`,
    deskDone: (name, at) => `${name}: erased (${at})`,
    deskOpen: (name) => `${name}: not confirmed yet, may still hold them`,
    deskRevoked: (name) => `${name}: revoked, never confirmed`,
    notes: [
      'What the tables held of them is gone, their entries of the change log say nothing any more, and what was freed in the database was overwritten. It cannot be undone.',
      'Only counts stay (of closed campaigns, of imports), and numbers without a name in the audit.',
      'What was printed, saved or mailed is outside of this program, and is not erased by it.',
      'The digest is made of the internal ids of those who were erased, in their order: whoever has the list can check it, nobody else can read it back.',
    ],
    signature: 'Done by:                Checked by:                Date:',
  },
};
