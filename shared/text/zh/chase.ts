import type { ChaseReasonCode, ContactOutcome } from '../../domain/chaseReason.ts';
import type { ChaseState, ContactWay, ContactWhom } from '../../domain/chaseStanding.ts';
import type { RecordCause } from '../../domain/recordCauses.ts';
import type { Sentences } from '../words.ts';

/** Chasing: why somebody is not done, what the office does next, and what a student is told to do. */
export const chase = {
  /** The reasons in a few characters. */
  name: {
    'not-started': '没有消息',
    'not-registered': '没有账号',
    'stopped-half-way': '停在中途',
    'says-done': '说已核对',
    'photo-go': '该去拍照',
    'code-registration': '无采集码：注册状态',
    'code-year': '无采集码：毕业年份',
    'code-unknown': '无采集码：资料不全',
    'photo-none': '没有照片',
    'photo-waiting': '照片制作中',
    'photo-late': '照片逾期',
    'record-not-found': '找不到学籍',
    disputed: '有误',
    identity: '身份复核',
    stale: '失效需重核',
  } satisfies Record<ChaseReasonCode, string>,
  reason: {
    'not-started': '还没有任何消息：可能没有注册学信网账号，也可能没有登录核对。',
    'not-registered': '还没有注册学信网账号（{{day}} 说的）。',
    'stopped-half-way': '已注册，核对停在中途（{{day}} 说的）。',
    'says-done': '说已经核对（{{day}} 说的），还没有名单或回执证实。',
    'photo-go': '还没有学历照片；可以在学信网领取采集码。',
    'code-registration': '没有学历照片，领不到采集码：注册状态是“{{registrationStatus}}”，不是“注册学籍”。',
    'code-year': '没有学历照片，领不到采集码：预计毕业年份是 {{year}}，已经过去。',
    'code-year_from': '没有学历照片，还领不到采集码：预计毕业年份是 {{year}}，{{from}} 起才能领。',
    'code-unknown': '没有学历照片；不知道能不能领采集码：没有可用的{{missingLabel}}。',
    'photo-none': '录取照片和学历照片都没有。',
    'photo-waiting': '{{since}} 已采集照片，等待制作上网，{{due}} 前（{{workingDays}} 个工作日）算正常。',
    'photo-late': '{{since}} 已采集照片，过了 {{workingDays}} 个工作日（{{due}}）还没有上网。',
    'photo-waiting_by':
      '{{since}} 已由“{{photographer}}”采集照片，等待制作上网，{{due}} 前（{{workingDays}} 个工作日）算正常。',
    'photo-late_by':
      '{{since}} 已由“{{photographer}}”采集照片，过了 {{workingDays}} 个工作日（{{due}}）还没有上网。',
    'record-not-found': '学生在学信网上找不到自己的学籍。',
    disputed: '学生认为信息或照片有误。',
    identity: '人像比对没有通过，须做身份复核。',
    stale: '核对之后信息或照片有了变化，原来的核对作废。',
  } satisfies Record<ChaseReasonCode, string> & Sentences<ChaseReasonCode>,
  step: {
    'not-started': '通知学生登录学信档案核对，问清有没有注册账号。',
    'not-registered': '请学生用本人姓名和证件号码注册学信网账号，再核对。',
    'stopped-half-way': '请学生重新登录，做完问卷和照片评价，看到“已校对”为止。',
    'says-done': '请学生登录再看一次是否显示已校对；等下一份名单或班级回执证实。',
    'photo-go': '通知学生领取采集码并拍照；有照片而对不上的，查姓名和证件号码。',
    'code-registration': '核实学籍注册；学信网变为“注册学籍”后，学生才能领采集码。',
    'code-year': '在学信网核实并维护预计毕业日期。',
    'code-year_from': '按期等待；预计毕业日期写错了的，在学信网维护。',
    'code-unknown': '导入最近的学信网在校生名单，或核实{{missingLabel}}。',
    'photo-none': '补照片：导入录取照片，或安排拍照。',
    'photo-waiting': '等到 {{due}}；不要让学生重复采集。',
    'photo-late': '向采集单位查询，不要让学生重复采集。',
    'photo-late_by': '向“{{photographer}}”查询，不要让学生重复采集。',
    'record-not-found': '按下面的可能原因核对账号与学籍的姓名、证件号码。',
    disputed: '问清哪里有误：照片问题汇总给采集单位，信息问题收证明材料办理更正。',
    identity: '通知学生准备复核材料，院系核查后由学校备案。',
    stale: '通知学生按现在的信息和照片重新核对。',
  } satisfies Record<ChaseReasonCode, string> & Sentences<ChaseReasonCode>,
  tell: {
    'not-started':
      '请登录学信档案（my.chsi.com.cn），没有账号的先用本人姓名和证件号码注册；进入“毕业证书图像校对”，核对信息和照片后选择“正确”或“有误”并确认。',
    'not-registered':
      '请在学信档案（my.chsi.com.cn）用本人姓名和证件号码注册账号，登录后核对信息和照片并确认。',
    'stopped-half-way':
      '请重新登录学信档案（my.chsi.com.cn），把问卷和照片评价做完并确认，看到已校对才算完成。',
    'says-done': '请再登录学信档案（my.chsi.com.cn）看一次是否显示已校对；没有显示的，请重新确认。',
    'photo-go':
      '请登录学信档案（my.chsi.com.cn）领取图像采集码（长按保存，不要截屏），按学校安排拍照；已经拍过的请不要重复采集，直接回复。',
    'code-registration': '你的学籍还没有注册完成，暂时领不到采集码，请到学院办理注册。',
    'code-year': '你的预计毕业日期需要核实，暂时领不到采集码，请与学院联系。',
    'code-year_from': '{{from}} 起可以领取图像采集码，到时请按学校安排拍照；毕业年份有误请与学院联系。',
    'code-unknown': '请登录学信档案（my.chsi.com.cn）看能不能领取图像采集码；领不到请与学院联系。',
    'photo-none': '请与学院联系补交照片。',
    'photo-waiting': '你的照片正在制作，请不要重复采集，{{due}} 后登录学信档案核对。',
    'photo-late': '你的照片还没有上网，学校正在查询，请不要重复采集。',
    'record-not-found':
      '请检查学信网账号的姓名和证件号码是否与本人证件一致（间隔点、空格、生僻字、末位 X）；一致仍找不到学籍的，请与学院联系。',
    disputed: '请把有误的地方和证明材料交到学院。',
    identity: '你的人像比对没有通过，请尽快到学院领取身份复核材料清单。',
    stale: '你的信息或照片在核对后有变化，请登录学信档案（my.chsi.com.cn）重新核对并确认。',
  } satisfies Record<ChaseReasonCode, string> & Sentences<ChaseReasonCode>,
  cause: {
    'not-in-chsi': '学信网的名单里没有这位学生：可能还没有注册学籍，请先在学信网核实。',
    differs: '学信网与{{sourceName}}的{{fieldLabel}}不同（{{kindName}}）：账号按证件填写，就对不上学籍。',
    military: '学籍登记的是军人证件，用它注册的账号常对不上学籍，请核实应登记的证件号码。',
    account: '各来源一致：多半是账号的姓名或证件号码与学籍不同，请学生改账号，或在学信网自助关联学籍。',
  } satisfies Record<RecordCause['code'], string>,
  /** The templates that are there until the office writes its own. */
  template: {
    personal: {
      name: '个人（QQ、微信）',
      body: '{姓名}同学：你在“{批次}”里还没有完成核对。\n{下一步}\n请在 {截止日期} 前完成（还有 {剩余天数} 天），完成后请回复。\n{学校} {学院}',
    },
    sms: {
      name: '个人（短信）',
      body: '【{学校}】{姓名}同学：请在{截止日期}前完成{批次}。{下一步}',
    },
    class: {
      name: '班级群通知',
      body: '【{批次}】{班级}还有 {人数} 位同学没有完成核对，截止日期 {截止日期}（还有 {剩余天数} 天）：\n{名单}\n请尽快登录学信档案（my.chsi.com.cn）核对。有问题请联系辅导员{辅导员}。',
    },
    mail: {
      name: '个人（邮件）',
      subject: '请完成{批次}（{截止日期} 前）',
      body: '{姓名}同学：\n\n你在“{批次}”里还没有完成核对。\n{下一步}\n\n请在 {截止日期} 前完成（还有 {剩余天数} 天）。有问题请联系辅导员{辅导员}。\n\n{学校} {今天}',
    },
    counsellor: {
      name: '辅导员名单（邮件）',
      subject: '{批次}：{学院}还有 {人数} 位同学没有完成',
      body: '{辅导员}老师：\n\n您负责的 {班级数} 个班还有 {人数} 位同学没有完成“{批次}”，截止日期 {截止日期}（还有 {剩余天数} 天）：\n\n{名单}\n\n姓名、学号已遮住一部分，每位同学的原因和下一步见附件。请逐个提醒。\n\n{学校} {今天}',
    },
  },
  line: '{{name}}（学号末四位 {{tail}}）',
  mailLine: '  {{name}}（学号末四位 {{tail}}）：{{reason}}',
  mailClass: '【{{name}}】',
  state: {
    broken: '过期未兑现',
    escalate: '该报学院',
    never: '未联系',
    contacted: '已联系',
    escalated: '已报学院',
    promised: '有承诺',
  } satisfies Record<ChaseState, string>,
  whom: {
    student: '学生本人',
    monitor: '班长或同学',
    counsellor: '辅导员',
    family: '家长',
    college: '学院（上报）',
  } satisfies Record<ContactWhom, string>,
  way: {
    phone: '电话',
    qq: 'QQ',
    wechat: '微信',
    sms: '短信',
    email: '邮件',
    'in-person': '当面',
    paper: '书面通知',
  } satisfies Record<ContactWay, string>,
  outcome: {
    told: '已通知',
    promised: '已答应',
    'not-registered': '还没有注册账号',
    'stopped-half-way': '核对停在中途',
    'says-done': '说已经核对',
    photographed: '已拍照',
    'no-code': '没有采集码',
    'not-found': '找不到学籍',
    'no-answer': '联系不上',
    'wrong-contact': '联系方式不对',
    refuses: '不愿核对',
    other: '其他',
  } satisfies Record<ContactOutcome, string>,
} as const;
