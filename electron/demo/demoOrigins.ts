/**
 * Where students come from and which people they belong to.
 *
 * The six-digit area codes are those of "the city's districts, not specified" (市辖区: PPCC01, and PP0100 of the
 * municipalities). They are in GB/T 2260 but are not what identity cards are issued with, so that a number made
 * from one has a sound check digit and still stands for nobody.
 */
const CITIES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries({
    '13': '01 02 03 04 05 06',
    '14': '01 02 04',
    '15': '01 02 03',
    '21': '01 02 03 04',
    '22': '01 02 03',
    '23': '01 02 06',
    '32': '01 02 03 04 05',
    '33': '01 02 03',
    '34': '01 02 03 08',
    '35': '01 02 05',
    '36': '01 02 04 07',
    '37': '01 02 03 06 07',
    '41': '01 02 03 04 07',
    '42': '01 02 03 05 06 10',
    '43': '01 02 03 04 06',
    '44': '01 02 03 04 05',
    '45': '01 02 03 04',
    '46': '01 02',
    '51': '01 03 04 07',
    '52': '01 03',
    '53': '01 03',
    '54': '01',
    '61': '01 02 03',
    '62': '01 03 05',
    '63': '01',
    '64': '01 02',
    '65': '01 02',
  }).map(([province, cities]) => [province, cities.split(' ').map((city) => `${province}${city}01`)]),
);
const MUNICIPALITIES = { '11': ['110100'], '12': ['120100'], '31': ['310100'], '50': ['500100'] };

export const AREAS: Readonly<Record<string, readonly string[]>> = { ...CITIES, ...MUNICIPALITIES };

/** The school stands in province 42; a third of its students come from there. */
const NEIGHBOURS = ['34', '36', '41', '43', '44', '51'];
export const PROVINCE_WEIGHTS: readonly (readonly [string, number])[] = Object.keys(AREAS).map(
  (province) => [province, province === '42' ? 15 : NEIGHBOURS.includes(province) ? 2 : 1] as const,
);

/** All 56 of GB/T 3304 with 族; weights are rough shares in ten thousand students, never zero. */
export const ETHNICITY_WEIGHTS: readonly (readonly [string, number])[] = [
  ['汉族', 9050],
  ...Object.entries({
    土家: 150,
    回: 120,
    苗: 110,
    壮: 100,
    满: 90,
    侗: 45,
    彝: 45,
    蒙古: 40,
    维吾尔: 40,
    藏: 35,
    瑶: 30,
    布依: 25,
    白: 20,
    朝鲜: 15,
    哈萨克: 10,
    黎: 9,
    畲: 8,
    傣: 7,
    哈尼: 6,
    仡佬: 6,
    水: 4,
    羌: 4,
    仫佬: 3,
    毛南: 3,
    纳西: 3,
    土: 3,
    东乡: 3,
    傈僳: 3,
    拉祜: 2,
    佤: 2,
    锡伯: 2,
    柯尔克孜: 2,
    达斡尔: 2,
    德昂: 1,
    景颇: 1,
    布朗: 1,
    撒拉: 1,
    阿昌: 1,
    普米: 1,
    塔吉克: 1,
    怒: 1,
    乌孜别克: 1,
    俄罗斯: 1,
    鄂温克: 1,
    保安: 1,
    裕固: 1,
    京: 1,
    塔塔尔: 1,
    独龙: 1,
    鄂伦春: 1,
    赫哲: 1,
    门巴: 1,
    珞巴: 1,
    基诺: 1,
    高山: 1,
  }).map(([name, weight]) => [`${name}族`, weight] as const),
];

/** Names of GB/T 2260 by the first two digits of an area code; lists of 学信网 carry the digits. */
export const PROVINCE_NAMES: Readonly<Record<string, string>> = {
  '11': '北京市',
  '12': '天津市',
  '13': '河北省',
  '14': '山西省',
  '15': '内蒙古自治区',
  '21': '辽宁省',
  '22': '吉林省',
  '23': '黑龙江省',
  '31': '上海市',
  '32': '江苏省',
  '33': '浙江省',
  '34': '安徽省',
  '35': '福建省',
  '36': '江西省',
  '37': '山东省',
  '41': '河南省',
  '42': '湖北省',
  '43': '湖南省',
  '44': '广东省',
  '45': '广西壮族自治区',
  '46': '海南省',
  '50': '重庆市',
  '51': '四川省',
  '52': '贵州省',
  '53': '云南省',
  '54': '西藏自治区',
  '61': '陕西省',
  '62': '甘肃省',
  '63': '青海省',
  '64': '宁夏回族自治区',
  '65': '新疆维吾尔自治区',
  '71': '台湾省',
  '81': '香港特别行政区',
  '82': '澳门特别行政区',
};
const PROVINCE_CODES = new Map(Object.entries(PROVINCE_NAMES).map(([code, name]) => [name, code]));

/** The two digits for a name; '' for none. */
export function provinceCode(name: string | null | undefined): string {
  return (name && PROVINCE_CODES.get(name)) || '';
}

/** Where people of an ethnicity mostly come from; the school's usual provinces for the rest. */
export const HOME_PROVINCES: Readonly<Record<string, readonly string[]>> = {
  维吾尔族: ['65'],
  哈萨克族: ['65'],
  柯尔克孜族: ['65'],
  塔吉克族: ['65'],
  乌孜别克族: ['65'],
  塔塔尔族: ['65'],
  俄罗斯族: ['65', '15'],
  藏族: ['54', '63', '51', '62'],
  门巴族: ['54'],
  珞巴族: ['54'],
  蒙古族: ['15', '21'],
  回族: ['64', '62', '41', '63'],
  壮族: ['45'],
  土家族: ['42', '43', '50'],
  彝族: ['51', '53'],
  朝鲜族: ['22'],
  黎族: ['46'],
};

/** Spellings of ethnicities that older lists still carry (domain notes §1.6). */
export const OLD_ETHNICITY_SPELLINGS: Readonly<Record<string, string>> = {
  毛南族: '毛难族',
  德昂族: '崩龙族',
  傈僳族: '僳僳族',
};
