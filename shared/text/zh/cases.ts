/** Words about cases. */
export const cases = {
  level: { student: '学生', department: '院系', office: '学籍科', leader: '校领导', outside: '校外单位' },
  group: {
    data: '信息更正',
    photo: '照片',
    identity: '身份复核',
    record: '学籍',
    account: '账号',
    service: '服务',
  },
  origin: {
    wrong: '核对有误',
    difference: '比对差异',
    photo: '照片检查',
    'identity-flag': '人像比对',
    counter: '柜台',
    'not-found': '找不到学籍',
    'photo-missing': '无照片',
    import: '名单',
    staff: '手工',
  },
  reader: {
    student: '学生',
    department: '院系',
    province: '省级主管部门',
    chsi: '学信网',
    'exam-office': '考试院',
    police: '公安机关',
    photographer: '采集单位',
  },
  closed: '已结束',
};
