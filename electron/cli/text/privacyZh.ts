export const privacyZh = {
  held: '把所存的一位学生的全部信息和文件导出成一个 zip（号码完整，会记入审计）',
  erase: '彻底销毁学生的全部信息：记录、照片、材料、日志。默认只列出，不销毁；不能撤销',
  student: '学号、考生号或编号',
  graduatedBefore: '预计毕业日期早于这一天的全部学生（YYYY-MM-DD）',
  reason: '为什么销毁（记入审计）',
  forGood: '真的销毁',
  proof: '把销毁证明写进这个文件',
  whom: '请写学生，或 --graduated-before 日期。',
  wrongDay: (text: string): string => `“${text}”不是日期，应写成 2020-07-01。`,
  heldOut: (path: string, files: number): string => `已导出到 ${path}，含 ${files} 个文件。`,
  group: (college: string, grade: string, count: number): string =>
    `${college || '（没有学院）'} ${grade || '（没有年级）'}：${count} 人`,
  kept: (count: number): string => `${count} 人还有未办结的个案或在进行中的批次里，不销毁。`,
  wouldErase: (count: number): string =>
    `共 ${count} 人可以销毁。什么也没有改动；确定要销毁时加 --for-good --reason 原因。`,
  erased: (students: number, entries: number, files: number): string =>
    `已销毁 ${students} 人：日志 ${entries} 条，文件 ${files} 个。`,
  proven: (found: number, seq: number, hash: string): string =>
    `${found === 0 ? '全库再查，没有找到他们的号码' : `全库再查，还有 ${found} 处有他们的号码，请联系开发者`}。审计第 ${seq} 条：${hash}`,
  backups: (count: number): string =>
    `销毁前的 ${count} 份备份里还有他们。请立即备份一次，再删除旧的备份（包括另存在别处的）。`,
};
