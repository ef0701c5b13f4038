import type { Forecast } from '../../../shared/domain/campaignForecast.ts';
import { backupZh } from './backupZh.ts';
import { campaignZh as campaign } from './campaignZh.ts';
import { casesZh as cases } from './casesZh.ts';
import { chaseZh as chase } from './chaseZh.ts';
import { counterZh as counter } from './counterZh.ts';
import { hubKeyZh } from './hubKeyZh.ts';
import { hubZh as hub } from './hubZh.ts';
import { keyZh } from './keyZh.ts';
import { mailZh as mail } from './mailZh.ts';
import { peopleZh } from './peopleZh.ts';
import { privacyZh } from './privacyZh.ts';
import { recoverZh } from './recoverZh.ts';
import { reportZh as report } from './reportZh.ts';
import { sheetWordsZh } from './sheetWordsZh.ts';
import { syncZh as sync } from './syncZh.ts';
import { updateZh as update } from './updateZh.ts';
import { verifyZh } from './verifyZh.ts';

/** Paces are rounded for reading. */
type ForecastWords = { missing: number } & Pick<
  Extract<Forecast, { kind: 'open' }>,
  'pace' | 'doneOn' | 'atDeadline' | 'needed'
>;

/** What the command line says by itself. Sentences about data (findings, errors, statuses) are in shared/text. */
export const zh = {
  program: '学籍核对台的命令行：不开窗口，导入名单和照片、看进度、打印核对表。',
  update,
  titles: {
    'Usage:': '用法：',
    'Options:': '选项：',
    'Commands:': '命令：',
    'Arguments:': '参数：',
    'Global Options:': '每个命令都有的选项：',
  } as Record<string, string>,
  help: '显示帮助',
  version: '显示版本号',
  helpCommand: '显示一个命令的帮助',
  global: {
    data: '数据文件夹；默认是本机本用户的数据文件夹',
    json: '结果以一个 JSON 对象写到标准输出，其他的话都写到标准错误',
    lang: '语言：zh 或 en',
    passphrase: '打开加密数据用的口令文件；也可用环境变量 XUEJI_PASSPHRASE',
  },
  init: {
    about: '建立数据；第二次运行不改变任何东西',
    code: '学校代码，5 位数字',
    name: '学校名称',
  },
  demo: {
    about: '在空的数据文件夹里放入虚构的学生、照片和核对批次',
    students: '学生人数',
    seed: '随机种子：同一个数得到同样的数据',
    files: '把导入用的源文件也留在这个文件夹里',
  },
  import: {
    about: '导入名单、核对状态或照片；每个文件一个导入批次',
    files: '文件、文件夹或 zip',
    as: '是什么：roster 名单、status 核对状态、sheets 收回的核对表、flags 人像比对结果、contacts 联系人、photos 照片',
    source: '名单来源：chsi 学信网、sis 教务系统、admission 录取名册',
    role: '照片：admission 录取照片、graduation 学历照片',
    faces: '照片：边导入边找人脸（较慢；只作提示）',
    campaign: '核对批次（编号或名称）；默认最近的一个',
    sheet: '工作表名称；可写多次，一次导入多张；* 表示所有有学生的工作表',
    headerRow: '表头在第几行（0：没有表头，各列叫 A、B、C…；.dbf 则是它自带的字段名）',
    repairLostDigits: '在表格里丢了末尾几位的身份证号，凡本机另一来源有唯一匹配的，就补全（记入日志）',
    clearBlankFlags: '（人像比对）文件里不再有结果的学生，视为已解除；不写则保留并列出',
    restoreLeadingZeros:
      '采用能认定的补零：学号、考生号丢了开头的 0，补上后恰是同名学生的号码（记入变更日志）',
    takeWords: '采用名称和代码的全部建议（截断的学院名、另一种写法等），记进词典',
    correctNames: '间隔号、空格等写法有误的姓名，以规范写法作为本校的更正（来源的原文不变，可撤销）',
    encoding: '文字编码：gb18030、utf-8、utf-16le、utf-16be',
    map: '表头对应文件：{"表头": "字段"}',
    passwordFile: '文件的第一行是打开加密表格或压缩包的密码',
    rows: '结果里列出每一行怎样了',
    dryRun: '只检查，不导入',
  },
  batches: {
    about: '列出导入批次',
    diff: '一份名单与同一来源的上一份相比：新增、不再出现、有变动',
    batch: '导入批次的编号；不写是最近一份名单',
    with: '与哪一份比；不写是同一来源的上一份',
    out: '写进这个 .xlsx 文件',
  },
  undo: { about: '撤销一个导入批次', batch: '导入批次的编号' },
  students: {
    about: '列出学生；带 --out 时把全部符合的写进文件',
    search: '姓名、拼音首字母或任何号码的一部分',
    where: '只要某个字段等于某个值的，例如 className=计科2101；可写多次',
    status: '只要某种核对状态的，例如 未核对；可写多次',
    overdue: '只要过了截止日期还没有核对完的',
    campaign: '按哪个核对批次（编号或名称）',
    limit: '最多列出几名',
    after: '从上一页给出的位置接着列',
    unmasked: '证件号码、手机号和邮箱不遮盖',
    out: '写进文件：.jsonl、.csv 或 .xlsx',
  },
  campaign,
  progress: {
    about: '按学院、专业、班级或辅导员统计核对进度',
    by: '按什么统计：college、major、class、counsellor',
  },
  reconcile: {
    about: '按全校比对两个或三个来源：仅在一方、两方都有、不一致',
    source: '来源：chsi 学信网、sis 教务系统、admission 录取名册',
    where: '只比对任一来源这样说的学生，例如 grade=2023；可写多次；不写就是全校',
    unmasked: '写出的文件里证件号码不遮盖',
    out: '写进文件：.xlsx',
  },
  report,
  verify: verifyZh,
  ...peopleZh,
  photos: {
    about: '照片：标准、检查、改名导出',
    profiles: '列出学历照片的标准；* 是本校用的',
    choose: '改用这个标准',
    check: '按本校的标准把全部照片再检查一遍',
    export: '把照片按规则改名，导出成一个 zip 或文件夹',
    naming: '命名规则，例如 {学号}-{姓名}；可用 {身份证号} {学号} {考生号} {姓名}，至少有一个号码',
    dryRun: '只看会导出多少、漏下谁，不写文件',
    out: '写进文件：.zip；不带扩展名的是文件夹，须是空的或还没有',
    shootingPlan: '给拍摄单位的各班采集人数，不含姓名和任何号码',
    planOut: '写进文件：.xlsx',
    retakes: '补拍名单：没有照片、审核为有问题、不合标准的，按班列出原因',
    retakesOut: '写进文件：.xlsx；不写只报人数',
    retake: { missing: '没有学历照片', refused: '审核为有问题', flagged: '不合标准，尚未人工认可' },
    retaken: (students: number, file: string | null) =>
      file === null ? `需要补拍 ${students} 人。` : `需要补拍 ${students} 人，名单已写进 ${file}`,
    profileName: (name: { zh: string; en: string }) => name.zh,
    checkNext: '已改用；运行 photos check 把已有的照片再检查一遍。',
    checked: (photos: number, measured: number, profile: string) =>
      `按“${profile}”检查了 ${photos} 张照片（其中重新测量 ${measured} 张）。`,
    faces: '同时找人脸：张数、眼睛和脸的位置，只作提示；每个处理器每秒约 20 张',
    likeness: '同时比对每位学生的录取照片与学历照片像不像，只作提示；较慢',
    facesUnavailable: (why: string) =>
      `这台电脑上不能自动找人脸（程序文件不全或处理器太旧），其余检查照常完成。原因：${why}`,
    facesFailed: (photos: number, why: string) =>
      `有 ${photos} 张照片没能找人脸，请人工查看；可以再检查一遍。第一张的原因：${why}`,
    facesLooked: (photos: number) => `在 ${photos} 张照片里找了人脸（以前找过的不再找）。`,
    likenessTold: (alike: number, unsure: number, unlike: number, unknown: number) =>
      `录取照片与学历照片：像 ${alike} 名，说不准 ${unsure} 名，不太像 ${unlike} 名，无法比 ${unknown} 名。仅供参考，以人工查看和学信网人像比对为准。`,
    lookAlikes: '列出看起来是同一张、却在几位学生名下的照片（另存、改过大小的也算），只作提示',
    lookAlikesLimit: '最多列多少组',
    lookAlikesFound: (groups: number, photos: number) =>
      groups === 0
        ? `比对了 ${photos} 张照片，没有看起来相同的。`
        : `比对了 ${photos} 张照片，${groups} 组看起来相同，请逐组对照：`,
    lookAlikesKinds: { students: '几位学生', own: '同一学生的录取照片与学历照片' },
    more: (count: number) => `……另有 ${count} 张`,
    unreadable: (count: number) => `有 ${count} 张照片的文件缺失或损坏，请运行 check。`,
    roles: { admission: '录取照片', graduation: '学历照片' },
    wrongNaming: (rule: string) => `命名规则“${rule}”不能用：至少要有一个号码，且不能有 \\ / : * ? " < > |。`,
    planned: (photos: number) => `可导出 ${photos} 张照片；没有写文件。`,
    exported: (photos: number, file: string) => `已把 ${photos} 张照片写进 ${file}`,
    leftOut: (noPhoto: number, noName: number, taken: number) =>
      `没有导出：没有照片 ${noPhoto} 名，缺命名用的号码或姓名 ${noName} 名，文件名相同 ${taken} 名。`,
    planMade: (classes: number, students: number, file: string) =>
      `已把 ${classes} 个班、${students} 名学生的采集人数写进 ${file}`,
  },
  words: {
    about: '词典：各来源的写法在本校是什么意思（学院简称、截断的名称、本校对层次的叫法等）',
    list: '列出词典',
    suggest: '列出名单里像是同一个的不同写法',
    take: '采用全部建议',
    set: '说明一种写法的含义',
    remove: '从词典里去掉一种写法',
    export: '把词典写成文件',
    import: '读入词典文件（三列：字段、原文、含义）',
    field: '字段，如 collegeName 或 学院',
    search: '原文或含义里的字',
    written: '来源里的写法',
    meant: '含义',
    out: '写到 .csv 或 .xlsx 文件',
    file: '词典文件',
    columns: { field: '字段', written: '原文', meant: '含义', suggestion: '可能是', students: '学生' },
    none: '词典里还没有词。',
    understood: (words: number) => `词典：${words} 种写法已照含义理解`,
    learned: (words: number) => `词典：记下 ${words} 种写法`,
    offered: (words: number) => `词典：${words} 种写法有建议，加 --take-words 采用，或用 words set 逐个说明`,
    noQuestions: '没有需要说明的写法。',
    saved: (words: number) => `词典改了 ${words} 个词。`,
    exported: (words: number, file: string) => `已把 ${words} 个词写进 ${file}`,
    rejected: (row: number, fault: string, value: string) =>
      `  第 ${row} 行没有读入：${fault}${value === '' ? '' : `（${value}）`}`,
    faults: {
      field: '没有这个字段，或这个字段不用词典',
      written: '没有写原文',
      meant: '没有写含义',
      verdict: '核对状态的含义只能是已知的（正确、有误、未核对、找不到学籍、照片制作中、无照片）',
      same: '原文和含义一样',
    },
  },
  cases,
  counter,
  hub,
  sync,
  hubKey: hubKeyZh,
  key: keyZh,
  sheets: sheetWordsZh,
  chase,
  mail,
  check: { about: '检查数据是否完好：数据文件、变更记录、照片' },
  serve: { about: '在本机浏览器里使用，直到按 Ctrl-C', port: '端口；0 表示任意空闲端口' },
  backup: backupZh,
  recover: recoverZh,
  privacy: privacyZh,
  restore: { about: '从备份恢复；现有的数据先放到一边', file: '备份文件' },

  /** What was wrong with the command, in the gap of “这个操作的写法不对：{{detail}}”. */
  wrong: {
    backup: '请写 --to 备份文件，或用 backup now、backup list、backup schedule。',
    backupDone: '--on 和 --off 不能一起写，--folder 和 --beside-data 也不能。',
    unknownOption: (name: string) => `没有 ${name} 这个选项。`,
    missingArgument: (name: string) => `还缺 ${name}。`,
    optionMissingArgument: (name: string) => `${name} 后面要有一个值。`,
    missingOption: (name: string) => `必须写 ${name}。`,
    unknownCommand: (name: string) => `没有 ${name} 这个命令。`,
    noCommand: '没有写要做什么。',
    excessArguments: '写得太多了。',
    onAndClear: '--on 和 --clear 只能写一个。',
    reopenReason: '--reopen 要写明原因：--reason；只在重新打开时写。',
    noCollege: '要写明是哪个学院：--college。',
    namesAndFilter: '学生和筛选条件只能写一样：写明了学生，就不能再写 --where、--search、--state、--reason。',
    value: (option: string, value: string) => `${option} 不能是“${value}”。`,
    choice: (option: string, value: string, choices: string) =>
      `${option} 不能是“${value}”，只能是 ${choices}。`,
    pair: (text: string) => `要写成 项目=内容，“${text}”不是。`,
    where: (text: string) => `--where 要写成 字段=值，“${text}”不是。`,
    field: (name: string) => `没有“${name}”这个字段。`,
    populationField: (name: string) => `不能按“${name}”划定参加的学生。`,
    sameSource: (sources: string) => `--a、--b、--c 要是不同的来源，“${sources}”里有重复。`,
    folderNotEmpty: (folder: string) => `文件夹“${folder}”不是空的；请换一个空文件夹或新的名字。`,
    outFormat: (choices: string) => `--out 的文件名要以 ${choices} 结尾。`,
    address: (text: string) => `“${text}”不是一个邮箱地址。`,
    passwordFile: (file: string) => `密码文件“${file}”读不出来。`,
    passwordFileEmpty: (file: string) => `密码文件“${file}”的第一行是空的，应当是密码。`,
    date: (text: string) => `“${text}”不是日期，要写成 2027-05-31 这样。`,
    port: (port: string) => `端口 ${port} 用不了。`,
  },

  region: (sources: readonly string[], all: number) =>
    sources.length < all ? `仅${sources.join('、')}` : `${sources.join('、')}都有`,
  explained: '其中未入学',
  same: '完全一致',
  formal: '仅写法不同',
  differing: '内容不一致',
  work: (open: number, decided: number, pairs: number) =>
    `差异：待处理 ${open} 处，已处理 ${decided} 处；疑似同一人 ${pairs} 对。`,
  diff: {
    before: '上次',
    now: '本次',
    none: '没有更早的名单，全部算新增',
    equation: (c: { before: number; gone: number; added: number; now: number }) =>
      `上次 ${c.before} 人 − 不再出现 ${c.gone} 人 + 新增 ${c.added} 人 = 本次 ${c.now} 人`,
    parts: (c: { added: number; changed: number; unchanged: number }) =>
      `本次：新增 ${c.added} 人 + 有变动 ${c.changed} 人 + 没有变化 ${c.unchanged} 人`,
    fields: '变动的字段',
    part: { added: '新增', gone: '不再出现', changed: '有变动' },
    returned: '（以前出现过）',
    more: (count: number) => `还有 ${count} 人，见 --out 的工作簿`,
  },
  writtenTo: (file: string) => `已写进“${file}”。`,
  /** Between a heading and its value. */
  colon: '：',
  none: '没有',
  yes: '是',
  school: '学校',
  dataFolder: '数据文件夹',
  initialised: (code: string, name: string) => `已建立：${code} ${name}`,
  demoMade: (students: number, photos: number) => `已放入 ${students} 名虚构的学生和 ${photos} 张照片。`,
  sheetsOf: (count: number) => `${count} 张工作表`,
  sheetOf: (sheet: string) => `工作表“${sheet}”`,
  headerAt: (row: number, format: string | null) =>
    row > 0 ? `表头在第 ${row} 行` : format === 'dbf' ? '表头是字段名' : '没有表头',
  rows: '行数',
  counts: (
    counts: Record<
      'rows' | 'created' | 'updated' | 'unchanged' | 'ambiguous' | 'rejected' | 'dropped',
      number
    >,
  ) =>
    `${counts.rows} 行 = 新增 ${counts.created} + 更新 ${counts.updated} + 无变化 ${counts.unchanged} + 待人工判断 ${counts.ambiguous} + 未导入 ${counts.rejected} + 略过 ${counts.dropped}`,
  photoCounts: (unmatched: number, missing: number) =>
    `对不上学生的照片 ${unmatched} 张，还没有照片的学生 ${missing} 名`,
  unmapped: (headings: string) => `没有用到的列：${headings}`,
  rowNumber: (row: number) => `第 ${row} 行`,
  wholeFile: '整个文件',
  moreFindings: (count: number) => `还有 ${count} 条；加 --json 可看到全部。`,
  leftOut: (count: number) => `有 ${count} 个文件不是表格，没有导入：`,
  moreFiles: (count: number) => `还有 ${count} 个；加 --json 可看到全部。`,
  saved: (batch: string) => `已保存为导入批次 ${batch}；可用 undo 撤销。`,
  dryRun: '只检查了，没有导入。',
  undone: (reverted: number) => `已撤销，恢复了 ${reverted} 处。`,
  keptRows: (count: number) => `${count} 名学生后来又改过，保留现在的内容：`,
  batchUndone: '已撤销',
  total: (count: number) => `共 ${count} 名`,
  nextPage: (key: string) => `下一页：--after ${key}`,
  written: (count: number, file: string) => `已把 ${count} 名写进 ${file}`,
  columns: {
    batch: '批次',
    at: '时间',
    kind: '内容',
    file: '文件',
    counts: '新增/更新/共',
    state: '状态',
    name: '名称',
    type: '类型',
    deadline: '截止',
    id: '编号',
    total: '人数',
    done: '已核对',
    group: '范围',
    from: '来自',
    missing: '没有核对完',
    overdue: '逾期',
  },
  deadlineFrom: { class: '自定', college: '学院', campaign: '批次' },
  kinds: {
    roster: '名单',
    status: '核对状态',
    sheets: '班级回执',
    flags: '人像比对',
    contacts: '联系方式',
    photos: '照片',
    edit: '修改',
    words: '词典',
    verdict: '登记',
    reconcile: '比对',
    review: '照片审核',
    classContact: '联系人',
    sheetHandling: '核对表收发',
    sheetReturn: '登记回执',
    campaign: '建立或修改核对批次',
    deadlines: '截止日期',
    timetable: '时间表',
    counter: '柜台核对',
    cases: '个案',
    conflicts: '处理冲突',
    chase: '催办',
    mailReturns: '退信',
    close: '结束批次',
    reopen: '重新开放',
  },
  open: '进行中',
  closed: '已结束',
  all: '合计',
  wholeSchool: '全校',
  population: '参加的学生',
  forecast: (ahead: ForecastWords) =>
    [
      `还有 ${ahead.missing} 名没有核对完，最近 7 天平均每天 ${ahead.pace} 名`,
      ahead.doneOn === null ? null : `照此 ${ahead.doneOn} 全部完成`,
      ahead.atDeadline === null ? '截止日期已过' : `到截止日共 ${ahead.atDeadline} 名`,
      ahead.needed === null ? null : `要按时完成每天需 ${ahead.needed} 名`,
    ]
      .filter((part) => part !== null)
      .join('；'),
  archived: (files: number, file: string) => `已把 ${files} 个文件归档到 ${file}`,
  leftOutOfArchive: (name: string) => `  没有内容，没有放进去：${name}`,
  pictureMade: (file: string) => `已存到 ${file}`,
  joinedLater: (students: number) => `结束之后又有 ${students} 名学生符合条件，不在最终名单里，不计入人数。`,
  campaignCreated: (name: string, id: string) => `已建立“${name}”（${id}）`,
  reportMade: (sheets: number, file: string) => `已打印 ${sheets} 份到 ${file}`,
  cannotPrint: (characters: string) => `这些字没有字体可以打印，打印成了方框：${characters}`,
  checks: { file: '数据文件', log: '变更记录', audit: '操作记录', photos: '照片' },
  checkGood: (checked: number) => `完好（${checked}）`,
  checkBad: (problems: number) => `有 ${problems} 处问题`,
  serving: '请在浏览器里打开下面的地址（只能用一次）；按 Ctrl-C 结束。',
  backedUp: (students: number, photos: number, file: string) =>
    `已把 ${students} 名学生和 ${photos} 张照片备份到 ${file}，并读回核对过。`,
  restored: (students: number, photos: number, at: string) =>
    `已恢复 ${at} 的备份：${students} 名学生，${photos} 张照片。`,
  keptAside: (folder: string) => `原来的数据放在数据文件夹的 ${folder} 里。`,
  damaged: '检查出问题',
  ending: '正在结束；再按一次 Ctrl-C 就不再等待。',
  interrupted: '已中断：还没有保存完的全部作废，已经保存的保持不变。',
  afterInterrupt: '可用 xueji batches 查看已经保存的导入；需要时可以重新开始。',
};
export type CliWords = typeof zh;
