import {
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  ContactsOutlined,
  DashboardOutlined,
  DiffOutlined,
  FileProtectOutlined,
  FolderOpenOutlined,
  HistoryOutlined,
  IdcardOutlined,
  ImportOutlined,
  PictureOutlined,
  PrinterOutlined,
  SettingOutlined,
  SyncOutlined,
  TeamOutlined,
  UserSwitchOutlined,
} from '@ant-design/icons';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { AreaId } from '../state/route.ts';
import type { CallName } from '../state/useMay.ts';

export interface Area {
  id: AreaId;
  /** Names the title in the general catalogue. */
  title: `area.${AreaId}`;
  /** Whoever may make one of these calls is shown it (useMay). */
  calls: readonly CallName[];
  icon: ComponentType<{ 'aria-hidden': boolean }>;
  /** Loaded when first opened; each area reads what it needs from `useRoute()`. */
  screen: LazyExoticComponent<ComponentType>;
  /** Pressed with Alt. */
  digit: string;
}

/** The product's areas in the order of the navigation. */
export const areas: readonly Area[] = [
  {
    id: 'overview',
    title: 'area.overview',
    calls: ['campaigns.overview'],
    icon: DashboardOutlined,
    digit: '1',
    screen: lazy(async () => ({
      default: (await import('../screens/overview/OverviewScreen.tsx')).OverviewScreen,
    })),
  },
  {
    id: 'students',
    title: 'area.students',
    calls: ['students.page'],
    icon: TeamOutlined,
    digit: '2',
    screen: lazy(async () => ({
      default: (await import('../screens/students/StudentsScreen.tsx')).StudentsScreen,
    })),
  },
  {
    id: 'photos',
    title: 'area.photos',
    calls: ['photos.openWall'],
    icon: PictureOutlined,
    digit: '9',
    screen: lazy(async () => ({
      default: (await import('../screens/photos/PhotosScreen.tsx')).PhotosScreen,
    })),
  },
  {
    id: 'contacts',
    title: 'area.contacts',
    calls: ['contacts.list'],
    icon: ContactsOutlined,
    digit: '0',
    screen: lazy(async () => ({
      default: (await import('../screens/contacts/ContactsScreen.tsx')).ContactsScreen,
    })),
  },
  {
    id: 'chase',
    title: 'area.chase',
    calls: ['chase.log'],
    icon: BellOutlined,
    digit: '-',
    screen: lazy(async () => ({
      default: (await import('../screens/chase/ChaseScreen.tsx')).ChaseScreen,
    })),
  },
  {
    id: 'sheets',
    title: 'area.sheets',
    calls: ['sheets.handle'],
    icon: AuditOutlined,
    digit: '[',
    screen: lazy(async () => ({
      default: (await import('../screens/sheets/SheetsScreen.tsx')).SheetsScreen,
    })),
  },
  {
    id: 'cases',
    title: 'area.cases',
    calls: ['cases.open'],
    icon: FolderOpenOutlined,
    digit: ']',
    screen: lazy(async () => ({
      default: (await import('../screens/cases/CasesScreen.tsx')).CasesScreen,
    })),
  },
  {
    id: 'counter',
    title: 'area.counter',
    calls: ['counter.find'],
    icon: IdcardOutlined,
    digit: '=',
    screen: lazy(async () => ({
      default: (await import('../screens/counter/CounterScreen.tsx')).CounterScreen,
    })),
  },
  {
    id: 'import',
    title: 'area.import',
    calls: ['imports.open'],
    icon: ImportOutlined,
    digit: '3',
    screen: lazy(async () => ({
      default: (await import('../screens/import/ImportScreen.tsx')).ImportScreen,
    })),
  },
  {
    id: 'reconcile',
    title: 'area.reconcile',
    calls: ['reconcile.compare'],
    icon: DiffOutlined,
    digit: '4',
    screen: lazy(async () => ({
      default: (await import('../screens/reconcile/ReconcileScreen.tsx')).ReconcileScreen,
    })),
  },
  {
    id: 'campaigns',
    title: 'area.campaigns',
    calls: ['campaigns.progress'],
    icon: CalendarOutlined,
    digit: '5',
    screen: lazy(async () => ({
      default: (await import('../screens/campaigns/CampaignsScreen.tsx')).CampaignsScreen,
    })),
  },
  {
    id: 'reports',
    title: 'area.reports',
    calls: ['reports.create'],
    icon: PrinterOutlined,
    digit: '6',
    screen: lazy(async () => ({
      default: (await import('../screens/reports/ReportsScreen.tsx')).ReportsScreen,
    })),
  },
  {
    id: 'history',
    title: 'area.history',
    calls: ['imports.batches'],
    icon: HistoryOutlined,
    digit: '7',
    screen: lazy(async () => ({
      default: (await import('../screens/history/HistoryScreen.tsx')).HistoryScreen,
    })),
  },
  {
    id: 'settings',
    title: 'area.settings',
    calls: ['chase.saveRules', 'mail.saveServer', 'backups.list'],
    icon: SettingOutlined,
    digit: '8',
    screen: lazy(async () => ({
      default: (await import('../screens/settings/SettingsScreen.tsx')).SettingsScreen,
    })),
  },
  {
    id: 'people',
    title: 'area.people',
    calls: ['people.list'],
    icon: UserSwitchOutlined,
    digit: ';',
    screen: lazy(async () => ({
      default: (await import('../screens/people/PeopleScreen.tsx')).PeopleScreen,
    })),
  },
  {
    id: 'audit',
    title: 'area.audit',
    calls: ['audit.page'],
    icon: FileProtectOutlined,
    digit: "'",
    screen: lazy(async () => ({
      default: (await import('../screens/audit/AuditScreen.tsx')).AuditScreen,
    })),
  },
  {
    id: 'sync',
    title: 'area.sync',
    calls: ['sync.conflicts'],
    icon: SyncOutlined,
    digit: '\\',
    screen: lazy(async () => ({
      default: (await import('../screens/sync/SyncScreen.tsx')).SyncScreen,
    })),
  },
];
