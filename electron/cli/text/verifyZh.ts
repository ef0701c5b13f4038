/** The words of `xueji verify-report` and `xueji verify-keys`. */
export const verifyZh = {
  keys: '列出核验用的签名公钥；可把本校另一台电脑的加进来',
  keysAdd: '从文件加入另一台电脑的公钥（那台电脑上 verify-keys --out 写的）',
  keysRemove: '移除一把手工加入的公钥',
  keysOut: '把公钥写进文本文件，带到另一台电脑',
  keysTaken: (added: number, known: number) => `加入 ${added} 把，原来就有 ${known} 把`,
  keyOf: (isOwn: boolean, isImported: boolean): string =>
    isOwn ? '本机' : isImported ? '手工加入' : '随数据来的',
  about: '核验打印出去的表：是不是原件、有没有改动、数据后来变了没有',
  what: '二维码的内容或表号，或 PDF、Excel 文件',
};
