const ABSENT = /^(?:缺席|缺|未到|未签|没签|请假|不在|未在校|联系不上|无)$/;

/** Whether what stands in place of a signature says that nobody signed. */
export function isAbsence(text: string): boolean {
  return ABSENT.test(text.normalize('NFKC').replace(/[\s。.()]/g, ''));
}
