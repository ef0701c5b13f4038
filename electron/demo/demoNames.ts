import type { SeededRandom } from './seededRandom.ts';

export interface DemoName {
  name: string;
  /** As a passport would have it: surname first, each part with a capital. */
  namePinyin: string;
}

type Gender = '男' | '女';
type Syllable = readonly [text: string, pinyin: string];

/** "王Wang 李Li" → pairs. */
function syllables(table: string): Syllable[] {
  return table
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const at = entry.search(/[A-Z]/);
      return [entry.slice(0, at), entry.slice(at)] as const;
    });
}

const SURNAMES = syllables(`
  王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 吴Wu 周Zhou 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 郭Guo 何He 林Lin
  高Gao 罗Luo 郑Zheng 梁Liang 谢Xie 宋Song 唐Tang 许Xu 韩Han 邓Deng 冯Feng 曹Cao 彭Peng 曾Zeng 肖Xiao 田Tian 董Dong
  潘Pan 袁Yuan 蔡Cai 蒋Jiang 余Yu 于Yu 杜Du 叶Ye 程Cheng 魏Wei 苏Su 吕Lyu 丁Ding 任Ren 卢Lu 姚Yao 沈Shen 钟Zhong
  姜Jiang 崔Cui 谭Tan 陆Lu 范Fan 汪Wang 廖Liao 石Shi 金Jin 韦Wei 贾Jia 夏Xia 付Fu 方Fang 邹Zou 熊Xiong 白Bai 孟Meng
  秦Qin 邱Qiu 侯Hou 江Jiang 尹Yin 薛Xue 闫Yan 雷Lei 龙Long 史Shi 陶Tao 贺He 顾Gu 毛Mao 郝Hao 龚Gong 邵Shao 万Wan
  覃Qin 武Wu 钱Qian 戴Dai 严Yan 莫Mo 孔Kong 向Xiang 常Chang 单Shan 解Xie 仇Qiu 区Ou 翟Zhai 查Zha 柏Bai 逄Pang 亓Qi`);
const COMPOUND_SURNAMES = syllables(`
  欧阳Ouyang 司马Sima 上官Shangguan 诸葛Zhuge 皇甫Huangfu 尉迟Yuchi 公孙Gongsun 慕容Murong 司徒Situ 令狐Linghu
  夏侯Xiahou 东方Dongfang 端木Duanmu 长孙Zhangsun 轩辕Xuanyuan`);
/** A given name of two is one that often leads and one that often ends; of one, one that often ends. */
const GIVEN: Readonly<Record<Gender, { lead: Syllable[]; end: Syllable[] }>> = {
  男: {
    lead: syllables(`
      子Zi 俊Jun 家Jia 志Zhi 思Si 文Wen 宇Yu 浩Hao 泽Ze 嘉Jia 天Tian 建Jian 国Guo 明Ming 晨Chen 锦Jin 启Qi 承Cheng
      永Yong 立Li 宏Hong 一Yi 博Bo 睿Rui 瑞Rui 佳Jia 逸Yi 景Jing 梓Zi 奕Yi 宗Zong 云Yun 海Hai 世Shi 振Zhen 向Xiang`),
    end: syllables(`
      轩Xuan 豪Hao 航Hang 毅Yi 诚Cheng 铭Ming 皓Hao 伟Wei 强Qiang 磊Lei 军Jun 洋Yang 勇Yong 杰Jie 涛Tao 超Chao 辉Hui
      鹏Peng 华Hua 飞Fei 鑫Xin 波Bo 斌Bin 凯Kai 健Jian 帆Fan 旭Xu 宁Ning 龙Long 阳Yang 博Bo 哲Zhe 翔Xiang 辰Chen
      昊Hao 楠Nan 彬Bin 平Ping 林Lin 成Cheng 源Yuan 峰Feng 远Yuan 然Ran 松Song 恒Heng 霖Lin 宸Chen 骏Jun 琛Chen`),
  },
  女: {
    lead: syllables(`
      雨Yu 思Si 梦Meng 文Wen 晓Xiao 诗Shi 婉Wan 语Yu 雅Ya 可Ke 心Xin 子Zi 一Yi 若Ruo 佳Jia 欣Xin 书Shu 依Yi 嘉Jia
      钰Yu 舒Shu 楚Chu 安An 冰Bing 月Yue 春Chun 秋Qiu 清Qing 静Jing 慧Hui 美Mei 海Hai 紫Zi 淑Shu 玉Yu 怡Yi`),
    end: syllables(`
      芳Fang 娜Na 敏Min 静Jing 丽Li 艳Yan 娟Juan 霞Xia 燕Yan 玲Ling 婷Ting 雪Xue 慧Hui 颖Ying 琳Lin 倩Qian 丹Dan 萍Ping
      晶Jing 洁Jie 红Hong 梅Mei 莉Li 蕾Lei 欣Xin 悦Yue 怡Yi 涵Han 萱Xuan 琪Qi 璐Lu 瑶Yao 薇Wei 彤Tong 宁Ning 菲Fei
      媛Yuan 妍Yan 岚Lan 茜Qian 珊Shan 露Lu 芸Yun 盈Ying 绮Qi 然Ran 桐Tong 柔Rou 宜Yi 溪Xi 晴Qing 蓉Rong`),
  },
};

/** Characters that old systems, fonts and code pages lose; the first four must always be met in a demo school. */
const RARE_GIVEN = syllables(
  '䶮Yan 㛃Jie 𬱖Di 𠮷Ji 𬍛Wei 𫖯Fu 𬘡Yin 𬎆Xuan 喆Zhe 堃Kun 犇Ben 翀Chong 骉Biao 彧Yu 赟Yun 玥Yue',
);
export const SURELY_SHOWN_RARE = 4;

/** Names written with U+00B7 between a person's own name and the father's or family's. */
const DOTTED: Record<'uyghur' | 'kazakh' | 'russian', Record<Gender | 'family', Syllable[]>> = {
  uyghur: {
    男: syllables(
      '艾力Aili 阿卜杜拉Abudula 吐尔逊Tuerxun 艾克拜尔Aikebaier 玉素甫Yusufu 库尔班Kuerban 阿迪力Adili 祖农Zunong',
    ),
    女: syllables(
      '古丽娜尔Gulinaer 阿依古丽Ayiguli 热娜Rena 米热古丽Mireguli 帕提古丽Patiguli 茹仙古丽Ruxianguli 努尔比亚Nuerbiya',
    ),
    family: syllables(
      '买买提Maimaiti 热合曼Reheman 尼牙孜Niyazi 依明Yiming 卡德尔Kadeer 斯马依Simayi 吾买尔Wumaier 阿布都热依木Abudureyimu',
    ),
  },
  kazakh: {
    男: syllables('叶尔兰Yeerlan 巴合提Baheti 努尔兰Nuerlan 别克Bieke'),
    女: syllables('阿依努尔Ayinuer 古丽米拉Gulimila 加依娜Jiayina 阿依达娜Ayidana'),
    family: syllables('木拉提Mulati 哈再孜Hazaizi 赛力克Sailike 波拉提Bolati'),
  },
  russian: {
    男: syllables('谢尔盖Xieergai 伊万Yiwan 米沙Misha'),
    女: syllables('娜佳Najia 索菲亚Suofeiya 卡佳Kajia'),
    family: syllables('伊万诺夫Yiwannuofu 彼得罗夫Bideluofu'),
  },
};
/** Names of one piece, without a family name. */
const SINGLE: Record<'tibetan' | 'mongolian' | 'yi', Record<Gender, Syllable[]>> = {
  tibetan: {
    男: syllables(
      '扎西次仁Zhaxiciren 洛桑旦增Luosangdanzeng 多吉才让Duojicairang 平措Pingcuo 边巴次仁Bianbaciren 旦增罗布Danzengluobu',
    ),
    女: syllables(
      '次仁卓玛Cirenzhuoma 白玛央金Baimayangjin 格桑曲珍Gesangquzhen 德吉Deji 拉姆措Lamucuo 央宗Yangzong',
    ),
  },
  mongolian: {
    男: syllables('巴特尔Bateer 阿拉坦Alatan 苏和Suhe 孟和Menghe 额尔敦Eerdun 朝鲁Chaolu'),
    女: syllables('苏日娜Surina 乌云其木格Wuyunqimuge 萨仁Saren 娜仁托娅Narentuoya 其其格Qiqige 高娃Gaowa'),
  },
  yi: {
    男: syllables('沙马木呷Shamamuga 阿苦拉铁Akulatie 吉克伍呷Jikewuga 马海日布Mahairibu'),
    女: syllables('沙马阿依Shamaayi 阿苦伍各Akuwuge 吉克小英Jikexiaoying 马海么机Mahaiyaoji'),
  },
};
/** Family name and given names by where both are common. */
const FOREIGN: readonly ({ family: string[] } & Record<Gender, string[]>)[] = [
  { family: ['NGUYEN', 'PHAM', 'TRAN'], 男: ['VAN MINH', 'DUC ANH'], 女: ['THI HOA', 'THU HA'] },
  { family: ['SARSENOV', 'IBRAYEV'], 男: ['ARMAN', 'NURLAN'], 女: ['AIGERIM', 'DANA'] },
  { family: ['KHAN', 'HUSSAIN'], 男: ['BILAL', 'USMAN'], 女: ['AYESHA', 'SANA'] },
  { family: ['OKAFOR', 'MENSAH'], 男: ['JOSEPH', 'DANIEL'], 女: ['GRACE', 'ESTHER'] },
  { family: ['SRISAI', 'CHAIYA'], 男: ['SOMCHAI', 'KRIT'], 女: ['MALEE', 'PLOY'] },
];

const SURNAME_WEIGHTS = SURNAMES.map((surname, rank) => [surname, 60 / (rank + 12)] as const);

function given(random: SeededRandom, gender: Gender): Syllable[] {
  const { lead, end } = GIVEN[gender];
  return random.chance(0.2) ? [random.pick(end)] : [random.pick(lead), random.pick(end)];
}

function joined(surname: Syllable, parts: readonly Syllable[]): DemoName {
  const own = parts.map((part) => part[1].toLowerCase()).join('');
  return {
    name: surname[0] + parts.map((part) => part[0]).join(''),
    namePinyin: `${surname[1]} ${own.charAt(0).toUpperCase()}${own.slice(1)}`,
  };
}

export function hanName(random: SeededRandom, gender: Gender): DemoName {
  const surname = random.weighted(SURNAME_WEIGHTS);
  const name = given(random, gender);
  // Both parents' surnames and a given name of two: the usual way to four characters.
  if (random.chance(0.004)) {
    const second = random.pick(SURNAMES);
    const { lead, end } = GIVEN[gender];
    return joined(
      [surname[0] + second[0], surname[1] + second[1].toLowerCase()],
      [random.pick(lead), random.pick(end)],
    );
  }
  return joined(surname, name);
}

export function compoundSurnameName(random: SeededRandom, gender: Gender): DemoName {
  return joined(random.pick(COMPOUND_SURNAMES), given(random, gender));
}

/** `which` counts up, so that every rare character is met before any is met twice. */
export function rareCharacterName(random: SeededRandom, gender: Gender, which: number): DemoName {
  const rare = RARE_GIVEN[which % RARE_GIVEN.length]!;
  const surname = random.weighted(SURNAME_WEIGHTS);
  return joined(surname, random.chance(0.5) ? [rare] : [random.pick(GIVEN[gender].lead), rare]);
}

/** A name as people of this ethnicity often have it; Han names for the rest. `ethnicity` ends in 族. */
export function nameOfEthnicity(random: SeededRandom, gender: Gender, ethnicity: string): DemoName {
  switch (ethnicity) {
    case '维吾尔族':
    case '乌孜别克族':
    case '塔塔尔族':
      return dottedName(random, gender, 'uyghur');
    case '哈萨克族':
    case '柯尔克孜族':
    case '塔吉克族':
      return dottedName(random, gender, 'kazakh');
    case '俄罗斯族':
      return dottedName(random, gender, 'russian');
    case '藏族':
    case '门巴族':
    case '珞巴族':
      return singleName(random, gender, 'tibetan');
    case '蒙古族':
      return random.chance(0.5) ? singleName(random, gender, 'mongolian') : hanName(random, gender);
    case '彝族':
      return random.chance(0.4) ? singleName(random, gender, 'yi') : hanName(random, gender);
    default:
      return hanName(random, gender);
  }
}

function dottedName(random: SeededRandom, gender: Gender, people: keyof typeof DOTTED): DemoName {
  const own = random.pick(DOTTED[people][gender]);
  const family = random.pick(DOTTED[people].family);
  return { name: `${own[0]}\u00b7${family[0]}`, namePinyin: `${own[1]} ${family[1]}` };
}

function singleName(random: SeededRandom, gender: Gender, people: keyof typeof SINGLE): DemoName {
  const own = random.pick(SINGLE[people][gender]);
  return { name: own[0], namePinyin: own[1] };
}

/** As in the passport: capitals, family name first. */
export function foreignName(random: SeededRandom, gender: Gender): DemoName {
  const home = random.pick(FOREIGN);
  const name = `${random.pick(home.family)} ${random.pick(home[gender])}`;
  return { name, namePinyin: name };
}
