/**
 * Forms of one part: what it looks like at the side of a character, simplified and by itself. A person types the one
 * that the keyboard has; the data have the one that stands there.
 */
const GROUPS = `亻人 氵水氺 扌手 艹艸⺿ 讠言訁 钅金釒 纟糸糹 忄心㣺⺗ 犭犬 王玉 月肉⺼ 阝邑阜⻖⻏ 辶辵⻍⻎ 灬火 礻示 衤衣 饣食飠
  竹⺮ 足⻊ 刂刀 页頁 贝貝 车車 马馬 鱼魚 鸟鳥 门門 见見 风風 龙龍 韦韋 长長镸 齿齒⻭ 麦麥 卤鹵 黄黃 黾黽 攵攴⺙ 罒网⺫⺳
  爫爪 耂老 牜牛 羊⺶ 雨⻗ 户戶 青靑 吴吳 吕呂 录彔 专專 东東 仑侖 乌烏 云雲 仓倉 会會 单單 尧堯 师師 齐齊 亚亞`;

const SAME = new Map<string, readonly string[]>();
for (const group of GROUPS.split(/\s+/)) {
  const parts = Array.from(group);
  for (const part of parts) SAME.set(part, parts);
}

/** The part itself, and its other forms. */
export function sameParts(part: string): readonly string[] {
  return SAME.get(part) ?? [part];
}

/**
 * Parts that are called by another character, and typed as that: 双耳旁, 四字头, 反文旁, 走之. Assumed: these are names in
 * daily use, checked against no table.
 */
const CALLED: Readonly<Record<string, string>> = { 耳: '阝', 四: '罒', 文: '攵', 走: '辶' };

/** What a person may mean who types this for a part: it, its other forms, and the part that is called so. */
export function partsMeant(typed: string): readonly string[] {
  const called = CALLED[typed];
  return called === undefined ? sameParts(typed) : [...sameParts(typed), ...sameParts(called)];
}
