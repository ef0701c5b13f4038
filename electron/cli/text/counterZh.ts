/** What `counter` says. */
export const counterZh = {
  about: '柜台：学生在自己的窗口核对并签名',
  list: '列出来过的学生和结果，最近的在前；签名不在其中',
  since: '从哪一天起（北京时间）',
  head: ['时间', '学号', '姓名', '班级', '结果', '签名', ''],
  verdict: { correct: '正确', wrong: '有误' },
  signed: { drawn: '手写', typed: '输入姓名' },
  undone: '已撤销',
  stale: '资料有变动',
  total: (count: number) => `共 ${count} 次`,
};
export type CounterWords = typeof counterZh;
