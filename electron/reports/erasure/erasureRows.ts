import type { EraseProof, ErasureAtHub } from '../../../shared/contract/privacy.ts';
import { beijingTime } from '../beijingTime.ts';
import type { SheetLanguage } from '../reportData.ts';
import { erasureText } from '../text/erasureText.ts';

export interface ErasureSheet {
  proof: EraseProof;
  /** How the desks of the hub stand with it; null: there was none. */
  hub: ErasureAtHub | null;
  school: string;
  lang: SheetLanguage;
}

/** What the proof says, a line each: on paper and in the workbook alike. */
export function erasureRows({ proof, lang }: ErasureSheet): [label: string, value: string][] {
  const text = erasureText[lang];
  return [
    [text.at, beijingTime(proof.at)],
    [text.by, proof.actor],
    [text.reason, proof.reason],
    [text.students, text.people(proof.students)],
    [text.cases, String(proof.cases)],
    [text.mails, String(proof.mails)],
    [text.files, String(proof.files)],
    [text.entries, String(proof.entries)],
    [text.found, proof.found === 0 ? text.nothingFound : text.stillFound(proof.found)],
    [text.audit, `${proof.audit.seq}:${proof.audit.hash}`],
    [text.digest, proof.digest],
  ];
}

/** How many of which college and grade. */
export function erasureGroups({
  proof,
  lang,
}: ErasureSheet): [college: string, grade: string, count: string][] {
  const text = erasureText[lang];
  return proof.groups.map(({ collegeName, grade, students }) => [
    collegeName ?? text.noCollege,
    grade ?? text.noGrade,
    text.people(students),
  ]);
}

/** Which computers have erased the same, and which not yet: a heading and a line each; nothing in a store without a hub. */
export function erasureDesks({ hub, lang }: ErasureSheet): { title: string; lines: string[] } | null {
  if (hub === null) return null;
  const text = erasureText[lang];
  if (hub.state === 'refused') return { title: text.hubRefused, lines: [] };
  if (hub.state === 'waiting' || hub.at === null) return { title: text.hubWaiting, lines: [] };
  const lines = hub.devices.map(({ name, isRevoked, doneAt }) =>
    doneAt !== null
      ? text.deskDone(name, beijingTime(doneAt))
      : isRevoked
        ? text.deskRevoked(name)
        : text.deskOpen(name),
  );
  return { title: text.desks(beijingTime(hub.at)), lines };
}
