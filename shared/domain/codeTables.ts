import type { IdType, StudentField } from './studentFields.ts';
import { wordKey } from './wordKey.ts';

/**
 * Words and codes of the closed and half-open lists of a student record → the text that is stored. Sources: GB/T
 * 3304-1991 (民族), GB/T 4762-1984 (政治面貌), GB/T 2261 (性别), GB/T 2260 (provinces), the values seen in 学信网
 * exports (domain notes §1.2, §1.6), JY/T 1001 身份证件类型代码. What no table knows is kept as received.
 */
export type CodeReading =
  | { known: true; value: string | null }
  /** Kept as received. */
  | { known: false };

export type CodeField =
  | 'gender'
  | 'ethnicity'
  | 'politicalStatus'
  | 'level'
  | 'mode'
  | 'duration'
  | 'grade'
  | 'registrationStatus'
  | 'originProvince';

/** Lists that are not closed: schools have words of their own, so an unknown one is only noted. */
export const OPEN_LISTS: ReadonlySet<CodeField> = new Set<CodeField>([
  'level',
  'mode',
  'duration',
  'grade',
  'registrationStatus',
  'originProvince',
]);

/** "canonical synonym synonym", one entry a line. */
function table(lines: string): Map<string, string> {
  const map = new Map<string, string>();
  for (const line of lines.trim().split('\n')) {
    const [canonical = '', ...synonyms] = line.trim().split(' ');
    for (const word of [canonical, ...synonyms]) map.set(wordKey(word), canonical);
  }
  return map;
}

/** GB/T 3304-1991, 01…56 in order. The export of 学信网 carries the name with 族. */
const ETHNICITIES =
  '汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺'.split(
    ' ',
  );
/** Spellings of earlier years, and variants that are typed for rare characters. */
const OLD_ETHNICITIES: Readonly<Record<string, string>> = {
  毛难: '毛南',
  崩龙: '德昂',
  卡瓦: '佤',
  佧佤: '佤',
  僮: '壮',
  傜: '瑶',
  达呼尔: '达斡尔',
  乌兹别克: '乌孜别克',
  僳僳: '傈僳',
  傈粟: '傈僳',
  畬: '畲',
  拉枯: '拉祜',
  维: '维吾尔',
  蒙: '蒙古',
};

function ethnicityTable(): Map<string, string> {
  const map = new Map<string, string>();
  for (const [index, name] of ETHNICITIES.entries()) {
    const canonical = `${name}族`;
    map.set(wordKey(name), canonical);
    map.set(wordKey(canonical), canonical);
    map.set(String(index + 1).padStart(2, '0'), canonical);
    map.set(String(index + 1), canonical);
  }
  for (const [old, name] of Object.entries(OLD_ETHNICITIES)) {
    map.set(wordKey(old), `${name}族`);
    map.set(wordKey(`${old}族`), `${name}族`);
  }
  for (const word of ['其他', '其它', '其他族', '其它族', '其他民族', '97']) map.set(word, '其他');
  for (const word of ['外国血统中国籍人士', '外国血统', '外国血统中国人士', '外国血统的中国籍人士', '98']) {
    map.set(word, '外国血统中国籍人士');
  }
  for (const word of ['穿青', '穿青人', '穿青族']) map.set(word, '穿青人');
  for (const word of ['革家人', '革家', '亻革家人']) map.set(word, '革家人');
  for (const word of ['未识别民族', '未定族称', '未识别', '未定族称人口']) map.set(word, '未定族称人口');
  return map;
}

const TABLES: Record<Exclude<CodeField, 'duration' | 'grade'>, Map<string, string>> = {
  gender: table(`
    男 1 01 M MALE 男性 男生
    女 2 02 F FEMALE 女性 女生`),
  ethnicity: ethnicityTable(),
  politicalStatus: table(`
    中共党员 01 1 党员 中国共产党党员 正式党员 中共正式党员 共产党员
    中共预备党员 02 2 预备党员 中国共产党预备党员
    共青团员 03 3 团员 中国共产主义青年团团员 共青团 中国共青团员
    民革党员 04 4 民革 民革会员 中国国民党革命委员会会员 中国国民党革命委员会党员
    民盟盟员 05 5 民盟 中国民主同盟盟员
    民建会员 06 6 民建 中国民主建国会会员
    民进会员 07 7 民进 中国民主促进会会员
    农工党党员 08 8 农工党 中国农工民主党党员
    致公党党员 09 9 致公党 中国致公党党员
    九三学社社员 10 九三 九三学社 九三社员
    台盟盟员 11 台盟 台湾民主自治同盟盟员
    无党派人士 12 无党派民主人士 无党派
    群众 13 普通居民`),
  level: table(`
    本科 普通本科 本科生 大学本科
    专科 大专 专科生
    专科(高职) 高职(专科) 高职专科 专科高职 高职高专 高职
    专升本 专升本科 专科起点本科 专接本
    高起本 高中起点本科 高升本
    高起专 高中起点专科 高升专
    第二学士学位 第二学士 二学位
    硕士研究生 硕士 硕士生
    博士研究生 博士 博士生
    研究生班`),
  mode: table(`
    普通全日制
    全日制
    非全日制
    函授 函授教育
    业余 业余学习
    脱产 成人脱产
    夜大学 夜大
    网络教育 网络
    开放教育 开放
    自学考试 自考`),
  registrationStatus: table(`
    注册学籍 在籍(注册学籍)
    休学 在籍(休学)
    保留学籍 在籍(保留学籍)
    暂缓注册
    待注册
    报到入学
    放弃入学资格 放弃入学
    保留入学资格 保留入学
    取消入学资格 取消入学
    退学 不在籍(退学)
    毕业 不在籍(毕业)
    结业 不在籍(结业)
    肄业 不在籍(肄业)
    转学 不在籍(转学)
    取消学籍
    开除学籍
    注销学籍
    未报到
    延期毕业
    延长学制`),
  originProvince: table(`
    北京市 11 110000 北京
    天津市 12 120000 天津
    河北省 13 130000 河北
    山西省 14 140000 山西
    内蒙古自治区 15 150000 内蒙古 内蒙
    辽宁省 21 210000 辽宁
    吉林省 22 220000 吉林
    黑龙江省 23 230000 黑龙江
    上海市 31 310000 上海
    江苏省 32 320000 江苏
    浙江省 33 330000 浙江
    安徽省 34 340000 安徽
    福建省 35 350000 福建
    江西省 36 360000 江西
    山东省 37 370000 山东
    河南省 41 410000 河南
    湖北省 42 420000 湖北
    湖南省 43 430000 湖南
    广东省 44 440000 广东
    广西壮族自治区 45 450000 广西
    海南省 46 460000 海南
    重庆市 50 500000 重庆
    四川省 51 510000 四川
    贵州省 52 520000 贵州
    云南省 53 530000 云南
    西藏自治区 54 540000 西藏
    陕西省 61 610000 陕西
    甘肃省 62 620000 甘肃
    青海省 63 630000 青海
    宁夏回族自治区 64 640000 宁夏
    新疆维吾尔自治区 65 650000 新疆
    台湾省 71 710000 台湾
    香港特别行政区 81 810000 香港
    澳门特别行政区 82 820000 澳门`),
};

/** Codes of GB/T 2261 for a gender that is not told: the record then says nothing. */
const NO_GENDER = new Set(['0', '9', '00', '09', '未知', '未知的性别', '未说明', '未说明的性别', '不详']);

const CHINESE_DURATIONS: Readonly<Record<string, string>> = {
  一年: '1',
  一年半: '1.5',
  两年: '2',
  二年: '2',
  两年半: '2.5',
  二年半: '2.5',
  三年: '3',
  三年半: '3.5',
  四年: '4',
  四年半: '4.5',
  五年: '5',
  五年半: '5.5',
  六年: '6',
  七年: '7',
  八年: '8',
};

/** The stored text of a word or code; what no table knows comes back as unknown, to be kept as received. */
export function readCode(field: CodeField, text: string): CodeReading {
  const key = wordKey(text);
  if (field === 'duration') return readDuration(key);
  if (field === 'grade') return readGrade(key);
  if (field === 'gender' && NO_GENDER.has(key)) return { known: true, value: null };
  const value = TABLES[field].get(key);
  return value === undefined ? { known: false } : { known: true, value };
}

/** 学制 in years, as 学信网 writes it: 4, 2.5 (domain notes §1.2). */
function readDuration(key: string): CodeReading {
  const chinese = CHINESE_DURATIONS[key.replace(/制$/, '')];
  if (chinese !== undefined) return { known: true, value: chinese };
  const match = /^(\d)(?:\.(0+|50*))?(?:年制?)?$/.exec(key);
  if (match === null || match[1] === '0' || match[1] === '9') return { known: false };
  return { known: true, value: match[2]?.startsWith('5') ? `${match[1]}.5` : (match[1] as string) };
}

/** 年级 as a year of four digits; 2022级 and 2022.0 are the same. */
function readGrade(key: string): CodeReading {
  const match = /^((?:19|20)\d{2})(?:\.0+)?(?:级|年级|年)?$/.exec(key);
  return match === null ? { known: false } : { known: true, value: match[1] as string };
}

/** Two digits that begin a 考生号's third place or an address code: is there such a province? */
export function isProvinceCode(code: string): boolean {
  return code.length === 2 && TABLES.originProvince.has(code);
}

const ID_TYPE_WORDS: Readonly<Record<IdType, string>> = {
  resident: '居民身份证 身份证 中国居民身份证 中华人民共和国居民身份证 二代身份证 1 01 RESIDENT',
  'hkmo-residence': '港澳居民居住证 港澳台居民居住证(港澳) 香港居民居住证 澳门居民居住证 HKMO-RESIDENCE',
  'tw-residence': '台湾居民居住证 港澳台居民居住证(台湾) TW-RESIDENCE',
  'hkmo-permit':
    '港澳居民来往内地通行证 港澳通行证 回乡证 港澳居民通行证 香港居民来往内地通行证 澳门居民来往内地通行证 香港特区护照/身份证明 澳门特区护照/身份证明 6 7 06 07 HKMO-PERMIT',
  'tw-permit': '台湾居民来往大陆通行证 台胞证 台湾通行证 台湾居民通行证 8 08 TW-PERMIT',
  'foreign-pr':
    '外国人永久居留身份证 外国人永久居留证 外国人居留证 永久居留身份证 境外永久居住证 9 09 FOREIGN-PR',
  passport: '护照 外国护照 普通护照 中国护照 A PASSPORT',
  military:
    '军官证 士兵证 文职干部证 部队离退休证 警官证 武警证 军人证 士官证 军人身份证件 2 3 4 5 02 03 04 05 MILITARY',
  other: '其他 其它 户口簿 户口薄 其他证件 其它证件 B Z OTHER',
};

const ID_TYPES_BY_WORD: ReadonlyMap<string, IdType> = new Map(
  Object.entries(ID_TYPE_WORDS).flatMap(([type, words]) =>
    words.split(' ').map((word) => [wordKey(word), type as IdType] as const),
  ),
);

/** The document type that a 证件类型 column names, or null when no table knows the word. */
export function readIdType(text: string): IdType | null {
  return ID_TYPES_BY_WORD.get(wordKey(text)) ?? null;
}

/** The card has one name for residents of all three places; its number tells which one it is (domain notes §7). */
const RESIDENCE_CARD = new Set(['港澳台居民居住证', '港澳台居住证'].map(wordKey));

/** Whether a 证件类型 column names documents of several types, which their numbers tell apart. */
export function isIdTypeOfNumber(text: string): boolean {
  return RESIDENCE_CARD.has(wordKey(text));
}

const CODE_FIELDS: ReadonlySet<StudentField> = new Set<StudentField>([
  'gender',
  'ethnicity',
  'politicalStatus',
  'level',
  'mode',
  'duration',
  'grade',
  'registrationStatus',
  'originProvince',
]);

export function isCodeField(field: string): field is CodeField {
  return (CODE_FIELDS as ReadonlySet<string>).has(field);
}

/** The canonical texts of a list, for choosing from. Empty for the lists that are patterns. */
export function canonicalTexts(field: CodeField): string[] {
  return field === 'duration' || field === 'grade' ? [] : Array.from(new Set(TABLES[field].values()));
}
