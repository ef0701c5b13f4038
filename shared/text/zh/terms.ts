import type { DecisionKind, PairReason, WorkState } from '../../contract/reconcile.ts';
import type { DifferenceKind } from '../../domain/differenceKind.ts';
import type { Outcome, Severity } from '../../domain/findings.ts';
import type { ImportKind } from '../../domain/importKinds.ts';
import type { IdType, Source } from '../../domain/studentFields.ts';
import type {
  CampaignType,
  EventSource,
  LockRule,
  Status,
  StatusReasonCode,
  Verdict,
} from '../../domain/verificationStatus.ts';

/** Short names for the members of our closed sets. */
export const terms = {
  outcome: {
    created: '新增',
    updated: '更新',
    unchanged: '无变化',
    ambiguous: '待人工判断',
    rejected: '未导入',
    dropped: '略过',
  } satisfies Record<Outcome, string>,
  severity: { block: '须处理', warn: '请核实', note: '提示' } satisfies Record<Severity, string>,
  source: { chsi: '学信网', sis: '教务系统', admission: '录取名册', staff: '本办公室' } satisfies Record<
    Source,
    string
  >,
  idType: {
    resident: '居民身份证',
    'hkmo-residence': '港澳居民居住证',
    'tw-residence': '台湾居民居住证',
    'hkmo-permit': '港澳居民来往内地通行证',
    'tw-permit': '台湾居民来往大陆通行证',
    'foreign-pr': '外国人永久居留身份证',
    passport: '护照',
    military: '军人证件',
    other: '其他证件',
  } satisfies Record<IdType, string>,
  importKind: { roster: '名单', status: '核对状态', flags: '人像比对', photos: '照片' } satisfies Record<
    ImportKind,
    string
  >,
  status: {
    'not-verified': '未核对',
    'verified-open': '已核对-可改',
    locked: '已锁定',
    disputed: '有误',
    'photo-missing': '无照片',
    'photo-in-production': '照片制作中',
    'identity-failed': '身份核验未通过',
    'identity-uncertain': '身份核验不确定',
    'identity-abnormal': '身份核验异常',
    'record-not-found': '找不到学籍',
    stale: '失效需重核',
    excluded: '不参加',
  } satisfies Record<Status, string>,
  statusReason: {
    'nothing-known': '还没有收到任何核对消息。',
    'said-unverified': '名单上写的是未核对。',
    'confirmed-window-open': '已确认正确，仍在可修改的时间内。',
    'confirmed-window-over': '已确认正确，可修改的时间已过。',
    'confirmed-single-submission': '已确认正确，本批次只能提交一次。',
    'said-wrong': '学生认为有误。',
    'no-graduation-photo': '还没有学历照片。',
    'no-photo-at-all': '录取照片和学历照片都没有。',
    'photo-being-made': '照片已采集，正在制作。',
    'identity-flag': '学信网备注：{{value}}。',
    'said-not-found': '学生在学信网上找不到自己的学籍。',
    'record-changed-since': '核对之后学籍信息有了变化，需要重新核对。',
    'photo-changed-since': '核对之后照片换了，需要重新核对。',
    'registration-status': '注册状态为“{{value}}”，不参加本次核对。',
    'not-in-campaign': '不在本批次的范围内。',
  } satisfies Record<StatusReasonCode, string>,
  verdict: {
    correct: '正确',
    wrong: '有误',
    unverified: '未核对',
    'not-found': '找不到学籍',
    'photo-in-production': '照片制作中',
  } satisfies Record<Verdict, string>,
  eventSource: {
    'status-list': '状态名单',
    'class-sheet': '班级回执',
    staff: '工作人员登记',
    counter: '学生现场核对',
  } satisfies Record<EventSource, string>,
  campaignType: {
    'graduation-photo': '毕业生图像校对',
    'enrolled-record': '在校生学籍核查',
    'new-student': '新生学籍核查',
  } satisfies Record<CampaignType, string>,
  lockRule: { '24h': '确认后 24 小时内可改', single: '只能提交一次' } satisfies Record<LockRule, string>,
  difference: {
    dot: '间隔号写法不同',
    space: '多了或少了空格',
    invisible: '有看不见的字符',
    width: '全角半角不同',
    case: '大小写不同',
    character: '用了造字区的字',
    date: '日期写法不同',
    alias: '同一个意思的两种叫法',
    cut: '被截短',
    digits15: '15 位与 18 位证件号',
    writing: '写法不同',
    lostDigits: '号码末尾丢了数字',
    lookAlike: '形近字或异体字',
    other: '内容不同',
  } satisfies Record<DifferenceKind, string>,
  pairReason: {
    idNumber: '证件号码相同',
    idNumber15: '15 位与 18 位证件号相符',
    nameAndIdPrefix: '姓名和证件号前 14 位相同',
    nameAndBirthDate: '姓名和出生日期相同',
    nameAndStudentNo: '姓名相同，学号只差开头的 0',
  } satisfies Record<PairReason, string>,
  decision: {
    accept: '采用{{source}}的值',
    alias: '同一个意思',
    ask: '问学生',
    ignore: '看过，保持现状',
    apart: '不是同一人',
    staff: '本校已更正',
  } satisfies Record<DecisionKind | 'staff', string>,
  workState: { open: '待处理', returned: '值已变，须重新处理', decided: '已处理' } satisfies Record<
    WorkState,
    string
  >,
  stage: {
    read: '正在读取',
    check: '正在检查',
    plan: '正在比对',
    save: '正在保存',
    index: '正在建立索引',
    undo: '正在撤销',
    write: '正在写入文件',
    draw: '正在排版',
    make: '正在生成',
  },
  /** In place of a file's name where it is not known. */
  thisFile: '这个文件',
  namedFile: '“{{file}}”',
  empty: '（空）',
  differing: '（{{field}}不同）',
  wholeNumberFound: '{{sourceName}}里有唯一的匹配（前 15 位加{{byName}}），可以采用。',
  wholeNumberAgainst:
    '本机里有这样一个号码，但与这一行的{{againstName}}不符，没有给出；请先核实{{againstName}}。',
  anotherSource: '本机另一来源',
  suggestion: '可能应为“{{suggestion}}”。',
  suggestedStudents: '可能是：{{suggestion}}。',
} as const;
