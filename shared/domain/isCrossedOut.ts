const CROSSED_OUT = /^(?:已?划去|划掉|删除|删去|非本班|不[在是]本班|外班|查无此人|已退学|已转出|已转学)/;

/** Whether what stands in a row of a class sheet says that the student is crossed out. */
export function isCrossedOut(text: string): boolean {
  return CROSSED_OUT.test(text.normalize('NFKC').replace(/[\s。.()]/g, ''));
}
