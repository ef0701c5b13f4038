import {
  AuditOutlined,
  BellOutlined,
  CalendarOutlined,
  ContactsOutlined,
  DashboardOutlined,
  DiffOutlined,
  FolderOpenOutlined,
  HistoryOutlined,
  IdcardOutlined,
  ImportOutlined,
  PictureOutlined,
  PrinterOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { AreaId } from '../state/route.ts';

export interface Area {
  id: AreaId;
  /** Names the title in the general catalogue. */
  title: `area.${AreaId}`;
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
    icon: DashboardOutlined,
    digit: '1',
    screen: lazy(async () => ({
      default: (await import('../screens/overview/OverviewScreen.tsx')).OverviewScreen,
    })),
  },
  {
    id: 'students',
    title: 'area.students',
    icon: TeamOutlined,
    digit: '2',
    screen: lazy(async () => ({
      default: (await import('../screens/students/StudentsScreen.tsx')).StudentsScreen,
    })),
  },
  {
    id: 'photos',
    title: 'area.photos',
    icon: PictureOutlined,
    digit: '9',
    screen: lazy(async () => ({
      default: (await import('../screens/photos/PhotosScreen.tsx')).PhotosScreen,
    })),
  },
  {
    id: 'contacts',
    title: 'area.contacts',
    icon: ContactsOutlined,
    digit: '0',
    screen: lazy(async () => ({
      default: (await import('../screens/contacts/ContactsScreen.tsx')).ContactsScreen,
    })),
  },
  {
    id: 'chase',
    title: 'area.chase',
    icon: BellOutlined,
    digit: '-',
    screen: lazy(async () => ({
      default: (await import('../screens/chase/ChaseScreen.tsx')).ChaseScreen,
    })),
  },
  {
    id: 'sheets',
    title: 'area.sheets',
    icon: AuditOutlined,
    digit: '[',
    screen: lazy(async () => ({
      default: (await import('../screens/sheets/SheetsScreen.tsx')).SheetsScreen,
    })),
  },
  {
    id: 'cases',
    title: 'area.cases',
    icon: FolderOpenOutlined,
    digit: ']',
    screen: lazy(async () => ({
      default: (await import('../screens/cases/CasesScreen.tsx')).CasesScreen,
    })),
  },
  {
    id: 'counter',
    title: 'area.counter',
    icon: IdcardOutlined,
    digit: '=',
    screen: lazy(async () => ({
      default: (await import('../screens/counter/CounterScreen.tsx')).CounterScreen,
    })),
  },
  {
    id: 'import',
    title: 'area.import',
    icon: ImportOutlined,
    digit: '3',
    screen: lazy(async () => ({
      default: (await import('../screens/import/ImportScreen.tsx')).ImportScreen,
    })),
  },
  {
    id: 'reconcile',
    title: 'area.reconcile',
    icon: DiffOutlined,
    digit: '4',
    screen: lazy(async () => ({
      default: (await import('../screens/reconcile/ReconcileScreen.tsx')).ReconcileScreen,
    })),
  },
  {
    id: 'campaigns',
    title: 'area.campaigns',
    icon: CalendarOutlined,
    digit: '5',
    screen: lazy(async () => ({
      default: (await import('../screens/campaigns/CampaignsScreen.tsx')).CampaignsScreen,
    })),
  },
  {
    id: 'reports',
    title: 'area.reports',
    icon: PrinterOutlined,
    digit: '6',
    screen: lazy(async () => ({
      default: (await import('../screens/reports/ReportsScreen.tsx')).ReportsScreen,
    })),
  },
  {
    id: 'history',
    title: 'area.history',
    icon: HistoryOutlined,
    digit: '7',
    screen: lazy(async () => ({
      default: (await import('../screens/history/HistoryScreen.tsx')).HistoryScreen,
    })),
  },
  {
    id: 'settings',
    title: 'area.settings',
    icon: SettingOutlined,
    digit: '8',
    screen: lazy(async () => ({
      default: (await import('../screens/settings/SettingsScreen.tsx')).SettingsScreen,
    })),
  },
];
