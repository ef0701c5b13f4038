/**
 * Labels of what people type into rows that are no record of a student, by kind of row. What has none here is kept by the
 * program for itself, and shown to nobody.
 */
export const rowFields = {
  setting: { value: '设置的内容' },
  word: { spelling: '原文', meant: '含义' },
  campaign: { name: '批次名称', type: '批次类型', deadline: '截止时间', population: '核对范围' },
  deadline: { collegeName: '学院', className: '班级', deadline: '截止时间' },
  milestone: { name: '事项', from: '开始', to: '结束' },
  person: { signInName: '登录名', name: '姓名', role: '角色', colleges: '负责的学院', state: '状态' },
  view: { name: '视图名称' },
  photo: { fileName: '文件名' },
  review: { note: '说明' },
  event: { verdict: '核对状态', note: '说明' },
  counterVisit: { comment: '学生的意见', signedName: '签名', witness: '见证人' },
  chaseContact: { whom: '联系了谁', promise: '答应的日期', note: '说明' },
  case: { number: '个案编号', due: '期限', assignee: '经办人' },
  caseEntry: { day: '日期' },
  mailReturn: { address: '邮箱地址', reply: '退信的说明' },
  sheet: { collegeName: '学院', className: '班级' },
  sheetHandling: { holder: '在谁那里', note: '说明', replacement: '换成哪张' },
  sheetQuestion: { name: '姓名', studentNo: '学号', written: '表上写的', decisionNote: '处理说明' },
  classContact: {
    ...{ collegeName: '学院', className: '班级', counsellor: '辅导员' },
    ...{ phone: '电话', email: '邮箱', qq: 'QQ' },
  },
} as const;
