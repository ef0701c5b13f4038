/**
 * Characters that are taken for one another when names and numbers are typed, group by group: nearly the same
 * shape, or variants of one character. FOR CLASSING DIFFERENCES ONLY: which one is right, a document decides.
 */
const GROUPS = [
  '己已巳',
  '未末',
  '日曰',
  '土士',
  '千干于',
  '午牛',
  '天夭',
  '大太犬',
  '戊戌戍戎',
  '赢嬴羸',
  '梁粱',
  '晴睛',
  '末未',
  '陈阵',
  '段叚',
  '佘余',
  '祁祈',
  '亳毫',
  '贏嬴',
  '宜宣',
  '宵霄',
  '洋详',
  '玟玫',
  '钰珏',
  '璐潞',
  '瑶谣遥',
  '琪祺棋淇',
  '炜玮伟讳',
  '彤彬',
  '昊吴昃',
  '旻旼',
  '晓哓',
  '杨扬',
  '沐沭',
  '泽译',
  '涵函',
  '清请',
  '珊姗',
  '颖颕頴',
  '峰峯',
  '群羣',
  '哲喆',
  '升昇',
  '淼渺',
  '煊暄',
  '钟锺',
  '祎袆',
  '祯桢',
  '禄绿',
  '邱丘',
  '付傅',
  '肖萧',
  '闫阎',
  '戴代',
  '蓝兰',
  '黄簧',
  '侯候',
  '冯马',
  '凃涂',
  '吕呂',
  '温溫',
  '青靑',
  '真眞',
  '慧惠',
  '頔𬱖',
  '龑䶮',
  '𠮷吉',
  '荣榮',
  '静靜',
  '0OＯ',
  '1lI',
] as const;

const FIRST_OF_GROUP = groupsByCharacter();

/** Every character's group is named by one of its members; groups that share a character are one group. */
function groupsByCharacter(): ReadonlyMap<string, string> {
  const first = new Map<string, string>();
  for (const group of GROUPS) {
    const characters = Array.from(group);
    const known = characters.map((character) => first.get(character)).find((name) => name !== undefined);
    const name = known ?? characters[0]!;
    for (const character of characters) {
      const other = first.get(character);
      if (other !== undefined && other !== name) {
        for (const [member, of] of first) if (of === other) first.set(member, name);
      }
      first.set(character, name);
    }
  }
  return first;
}

/** The characters that are taken for this one; empty where none is known. */
export function lookAlikesOf(character: string): string[] {
  const group = FIRST_OF_GROUP.get(character);
  if (group === undefined) return [];
  return [...FIRST_OF_GROUP].filter(([one, name]) => name === group && one !== character).map(([one]) => one);
}

/** The text with every character replaced by the name of its group: equal for texts that only look alike. */
export function withoutLookAlikes(text: string): string {
  let folded = '';
  for (const character of text) folded += FIRST_OF_GROUP.get(character) ?? character;
  return folded;
}
