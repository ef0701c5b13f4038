import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { audit as auditEn } from './en/audit.ts';
import { backups as backupsEn } from './en/backups.ts';
import { campaigns as campaignsEn } from './en/campaigns.ts';
import { caseRules as caseRulesEn } from './en/caseRules.ts';
import { cases as casesEn } from './en/cases.ts';
import { characters as charactersEn } from './en/characters.ts';
import { chase as chaseEn } from './en/chase.ts';
import { contacts as contactsEn } from './en/contacts.ts';
import { counter as counterEn } from './en/counter.ts';
import { counterWindow as counterWindowEn } from './en/counterWindow.ts';
import { general as generalEn } from './en/general.ts';
import { history as historyEn } from './en/history.ts';
import { hub as hubEn } from './en/hub.ts';
import { importing as importingEn } from './en/import.ts';
import { mail as mailEn } from './en/mail.ts';
import { mapFile as mapFileEn } from './en/mapFile.ts';
import { overview as overviewEn } from './en/overview.ts';
import { people as peopleEn } from './en/people.ts';
import { photos as photosEn } from './en/photos.ts';
import { privacy as privacyEn } from './en/privacy.ts';
import { reconcile as reconcileEn } from './en/reconcile.ts';
import { reports as reportsEn } from './en/reports.ts';
import { settings as settingsEn } from './en/settings.ts';
import { sheets as sheetsEn } from './en/sheets.ts';
import { start as startEn } from './en/start.ts';
import { students as studentsEn } from './en/students.ts';
import { suggestions as suggestionsEn } from './en/suggestions.ts';
import { sync as syncEn } from './en/sync.ts';
import { welcome as welcomeEn } from './en/welcome.ts';
import { audit } from './zh/audit.ts';
import { backups } from './zh/backups.ts';
import { campaigns } from './zh/campaigns.ts';
import { caseRules } from './zh/caseRules.ts';
import { cases } from './zh/cases.ts';
import { characters } from './zh/characters.ts';
import { chase } from './zh/chase.ts';
import { contacts } from './zh/contacts.ts';
import { counter } from './zh/counter.ts';
import { counterWindow } from './zh/counterWindow.ts';
import { general } from './zh/general.ts';
import { history } from './zh/history.ts';
import { hub } from './zh/hub.ts';
import { importing } from './zh/import.ts';
import { mail } from './zh/mail.ts';
import { mapFile } from './zh/mapFile.ts';
import { overview } from './zh/overview.ts';
import { people } from './zh/people.ts';
import { photos } from './zh/photos.ts';
import { privacy } from './zh/privacy.ts';
import { reconcile } from './zh/reconcile.ts';
import { reports } from './zh/reports.ts';
import { settings } from './zh/settings.ts';
import { sheets } from './zh/sheets.ts';
import { start } from './zh/start.ts';
import { students } from './zh/students.ts';
import { suggestions } from './zh/suggestions.ts';
import { sync } from './zh/sync.ts';
import { welcome } from './zh/welcome.ts';

/** One namespace per area, Chinese first: its keys are the ones that exist. */
export const zhTexts = {
  backups,
  general,
  overview,
  students,
  photos,
  welcome,
  settings,
  import: importing,
  campaigns,
  cases,
  caseRules,
  contacts,
  counter,
  counterWindow,
  chase,
  sheets,
  reconcile,
  reports,
  history,
  mail,
  mapFile,
  suggestions,
  characters,
  people,
  audit,
  start,
  privacy,
  hub,
  sync,
} as const;

export const enTexts = {
  general: generalEn,
  overview: overviewEn,
  students: studentsEn,
  photos: photosEn,
  welcome: welcomeEn,
  settings: settingsEn,
  import: importingEn,
  backups: backupsEn,
  campaigns: campaignsEn,
  cases: casesEn,
  caseRules: caseRulesEn,
  contacts: contactsEn,
  counter: counterEn,
  counterWindow: counterWindowEn,
  chase: chaseEn,
  sheets: sheetsEn,
  reconcile: reconcileEn,
  reports: reportsEn,
  history: historyEn,
  mail: mailEn,
  mapFile: mapFileEn,
  suggestions: suggestionsEn,
  characters: charactersEn,
  people: peopleEn,
  audit: auditEn,
  start: startEn,
  privacy: privacyEn,
  hub: hubEn,
  sync: syncEn,
} as const;

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'general';
    resources: typeof zhTexts;
    returnNull: false;
  }
}

export type Language = 'zh' | 'en';

/** Fills the catalogues into i18next; both are in the bundle, so that a change of language is instant. */
export function startTexts(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh',
    defaultNS: 'general',
    resources: { zh: zhTexts, en: enTexts },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
}
