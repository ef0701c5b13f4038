import type { FormText } from './formText.ts';

export const formsZh: FormText = {
  identity: {
    title: '需身份复核毕业生人像比对确认单',
    notes: [
      '比对结果为学信网在备注中所标；未经复核备案的，不能进行学历注册（教电〔2021〕128号）。',
      '证据材料每名学生一个文件夹“学号-姓名”，本单签字盖章后一并存档。',
    ],
    headings: {
      student: '一、学生信息',
      photos: '二、比对的照片',
      proofs: '三、证据材料（已交的打勾）',
      review: '四、核查与认定',
    },
    flag: '比对结果',
    open: (proof) => `□ ${proof}`,
    stands: (proof, standing) => `${proof}（${standing}）`,
    answers: {
      student: { label: '学生说明', hint: '两张照片不一致的原因：', signs: ['学生签字'] },
      department: {
        label: '学院核查',
        hint: '□ 当面核对，确系本人　　□ 不是本人　　□ 不能确定',
        signs: ['核查人', '负责人（盖章）'],
      },
      office: {
        label: '教务处\n再次比对',
        hint: '□ 确系本人　　□ 不是本人　　□ 不能确定',
        signs: ['比对人', '负责人（盖章）'],
      },
      leader: { label: '学校认定', hint: '□ 同意备案　　□ 不同意备案', signs: ['分管校领导'] },
    },
  },
  cases: {
    title: '学生个案办理表',
    notes: [
      '材料清单、办理经过照数据时间的登记；此后办理的，以登记系统为准。',
      '更正、变更须凭证明材料，按规定权限审批后办理。',
    ],
    signatures: ['学生签字', '经办人', '学籍科（盖章）'],
    headings: {
      student: '一、学生信息',
      about: '二、事项',
      materials: '三、材料清单',
      history: '四、办理经过',
      review: '五、审核意见',
    },
    number: '个案号',
    type: '类型',
    state: '状态',
    opened: '登记日期',
    origin: '来源',
    due: '办理期限',
    assignee: '经办人',
    material: '材料',
    standing: { there: '已交', waived: '免交', missing: '未交', 'not-needed': '可不交' },
    files: (count) => `${count} 件`,
    others: '其他材料',
    done: {
      open: '登记',
      fill: '填写',
      attach: '收到材料',
      remove: '移除材料',
      waive: '免交',
      comment: '备注',
      assign: '经办人',
      extend: '改期限',
      move: '办理',
      'put-out': '列入',
    },
    takenBack: '（已撤回）',
    correction: (label, from, to) => `${label}：${from} → ${to}`,
    agreed: (person) => `已审核：${person}`,
    answers: {
      department: {
        label: '院系意见',
        hint: '□ 同意　　□ 不同意　　意见：',
        signs: ['审核人', '负责人（盖章）'],
      },
      office: {
        label: '学籍科意见',
        hint: '□ 同意　　□ 不同意　　意见：',
        signs: ['审核人', '负责人（盖章）'],
      },
      leader: { label: '校领导意见', hint: '□ 同意　　□ 不同意　　意见：', signs: ['签字'] },
    },
  },
};
